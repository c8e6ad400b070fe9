"""Who may do what with certificates and due reviews, in which state: the whole truth table."""

from datetime import date

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.assessments.models import Assessment
from cse_assess.review.certificates import policy
from cse_assess.review.certificates.models import Certificate, DueReview

ORGANISATION, OTHER, SERVICE, ASSESSMENT = 1, 2, 7, 40


def make_actor(*roles, organisation=ORGANISATION, contributes_to=(), assesses=()):
    return Actor(
        user_id=5,
        name="Sam",
        organisation_id=organisation,
        roles=frozenset(roles),
        contributes_to=frozenset(contributes_to),
        assesses=frozenset(assesses),
    )


ACTORS = {
    "administrator": make_actor(Role.ADMINISTRATOR),
    "lead": make_actor(Role.LEAD),
    "contributor": make_actor(Role.CONTRIBUTOR, contributes_to=(SERVICE,)),
    "other contributor": make_actor(Role.CONTRIBUTOR, contributes_to=(8,)),
    "reader": make_actor(Role.READER),
    "assessor": make_actor(organisation=None, assesses=(ASSESSMENT,)),
    "assessor of another": make_actor(organisation=None, assesses=(41,)),
    "lead elsewhere": make_actor(Role.LEAD, organisation=OTHER),
    "nobody": make_actor(organisation=None),
}
MANAGERS = {"administrator", "lead"}
STATES = {
    "planned": {},
    "begun": {"assessment_id": 50},
    "tied": {"review_id": 60},
    "held elsewhere": {"held_on": date(2027, 3, 1)},
    "begun and tied": {"assessment_id": 50, "review_id": 60},
}


def make_certificate(*, is_ended=False) -> Certificate:
    assessment = Assessment(id=ASSESSMENT, organisation_id=ORGANISATION, service_id=SERVICE)
    return Certificate(assessment=assessment, ended_on=date(2026, 5, 1) if is_ended else None)


@pytest.mark.parametrize("kind", ACTORS)
def test_only_leads_and_administrators_of_the_organisation_enter_certificates(kind):
    assessment = make_certificate().assessment
    assert policy.can_enter_certificate(ACTORS[kind], assessment) == (kind in MANAGERS)


@pytest.mark.parametrize("is_ended", [False, True])
@pytest.mark.parametrize("kind", ACTORS)
def test_managers_change_a_certificate_until_it_is_ended_early(kind, is_ended):
    certificate = make_certificate(is_ended=is_ended)
    may = policy.can_change_certificate(ACTORS[kind], certificate)
    assert may == (kind in MANAGERS and not is_ended)


@pytest.mark.parametrize("is_ended", [False, True])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", ACTORS)
def test_a_cycle_is_begun_once_and_only_for_a_review_that_was_not_held(kind, state, is_ended):
    due = DueReview(certificate=make_certificate(is_ended=is_ended), **STATES[state])
    may = kind in MANAGERS and not is_ended and state == "planned"
    assert policy.can_begin_cycle(ACTORS[kind], due) == may
    assert policy.can_remove_due_review(ACTORS[kind], due) == may
