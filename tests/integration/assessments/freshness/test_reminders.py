"""Who is reminded of evidence that runs out, when, and how often."""

from datetime import timedelta

import pytest
from factories.accounts import make_user
from factories.assessments import attach, make_assessment
from factories.evidence import make_item
from factories.jobs import run_round

from cse_assess.accounts.models import Role
from cse_assess.assessments.freshness.reminders import ROUND
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.notices.models import Notice


@pytest.fixture
def remind(app):
    """Give a function that runs the round of a day and returns all notices, oldest first."""

    def remind(days_from_now=0):
        run_round(app, ROUND, days_from_now)
        return session.query(Notice).order_by(Notice.id).all()

    return remind


def item_until(owner, days, /, **values):
    until = today() + timedelta(days=days)
    return make_item(
        owner.organisation,
        **{"owner": owner, "valid_until": until, "evidence_on": today(), **values},
    )


def test_the_owner_is_reminded_30_and_7_days_before(remind, owner):
    item_until(owner, 60, title="Charter")
    counts = [len(remind(days)) for days in (29, 30, 31, 52, 53, 54, 60, 61)]
    assert counts == [0, 1, 1, 1, 2, 2, 2, 2]
    assert {notice.user_id for notice in remind(61)} == {owner.id}
    assert "“Charter” counts until" in remind(61)[0].text


def test_days_without_a_round_are_made_up_for(remind, owner):
    item_until(owner, 60)
    assert len(remind(40)) == 1


def test_evidence_that_is_renewed_is_reminded_of_anew(remind, owner):
    item = item_until(owner, 20)
    assert len(remind()) == 1
    item.valid_until = today() + timedelta(days=25)
    session.commit()
    assert len(remind()) == 2


def test_the_visit_that_it_will_miss_is_reminded_of_too(remind, owner, service):
    assessment = make_assessment(service, visit_on=today() + timedelta(days=100))
    attach(assessment, "1.1.2", item_until(owner, 10))
    assert len(remind(60)) == 0
    [notice] = remind(70)
    assert "out of date at the visit" in notice.text


def test_evidence_without_an_owner_is_the_leads_to_renew(remind, lead):
    other_lead = make_user(Role.LEAD, lead.organisation)
    item_until(lead, 20, owner=None)
    assert {notice.user_id for notice in remind()} == {lead.id, other_lead.id}


def test_the_leads_take_over_from_an_owner_who_has_left(remind, lead, owner):
    item_until(owner, 20)
    owner.deactivated_at = now()
    session.commit()
    assert [notice.user_id for notice in remind()] == [lead.id]


def test_nobody_is_reminded_of_what_is_withdrawn_or_undated(remind, owner):
    item_until(owner, 20, withdrawn_at=now())
    make_item(owner.organisation, owner=owner, evidence_on=None)
    assert remind() == []


def test_each_organisation_has_its_own_reminders(remind, owner):
    stranger = make_user(Role.LEAD)
    item_until(owner, 20)
    item_until(stranger, 20)
    told = [(each.user_id, each.organisation_id) for each in remind()]
    assert sorted(told) == sorted((each.id, each.organisation_id) for each in (owner, stranger))


def test_a_long_title_leaves_room_for_the_day(remind, owner):
    item_until(owner, 20, title="x" * 300)
    [notice] = remind()
    assert notice.text.endswith("in 20 days. Renew it.")
