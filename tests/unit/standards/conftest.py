"""A booklet of our own words with every defect that the published text has."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from weasyprint import HTML

from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard
from cse_assess.standards.structure import Criterion, Element, Standard, Subcriterion

# A busy machine is no reason to fail: what is tried here is right or wrong, never fast or slow.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

LITERAL_BULLETS = ("1.", "2.2", "3.3", "3.4", "4.1", "4.3.4", "4.3.5", "4.3.6")
UNSPACED_TAGS = ("4.3.4", "4.3.5", "4.3.6")
CONTINUED = ("4.3.4", "5.2.3")
HEADING_MARKS = ("##", "###", "####")
WRONG_HEADINGS = {"4.2": "2.2"}
INTRODUCTION = "This chapter asks how a service goes about it. See 2.1 as well."
FRONT = """


EXCELLENCE | A BOOKLET

## Table of Contents

The beginning\t4
{contents}

### How does it work?

The booklet works in three ways:

- **As a way to improve**
By looking at oneself.

- **As a way to learn**

For more, visit [www.example.org](http://www.example.org) or call 01632 960001.
"""
FOOTER = """


The text on pages 5 to 16 is reproduced under licence number X1234.

**Tel:** 01632 960000

**Post:** Example House
1 Example Street
"""


@dataclass(frozen=True)
class Booklet:
    """The standard whose own words the booklet prints as though they were official."""

    standard: Standard

    def words(self, text: str) -> str:
        return " ".join(text.split())

    def statement(self, element: Element) -> str:
        slip = " and is are checked" if element.code.endswith("2.4") else ""
        return self.words(element.statement) + slip

    def points(self, element: Element) -> list[str]:
        """The element's guidance; some points have dashes and bullets' likenesses inside."""
        dashed = " – that is - on the whole * – so far" if element.code.endswith("1.2") else ""
        return [self.words(point) + dashed for point in element.guidance]

    def printed(self, code: str) -> str:
        return "I" + code[1:] if code.partition(".")[0] == "1" else code

    def titles(self) -> dict[str, str]:
        return {sub.code: sub.title for sub in self.standard.subcriteria}

    def heading(self, sub: Subcriterion) -> str:
        return self.titles()[WRONG_HEADINGS.get(sub.code, sub.code)]


@pytest.fixture(scope="session")
def cse() -> Standard:
    return load_standard(data_folder("standard") / "cse.yaml")


@pytest.fixture(scope="session")
def points_path() -> Path:
    return Path(__file__).parents[2] / "standards" / "service-points.yaml"


@pytest.fixture(scope="session")
def service_points(points_path) -> Standard:
    return load_standard(points_path)


@pytest.fixture(scope="session")
def booklet(cse) -> Booklet:
    return Booklet(cse)


@pytest.fixture(scope="session")
def booklet_text(booklet) -> str:
    """The booklet as text, in the form and with the defects of the published one."""
    contents = "\n".join(_contents_lines(booklet.standard))
    chapters = "".join(_write_chapter(booklet, each) for each in booklet.standard.criteria)
    return FRONT.format(contents=contents) + chapters + FOOTER


def _contents_lines(standard: Standard) -> list[str]:
    lines = []
    for page, criterion in enumerate(standard.criteria, start=5):
        heading = f"Criterion {criterion.code} {criterion.title}"
        lines.append(f"<b>{heading}</b>\t<b>{page}</b>")
        lines += [f"{sub.code} {sub.title}\t{page}" for sub in criterion.subcriteria]
    return lines


def _write_chapter(booklet: Booklet, criterion: Criterion) -> str:
    heading = f"Criterion {booklet.printed(criterion.code)} {criterion.title}"
    parts = [f"\n\n## {heading}\n\n{INTRODUCTION}\n\n{heading}\t\t\n"]
    for place, sub in enumerate(criterion.subcriteria):
        title = f"{booklet.printed(sub.code)} {booklet.heading(sub)}"
        mark = HEADING_MARKS[place % len(HEADING_MARKS)]
        parts.append(f"{title}\t\t\n" if place == 0 else f"\n{mark} {title}\n\n")
        parts.append("\tElement\tGuidance\n")
        for element in sub.elements:
            if element.code in CONTINUED:
                parts.append(f"\n## {title} (continued)\n\n\tElement\tGuidance\n")
            parts.append(_write_row(booklet, element))
    return "".join(parts)


def _write_row(booklet: Booklet, element: Element) -> str:
    bullet = "• " if element.code.startswith(LITERAL_BULLETS) else ""
    space = "" if element.code in UNSPACED_TAGS else " "
    items = [f"<li>{bullet}{html.escape(point)}</li>" for point in booklet.points(element)]
    cell = f'<ul style="list-style-type: none;">{space}{space.join(items)}{space}</ul>'
    if not space:
        cell = cell.replace("</li></ul>", "</li> </ul>")
    code = booklet.printed(element.code)
    return f"{code}\t{booklet.statement(element)}\t{cell}\n"


PAGE_STYLE = """
@page { size: A4; margin: 20mm 18mm;
        @top-left { content: "Excellence | A booklet"; font-size: 8pt }
        @bottom-right { content: counter(page); font-size: 8pt } }
body { font-family: sans-serif; font-size: 10pt; line-height: 1.3 }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td, th { vertical-align: top; padding: 2mm; border: 0.3pt solid black; text-align: left }
.code { width: 12mm } .statement { width: 70mm }
ul { margin: 0; padding-left: 4mm }
"""


@pytest.fixture(scope="session")
def print_pdf() -> Callable[[str], bytes]:
    """Print HTML of the tests' own as a PDF."""

    def print_html(body: str) -> bytes:
        document = f"<html><head><style>{PAGE_STYLE}</style></head><body>{body}</body></html>"
        return HTML(string=document).write_pdf()

    return print_html


@pytest.fixture(scope="session")
def table_pdf(booklet, print_pdf) -> bytes:
    """The booklet as a PDF with the table of two columns, over many pages."""
    return print_pdf(_front_html(booklet) + _tables_html(booklet) + f"<p>{FOOTER}</p>")


def _front_html(booklet: Booklet) -> str:
    lines = [html.escape(line).replace("\t", " ..... ") for line in _plain_contents(booklet)]
    return (
        "<h1>Excellence</h1><p>" + "<br>".join(lines) + "</p>"
        "<h2>How does it work?</h2><ul><li>As a way to improve</li><li>As a way to learn</li></ul>"
    )


def _plain_contents(booklet: Booklet) -> list[str]:
    lines = _contents_lines(booklet.standard)
    return [line.replace("<b>", "").replace("</b>", "") for line in lines]


def _tables_html(booklet: Booklet) -> str:
    parts = []
    for criterion in booklet.standard.criteria:
        heading = f"Criterion {booklet.printed(criterion.code)} {criterion.title}"
        parts.append(f"<h2>{heading}</h2><p>{INTRODUCTION * 4}</p>")
        for sub in criterion.subcriteria:
            title = f"{booklet.printed(sub.code)} {html.escape(booklet.heading(sub))}"
            parts.append(_table_html(booklet, title, sub))
    return "".join(parts)


def _table_html(booklet: Booklet, title: str, sub: Subcriterion) -> str:
    rows = "".join(
        f"<tr><td>{booklet.printed(element.code)}</td>"
        f"<td>{html.escape(booklet.statement(element))}</td>"
        f"<td><ul>{''.join(f'<li>{html.escape(p)}</li>' for p in booklet.points(element))}</ul>"
        "</td></tr>"
        for element in sub.elements
    )
    return (
        '<table><col class="code"><col class="statement"><col>'
        f'<thead><tr><th colspan="3">{title}</th></tr>'
        f"<tr><th></th><th>Element</th><th>Guidance</th></tr></thead>{rows}</table>"
    )


@pytest.fixture(scope="session")
def running_pdf(booklet, print_pdf) -> bytes:
    """The booklet as a PDF of running text: codes, statements and bulleted lists."""
    parts = []
    for criterion in booklet.standard.criteria:
        parts.append(f"<h2>Criterion {criterion.code} {criterion.title}</h2><p>{INTRODUCTION}</p>")
        for sub in criterion.subcriteria:
            parts.append(f"<h3>{sub.code} {html.escape(booklet.heading(sub))}</h3>")
            parts += [_paragraph_html(booklet, element) for element in sub.elements]
    return print_pdf(_front_html(booklet) + "".join(parts) + f"<p>{FOOTER}</p>")


def _paragraph_html(booklet: Booklet, element: Element) -> str:
    points = "".join(f"<li>{html.escape(point)}</li>" for point in booklet.points(element))
    statement = html.escape(booklet.statement(element))
    return f"<p>{element.code} {statement}</p><ul>{points}</ul>"
