"""Readiness over time, levels on past days, and what differs between two states."""

from datetime import timedelta

import pytest
from factories.accounts import make_service, make_user
from factories.assessments import attach, make_assessment, system_actor, write_response
from factories.evidence import make_item
from factories.past import carry, take_snapshot
from factories.submissions import tampering
from sqlalchemy import update

from cse_assess.assessments.models import ResponseChange
from cse_assess.assessments.past import queries
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.queries import get_response
from cse_assess.assessments.services import detach_evidence
from cse_assess.clock import moved_to, now, today
from cse_assess.db import session

CODE = "1.1.1"


def day_of(day):
    return {f"on-{part}": getattr(day, part) for part in ("day", "month", "year")}


@pytest.fixture
def aged(service):
    """Give a self-assessment that was scored 40 days ago, and once more 20 days ago."""
    with moved_to(now() - timedelta(days=40)):
        assessment = make_assessment(service, cycle="Aged")
        write_response(assessment, CODE, level="partial")
    with moved_to(now() - timedelta(days=20)):
        write_response(assessment, CODE, level="plus")
    return assessment


def test_the_page_shows_readiness_over_time_with_its_table(enter, aged):
    take_snapshot(aged, "Half way")
    page = enter("reader").get(f"/assessments/{aged.id}/history").text
    assert "Share that is met" in page
    assert "Half way" in page
    assert "2 changes" in page


def test_an_empty_one_says_what_will_be_here(enter, service):
    page = enter("reader").get(f"/assessments/{make_assessment(service).id}/history").text
    assert "Nothing is scored yet" in page


@pytest.mark.parametrize(
    ("days_ago", "shown"), [(41, "Not scored"), (40, "Partially"), (21, "Partially"), (20, "Plus")]
)
def test_every_level_of_a_past_day_can_be_seen(enter, aged, days_ago, shown):
    on = today() - timedelta(days=days_ago)
    place = f"/assessments/{aged.id}/history/day"
    page = enter("reader").get(place, query_string=day_of(on)).text
    row = page.partition(f"{CODE} ")[2].partition("</tr>")[0]
    assert shown in row.partition('data-label="Now"')[0]


@pytest.mark.parametrize("given", [{"on-day": "99"}, {"on-day": "x", "on-month": "", "zzz": "1"}])
def test_a_day_that_is_none_is_refused_in_words(enter, url, given):
    answer = enter("reader").get(f"{url}/history/day", query_string=given)
    assert answer.status_code == 200
    assert "There is a problem" in answer.text


def test_the_changes_are_paged_in_a_constant_number_of_queries(
    enter, assessment, url, count_queries
):
    reader = enter("reader")
    reader.get(f"{url}/history")
    with count_queries() as few:
        reader.get(f"{url}/history")
    response = get_response(assessment.id, CODE)
    session.add_all(
        ResponseChange(
            response_id=response.id,
            at=now() - timedelta(days=n),
            actor_name="Ada",
            field="level",
            before="",
            after="plus",
        )
        for n in range(130)
    )
    session.commit()
    for n in range(5):
        take_snapshot(assessment, f"Snapshot {n}")
    with count_queries() as many:
        page = reader.get(f"{url}/history?page=3").text
    assert len(few) == len(many)
    assert "132 changes" in page
    assert "end of each month" in page
    assert queries.list_told_changes(assessment.id, 99).number == 3


def test_where_nothing_is_chosen_the_page_says_what_can_be_compared(enter, organisation, url):
    make_assessment(make_service(organisation))
    assert "Choose under “What to compare”" in enter("reader").get(f"{url}/compare").text


def test_a_snapshot_is_compared_with_now(enter, assessment, organisation, url):
    gone, stays = make_item(organisation, title="Old plan"), make_item(organisation, title="Survey")
    link = attach(assessment, CODE, gone)
    attach(assessment, CODE, stays)
    snapshot = take_snapshot(assessment)
    detach_evidence(actor=system_actor(assessment.service), link=link)
    attach(assessment, CODE, make_item(organisation, title="New plan"))
    stays.evidence_on = today() - timedelta(days=3)
    session.commit()
    write_response(assessment, CODE, level="compliant", justification="We know them.")
    reader = enter("reader")
    page = reader.get(f"{url}/compare").text
    for words in ("lowered", "Justification", "Added: New plan", "Removed: Old plan"):
        assert words in page
    assert "Renewed: Survey" in page
    assert "1.1.2" not in page.partition("In short")[2]
    everything = reader.get(f"{url}/compare?before=snapshot-{snapshot.id}&after=now&show=all").text
    assert "1.1.2" in everything
    element = reader.get(f"{url}/compare/{CODE}?before=snapshot-{snapshot.id}&after=now").text
    assert "We know them well." in element
    assert "Removed: </span>" in element


def test_two_snapshots_of_the_same_state_do_not_differ(enter, assessment, url):
    first, second = take_snapshot(assessment, "a"), take_snapshot(assessment, "b")
    page = enter("reader").get(
        f"{url}/compare?before=snapshot-{first.id}&after=snapshot-{second.id}"
    )
    assert "Nothing differs between the two." in page.text


def test_this_year_is_compared_with_last_year(enter, assessment):
    new = carry(assessment, "2026")
    write_response(new, CODE, level="partial")
    page = enter("reader").get(f"/assessments/{new.id}/compare").text
    assert "2025, as it is now" in page
    assert "lowered" in page


def test_another_service_of_the_organisation_can_be_compared_where_one_may_see_it(
    enter, assessment, organisation, url
):
    other = make_assessment(make_service(organisation), cycle="Theirs")
    place = f"{url}/compare?before=assessment-{other.id}"
    assert "Theirs" in enter("reader").get(place).text
    narrow = enter("contributor").get(place)
    assert narrow.status_code == 200
    assert "Theirs" not in narrow.text


def test_another_organisation_is_never_offered(enter, url):
    other = make_assessment(make_service(), cycle="Strange")
    snapshot = take_snapshot(other)
    for key in (f"assessment-{other.id}", f"snapshot-{snapshot.id}"):
        page = enter("lead").get(f"{url}/compare?before={key}").text
        assert "Strange" not in page
    answer = enter("lead").get(f"{url}/compare/{CODE}?before=assessment-{other.id}")
    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["before=zzz", "before=now&after=zzz", "before=snapshot-x"])
def test_what_the_address_says_wrongly_counts_as_not_said(enter, assessment, url, query):
    assert enter("reader").get(f"{url}/compare?{query}").status_code == 200


def test_an_element_that_there_is_not_is_not_compared(enter, assessment, url):
    take_snapshot(assessment)
    assert enter("reader").get(f"{url}/compare/9.9.9").status_code == 404


def test_an_element_that_one_edition_lacks_is_told(enter, assessment, url):
    snapshot = take_snapshot(assessment)
    content = snapshot.content
    elements = [each for each in content["elements"] if each["code"] != CODE]
    stranger = {**content["elements"][0], "code": "0.9.9", "evidence": []}
    other = {**content, "elements": [*elements, stranger]}
    with tampering() as connection:
        connection.execute(update(Snapshot).values(content=other))
    page = enter("reader").get(f"{url}/compare").text
    assert "Not in this edition" in page
    assert "0.9.9" in page
    assert page.count("Not there") == 2


def test_titles_of_confidential_evidence_are_hidden_in_comparisons(
    enter, assessment, organisation, url
):
    take_snapshot(assessment)
    attach(
        assessment,
        CODE,
        make_item(organisation, title="Notes on Mrs Tallow", is_confidential=True),
    )
    for place in (f"{url}/compare", f"{url}/compare/{CODE}"):
        assert "Mrs Tallow" in enter("lead").get(place).text
        assert "Mrs Tallow" not in enter("reader").get(place).text


def test_a_comparison_asks_a_constant_number_of_queries(
    enter, assessment, organisation, url, count_queries
):
    take_snapshot(assessment)
    reader = enter("reader")
    reader.get(f"{url}/compare")
    with count_queries() as few:
        reader.get(f"{url}/compare")
    for code in ("1.1.1", "1.1.2", "1.1.3"):
        for _ in range(4):
            attach(assessment, code, make_item(organisation))
    for n in range(5):
        take_snapshot(make_assessment(assessment.service), f"Other {n}")
    with count_queries() as many:
        reader.get(f"{url}/compare")
    assert len(few) == len(many)


def test_an_owner_who_changed_is_told_by_name(enter, assessment, service, url):
    take_snapshot(assessment)
    write_response(assessment, CODE, owner_id=make_user(contributes_to=(service,), name="Bo").id)
    page = enter("reader").get(f"{url}/compare/{CODE}").text
    assert "Owner" in page
    assert "Bo" in page
