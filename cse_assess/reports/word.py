"""Writes the document that is printed as a Word file: one source for both.

Headings, lists, tables and links are Word's own, so that the file can be worked on. A chart is
replaced by its words, since the table with its figures stands beside it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import html

from cse_assess.reports import word_parts as parts
from cse_assess.reports.word_parts import PLAIN, Look
from cse_assess.reports.word_styles import prepare_styles

HEADINGS = {"h1": "Title", **{f"h{n + 1}": f"Heading{n}" for n in range(1, 6)}}
PARAGRAPHS = {
    "organisation": "Subtitle",
    "service": "Subtitle",
    "verdict-words": "Verdict",
    "statement": "Quote",
    "disclaimer": "Quote",
}
CHARACTERS = {"hash": "Hash", "address": "Hash", "sign": "Sign", "pin": "Quotation"}
EMPHASIS = {"b": Look(is_bold=True), "strong": Look(is_bold=True), "i": Look(is_italic=True)}
TABLE_STYLES = {False: "TableText", True: "TableHeading"}
LINE_ENDS_COUNT = "text"
CHART_KEY = "app-time-key"
"""What the lines of a chart mean: without the lines it would say nothing."""

LONGEST_WHOLE = 1000
"""How many characters a cell may hold for its row to be kept on one page."""

LONGEST_PROPERTY = 255
COVER = "//*[@class='cover']"
FOOTER = "Self-assessment, not a certificate   ·   Page "


def write_word(document: str, target: Path) -> None:
    """Write the HTML of `render_html` as a Word file; raise `ValueError` for what it cannot say."""
    page = html.document_fromstring(document)
    word = docx.Document()
    prepare_styles(word, page.get("lang"), has_cover=bool(page.xpath(COVER)))
    _describe(word, page)
    _Writer(word, page).write()
    word.save(str(target))


def _describe(word: Any, page: Any) -> None:
    properties = word.core_properties
    properties.title = _keep(page.findtext(".//title"))
    properties.author = _meta(page, "author")
    properties.subject = _meta(page, "description")
    properties.language = page.get("lang")
    properties.comments = _meta(page, "generator")


def _meta(page: Any, name: str) -> str:
    return _keep(page.find(f".//meta[@name='{name}']").get("content"))


def _keep(text: str) -> str:
    """Return as much of a text as a property of a document holds."""
    return parts.NOT_IN_XML.sub("", text)[:LONGEST_PROPERTY]


class _Writer:
    """Walks the page and appends what it finds to the Word document."""

    def __init__(self, word: Any, page: Any) -> None:
        self._word = word
        self._page = page
        self._body = word.element.body
        self._end = self._body.find(qn("w:sectPr"))
        self._places = {
            element.get("id"): f"place_{number}"
            for number, element in enumerate(page.xpath("//body//*[@id]"), start=1)
        }
        self._breaks_page = False
        self._is_at_start = True

    def write(self) -> None:
        """Write the whole page, and what stands at the head and foot of each sheet."""
        for element in self._page.body:
            self._write_block(element)
        self._write_edges()

    def _begin(self, style: str, *, number_id: int | None = None) -> Any:
        """Return a new paragraph at the end of the text."""
        paragraph = parts.add_paragraph(
            None, style, number_id=number_id, breaks_page=self._breaks_page
        )
        self._end.addprevious(paragraph)
        self._breaks_page, self._is_at_start = False, True
        return paragraph

    def _write_block(self, element: Any) -> None:
        tag, classes = str(element.tag), _classes(element)
        if tag in HEADINGS:
            self._write_heading(element)
        elif tag == "p" and "running" not in classes:
            style = next((PARAGRAPHS[name] for name in classes if name in PARAGRAPHS), "Normal")
            self._write_inline(self._begin(style), element)
        elif tag in ("ul", "ol"):
            self._write_list(element)
        elif tag == "table":
            self._write_table(element)
        elif tag == "svg":
            self._write_chart(element)
        elif tag == "section" and "contents" in classes:
            self._write_contents(element)
        elif tag in ("section", "div"):
            self._breaks_page |= "page" in classes or "contents" in classes
            for child in element:
                self._write_block(child)
        elif tag != "p":
            raise ValueError(f"Word files cannot say <{tag}>")

    def _write_heading(self, element: Any) -> None:
        self._breaks_page |= "turn" in _classes(element)
        paragraph = self._begin(HEADINGS[element.tag])
        place = self._places.get(element.get("id"))
        if place is None:
            self._write_inline(paragraph, element)
            return
        with parts.marking_place(paragraph, place, int(place.partition("_")[2])):
            self._write_inline(paragraph, element)

    def _write_list(self, element: Any) -> None:
        if CHART_KEY in _classes(element):
            return
        is_numbered = element.tag == "ol"
        style = "ListNumber" if is_numbered else "ListBullet"
        number_id = self._start_numbering() if is_numbered else None
        for item in element:
            self._write_inline(self._begin(style, number_id=number_id), item)

    def _start_numbering(self) -> int:
        """Return the number of a list that begins at one, whatever was numbered before."""
        style = self._word.styles["List Number"].element
        used = style.pPr.numPr.numId.val
        numbering = self._word.part.numbering_part.element
        started = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
        started.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(started.numId)

    def _write_chart(self, element: Any) -> None:
        paragraph = self._begin("ChartInWords")
        parts.add_run(paragraph, _text(element.find("title")), PLAIN)

    def _write_contents(self, element: Any) -> None:
        """Write the headings with the numbers of their pages, which each program works out.

        LibreOffice does not work them out within a field of the kind TOC, so there is none.
        """
        self._breaks_page = True
        self._write_inline(self._begin("TOCHeading"), element[0])
        for entry in element.iter("li"):
            depth = next(name for name in _classes(entry) if name.startswith("depth-"))[-1]
            place = self._place_of(entry[0])
            link = parts.add_link(self._begin(f"TOC{depth}"), place=place)
            parts.add_run(link, _text(entry), PLAIN)
            parts.add_tab(link)
            parts.add_field(link, f"PAGEREF {place} \\h")

    def _place_of(self, link: Any) -> str:
        return self._places[link.get("href").removeprefix("#")]

    def _write_table(self, element: Any) -> None:
        caption = element.find("caption")
        self._write_inline(self._begin("Caption"), caption)
        rows = list(element.iter("tr"))
        texts = [[_measured(cell) for cell in row] for row in rows]
        has_headings = element.find("thead") is not None
        table = parts.add_table(None, _text(caption), texts, has_headings=has_headings)
        self._end.addprevious(table)
        widths = parts.share_width(texts)
        for row, said in zip(rows, texts, strict=True):
            is_heading = row.getparent().tag == "thead"
            written = parts.add_row(
                table,
                is_heading=is_heading,
                stays_whole=max(map(len, said)) <= LONGEST_WHOLE,
            )
            for cell, width in zip(row, widths, strict=True):
                self._is_at_start = True
                look = Look(is_bold=cell.tag == "th")
                self._write_inline(
                    parts.add_cell(written, width, TABLE_STYLES[is_heading]), cell, look
                )
        self._begin("AfterTable")

    def _write_inline(self, parent: Any, element: Any, look: Look = PLAIN) -> None:
        keeps_lines = LINE_ENDS_COUNT in _classes(element)
        self._write_text(parent, element.text, look, keeps_lines=keeps_lines)
        for child in element:
            self._write_words(parent, child, look)
            self._write_text(parent, child.tail, look, keeps_lines=keeps_lines)

    def _write_words(self, parent: Any, child: Any, look: Look) -> None:
        if child.tag == "br":
            parts.add_break(parent)
            self._is_at_start = True
        elif child.tag == "a":
            self._write_link(parent, child, look)
        elif child.tag == "q":
            self._write_text(parent, "“", look)
            self._write_inline(parent, child, _look_of(child, look))
            self._write_text(parent, "”", look)
        elif child.tag in ("span", *EMPHASIS):
            self._write_inline(parent, child, _look_of(child, look))
        else:
            raise ValueError(f"Word files cannot say <{child.tag}> within a line")

    def _write_link(self, parent: Any, link: Any, look: Look) -> None:
        address = link.get("href")
        if not address.startswith("#"):
            outward = parts.make("hyperlink", parent, history=1)
            number = self._word.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            outward.set(qn("r:id"), number)
            self._write_inline(outward, link, Look(style="Hyperlink"))
        elif "to-page" in _classes(link):
            parts.add_field(parent, f"PAGEREF {self._place_of(link)} \\h")
        else:
            self._write_inline(parts.add_link(parent, place=self._place_of(link)), link, look)

    def _write_text(
        self, parent: Any, text: str | None, look: Look, *, keeps_lines: bool = False
    ) -> None:
        """Write words as a browser shows them: white space counts once, and not at the start."""
        lines = (text or "").split("\n") if keeps_lines else [text or ""]
        for number, line in enumerate(lines):
            if number:
                parts.add_break(parent)
                self._is_at_start = True
            words = re.sub(r"\s+", " ", line)
            words = words.lstrip() if self._is_at_start else words
            if words:
                parts.add_run(parent, words, look)
                self._is_at_start = words.endswith(" ")

    def _write_edges(self) -> None:
        """Say on each sheet what it belongs to, what it is not, and its number."""
        section = self._word.sections[0]
        section.different_first_page_header_footer = bool(self._page.xpath(COVER))
        running = self._page.xpath("//p[@class='running']")[0]
        parts.add_run(section.header.paragraphs[0]._p, _text(running), PLAIN)  # noqa: SLF001 -- python-docx has no other way to it
        footer = section.footer.paragraphs[0]._p  # noqa: SLF001 -- likewise
        parts.add_run(footer, _find_footer(self._page), PLAIN)
        parts.add_field(footer, "PAGE")
        parts.add_run(footer, " of ", PLAIN)
        parts.add_field(footer, "NUMPAGES")


def _find_footer(page: Any) -> str:
    """Return what stands before the page's number: the document's own words, or the usual ones."""
    own = page.xpath("//p[@class='running edge']")
    return f"{_text(own[0])}   ·   Page " if own else FOOTER


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _look_of(element: Any, around: Look) -> Look:
    own = EMPHASIS.get(element.tag, PLAIN)
    styles: Iterator[str] = (CHARACTERS[name] for name in _classes(element) if name in CHARACTERS)
    return Look(
        is_bold=own.is_bold or around.is_bold,
        is_italic=own.is_italic or around.is_italic,
        style=next(styles, around.style),
    )


def _measured(cell: Any) -> str:
    """Return the words of a cell with a gap wherever a line may end."""
    return " ".join(" ".join(cell.itertext()).split())


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
