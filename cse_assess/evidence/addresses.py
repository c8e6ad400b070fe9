"""Checks the form of a web address that serves as evidence."""

import re
from urllib.parse import SplitResult, urlsplit

from cse_assess.errors import DomainError

ADDRESS_LENGTH = 2000
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")
_NUMERIC_HOST = re.compile(r"\[[0-9a-fA-F:.]+\]")
_NOT_IN_ADDRESSES = re.compile(r'[\s\\<>"`{}|^\x00-\x1f\x7f]')


def check_address(raw: str) -> str:
    """Return the web address without the space around it.

    Raises `DomainError` for the field `url` unless it is http or https, names a host, carries no
    user name or password, and is at most 2,000 characters long (RFC 3986, section 3).
    """
    address = raw.strip()
    if not address:
        raise _refuse("Enter the web address.")
    if len(address) > ADDRESS_LENGTH:
        raise _refuse(f"The web address must be {ADDRESS_LENGTH:,} characters or fewer.")
    if _NOT_IN_ADDRESSES.search(address) or not address.isprintable():
        raise _refuse('The web address must not contain spaces or characters such as < > " \\.')
    _check_parts(_split(address))
    return address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise _refuse("The web address is not complete or has a mistake in it.") from None
    return parts


def _check_parts(parts: SplitResult) -> None:
    if parts.scheme not in {"http", "https"}:
        raise _refuse("The web address must start with https:// or http://.")
    if "@" in parts.netloc:
        raise _refuse("The web address must not contain a user name or password: take them out.")
    if not _is_host(parts):
        raise _refuse("The web address names no website, such as https://www.example.gov.uk/page.")


def _is_host(parts: SplitResult) -> bool:
    if parts.netloc.startswith("["):
        return bool(_NUMERIC_HOST.match(parts.netloc))
    labels = (parts.hostname or "").removesuffix(".").split(".")
    return all(_LABEL.fullmatch(label) for label in labels)


def _refuse(message: str) -> DomainError:
    return DomainError(message, field="url")
