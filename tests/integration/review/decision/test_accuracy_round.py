"""The round on accuracy: what the organisation reads and says, and what the assessor answers."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of
from factories.assessments import make_person
from factories.decision import answer, close_round, find_all, raise_point, send_draft
from factories.reviews import make_finding
from sqlalchemy import select

from cse_assess.audit.models import AuditEvent
from cse_assess.clock import moved_to, now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.notices.models import Notice
from cse_assess.review.decision import queries
from cse_assess.review.decision.services import accuracy
from cse_assess.review.desk.models import ConfidentialNote
from cse_assess.review.visit.models import SessionKind, VisitNote, VisitSession

SECRETS = ("Their manager is leaving.", "The desk was empty.", "Ask who signs the log.")


def add_secrets(review):
    known = {"review_id": review.id}
    session.add(ConfidentialNote(**known, text=SECRETS[0], written_by_id=review.assessor_id))
    session.add(VisitNote(**known, text=SECRETS[1], written_by_id=review.assessor_id))
    title = {"title": "Talk", "kind": SessionKind.INTERVIEW}
    session.add(VisitSession(**known, **title, questions=SECRETS[2]))
    make_finding(review, "1.1.2", to_see="See the back office.")
    session.commit()


def post_day(browser, url, day, **data):
    parts = {"until-day": day.day, "until-month": day.month, "until-year": day.year}
    return browser.post(url, data={**parts, **data})


def told(review):
    return session.scalars(select(Notice.text).order_by(Notice.id)).all()


def test_the_assessor_sends_the_draft_until_a_day_and_the_leads_are_told(
    assessor, review, lead, report_url
):
    until = today() + timedelta(days=5)
    data = {"version_id": review.version_id, "note": "Less time than usual."}
    answered = post_day(assessor, f"{report_url}/send", until, **data)
    page = assessor.get(answered.location).text
    assert "The organisation has the draft" in page
    session.expire_all()
    assert (review.state, review.accuracy_until) == ("accuracy", until)
    assert "has sent you the draft of the assessor’s report" in told(review)[0]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_last_day_that_makes_no_sense_is_refused_on_its_field(assessor, review, report_url, days):
    day = today() + timedelta(days=days)
    page = post_day(assessor, f"{report_url}/send", day, version_id=review.version_id).text
    assert 'href="#until-day"' in page
    session.expire_all()
    assert review.is_open


def test_a_draft_that_was_sent_meanwhile_is_not_sent_twice(review):
    version_id = review.version_id
    send_draft(review)
    with pytest.raises(NotAllowed, match="with the organisation"):
        accuracy.send_draft(
            actor=actor_of(review.assessor),
            review=review,
            version_id=version_id,
            until=today(),
            note="",
        )
    assert len(queries.list_rounds(review.id)) == 1


def test_managers_read_the_whole_draft_and_never_what_is_confidential(
    lead_browser, review, received_url
):
    add_secrets(review)
    make_finding(review, "1.1.1", comment="They ask every customer.", strength="A model.")
    send_draft(review, note="Take your time.")
    page = lead_browser.get(received_url).text
    assert "They ask every customer." in page
    assert "Take your time." in page
    assert "The service’s own level" in page
    word = lead_browser.get(f"{received_url}/1/file.docx")
    assert word.status_code == 200
    for secret in (*SECRETS, "See the back office."):
        assert secret not in page
        assert secret.encode() not in word.get_data()


@pytest.mark.parametrize("kind", ["contributor", "reader"])
def test_other_members_see_only_that_there_is_a_draft(app, sign_in, review, received_url, kind):
    make_finding(review, "1.1.1", comment="They ask every customer.")
    send_draft(review)
    browser = sign_in(app.test_client(), make_person(kind, review.assessment))
    page = browser.get(received_url).text
    assert "The draft is with your leads" in page
    assert "They ask every customer." not in page
    assert browser.get(f"{received_url}/1/points/new").status_code == 403
    assert browser.get(f"{received_url}/1/file.docx").status_code == 404


def test_before_the_draft_and_after_the_round_the_organisation_reads_nothing_of_it(
    lead_browser, review, lead, received_url
):
    make_finding(review, "1.1.1", comment="They ask every customer.")
    assert "There is no report to read now" in lead_browser.get(received_url).text
    send_draft(review)
    answer(raise_point(review, lead))
    close_round(review)
    page = lead_browser.get(received_url).text
    assert "They ask every customer." not in page
    assert "It opens at 9." in page
    assert "Accepted" in page


def test_a_point_is_raised_on_an_element_answered_and_seen(
    lead_browser, assessor, review, received_url, report_url
):
    find_all(review)
    send_draft(review)
    page = lead_browser.get(f"{received_url}/1/points/new?where=1.1.1").text
    assert '<option value="1.1.1" selected' in page
    data = {"where": "1.1.1", "text": "It opens at <b>9</b>."}
    page = lead_browser.get(
        lead_browser.post(f"{received_url}/1/points/new", data=data).location
    ).text
    assert "Point 1 is with the assessor" in page
    assert "It opens at &lt;b&gt;9&lt;/b&gt;." in page
    points = assessor.get(f"{report_url}/points").text
    assert "1.1.1 Who our customers are" in points
    point = queries.get_point(review.id, 1)
    data = {"version_id": point.version_id, "accepted": "no", "answer": "The sign says 10."}
    page = assessor.get(assessor.post(f"{report_url}/points/1", data=data).location).text
    assert "Every point has its answer: you can close the round." in page
    page = lead_browser.get(received_url).text
    assert "Not accepted" in page
    assert "The sign says 10." in page


@pytest.mark.parametrize(
    "data",
    [
        {"where": "9.9.9", "text": "No such element."},
        {"where": "criterion-99", "text": "No such section."},
        {"where": "1.1.1", "text": ""},
        {"where": "1.1.1", "text": "x" * 4_001},
        {},
    ],
)
def test_a_point_that_is_not_one_is_refused_and_nothing_is_lost(
    lead_browser, review, received_url, data
):
    send_draft(review)
    page = lead_browser.post(f"{received_url}/1/points/new", data=data)
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert data.get("text", "")[:50] in page.text
    assert queries.list_points(review.id) == []


def test_a_point_that_comes_too_late_is_answered_with_what_to_do(
    app, sign_in, review, lead, received_url
):
    send_draft(review, days=2)
    with (
        moved_to(now() + timedelta(days=3)),
        pytest.raises(NotAllowed, match="tell the assessor directly"),
    ):
        accuracy.raise_point(
            actor=actor_of(lead), review=review, standard=None, where="", text="Late."
        )


def test_two_points_at_once_get_numbers_of_their_own(review, lead):
    send_draft(review)
    assert [raise_point(review, lead).number for _ in range(2)] == [1, 2]


def test_a_withdrawn_point_stays_on_record_and_needs_no_answer(review, lead, lead_browser):
    send_draft(review)
    point = raise_point(review, lead)
    accuracy.withdraw_point(actor=actor_of(lead), point=point, version_id=point.version_id)
    session.commit()
    close_round(review)
    assert queries.get_point(review.id, 1).is_withdrawn
    assert raise_next(review, lead) == 2


def raise_next(review, lead):
    send_draft(review)
    return raise_point(review, lead).number


def test_a_point_that_was_answered_meanwhile_is_not_withdrawn(review, lead):
    send_draft(review)
    point = raise_point(review, lead)
    seen = point.version_id
    answer(point)
    with pytest.raises(Conflict, match="answered this point"):
        accuracy.withdraw_point(actor=actor_of(lead), point=point, version_id=seen)


def test_a_point_that_was_withdrawn_meanwhile_is_not_answered(review, lead):
    send_draft(review)
    point = raise_point(review, lead)
    seen = point.version_id
    accuracy.withdraw_point(actor=actor_of(lead), point=point, version_id=seen)
    session.commit()
    with pytest.raises(Conflict, match="withdrawn"):
        accuracy.answer_point(
            actor=actor_of(review.assessor),
            point=point,
            version_id=seen,
            is_accepted=True,
            answer="Changed.",
        )


def test_a_round_with_a_waiting_point_is_not_closed(review, lead):
    send_draft(review)
    raise_point(review, lead)
    with pytest.raises(DomainError, match="Answer every point"):
        close_round(review)


def test_nothing_to_correct_is_said_once_and_taken_back_by_a_point(
    lead_browser, review, lead, received_url
):
    send_draft(review)
    for _ in range(2):
        lead_browser.post(f"{received_url}/1/nothing")
    assert "You told the assessor that nothing more" in lead_browser.get(received_url).text
    assert sum("nothing is to be corrected" in text for text in told(review)) == 1
    raise_point(review, lead)
    assert queries.list_rounds(review.id)[0].nothing_at is None


def test_findings_and_sections_stay_while_the_organisation_reads(assessor, review, report_url):
    send_draft(review)
    for path in ("sections/introduction", "recommendation", "send", "sign"):
        answered = assessor.get(f"{report_url}/{path}")
        assert answered.status_code == 403
        assert "with the organisation" in answered.text


def test_a_round_that_was_closed_early_is_said_in_the_report(assessor, review, lead, report_url):
    send_draft(review, days=10)
    answer(raise_point(review, lead))
    close_round(review)
    page = assessor.get(report_url).text
    assert "It raised 1 point, of which 1 was accepted." in page
    assert "The round was closed early" in page


def test_no_notice_and_no_audit_event_tells_what_a_point_says(review, lead):
    send_draft(review, note="A note.")
    answer(raise_point(review, lead, text="It opens at 9 in Northgate."))
    close_round(review)
    events = [str(each.details) for each in session.scalars(select(AuditEvent))]
    for said in (*told(review), *events):
        assert "Northgate" not in said
        assert "Changed." not in said


@pytest.mark.parametrize("number", ["0", "9", "99999999999999"])
def test_a_report_that_does_not_exist_is_not_found(lead_browser, review, received_url, number):
    send_draft(review)
    assert lead_browser.get(f"{received_url}/{number}").status_code == 404
    assert lead_browser.get(f"{received_url}/1/points/{number}/withdraw").status_code == 404


def test_a_report_of_another_organisation_is_not_found(app, sign_in, review, received_url):
    send_draft(review)
    stranger = sign_in(app.test_client(), make_person("stranger", review.assessment))
    for path in ("", "/1", "/1/points/new", "/1/file.pdf"):
        assert stranger.get(f"{received_url}{path}").status_code == 404
