"""Starting, setting, locking and unlocking self-assessments, and letting assessors in."""

from datetime import date, timedelta

import pytest
from factories.accounts import make_organisation, make_service
from factories.assessments import attach, cse, lock, make_assessment, write_response
from factories.evidence import make_item

from cse_assess.accounts.models import AssessorGrant
from cse_assess.assessments.models import Assessment
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import today
from cse_assess.db import session


def start(client, service, **values):
    data = {"service_id": service.id, "standard_id": "cse", "cycle": "2027", **values}
    return client.post("/assessments/new", data=data)


def test_a_new_self_assessment_has_an_empty_response_for_every_element(enter, service):
    answer = start(enter("administrator"), service)
    made = session.query(Assessment).filter_by(cycle="2027").one()
    assert answer.location == f"/assessments/{made.id}"
    codes = [response.element_code for response in made.responses]
    assert codes == [element.code for element in cse().elements]
    assert {response.level for response in made.responses} == {None}


def test_the_same_service_standard_and_cycle_are_refused_a_second_time(enter, service, assessment):
    answer = start(enter("lead"), service, cycle=assessment.cycle)
    assert "already has a self-assessment" in answer.text
    assert session.query(Assessment).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"cycle": " "},
        {"cycle": "x" * 101},
        {"standard_id": "none"},
        {"service_id": "999999"},
        {"visit_on-day": "31", "visit_on-month": "2", "visit_on-year": "2027"},
    ],
)
def test_a_self_assessment_of_nothing_is_not_started(enter, service, wrong):
    answer = start(enter("lead"), service, **wrong)
    assert "There is a problem" in answer.text
    assert session.query(Assessment).filter_by(service_id=service.id).count() == 1


def test_another_organisations_service_cannot_be_assessed(enter):
    foreign = make_service(make_organisation())
    assert "There is a problem" in start(enter("lead"), foreign).text


@pytest.mark.parametrize("kind", ["contributor", "reader", "assessor"])
def test_those_who_do_not_manage_cannot_start_or_change_settings(enter, service, assessment, kind):
    client = enter(kind)
    assert client.get("/assessments/new").status_code == 403
    assert start(client, service).status_code == 403
    for rest in ("settings", "assessors"):
        assert client.get(f"/assessments/{assessment.id}/{rest}").status_code == 403
    assert client.post(f"/assessments/{assessment.id}/lock").status_code == 403


def settings_of(assessment):
    return f"/assessments/{assessment.id}/settings"


def test_settings_are_changed_and_the_change_is_told(enter, assessment):
    client = enter("administrator")
    data = {
        "version_id": 1,
        "cycle": "2028",
        "wording": "official",
        "visit_on-day": "5",
        "visit_on-month": "May",
        "visit_on-year": "2028",
    }
    assert client.post(settings_of(assessment), data=data).status_code == 302
    session.expire_all()
    assert (assessment.cycle, assessment.visit_on) == ("2028", date(2028, 5, 5))
    assert "Settings changed" in client.get(settings_of(assessment)).text


def test_settings_that_somebody_changed_meanwhile_are_not_overwritten(enter, assessment):
    data = {"version_id": 1, "cycle": "Theirs", "wording": "plain"}
    enter("administrator").post(settings_of(assessment), data=data)
    answer = enter("lead").post(settings_of(assessment), data={**data, "cycle": "Mine"})
    assert "Somebody else changed these settings" in answer.text
    session.expire_all()
    assert assessment.cycle == "Theirs"


def test_a_lead_unlocks_with_a_reason_that_goes_on_record(enter, assessment):
    client = enter("lead")
    client.post(f"/assessments/{assessment.id}/lock")
    unlock = f"/assessments/{assessment.id}/unlock"
    assert "Say why" in client.post(unlock, data={"reason": " "}).text
    assert client.post(unlock, data={"reason": "The assessor asked"}).status_code == 302
    session.expire_all()
    assert not assessment.is_locked
    event = session.query(AuditEvent).filter_by(action="assessment.unlocked").one()
    assert event.details == {"reason": "The assessor asked"}
    assert "The assessor asked" in client.get(settings_of(assessment)).text


def test_an_administrator_locks_but_does_not_unlock(enter, assessment):
    client = enter("administrator")
    assert client.post(f"/assessments/{assessment.id}/lock").status_code == 302
    answer = client.post(f"/assessments/{assessment.id}/unlock", data={"reason": "Because"})
    assert answer.status_code == 403
    session.expire_all()
    assert assessment.is_locked


def test_settings_of_a_locked_self_assessment_do_not_change(enter, assessment):
    lock(assessment)
    client = enter("lead")
    data = {"version_id": 2, "cycle": "New", "wording": "plain"}
    assert "is locked" in client.post(settings_of(assessment), data=data).text
    session.expire_all()
    assert assessment.cycle != "New"


def last_day(days):
    day = today() + timedelta(days=days)
    return {"ends_on-day": day.day, "ends_on-month": day.month, "ends_on-year": day.year}


def test_an_assessor_is_let_in_until_a_day_which_can_be_changed_and_ended(enter, assessment):
    client, url = enter("lead"), f"/assessments/{assessment.id}/assessors"
    person = {"name": "Ruth Ellery", "email": "ruth@example.org"}
    answer = client.post(url, data={**person, **last_day(30)})
    assert "/link/" in answer.text
    assert "Ruth Ellery" in client.get(url).text
    grant = session.query(AssessorGrant).one()
    client.post(f"{url}/{grant.id}", data=last_day(60))
    session.expire_all()
    assert grant.ends_on == today() + timedelta(days=60)
    client.post(f"{url}/{grant.id}/end")
    assert "Ruth Ellery can no longer open" in client.get(url).text
    assert "Ended" in client.get(url).text


def test_access_that_ends_before_today_is_refused(enter, assessment):
    person = {"name": "Ruth Ellery", "email": "ruth@example.org"}
    answer = enter("lead").post(
        f"/assessments/{assessment.id}/assessors", data={**person, **last_day(-1)}
    )
    assert "There is a problem" in answer.text
    assert session.query(AssessorGrant).count() == 0


def test_the_home_page_says_what_to_do_next_and_hides_what_is_not_ones_own(enter, assessment):
    make_assessment(make_service(assessment.organisation, name="Parking"))
    lead = enter("lead").get("/").text
    assert "Libraries" in lead
    assert "Parking" in lead
    assert "score 1.1.1" in lead
    assert "57 elements are not scored yet" in lead
    contributor = enter("contributor").get("/").text
    assert "Parking" not in contributor
    assert "Libraries" not in enter("stranger").get("/").text


def test_the_home_page_leads_to_the_first_service_and_the_first_self_assessment(enter):
    stranger = enter("stranger")
    assert "Add a service" in stranger.get("/").text
    assert "No services yet" in stranger.get("/assessments/new").text


def test_a_self_assessment_whose_standard_is_gone_is_named_and_breaks_nothing(enter, assessment):
    assessment.standard_id = "gone"
    session.commit()
    client = enter("lead")
    assert "is not installed" in client.get("/").text
    assert client.get(f"/assessments/{assessment.id}").status_code == 404


@pytest.mark.parametrize("pieces", [1, 20])
def test_pages_of_the_whole_take_at_most_fifteen_queries(
    enter, assessment, organisation, count_queries, pieces
):
    for element in cse().elements[:6]:
        write_response(assessment, element.code, level="plus", justification="We do.")
        for _ in range(pieces):
            attach(assessment, element.code, make_item(organisation))
    client = enter("lead")
    for page in ("/", f"/assessments/{assessment.id}", f"/assessments/{assessment.id}/readiness"):
        with count_queries() as count:
            assert client.get(page).status_code == 200
        assert len(count) <= 15, count.statements


def test_the_overview_is_narrowed_by_its_address(enter, assessment):
    write_response(assessment, "1.1.1", level="plus")
    page = enter("lead").get(f"/assessments/{assessment.id}?level=plus").text
    assert "1 of 57 elements shown" in page
    assert "1.1.2" not in page


@pytest.mark.parametrize(
    "query", ["level=x", "owner=%00", "criterion=99", "search=" + "x" * 3000, "page=%ff&mine=maybe"]
)
def test_an_address_that_asks_for_nonsense_shows_a_page(enter, assessment, query):
    assert enter("lead").get(f"/assessments/{assessment.id}?{query}").status_code == 200


def test_readiness_names_what_blocks_and_links_to_it(enter, assessment):
    write_response(assessment, "3.4.2", level="not_compliant")
    page = enter("lead").get(f"/assessments/{assessment.id}/readiness").text
    assert "Would not pass" in page
    assert "which blocks the award" in page
    assert f"/assessments/{assessment.id}/elements/3.4.2" in page
