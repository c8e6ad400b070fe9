"""Prints an assessor's report as PDF, or writes it as a Word file; needs no request and no app."""

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from cse_assess.config import Rendering
from cse_assess.paths import data_folder
from cse_assess.reports.assessor.paper import AssessorPaper
from cse_assess.reports.options import Format
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import STYLE_SHEET, make_environment
from cse_assess.reports.word import write_word
from cse_assess.review.decision.blocks import list_blocks, split_lead

TEMPLATE = "reports/assessor/document.html"
OWN_STYLE_SHEET = "reports/assessor/print.css"
FORMATS = (Format.PDF, Format.DOCX)


def make_file(
    paper: AssessorPaper, file_format: Format, folder: Path, *, limits: Rendering
) -> Path:
    """Make the paper's file in `folder` and return it; raises what `render_pdf` does."""
    if file_format is Format.PDF:
        return render_pdf(render_html(paper), folder, limits=limits)
    target = folder / f"document.{file_format}"
    write_word(render_html(paper), target)
    return target


def render_html(paper: AssessorPaper) -> str:
    """Return the whole document as one HTML page with its style sheet inside."""
    template = _environment().get_template(TEMPLATE)
    return template.render(paper=paper, content=paper.content, style=_read_style())


@cache
def _environment() -> Environment:
    environment = make_environment()
    environment.filters |= {"blocks": list_blocks, "split_lead": split_lead}
    return environment


@cache
def _read_style() -> Markup:
    """Read both style sheets, which are this project's own and hold nothing to escape."""
    folder = data_folder("templates")
    texts = [(folder / name).read_text("utf-8") for name in (STYLE_SHEET, OWN_STYLE_SHEET)]
    return Markup("\n".join(texts))  # noqa: S704 -- our own text
