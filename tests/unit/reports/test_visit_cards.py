"""The cards of a visit as they are printed."""

from datetime import UTC, date, datetime, time

import pypdfium2
import pytest
from factories.assessments import cse

from cse_assess.config import Rendering
from cse_assess.errors import DomainError
from cse_assess.jobs.handlers import JobRefused
from cse_assess.reports.visit_cards.printing import CardsSubject, print_cards, render_cards
from cse_assess.review.visit.cards import make_cards
from cse_assess.review.visit.models import VisitSession

SUBJECT = CardsSubject(
    "Wexmoor Council", "Libraries", "2026", "en-GB", datetime(2026, 11, 1, tzinfo=UTC)
)


def make_planned(number=1, **values) -> VisitSession:
    known = {
        "id": number,
        "kind": "interview",
        "people": "staff",
        "title": f"Session {number}",
        "with_whom": "two advisers",
        "place": "Town Hall",
        "minutes": 45,
        "on_day": date(2026, 12, 1),
        "starts_at": time(8 + number),
        "element_codes": ["1.1.1"],
        "questions": "1.1.1 Customers\nWho is missing?",
    }
    return VisitSession(**{**known, **values})


@pytest.fixture
def printed():
    """Give a function that prints sessions and returns the text of each page."""

    def printed(*sessions):
        content = print_cards(SUBJECT, make_cards(sessions, cse()), limits=Rendering())
        with pypdfium2.PdfDocument(content) as document:
            return [page.get_textpage().get_text_range() for page in document]

    return printed


def test_a_card_says_all_that_is_needed_on_the_spot(printed):
    [page] = printed(make_planned())
    for words in (
        "1 December 2026, 9:00am to 9:45am",
        "Session 1",
        "Interview with staff: two advisers",
        "Town Hall",
        "1.1.1 Who our customers are",
        "We know in depth who our customer groups are",
        "Who is missing?",
        "for the assessor only",
    ):
        assert words in " ".join(page.split())


def test_each_session_has_a_page_of_its_own_and_a_break_none(printed):
    lunch = make_planned(2, kind="break", people="", element_codes=[], questions="")
    pages = printed(make_planned(1), lunch, make_planned(3))
    assert len(pages) == 2
    assert "Session 3" in pages[1]


def test_many_questions_go_on_to_a_page_that_still_names_the_session(printed):
    pages = printed(make_planned(questions="\n".join(f"Question {n}?" for n in range(60))))
    assert len(pages) > 1
    assert all("Session 1" in page for page in pages)
    assert sum(page.count("Question ") for page in pages) == 60


def test_what_is_typed_stays_text():
    html = render_cards(
        SUBJECT, make_cards([make_planned(title="<script>", questions="<b>?")], cse())
    )
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;?" in html


def test_more_than_can_be_printed_in_time_says_what_to_do_instead(printed, monkeypatch):
    def refuse(*_args, **_limits):
        raise JobRefused("too large")

    monkeypatch.setattr("cse_assess.reports.visit_cards.printing.render_pdf", refuse)
    with pytest.raises(DomainError, match="Print the page of cards instead"):
        printed(make_planned())
