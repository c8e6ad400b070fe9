"""The pieces of a Word document as WordprocessingML (ISO/IEC 29500-1, part 17).

Tables of thousands of rows are made here element by element: python-docx counts a table's cells
anew each time that one is asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TEXT_WIDTH = 9638
"""170 mm, the width of the text on our pages, in twentieths of a point."""

CHARACTER_WIDTH, CELL_MARGIN = 95, 120
"""Of a table's text at 9 points, headings included; a twentieth of a point each."""

MEASURED_ROWS = 200
LONGEST_WORD = 22
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
"""A day as tables write it, which is not to be parted where there is room."""

LONGEST_TEXT = 90
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How words differ from those around them; `style` is the id of a character style."""

    is_bold: bool = False
    is_italic: bool = False
    style: str = ""


PLAIN = Look()
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(tag: str, parent: Any = None, **values: object) -> Any:
    """Return an element of WordprocessingML with its attributes, at the end of `parent`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    if parent is not None:
        parent.append(element)
    return element


def add_paragraph(
    parent: Any, style: str, *, number_id: int | None = None, breaks_page: bool = False
) -> Any:
    """Return a new paragraph; with `number_id` it is an item of that list."""
    paragraph = make("p", parent)
    properties = make("pPr", paragraph)
    make("pStyle", properties, val=style)
    if breaks_page:
        make("pageBreakBefore", properties)
    if number_id is not None:
        numbering = make("numPr", properties)
        make("ilvl", numbering, val=0)
        make("numId", numbering, val=number_id)
    return paragraph


def add_run(parent: Any, text: str, look: Look) -> None:
    """Put words at the end of a paragraph or a link."""
    run = _start_run(parent, look)
    words = make("t", run)
    words.text = NOT_IN_XML.sub("", text)
    words.set(SPACE, "preserve")


def add_break(parent: Any) -> None:
    """Begin a new line within a paragraph."""
    make("br", make("r", parent))


def add_tab(parent: Any) -> None:
    """Go on at the next stop of the line."""
    make("tab", make("r", parent))


def _start_run(parent: Any, look: Look) -> Any:
    run = make("r", parent)
    if look == PLAIN:
        return run
    properties = make("rPr", run)
    if look.style:
        make("rStyle", properties, val=look.style)
    if look.is_bold:
        make("b", properties)
    if look.is_italic:
        make("i", properties)
    return run


def add_field(parent: Any, instruction: str) -> None:
    """Put in what the program works out when the document is opened, such as a page's number."""
    make("fldChar", make("r", parent), fldCharType="begin", dirty="true")
    words = make("instrText", make("r", parent))
    words.text = f" {instruction} "
    words.set(SPACE, "preserve")
    make("fldChar", make("r", parent), fldCharType="separate")
    add_run(parent, " ", PLAIN)
    make("fldChar", make("r", parent), fldCharType="end")


@contextmanager
def marking_place(paragraph: Any, name: str, number: int) -> Iterator[None]:
    """Let links and page numbers name what is written meanwhile; `number` is the mark's own."""
    make("bookmarkStart", paragraph, id=number, name=name)
    yield
    make("bookmarkEnd", paragraph, id=number)


def add_link(parent: Any, *, place: str) -> Any:
    """Return a link to a marked place, to be filled with words."""
    return make("hyperlink", parent, anchor=place, history=1)


def add_table(
    parent: Any, caption: str, texts: Sequence[Sequence[str]], *, has_headings: bool
) -> Any:
    """Return a table without rows over the width of the text, its columns as wide as they need.

    `texts` are what will stand in its cells, and `caption` is what a screen reader says of it.
    """
    table = make("tbl", parent)
    properties = make("tblPr", table)
    make("tblStyle", properties, val="ReportTable")
    make("tblW", properties, w=TEXT_WIDTH, type="dxa")
    make("tblLayout", properties, type="fixed")
    make(
        "tblLook",
        properties,
        firstRow=int(has_headings),
        lastRow=0,
        firstColumn=1,
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    make("tblCaption", properties, val=NOT_IN_XML.sub("", caption))
    grid = make("tblGrid", table)
    for width in share_width(texts):
        make("gridCol", grid, w=width)
    return table


def add_row(table: Any, *, is_heading: bool, stays_whole: bool) -> Any:
    """Return a new row; headings are repeated on each page, and what stays whole is not parted."""
    row = make("tr", table)
    properties = make("trPr", row)
    if stays_whole:
        make("cantSplit", properties)
    if is_heading:
        make("tblHeader", properties)
    return row


def add_cell(row: Any, width: int, style: str = "TableText") -> Any:
    """Return the paragraph of a new cell; that of a heading stays with the row below it."""
    cell = make("tc", row)
    make("tcW", make("tcPr", cell), w=width, type="dxa")
    return add_paragraph(cell, style)


def share_width(texts: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of a table's columns: room for the longest word, the rest by the text."""
    columns = list(zip(*texts[:MEASURED_ROWS], strict=True))
    needs = [_longest_word(column) * CHARACTER_WIDTH + CELL_MARGIN for column in columns]
    wants = [min(LONGEST_TEXT, _mean_length(column)) for column in columns]
    spare = TEXT_WIDTH - sum(needs)
    if spare < 0:
        return [need * TEXT_WIDTH // sum(needs) for need in needs]
    return [need + int(spare * want / sum(wants)) for need, want in zip(needs, wants, strict=True)]


def _longest_word(column: Iterable[str]) -> int:
    words = (word for text in column for word in DAY.sub(r"\1-\2-\3", text).split())
    return min(LONGEST_WORD, max(map(len, words), default=1))


def _mean_length(column: Sequence[str]) -> float:
    return sum(map(len, column)) / len(column) + 1
