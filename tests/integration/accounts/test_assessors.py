"""Assessors: invited for one self-assessment, until and including a day."""

import pytest
from factories.accounts import (
    actor_of,
    make_assessor,
    make_grant,
    make_user,
)
from factories.assessments import make_assessment

from cse_assess.accounts import services
from cse_assess.accounts.models import Role
from cse_assess.accounts.queries import get_actor
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed


def invite_assessor(actor_person, assessment, email, **values):
    return services.invite_assessor(
        actor=actor_of(actor_person),
        email=email,
        name="Cara Example",
        assessment_id=assessment.id,
        ends_on=values.get("ends_on", today()),
    )


def test_a_new_assessor_gets_an_account_without_organisation_and_a_link(app):
    assessment = make_assessment()
    lead = make_user(Role.LEAD, assessment.organisation)
    person, link = invite_assessor(lead, assessment, "cara@example.org")
    assert person.organisation_id is None
    assert link.startswith("/link/")
    assert get_actor(person.id, today()).assesses == {assessment.id}


def test_of_an_existing_account_nothing_is_told_or_changed(app):
    assessment = make_assessment()
    lead = make_user(Role.LEAD, assessment.organisation)
    known = make_user(Role.READER, name="Known Already")
    person, link = invite_assessor(lead, assessment, known.email)
    assert (person.id, link, person.name) == (known.id, None, "Known Already")
    assert get_actor(known.id, today()).roles == {Role.READER}


def test_an_assessor_who_never_came_is_given_another_link(app):
    assessment = make_assessment()
    lead = make_user(Role.LEAD, assessment.organisation)
    invite_assessor(lead, assessment, "cara@example.org")
    _, link = invite_assessor(lead, assessment, "cara@example.org")
    assert link is not None


def test_no_link_for_an_assessor_whom_another_organisation_invited(app):
    elsewhere, assessment = make_assessment(), make_assessment()
    known = make_assessor(elsewhere, password_hash=None)
    lead = make_user(Role.LEAD, assessment.organisation)
    assert invite_assessor(lead, assessment, known.email)[1] is None
    with pytest.raises(NotAllowed):
        services.make_link(actor=actor_of(lead), person=known)


def test_an_assessors_last_day_is_the_day_itself(app):
    assessment = make_assessment()
    assessor = make_assessor(assessment, ends_on=today())
    assert get_actor(assessor.id, today()).assesses == {assessment.id}
    tomorrow = today().replace(year=today().year + 1)
    assert get_actor(assessor.id, tomorrow).assesses == frozenset()


def test_an_ended_grant_stays_on_record_and_opens_nothing(app):
    assessment = make_assessment()
    lead = make_user(Role.LEAD, assessment.organisation)
    grant = make_grant(make_assessor(), assessment)
    services.end_assessor(actor=actor_of(lead), grant=grant)
    session.commit()
    assert get_actor(grant.user_id, today()).assesses == frozenset()
    with pytest.raises(NotAllowed):
        services.end_assessor(actor=actor_of(make_user(Role.LEAD)), grant=grant)


def test_a_day_that_is_over_cannot_be_the_last(app):
    assessment = make_assessment()
    lead = make_user(Role.LEAD, assessment.organisation)
    yesterday = today().replace(year=today().year - 1)
    with pytest.raises(DomainError) as refusal:
        invite_assessor(lead, assessment, "cara@example.org", ends_on=yesterday)
    assert refusal.value.field == "ends_on"
