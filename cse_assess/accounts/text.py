"""Checks of the short texts that people type: names and e-mail addresses."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from cse_assess.errors import DomainError

NAME_LENGTH = 200
EMAIL_LENGTH = 254

_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that show a text in another order than it is written in."""


def clean_name(text: str, *, field: str, what: str) -> str:
    """Return `text` in one line without outer space; raise `DomainError` for an unfit one.

    `what` begins the message, as in "Name" or "Service name". Line breaks and other control
    characters are refused because names go into the headers of letters.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if not name:
        raise DomainError(f"{what} is missing: enter it", field=field)
    if len(name) > NAME_LENGTH:
        raise DomainError(f"{what} must be {NAME_LENGTH} characters or fewer", field=field)
    if any(unicodedata.category(each) in {"Cc", "Cs"} or each in _REORDERING for each in name):
        raise DomainError(f"{what} must be plain text in one line", field=field)
    return name


def normalise_email(text: str, *, field: str = "email") -> str:
    """Return the one form of an address that accounts are kept under.

    Compatibility characters become plain ones and letters small. What is still outside ASCII is
    refused: a look-alike letter must not make a second account that reads like the first.
    """
    email = unicodedata.normalize("NFKC", text[: EMAIL_LENGTH + 1]).strip().lower()
    refusal = DomainError(
        "Enter an email address in the correct format, like name@example.com", field=field
    )
    if len(email) > EMAIL_LENGTH or not email.isascii() or "." not in email.rpartition("@")[2]:
        raise refusal
    try:
        validate_email(
            email, allow_smtputf8=False, check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError as error:
        raise refusal from error
    return email
