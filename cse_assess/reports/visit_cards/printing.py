"""Prints the cards of a visit at once: they are few pages, and nothing of them is stored.

They hold the assessor's questions, which the organisation never sees; a stored report would be one
more place to keep them from it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from markupsafe import Markup

from cse_assess.config import Rendering
from cse_assess.errors import DomainError
from cse_assess.jobs.handlers import JobRefused
from cse_assess.paths import data_folder
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import make_environment
from cse_assess.review.visit.cards import Card

TEMPLATE, STYLE_SHEET = "reports/visit_cards/document.html", "reports/visit_cards/print.css"
DEADLINE_SECONDS = 60
TOO_MUCH = "These are too many cards to make a PDF of. Print the page of cards instead."


@dataclass(frozen=True, slots=True)
class CardsSubject:
    """Whose visit it is, and when the cards were made, in UK time."""

    organisation: str
    service: str
    cycle: str
    language: str
    made_at: datetime


def print_cards(subject: CardsSubject, cards: Sequence[Card], *, limits: Rendering) -> bytes:
    """Return the PDF of the cards, each on a page of its own.

    Raises `DomainError` where it needs more memory than `limits` allow or more than a minute, and
    `RenderingFailed`.
    """
    deadline = min(limits.deadline_seconds, DEADLINE_SECONDS)
    limits = replace(limits, deadline_seconds=deadline)
    html = render_cards(subject, cards)
    with tempfile.TemporaryDirectory() as folder:
        try:
            return render_pdf(html, Path(folder), limits=limits).read_bytes()
        except JobRefused as error:
            raise DomainError(TOO_MUCH) from error


def render_cards(subject: CardsSubject, cards: Sequence[Card]) -> str:
    """Return the cards as one HTML page with its style sheet inside."""
    template = make_environment().get_template(TEMPLATE)
    return template.render(subject=subject, cards=cards, style=_read_style())


@cache
def _read_style() -> Markup:
    """Read the style sheet, which is this project's own text and holds nothing to escape."""
    return Markup((data_folder("templates") / STYLE_SHEET).read_text("utf-8"))  # noqa: S704 -- our own text
