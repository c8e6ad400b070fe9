"""Two who do the same at the same moment: one thing comes of it, and nothing is lost."""

from datetime import timedelta

import pytest
from factories.accounts import make_user
from factories.scorings import make_scoring, score_all
from factories.together import post_together
from sqlalchemy import func, select

from cse_assess.accounts.models import Role
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.second_opinion import queries
from cse_assess.review.second_opinion.models import Scoring


@pytest.fixture
def windows(as_person, second):
    return as_person(second), as_person(second)


def count_scorings():
    return session.scalar(select(func.count()).select_from(Scoring))


def test_two_windows_begin_one_scoring(windows, submission):
    address = f"/submitted/{submission.id}/scoring"
    assert post_together([(window, address, {}) for window in windows]) == [302, 302]
    assert count_scorings() == 1


def test_two_leads_who_ask_the_same_colleague_make_one_scoring(
    as_person, organisation, lead, submission, colleague
):
    leads = as_person(lead), as_person(make_user(Role.LEAD, organisation))
    soon = today() + timedelta(days=7)
    form = {
        "scorer_id": colleague.id,
        "until-day": soon.day,
        "until-month": soon.month,
        "until-year": soon.year,
    }
    address = f"/assessments/{submission.assessment_id}/scorings/ask"
    answers = post_together([(window, address, form) for window in leads])
    assert sorted(answers) == [200, 302]
    assert count_scorings() == 1


def test_two_windows_that_score_the_same_element_keep_one_level_and_show_both(
    windows, submission, second
):
    scoring = make_scoring(submission, scorer=second)
    address = f"/scorings/{scoring.id}/elements/1.1.1"
    forms = ({"level": "plus", "version_id": 0}, {"level": "partial", "version_id": 0})
    requests = [(window, address, form) for window, form in zip(windows, forms, strict=True)]
    assert sorted(post_together(requests)) == [302, 409]
    assert len(queries.load_scores(scoring.id)) == 1


def test_what_is_finished_meanwhile_takes_no_other_level(windows, submission, second):
    scoring = make_scoring(submission, scorer=second)
    score_all(scoring)
    here = f"/scorings/{scoring.id}"
    form = {"level": "plus", "version_id": 1}
    answers = post_together(
        [(windows[0], f"{here}/finish", {}), (windows[1], f"{here}/elements/1.1.1", form)]
    )
    assert answers[0] == 302
    level = queries.find_score(scoring.id, "1.1.1").level
    assert level == ("plus" if answers[1] == 302 else "compliant")
    assert queries.has_scored(second.id, submission.id)
