"""Messages that the next page shows once."""

from flask import flash, session

CONFIRMATION = "confirmation"


def confirm(message: str) -> None:
    """Show `message` in a success banner on the next page: what was done, and what comes next."""
    flash(message, CONFIRMATION)


def withdraw_confirmations() -> None:
    """Forget the messages that wait: what they confirm did not happen."""
    session.pop("_flashes", None)
