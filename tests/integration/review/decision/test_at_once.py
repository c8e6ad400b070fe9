"""Two people who do the same at the same moment, on whichever database the tests run."""

import pytest
from factories.decision import make_signable, raise_point, send_draft
from factories.together import post_together

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.decision import queries
from cse_assess.review.decision.assembling import assemble_report
from cse_assess.review.desk.routes.loading import load_review_standard


@pytest.fixture
def second_browser(app, sign_in, review):
    return sign_in(app.test_client(), review.assessor)


def test_of_two_signatures_at_once_one_stands(app, assessor, second_browser, review, report_url):
    make_signable(review)
    with app.test_request_context():
        sha256 = assemble_report(review, load_review_standard(review)).sha256
    form = {
        "seen_sha256": sha256,
        "without_round": "There was no time.",
        "signed_name": "Ada Marsh",
        "confirmed": "y",
    }
    url = f"{report_url}/sign"
    statuses = post_together([(assessor, url, form), (second_browser, url, form)])
    assert statuses.count(302) == 1
    assert [each.number for each in queries.list_signatures(review.id)] == [1]


def test_of_two_drafts_sent_at_once_one_round_begins(assessor, second_browser, review, report_url):
    day = today()
    parts = {"until-day": day.day, "until-month": day.month, "until-year": day.year}
    form = {"version_id": review.version_id, **parts}
    url = f"{report_url}/send"
    statuses = post_together([(assessor, url, form), (second_browser, url, form)])
    assert statuses.count(302) == 1
    assert len(queries.list_rounds(review.id)) == 1


def test_points_that_are_raised_at_once_are_all_kept_with_numbers_of_their_own(
    app, sign_in, review, lead, received_url
):
    send_draft(review)
    browsers = [sign_in(app.test_client(), lead) for _ in range(4)]
    url = f"{received_url}/1/points/new"
    form = {"where": "", "text": "It opens at 9."}
    statuses = post_together([(browser, url, form) for browser in browsers])
    assert statuses == [302] * 4
    assert [point.number for point in queries.list_points(review.id)] == [1, 2, 3, 4]


def test_a_section_that_two_write_at_once_loses_neither(
    assessor, second_browser, review, report_url
):
    url = f"{report_url}/sections/introduction"
    forms = [{"version_id": "0", "draft_sha256": "", "text": text} for text in ("One.", "Two.")]
    statuses = post_together([(assessor, url, forms[0]), (second_browser, url, forms[1])])
    assert sorted(statuses) == [302, 409]
    session.expire_all()
    assert queries.load_sections(review.id)["introduction"].text in {"One.", "Two."}


def test_a_point_that_is_answered_and_withdrawn_at_once_is_one_of_both(
    assessor, lead_browser, review, lead
):
    received = f"/assessments/{review.assessment_id}/assessor-report"
    send_draft(review)
    version = raise_point(review, lead).version_id
    answered = {"version_id": version, "accepted": "yes", "answer": "Changed."}
    post_together(
        [
            (assessor, f"/reviews/{review.id}/report/points/1", answered),
            (lead_browser, f"{received}/1/points/1/withdraw", {"version_id": version}),
        ]
    )
    point = queries.get_point(review.id, 1)
    assert point.is_withdrawn != (point.answered_at is not None)
