"""PDF files of the sample papers, by WeasyPrint, which is imported only here and only when used."""

from functools import cache
from html import escape
from typing import Any

from cse_assess.demo.files.paper import Paper
from cse_assess.demo.markup import Block, Bullets, Heading, Paragraph, Table

STYLE = """
@page { size: A4; margin: 22mm 20mm 20mm;
  @bottom-left { content: string(title); font-size: 8pt; color: #505a5f }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font-size: 8pt; color: #505a5f } }
html { font: 10.5pt/1.45 "Liberation Sans", Arial, sans-serif; color: #0b0c0c }
header { border-bottom: 2pt solid ACCENT; margin-bottom: 8mm; padding-bottom: 3mm }
header p { margin: 0; color: ACCENT; font-weight: bold }
header .kind { float: right; color: #505a5f; font-weight: normal }
h1 { string-set: title content(); font-size: 19pt; line-height: 1.2; margin: 5mm 0 1mm }
header .dated { color: #505a5f; font-weight: normal }
h2 { font-size: 13pt; margin: 6mm 0 2mm; break-after: avoid }
p { margin: 0 0 3mm; orphans: 3; widows: 3 }
ul { margin: 0 0 3mm; padding-left: 6mm }
li { margin-bottom: 1mm }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 5mm; break-inside: avoid }
caption { text-align: left; font-weight: bold; padding-bottom: 1.5mm }
th, td { text-align: left; vertical-align: top; padding: 1.5mm 2mm;
  border-bottom: 0.5pt solid #b1b4b6; font-size: 9.5pt }
th { border-bottom: 1pt solid ACCENT }
"""
ACCENTS = {
    "Policy": "#1d3f72",
    "Procedure": "#1d3f72",
    "Plan": "#54319f",
    "Publication": "#00703c",
    "Minutes": "#505a5f",
    "Training": "#54319f",
}
DEFAULT_ACCENT = "#0f5c66"


def make_pdf(paper: Paper) -> bytes:
    """Return the paper as a tagged A4 PDF."""
    from weasyprint import HTML  # noqa: PLC0415 -- as the first line says

    document: bytes = HTML(string=_write_html(paper), url_fetcher=_refuse_fetching).write_pdf(
        font_config=_fonts(), pdf_tags=True, pdf_identifier=paper.title.encode()
    )
    return document


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- likewise

    return FontConfiguration()


def _refuse_fetching(url: str) -> Any:
    raise ValueError(f"a sample paper fetches nothing: {url}")


def _write_html(paper: Paper) -> str:
    style = STYLE.replace("ACCENT", ACCENTS.get(paper.kind, DEFAULT_ACCENT))
    body = "\n".join(_write_block(block) for block in paper.blocks)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{escape(paper.title)}</title>'
        f'<meta name="author" content="{escape(paper.organisation)}">'
        f'<meta name="dcterms.created" content="{paper.dated.isoformat()}">'
        f"<style>{style}</style></head><body><header>"
        f'<p><span class="kind">{escape(paper.kind)}</span>{escape(paper.organisation)}</p>'
        f'<h1>{escape(paper.title)}</h1><p class="dated">{escape(paper.day)}</p></header>'
        f"{body}</body></html>"
    )


def _write_block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Table():
            return _write_table(block)


def _write_table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = _write_row(table.columns, "th")
    rows = "".join(_write_row(row, "td") for row in table.rows)
    return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def _write_row(cells: tuple[str, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
