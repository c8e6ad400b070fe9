"""How texts are made fit to be kept and compared, and how long they may be."""

from cse_assess.errors import DomainError
from cse_assess.web import cleaning

LONGEST_TEXT = 20_000
LONGEST_REASON = 4_000
LONGEST_NOTE = 2_000

# XML, and so a spreadsheet, cannot carry these two, although they are no control characters.
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), cleaning.REPLACEMENT)


def clean_text(text: str | None) -> str:
    """Return the text as it is kept: what databases, CSV and XLSX all give back unchanged."""
    fit = cleaning.replace_refused_characters(cleaning.clean_text(text))
    return fit.translate(_NOT_IN_XML)


def check_text(raw: str | None, longest: int, *, name: str, field: str, missing: str = "") -> str:
    """Return what somebody wrote as it is kept; raise `DomainError` with its field if it cannot be.

    That is one of more than `longest` characters, and an empty one where `missing` says so.
    """
    text = clean_text(raw)
    if missing and not text:
        raise DomainError(missing, field=field)
    check_length(text, longest, name, field)
    return text


def check_line(raw: str | None, longest: int, *, name: str, field: str, missing: str) -> str:
    """Return a name as it is kept, on one line with single spaces; raises as `check_text` does."""
    line = " ".join(clean_text(raw).split())
    return check_text(line, longest, name=name, field=field, missing=missing)


def check_length(text: str, longest: int, name: str, field: str) -> None:
    """Raise `DomainError` where a text has more than `longest` characters."""
    if len(text) > longest:
        over = len(text) - longest
        raise DomainError(
            f"{name} must be {longest:,} characters or fewer: shorten it by {over:,}", field=field
        )
