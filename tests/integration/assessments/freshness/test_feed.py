"""What stands in a person's own calendar."""

from datetime import timedelta

from factories.accounts import actor_of, make_assessor, make_service
from factories.assessments import attach, make_assessment
from factories.evidence import make_item
from factories.requests import make_request

from cse_assess.assessments.freshness.feed import list_feed_entries
from cse_assess.clock import today


def entries_of(person):
    return {entry.uid: entry for entry in list_feed_entries(actor_of(person), today(), ())}


def item_until(person, days, **values):
    until = today() + timedelta(days=days)
    return make_item(person.organisation, **{"valid_until": until, "evidence_on": until, **values})


def test_a_contributor_finds_what_they_own_and_a_lead_everything(lead, owner):
    own, other = item_until(lead, 20, owner=owner), item_until(lead, 20, owner=lead)
    assert entries_of(owner).keys() == {f"evidence-{own.id}"}
    assert entries_of(lead).keys() == {f"evidence-{own.id}", f"evidence-{other.id}"}


def test_an_entry_stands_on_the_last_day(lead, service):
    visit = today() + timedelta(days=60)
    item = item_until(lead, 20, title="Charter")
    attach(make_assessment(service, visit_on=visit), "1.1.2", item)
    entry = entries_of(lead)[f"evidence-{item.id}"]
    assert (entry.on, entry.summary) == (item.valid_until, "Renew: Charter")
    assert f"visit on {visit.day} {visit:%B %Y}" in entry.description


def test_a_confidential_title_never_leaves_for_other_programs(lead, owner):
    item = item_until(lead, 20, owner=owner, is_confidential=True, title="Secret plan")
    for person in (lead, owner):
        entry = entries_of(person)[f"evidence-{item.id}"]
        assert "Secret" not in f"{entry}"
        assert entry.summary == f"Renew: Confidential evidence {item.id}"


def test_what_is_long_past_or_far_away_is_left_out(lead):
    for days in (-400, 1000):
        item_until(lead, days)
    assert entries_of(lead) == {}


def test_visits_and_requests_stand_in_it(lead, owner, service):
    assessment = make_assessment(service, visit_on=today() + timedelta(days=60))
    elsewhere = make_assessment(
        make_service(lead.organisation), visit_on=today() + timedelta(days=60)
    )
    request = make_request(assessment, asked=owner, asked_by=lead)
    assert entries_of(owner).keys() == {f"visit-{assessment.id}", f"request-{request.id}"}
    assert entries_of(lead).keys() == {f"visit-{assessment.id}", f"visit-{elsewhere.id}"}


def test_somebody_from_outside_has_no_entries(assessment):
    assert entries_of(make_assessor(assessment)) == {}
