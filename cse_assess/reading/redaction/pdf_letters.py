"""Where the letters of a PDF page stand, and which of them belong to words."""

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from cse_assess.reading.redaction.words import Words

_LOW_SURROGATES = range(0xDC00, 0xE000)
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Letters:
    """The text of a page; character by character, `places` has its number in the text page."""

    text: str
    places: tuple[int, ...]

    def find(self, words: Words) -> set[int]:
        """Return the places of all letters that belong to the words."""
        spans = words.find(self.text)
        return {self.places[each] for start, end in spans for each in range(start, end)}


def read_letters(text_page: Any) -> Letters:
    """Return the letters of a pypdfium2 text page in its order."""
    characters, places = [], []
    for place in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text_page, place)
        if code in _LOW_SURROGATES:
            continue
        characters.append(_to_character(code))
        places.append(place)
    return Letters("".join(characters), tuple(places))


def _to_character(code: int) -> str:
    """Return the character; pdfium marks a hyphen at the end of a line with code 2."""
    if code in {0, 2}:
        return "\u00ad"
    try:
        character = chr(code)
        character.encode()
    except (ValueError, UnicodeEncodeError):
        return _REPLACED
    return character
