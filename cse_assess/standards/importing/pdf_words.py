"""Takes the words of a PDF with their places, line by line."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from cse_assess.standards.importing.report import WordingError

MOST_PAGES = 200
MOST_CHARACTERS = 500_000
WORD_GAP = 0.18
REPEATS = 3

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x02": "-", "\ufffe": "-"}
)
# PDFium keeps state of its own and must not run in two threads at once.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Return half the way between bottom and top."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class PageLine:
    """The words of one line, from left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Return the height of the line on the page."""
        return self.words[0].middle

    @property
    def height(self) -> float:
        """Return the height of its tallest word."""
        return max(word.top - word.bottom for word in self.words)


def read_page_lines(data: bytes) -> list[list[PageLine]]:
    """Return the lines of each page from top to bottom, without running heads and page numbers.

    Raises `WordingError` for a file that is broken, encrypted, far too long or without text.
    """
    with _PDFIUM:
        pages = _read_pages(data)
    if not any(pages):
        raise WordingError(
            "The PDF has no text layer: its pages are pictures. "
            "Use a PDF with text, or a text file."
        )
    return _drop_running_heads([_group_lines(words) for words in pages])


def _read_pages(data: bytes) -> list[list[Word]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).casefold()
        reason = "is protected by a password" if is_locked else "is damaged or not a PDF"
        raise WordingError(f"The PDF {reason}, so it cannot be read.") from error
    try:
        if len(document) > MOST_PAGES:
            raise WordingError(f"The PDF has more than {MOST_PAGES} pages.")
        return _read_all_words(document)
    except pypdfium2.PdfiumError as error:
        raise WordingError("The PDF is damaged, so it cannot be read.") from error
    finally:
        document.close()


def _read_all_words(document: pypdfium2.PdfDocument) -> list[list[Word]]:
    pages, left = [], MOST_CHARACTERS
    for number in range(len(document)):
        words = _read_words(document, number, left)
        left -= sum(len(word.text) for word in words)
        pages.append(words)
    return pages


def _read_words(document: pypdfium2.PdfDocument, number: int, most: int) -> list[Word]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > most:
            raise WordingError(f"The PDF has more than {MOST_CHARACTERS} characters of text.")
        return list(_join_characters(_read_characters(text_page, count)))
    finally:
        text_page.close()
        page.close()


def _read_characters(text_page: pypdfium2.PdfTextPage, count: int) -> Iterator[Word]:
    for index in range(count):
        code = pypdfium2.raw.FPDFText_GetUnicode(text_page, index)
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        yield Word(chr(code).translate(_LIGATURES), left, right, bottom, top)


def _join_characters(characters: Iterator[Word]) -> Iterator[Word]:
    """Join characters to words: a space, a gap or another line ends a word."""
    word: list[Word] = []
    for character in characters:
        if word and (character.text.isspace() or not _continues(word[-1], character)):
            yield _make_word(word)
            word = []
        if not character.text.isspace():
            word.append(character)
    if word:
        yield _make_word(word)


def _continues(before: Word, character: Word) -> bool:
    height = max(before.top - before.bottom, 1.0)
    is_near = -height < character.left - before.right < WORD_GAP * height
    return is_near and abs(character.middle - before.middle) < height / 2


def _make_word(characters: Sequence[Word]) -> Word:
    return Word(
        text="".join(character.text for character in characters),
        left=min(character.left for character in characters),
        right=max(character.right for character in characters),
        bottom=min(character.bottom for character in characters),
        top=max(character.top for character in characters),
    )


def _group_lines(words: Sequence[Word]) -> list[PageLine]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: -each.middle):
        height = word.top - word.bottom
        if lines and abs(lines[-1][0].middle - word.middle) < height / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [PageLine(tuple(sorted(line, key=lambda each: each.left))) for line in lines]


def _drop_running_heads(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """Leave out lone page numbers, and first and last lines that come back page after page."""
    edges = Counter(_mask(line) for page in pages for line in {*page[:1], *page[-1:]})
    frequent = {text for text, number in edges.items() if number >= max(REPEATS, len(pages) // 2)}
    kept = []
    for page in pages:
        edge_lines = {*page[:1], *page[-1:]}
        kept.append([line for line in page if not _is_running(line, edge_lines, frequent)])
    return kept


def _is_running(line: PageLine, edges: set[PageLine], frequent: set[str]) -> bool:
    return line in edges and (line.text.isdigit() or _mask(line) in frequent)


def _mask(line: PageLine) -> str:
    return "".join("#" if character.isdigit() else character for character in line.text)
