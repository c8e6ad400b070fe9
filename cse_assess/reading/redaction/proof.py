"""Looks for redacted words in what a copy holds, in whatever way they may be coded."""

import re
from collections.abc import Iterator

from cse_assess.reading.redaction.words import Words

ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
NEVER_BY_CHANCE = 8
SAMPLE_BYTES = 4096
CONTROL_SHARE = 20
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAG = re.compile(r"<[^>]*>")
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")


def holds_words(data: bytes, words: Words) -> bool:
    """Tell whether any of the words can be read in `data`, in markup also across its tags.

    In what is no text, such as a picture or a font, short words turn up by chance: only those are
    looked for there that cannot.
    """
    looked_for = words.only_long(NEVER_BY_CHANCE) if _is_noise(data) else words
    # Zeros stand between the letters of text in two bytes that is read as if it were in one.
    readings = (text.replace("\0", "") for text in _readings(data))
    return bool(looked_for) and any(map(looked_for.are_in, readings))


def _is_noise(data: bytes) -> bool:
    """Tell whether the data is no text in any encoding: control characters other than zero."""
    start = data[:SAMPLE_BYTES]
    return len(_CONTROL.findall(start)) * CONTROL_SHARE > len(start)


def _readings(data: bytes) -> Iterator[str]:
    for encoding in ENCODINGS:
        text = data.decode(encoding, errors="ignore")
        yield text
        if "<" in text:
            yield _TAG.sub("", text)
    for found in _HEXADECIMAL.finditer(data):
        digits = re.sub(rb"\s", b"", found[1])
        written = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        yield written.decode("latin-1")
        yield written.decode("utf-16-be", errors="ignore")
