"""How much a stranger may send: nothing is read of a large request before somebody signed in."""

from flask import Flask, request, session

STRANGERS_BYTES = 256 * 1024


def init_limits(app: Flask) -> None:
    """Refuse large requests of people who are not signed in.

    Call it before the CSRF check is bound, which reads the whole form.
    """
    app.before_request(_limit_strangers)


def _limit_strangers() -> None:
    if "_user_id" not in session:
        request.max_content_length = STRANGERS_BYTES
