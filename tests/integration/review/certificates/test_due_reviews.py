"""The reviews that fall due: moved, added, taken off, held; and what leads are told of them."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_organisation, make_service, make_user
from factories.assessments import make_assessment, make_person
from factories.certificates import (
    end_certificate,
    enter_certificate,
    make_reviewed,
)
from factories.jobs import run_round
from factories.submissions import make_ready
from factories.together import post_together

from cse_assess.audit.models import AuditEvent
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.notices.models import Notice
from cse_assess.review.certificates import queries
from cse_assess.review.certificates.feed import list_feed_entries
from cse_assess.review.certificates.models import DueReview
from cse_assess.review.certificates.reminders import ROUND
from cse_assess.review.desk.models import ReviewState
from cse_assess.web.templating import format_day

SECRET = "The caretaker is ill"


def reload(due) -> DueReview:
    session.expire_all()
    return session.get(DueReview, due.id)


def test_a_review_is_moved_and_noted(enter, due, due_url, one_url, boxes):
    lead, day = enter("lead"), due.due_on + timedelta(days=20)
    page = lead.get(f"{due_url}/edit").text
    assert format_day(due.due_on) in page
    sent = {"version_id": due.version_id, **boxes("due_on", day), "note": "From <afar>"}
    answer = lead.post(f"{due_url}/edit", data=sent)
    page = lead.get(answer.location).text
    assert "The review is changed" in page
    assert "From &lt;afar&gt;" in page
    assert reload(due).due_on == day


def test_a_review_that_lies_outside_of_the_certificate_is_refused(
    enter, certificate, one_url, boxes
):
    lead = enter("lead")
    for day in (certificate.awarded_on, certificate.ends_on + timedelta(days=1)):
        page = lead.post(f"{one_url}/reviews/new", data=boxes("due_on", day)).text
        assert "The day must be after" in page
        assert 'href="#due_on-day"' in page


def test_two_reviews_are_not_due_on_the_same_day(enter, due, one_url, boxes):
    page = enter("lead").post(f"{one_url}/reviews/new", data=boxes("due_on", due.due_on)).text
    assert "Another review is due on this day already" in page


def test_a_review_is_added_in_the_order_of_the_days(enter, certificate, due, one_url, boxes):
    day = due.due_on - timedelta(days=30)
    answer = enter("lead").post(f"{one_url}/reviews/new", data=boxes("due_on", day))
    assert answer.location == one_url
    session.expire_all()
    reviews = queries.get_certificate(certificate.assessment_id, certificate.id).due_reviews
    assert [each.due_on for each in reviews][:2] == [day, due.due_on]


def test_a_review_is_taken_off_the_plan_and_stays_in_the_audit_trail(enter, due, due_url, one_url):
    lead, due_id, day = enter("lead"), due.id, due.due_on
    assert "nobody is reminded" in lead.get(f"{due_url}/remove").text
    lead.post(f"{due_url}/remove", data={"version_id": due.version_id})
    session.expire_all()
    assert session.get(DueReview, due_id) is None
    [event] = session.query(AuditEvent).filter_by(action="due_review.removed")
    assert event.details["name"] == f"Review due on {format_day(day)}"
    assert lead.get(f"{due_url}/remove").status_code == 404


def test_what_was_held_cannot_be_taken_off_the_plan(enter, due, due_url):
    due.held_on = today()
    session.commit()
    assert enter("lead").get(f"{due_url}/remove").status_code == 403


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(enter, due, due_url, boxes):
    sent = {"version_id": due.version_id, **boxes("due_on", due.due_on)}
    enter("administrator").post(f"{due_url}/edit", data={**sent, "note": "Theirs"})
    page = enter("lead").post(f"{due_url}/edit", data={**sent, "note": "Mine"}).text
    assert "Somebody else changed this" in page
    assert "Mine</textarea>" in page
    assert reload(due).note == "Theirs"


def test_a_review_held_elsewhere_needs_its_day(enter, due, due_url, boxes):
    lead, sent = enter("lead"), {"version_id": due.version_id, "how": "elsewhere"}
    assert "No other review of this service is signed here yet" in lead.get(f"{due_url}/held").text
    assert "Enter the day on which it was held" in lead.post(f"{due_url}/held", data=sent).text
    wrong = {**sent, **boxes("held_on", today() + timedelta(days=1))}
    assert "between the award of the certificate and today" in (
        lead.post(f"{due_url}/held", data=wrong).text
    )
    answer = lead.post(f"{due_url}/held", data={**sent, **boxes("held_on", today())})
    page = lead.get(answer.location).text
    assert f"Held on {format_day(today())}, not in CSE Assess." in page
    assert "Review 2 is due on" in page


def test_a_signed_review_of_the_same_self_assessment_is_tied(enter, ready, due, due_url):
    review = make_reviewed(ready)
    lead = enter("lead")
    assert f"Review 1 of {ready.cycle}, signed on" in lead.get(f"{due_url}/held").text
    sent = {"version_id": due.version_id, "how": str(review.id)}
    page = lead.get(lead.post(f"{due_url}/held", data=sent).location).text
    assert "Held as review 1 of 2026" in page
    assert reload(due).was_held


def test_a_tied_review_that_is_reopened_is_not_done_and_can_be_untied(enter, ready, due, due_url):
    review = make_reviewed(ready)
    lead = enter("lead")
    lead.post(f"{due_url}/held", data={"version_id": due.version_id, "how": str(review.id)})
    review = reload(due).review
    review.state = ReviewState.OPEN
    session.commit()
    assert "which was reopened and is not signed again yet" in lead.get(due_url).text
    lead.post(f"{due_url}/held", data={"version_id": due.version_id, "how": "not_held"})
    assert reload(due).review_id is None


def test_the_review_that_led_to_the_certificate_is_not_offered(enter, ready, list_url):
    review = make_reviewed(ready)
    certificate = enter_certificate(ready, awarded_on=today(), review_id=review.id)
    url = f"{list_url}/{certificate.id}/reviews/{certificate.due_reviews[0].id}/held"
    assert "signed on" not in enter("lead").get(url).text


@pytest.mark.parametrize("how", ["", "99999999999", "everything", "elsewhere<"])
def test_what_was_not_offered_is_refused(enter, due, due_url, how):
    page = enter("lead").post(f"{due_url}/held", data={"version_id": due.version_id, "how": how})
    assert "There is a problem" in page.text
    assert not reload(due).was_held


def test_the_review_of_another_service_or_organisation_cannot_be_tied(enter, due, due_url):
    for service in (make_service(due.certificate.assessment.organisation), make_service()):
        other = make_assessment(service)
        make_ready(other)
        review = make_reviewed(other)
        sent = {"version_id": due.version_id, "how": str(review.id)}
        page = enter("lead").post(f"{due_url}/held", data=sent).text
        assert "There is a problem" in page
    assert reload(due).review_id is None


def test_two_who_tie_the_same_review_to_two_days_get_one_of_them_refused(
    app, sign_in, ready, certificate, one_url
):
    review = make_reviewed(ready)
    first, second = certificate.due_reviews
    clients = [sign_in(app.test_client(), make_person("lead", ready)) for _ in range(2)]
    answers = post_together(
        [
            (client, f"{one_url}/reviews/{due.id}/held", {"version_id": 1, "how": str(review.id)})
            for client, due in zip(clients, (first, second), strict=True)
        ]
    )
    assert sorted(answers) in ([200, 302], [302, 409])
    session.expire_all()
    assert sum(each.review_id == review.id for each in (reload(first), reload(second))) == 1


@pytest.fixture
def told(app):
    """Give a function that runs the round of a day, and returns who was told what so far."""

    def told(days_from_now=0):
        run_round(app, ROUND, days_from_now)
        wanted = session.query(Notice).order_by(Notice.id)
        return [(notice.user_id, notice.kind) for notice in wanted]

    return told


@pytest.fixture
def lead(ready):
    return make_person("lead", ready)


def test_leads_are_told_before_a_review_is_due_once_for_each_notice(told, lead, due):
    left = (due.due_on - today()).days
    counts = [len(told(left - days)) for days in (91, 90, 89, 30, 8, 7, 0)]
    assert counts == [0, 1, 1, 2, 2, 3, 3]
    assert set(told(left)) == {(lead.id, "review_due")}


def test_leads_are_told_every_four_weeks_of_a_review_that_was_not_held(told, lead, due):
    left = (due.due_on - today()).days
    counts = [len(told(left + days)) for days in (1, 2, 28, 29, 30)]
    assert counts == [1, 1, 1, 2, 2]
    assert set(told(left)) >= {(lead.id, "review_overdue")}


def test_nobody_is_told_of_a_review_that_was_held(told, lead, due):
    due.held_on = today()
    session.commit()
    left = (due.due_on - today()).days
    assert told(left) == []
    assert told(left + 1) == []


def test_leads_are_told_before_the_certificate_ends(told, lead, certificate):
    for due in certificate.due_reviews:
        due.held_on = today()
    session.commit()
    left = (certificate.ends_on - today()).days
    counts = [len(told(left - days)) for days in (181, 180, 90, 30, 0, -1)]
    assert counts == [0, 1, 2, 3, 3, 3]
    assert set(told(left)) == {(lead.id, "certificate_ends")}


def test_nobody_is_told_of_a_certificate_that_ended_or_that_another_follows(
    told, lead, certificate, due
):
    left = (due.due_on - today()).days
    later = make_assessment(certificate.assessment.service, cycle="2029")
    enter_certificate(later, awarded_on=certificate.awarded_on + timedelta(days=1))
    assert len(told(left)) == 1
    end_certificate(certificate)
    assert len(told(left + 30)) == 2


def test_only_leads_of_the_organisation_are_told(told, lead, due):
    make_user("lead", make_organisation())
    make_user("reader", due.certificate.assessment.organisation)
    left = (due.due_on - today()).days
    assert {user_id for user_id, _ in told(left)} == {lead.id}


def test_the_calendar_of_a_lead_has_each_review_and_the_end(lead, certificate, due):
    entries = list(list_feed_entries(actor_of(lead), today()))
    days = [due.due_on, certificate.due_reviews[1].due_on, certificate.ends_on]
    assert [entry.on for entry in entries] == days
    assert entries[0].summary == "Review due: Libraries"
    assert entries[-1].url == f"/assessments/{certificate.assessment_id}/certificate/1"


@pytest.mark.parametrize("kind", ["reader", "contributor", "assessor", "stranger"])
def test_the_calendars_of_others_have_none_of_it(ready, certificate, kind):
    person = make_person(kind, ready)
    assert list(list_feed_entries(actor_of(person), today())) == []


def test_a_review_that_was_held_is_not_in_the_calendar(lead, due):
    due.held_on = today()
    session.commit()
    assert due.due_on not in [each.on for each in list_feed_entries(actor_of(lead), today())]
