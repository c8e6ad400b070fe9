"""Turns the view model into the HTML that is printed; needs no request and no app."""

from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cse_assess.paths import data_folder
from cse_assess.reports.document import GapReport
from cse_assess.reports.options import Audience, Section
from cse_assess.reports.outlook_phrases import OutlookPhrases
from cse_assess.reports.phrases import Phrases
from cse_assess.web.templating import format_day, format_moment, plural

TEMPLATE, BOARD_TEMPLATE = "reports/gap/document.html", "reports/board/document.html"
STYLE_SHEET = "reports/gap/print.css"
OWN_PARTS = tuple(section for section in Section if section is not Section.GUIDANCE)


def render_html(report: GapReport) -> str:
    """Return the whole document as one HTML page with its style sheet inside."""
    parts = [section.value for section in OWN_PARTS if report.includes(section)]
    is_for_board = report.options.audience is Audience.BOARD
    return (
        _environment()
        .get_template(BOARD_TEMPLATE if is_for_board else TEMPLATE)
        .render(
            report=report,
            words=Phrases(report),
            outlook=OutlookPhrases(report),
            parts=[*parts, "note"],
            style=_read_style(),
        )
    )


@cache
def _environment() -> Environment:
    return make_environment()


def make_environment() -> Environment:
    """Return what templates are drawn with where there is no request: strict, and escaping."""
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=format_day, moment=format_moment, short_day=format_short_day)
    environment.globals["plural"] = plural
    return environment


@cache
def _read_style() -> Markup:
    """Read the style sheet, which is this project's own text and holds nothing to escape."""
    return Markup((data_folder("templates") / STYLE_SHEET).read_text("utf-8"))  # noqa: S704 -- our own text


def format_short_day(value: date | None) -> str:
    """Write a date as "21 Nov 2026", for tables, or that none is stated."""
    return f"{value.day} {value:%b %Y}" if value else "not stated"
