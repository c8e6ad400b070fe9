"""Brings text into one form, so that words quoted from a file are found in it again."""

import re
import unicodedata

# Latin ligatures (U+FB00 to U+FB06), spaces of special widths, the hyphen that does not break.
_ALIKE = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st", 0x00A0: " ", 0x202F: " ", 0x2007: " ", 0x2011: "-", 0x2028: "\n", 0x2029: "\n",
    0x000B: "\n", 0x000C: "\n", 0x0085: "\n",
}  # fmt: skip
# Soft hyphens and marks without width stand within words and are not seen.
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
_CONTROLS = dict.fromkeys(code for code in range(0x20) if chr(code) not in "\n\t") | {0x7F: None}
# Direction marks would let a file turn the words that a page shows beside it.
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_TABLE = {**_CONTROLS, **_UNSEEN, **_DIRECTIONS, **_ALIKE}
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("  +")
_AROUND_TABS = re.compile(" *\t *")
_AROUND_BREAKS = re.compile(r"[ \t]*\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Return `text` with plain letters, single spaces and at most one empty line together."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    text = unicodedata.normalize("NFC", _join_surrogates(text))
    text = _AROUND_TABS.sub("\t", _SPACES.sub(" ", text))
    text = _AROUND_BREAKS.sub("\n", text)
    return _EMPTY_LINES.sub("\n\n", text).strip()


def _join_surrogates(text: str) -> str:
    """Join the halves of a letter that some formats write apart; a lone half is no letter."""
    if _SURROGATES.search(text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_line(text: str) -> str:
    """Return `text` on one line: a title, or the name of a person or a sheet."""
    return " ".join(clean_text(text).split())
