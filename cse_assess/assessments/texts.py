"""How texts are made storable and comparable, and how long they may be."""

import re

from cse_assess.errors import DomainError

LONGEST_TEXT = 20_000
LONGEST_REASON = 4_000
LONGEST_NOTE = 2_000

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str | None) -> str:
    """Return the text with one kind of line end, without outer space and control characters.

    Neither database, CSV nor XLSX keeps control characters alike, so none is stored.
    """
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", lines).strip()


def check_length(text: str, longest: int, name: str, field: str) -> None:
    """Raise `DomainError` where a text has more than `longest` characters."""
    if len(text) > longest:
        over = len(text) - longest
        raise DomainError(
            f"{name} must be {longest:,} characters or fewer: shorten it by {over:,}", field=field
        )
