"""Reads PDF files with PDFium: the words of each page, and what a reader of the page cannot see."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector, Properties
from cse_assess.reading.formats.pdf_notes import list_comments, list_field_values
from cse_assess.reading.formats.pdf_objects import list_objects
from cse_assess.reading.formats.pdf_sight import Sight
from cse_assess.reading.formats.properties import read_day
from cse_assess.reading.refusal import DAMAGED, Refused

MOST_PAGES = 10_000
# Fewer letters than this in a row are taken for seen: a thin one may leave no mark when drawn.
FEWEST_HIDDEN = 2
_LOCKED = "The PDF asks for a password, so it cannot be read."
_TOO_MANY = f"The PDF has more than {MOST_PAGES:,} pages. Split it."
# PDFium gives one of these for a hyphen at the end of a line that may only divide a word.
_DIVIDED = re.compile("(\\w+)[\x02\ufffe](\\w+)")
_HYPHENATED = re.compile(r"\w+-\w+")
_Passage = tuple[str, HiddenKind | None]


def read_pdf(file: BinaryIO, suffix: str) -> Document:
    """Return what a PDF says; raise `Refused` where it is damaged or locked."""
    try:
        with pypdfium2.PdfDocument(file) as document:
            return _read(document, suffix)
    except pypdfium2.PdfiumError as error:
        raise Refused(_LOCKED if "password" in str(error).lower() else DAMAGED) from None


def _read(document: pypdfium2.PdfDocument, suffix: str) -> Document:
    if len(document) > MOST_PAGES:
        raise Refused(_TOO_MANY)
    pages = [_read_page(document, number) for number in range(len(document))]
    words = Counter(
        word.lower() for page in pages for text, _kind in page for word in _HYPHENATED.findall(text)
    )
    collector = Collector()
    for page in pages:
        collector.start_page()
        for text, kind in page:
            collector.add(_join_divided(text, words), kind)
    return collector.build(suffix, _read_properties(document))


def _read_page(document: pypdfium2.PdfDocument, number: int) -> list[_Passage]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        passages = list(_read_passages(page, text_page))
        passages += [(f"\n{value}", None) for value in list_field_values(page)]
        # Between two comments a seen break keeps them apart.
        for comment in list_comments(page):
            passages += [("\n", None), (comment, HiddenKind.COMMENT)]
        return passages
    finally:
        text_page.close()
        page.close()


def _read_passages(page: Any, text_page: Any) -> Iterator[_Passage]:
    """Yield the text of a page in its order, cut where seen and hidden letters meet."""
    count = text_page.count_chars()
    sight = Sight(page, list_objects(page))
    doubtful = sight.list_doubtful()
    if not count or not doubtful:
        yield text_page.get_text_range(), None
        return
    start = 0
    for kind, length in _list_runs(text_page, sight.judge(text_page, count, doubtful)):
        yield text_page.get_text_range(start, length), kind
        start += length


def _list_runs(
    text_page: Any, kinds: list[HiddenKind | None]
) -> Iterator[tuple[HiddenKind | None, int]]:
    """Yield how many letters of one kind follow each other; a space goes with those before it."""
    letters = [chr(pdfium.FPDFText_GetUnicode(text_page, n)) for n in range(len(kinds))]
    spread: list[HiddenKind | None] = []
    for letter, kind in zip(letters, kinds, strict=True):
        spread.append(spread[-1] if letter.isspace() and spread else kind)
    start = 0
    for kind, run in groupby(spread):
        length = len(list(run))
        written = "".join(letters[start : start + length]).strip()
        yield (kind if len(written) >= FEWEST_HIDDEN else None), length
        start += length


def _join_divided(text: str, words: Counter[str]) -> str:
    """Join words divided at the end of a line; a hyphen stays where the file writes it elsewhere.

    Written nowhere else, "exam-/ple" is taken for one word: most divided words are.
    """

    def join(found: re.Match[str]) -> str:
        whole = f"{found[1]}-{found[2]}"
        return whole if words[whole.lower()] else found[1] + found[2]

    joined = _DIVIDED.sub(join, text)
    return re.sub("[\x02\ufffe]", "-", joined)


def _read_properties(document: pypdfium2.PdfDocument) -> Properties:
    said: dict[str, str] = document.get_metadata_dict()
    return Properties(
        said.get("Title", ""), (said.get("Author", ""),), read_day(said.get("CreationDate", ""))
    )
