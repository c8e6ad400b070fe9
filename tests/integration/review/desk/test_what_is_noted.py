"""What the assessor opens of a review is on record for the lead."""

from sqlalchemy import select

from cse_assess.db import session
from cse_assess.review.trail.models import Opening


def list_noted() -> list[tuple[str, str]]:
    session.rollback()
    return [(each.kind, each.title) for each in session.scalars(select(Opening))]


def test_each_view_of_a_review_is_noted_once_in_a_sitting(desk, here):
    for view in ("", "/evidence", "/queries", "/visit", "/second-opinion", "/report", ""):
        assert desk.get(f"{here}{view}").status_code == 200
    names = ("elements", "evidence", "queries", "visit", "second opinion", "report")
    assert list_noted() == [("page", f"The review: {name}") for name in names]


def test_a_paper_that_is_taken_away_is_noted_each_time(desk, here):
    for _ in range(2):
        assert desk.get(f"{here}/report/file.docx").status_code == 200
    assert list_noted() == [("report", "The assessor’s report, DOCX")] * 2


def test_a_view_that_is_refused_is_not_noted(desk, here):
    assert desk.get(f"{here}/elements/9.9.9").status_code == 404
    assert list_noted() == []
