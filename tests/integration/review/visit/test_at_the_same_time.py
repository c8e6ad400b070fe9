"""Two windows that send at the same moment: nothing is made twice, and nothing fails."""

import pytest
from factories.together import post_together
from factories.visits import make_session

from cse_assess.db import session
from cse_assess.notices.models import Notice
from cse_assess.review.visit.models import SharedPlan, VisitNote, VisitSession
from cse_assess.review.visit.values import sign_sessions


@pytest.fixture
def windows(app, sign_in, review):
    """Give two windows of the review's assessor."""
    return [sign_in(app.test_client(), review.assessor) for _ in range(2)]


def test_a_session_that_is_sent_twice_is_added_once(windows, visit_url, details):
    url = f"{visit_url}/sessions/new"
    assert post_together([(each, url, details()) for each in windows]) == [302, 302]
    assert session.query(VisitSession).count() == 1


def test_of_two_changes_one_is_kept_and_the_other_is_shown(windows, visit_url, review, details):
    planned = make_session(review)
    url, seen = f"{visit_url}/sessions/{planned.id}/edit", planned.version_id
    forms = [details(title=title, version_id=seen) for title in ("One", "Other")]
    requests = [(each, url, form) for each, form in zip(windows, forms, strict=True)]
    assert sorted(post_together(requests)) == [302, 409]


def test_a_plan_is_shared_once(windows, visit_url, review):
    seen = {"seen": sign_sessions([make_session(review)])}
    assert post_together([(each, f"{visit_url}/share", seen) for each in windows]) == [302, 302]
    assert session.query(SharedPlan).count() == 1
    assert session.query(Notice).count() == 0


def test_a_note_is_kept_once(windows, visit_url, review):
    planned = make_session(review)
    note = {"text": "They hesitated.", "session_id": planned.id}
    assert post_together([(each, f"{visit_url}/notes/new", note) for each in windows]) == [302, 302]
    assert session.query(VisitNote).count() == 1


def test_a_note_in_a_session_that_is_removed_is_kept_or_stays_on_the_screen(
    windows, visit_url, review
):
    planned = make_session(review)
    note = {"text": "They hesitated.", "session_id": planned.id}
    statuses = post_together(
        [
            (windows[0], f"{visit_url}/notes/new", note),
            (
                windows[1],
                f"{visit_url}/sessions/{planned.id}/remove",
                {"version_id": planned.version_id},
            ),
        ]
    )
    assert statuses[1] == 302
    assert session.query(VisitSession).count() == 0
    kept = session.query(VisitNote).count()
    assert (statuses[0], kept) in {(302, 1), (200, 0), (409, 0)}
