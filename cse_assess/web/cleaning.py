"""Makes typed text fit to be stored: trimmed, with one kind of line end, and nothing invisible."""

import unicodedata

TEXT_CONTROLS = frozenset("\n\t")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
REFUSED_CATEGORIES = frozenset({"Cc", "Cs"})


def clean_text(value: object) -> str:
    """Return `value` as text without outer white space and with line feeds as its only line ends.

    Anything but text counts as empty: a form sends text only.
    """
    if not isinstance(value, str):
        return ""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def has_refused_characters(text: str) -> bool:
    """Tell whether `text` holds a control character (NUL among them) or half a surrogate pair.

    PostgreSQL refuses both, and no reader can see them.
    """
    return any(_is_refused(character) for character in text)


def replace_refused_characters(text: str) -> str:
    """Return `text` with a visible mark in the place of each character that is refused."""
    return "".join(REPLACEMENT if _is_refused(character) else character for character in text)


def _is_refused(character: str) -> bool:
    return character not in TEXT_CONTROLS and unicodedata.category(character) in REFUSED_CATEGORIES
