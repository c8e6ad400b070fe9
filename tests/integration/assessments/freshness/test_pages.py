"""What to renew by when: as a list, as a calendar, as a spreadsheet."""

import csv
import io
from datetime import date, timedelta

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import attach, make_assessment
from factories.evidence import make_item

from cse_assess.accounts.models import Role
from cse_assess.assessments.services import lock_assessment
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

LIST = "/evidence/freshness"
CALENDAR = f"{LIST}/calendar"


def item_until(lead, days, **values):
    """Store an item that counts until a day so many days from today."""
    until = today() + timedelta(days=days)
    return make_item(
        lead.organisation,
        **{"valid_until": until, "evidence_on": until - timedelta(days=200), **values},
    )


def month_of(item):
    return f"{item.valid_until:%B %Y}"


def on_fields(day: date) -> str:
    return f"on-day={day.day}&on-month={day.month}&on-year={day.year}"


def test_what_runs_out_first_stands_first_and_undated_evidence_last(as_lead, lead):
    make_item(lead.organisation, title="Undated", evidence_on=None)
    item_until(lead, 200, title="Later")
    item_until(lead, 20, title="Sooner")
    item_until(lead, -20, title="Gone")
    page = as_lead.get(LIST).text
    places = [page.index(title) for title in ("Gone", "Sooner", "Later", "Undated")]
    assert places == sorted(places)
    assert page.index("Without a date") < page.index("Undated")


def test_each_month_has_its_heading(as_lead, lead):
    item = item_until(lead, 45)
    assert f"{month_of(item)}</caption>" in as_lead.get(LIST).text


def test_withdrawn_evidence_needs_no_renewal(as_lead, lead):
    item_until(lead, 20, title="Gone for good", withdrawn_at=now())
    assert "Gone for good" not in as_lead.get(LIST).text


def test_the_visit_that_evidence_misses_is_named(as_lead, lead, service):
    visit = today() + timedelta(days=60)
    assessment = make_assessment(service, visit_on=visit)
    attach(assessment, "1.1.2", item_until(lead, 30))
    page = as_lead.get(LIST).text
    assert "Out of date by the visit</strong>" in page
    assert f"Visit on {visit.day} {visit:%B %Y}" in page


def test_a_locked_assessment_asks_for_nothing(as_lead, lead, service):
    assessment = make_assessment(service, visit_on=today() + timedelta(days=60))
    attach(assessment, "1.1.2", item_until(lead, 30))
    lock_assessment(actor=actor_of(lead), assessment=assessment)
    assert "Visit on" not in as_lead.get(LIST).text


def test_the_list_is_narrowed_by_owner_assessment_and_state(as_lead, lead, owner, assessment):
    item_until(lead, 20, title="Hers", owner=owner)
    used = item_until(lead, 30, title="Attached")
    attach(assessment, "1.1.2", used)
    item_until(lead, -5, title="Old")

    def titles(query):
        page = as_lead.get(f"{LIST}?{query}").text
        return {title for title in ("Hers", "Attached", "Old") if f">{title}</a>" in page}

    assert titles(f"owner_id={owner.id}") == {"Hers"}
    assert titles(f"assessment_id={assessment.id}") == {"Attached"}
    assert titles("state=expired") == {"Old"}
    assert titles("state=nonsense&owner_id=abc&assessment_id=-1") == {"Hers", "Attached", "Old"}


def test_the_state_is_that_of_the_day_asked_for(as_lead, lead):
    item_until(lead, 30, title="Charter")
    later = today() + timedelta(days=31)
    assert "Current</strong>" in as_lead.get(LIST).text
    assert "Out of date</strong>" in as_lead.get(f"{LIST}?{on_fields(later)}").text


def test_a_day_that_cannot_be_is_named_and_today_is_shown(as_lead):
    page = as_lead.get(f"{LIST}?on-day=31&on-month=2&on-year=2027").text
    assert "There is a problem" in page
    assert "Error: " in page


def test_what_a_person_may_not_open_is_not_told(as_owner, lead):
    item_until(lead, 20, title="Secret plan", is_confidential=True)
    for address in (LIST, f"{LIST}/plan.csv", CALENDAR):
        answer = as_owner.get(address)
        assert "Secret plan" not in answer.text
        assert "Confidential" not in answer.text


def test_the_visit_of_a_service_that_is_not_theirs_is_not_told(as_owner, lead, owner):
    other = make_assessment(make_service(lead.organisation), visit_on=today() + timedelta(days=60))
    attach(other, "1.1.2", item_until(lead, 30, owner=owner))
    page = as_owner.get(LIST).text
    assert "Visit on" not in page
    assert other.service.name not in page


def test_another_organisations_evidence_is_not_there(as_lead):
    item_until(make_user(Role.LEAD), 20, title="Foreign")
    assert "Foreign" not in as_lead.get(LIST).text


def test_an_empty_library_says_so(as_lead):
    assert "Nothing to renew" in as_lead.get(LIST).text


def test_the_calendar_shows_each_day_of_its_month(as_lead, lead):
    item = item_until(lead, 45, title="Charter")
    page = as_lead.get(f"{CALENDAR}?month={item.valid_until:%Y-%m}").text
    assert f'<time datetime="{item.valid_until.isoformat()}">' in page
    assert page.index(item.valid_until.isoformat()) < page.index("Charter")


def test_the_calendar_shows_visits(as_lead, service):
    visit = today() + timedelta(days=40)
    make_assessment(service, visit_on=visit)
    assert "Visit:</strong>" in as_lead.get(f"{CALENDAR}?month={visit:%Y-%m}").text


def test_a_full_day_leads_to_its_list(as_lead, lead):
    items = [item_until(lead, 45, title=f"Item {number:02}") for number in range(12)]
    day = items[0].valid_until
    assert "and 8 more" in as_lead.get(f"{CALENDAR}?month={day:%Y-%m}").text
    page = as_lead.get(f"{LIST}?day={day.isoformat()}").text
    assert all(item.title in page for item in items)
    assert "12 pieces of evidence" in page


@pytest.mark.parametrize(
    "month", ["", "2027-13", "2027-00", "x", "0000-01", "99999-01", "2027-3", "²-01"]
)
def test_a_month_that_is_none_shows_this_month(as_lead, month):
    page = as_lead.get(f"{CALENDAR}?month={month}")
    assert f"{today():%B %Y}" in page.text


@pytest.mark.parametrize("month", ["0001-01", "1900-01", "9998-12", "9999-12", "2024-02"])
def test_the_first_and_last_months_of_all_are_shown(as_lead, month):
    assert as_lead.get(f"{CALENDAR}?month={month}").status_code == 200


def test_the_spreadsheet_holds_the_whole_plan_and_runs_nothing(as_lead, lead, owner):
    item = item_until(lead, 20, title="=1+1", owner=owner)
    answer = as_lead.get(f"{LIST}/plan.csv")
    [row] = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert (row["title"], row["owner"]) == ("'=1+1", owner.name)
    assert row["renew by"] == item.valid_until.isoformat()
    assert "attachment" in answer.headers["Content-Disposition"]


def fill_library(organisation, count):
    """Store many items at once, each with its revision, a day between the dates of two."""
    first = session.query(EvidenceItem).count()
    items = [
        EvidenceItem(
            organisation_id=organisation.id,
            title=f"Bulk {number}",
            evidence_on=today() - timedelta(days=number % 700),
        )
        for number in range(first, first + count)
    ]
    session.add_all(items)
    session.flush()
    session.add_all(
        EvidenceRevision(item_id=item.id, number=1, url="https://example.org/") for item in items
    )
    session.commit()


def test_a_large_library_takes_as_many_queries_as_a_small_one(as_lead, lead, count_queries):
    def count(address):
        with count_queries() as queries:
            assert as_lead.get(address).status_code == 200
        return len(queries)

    pages = (LIST, f"{LIST}?page=2", CALENDAR, f"{LIST}/plan.csv")
    fill_library(lead.organisation, 60)
    few = [count(page) for page in pages]
    fill_library(lead.organisation, 1500)
    assert [count(page) for page in pages] == few
    assert max(few) <= 9
