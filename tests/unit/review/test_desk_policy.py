"""Who may do what with a review in which state: the whole truth table."""

from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.review.desk import policy
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.submissions.models import Submission

ITS_OWN, ANOTHER = 1, 2
ASSESSOR_ID = 7


def make_actor(user_id, *, organisation_id=None, roles=(), assesses=()):
    return Actor(
        user_id=user_id,
        name="Somebody",
        organisation_id=organisation_id,
        roles=frozenset(roles),
        contributes_to=frozenset({3}) if Role.CONTRIBUTOR in roles else frozenset(),
        assesses=frozenset(assesses),
    )


ACTORS = {
    "its assessor": make_actor(ASSESSOR_ID, assesses={ITS_OWN}),
    "its assessor, access ended": make_actor(ASSESSOR_ID),
    "second assessor": make_actor(8, assesses={ITS_OWN}),
    "assessor of another": make_actor(9, assesses={ANOTHER}),
    "assessor of another, once of this": make_actor(ASSESSOR_ID, assesses={ANOTHER}),
    "administrator": make_actor(10, organisation_id=1, roles={Role.ADMINISTRATOR}),
    "lead": make_actor(11, organisation_id=1, roles={Role.LEAD}),
    "contributor": make_actor(12, organisation_id=1, roles={Role.CONTRIBUTOR}),
    "reader": make_actor(13, organisation_id=1, roles={Role.READER}),
    "lead of another organisation": make_actor(14, organisation_id=2, roles={Role.LEAD}),
    "command line": Actor.system(1),
}
STATES = [*ReviewState, "taken back"]
READERS = {"its assessor"}
READERS_WITH_SCORING = {"its assessor", "second assessor"}


def make_review(state=ReviewState.OPEN, number=1):
    assessment = Assessment(id=ITS_OWN, organisation_id=1)
    submission = Submission(number=number, assessment_id=ITS_OWN)
    if state == "taken back":
        submission.withdrawn_at, state = now(), ReviewState.OPEN
    return Review(
        assessment_id=ITS_OWN,
        assessment=assessment,
        submission=submission,
        assessor_id=ASSESSOR_ID,
        state=state,
    )


@pytest.mark.parametrize(
    ("name", "state", "has_scored"), list(product(ACTORS, STATES, [True, False]))
)
def test_a_review_is_read_by_its_assessors_alone(name, state, has_scored):
    may = policy.can_read_review(ACTORS[name], make_review(state), has_scored=has_scored)
    assert may == (name in (READERS_WITH_SCORING if has_scored else READERS))


@pytest.mark.parametrize(("name", "state"), list(product(ACTORS, STATES)))
def test_findings_are_written_by_its_assessor_while_it_is_open(name, state):
    may = policy.can_write_findings(ACTORS[name], make_review(state))
    assert may == (name == "its assessor" and state == ReviewState.OPEN)


@pytest.mark.parametrize(("name", "is_scoring"), list(product(ACTORS, [True, False])))
def test_a_review_is_begun_by_an_assessor_with_no_scoring_in_hand(name, is_scoring):
    assessment = Assessment(id=ITS_OWN, organisation_id=1)
    may = policy.can_begin_review(ACTORS[name], assessment, is_scoring=is_scoring)
    assert may == (name in READERS_WITH_SCORING and not is_scoring)


@pytest.mark.parametrize(
    ("name", "state", "has_ended", "is_scoring"),
    list(product(ACTORS, STATES, [True, False], [True, False])),
)
def test_a_review_is_taken_over_when_its_assessors_access_ended(name, state, has_ended, is_scoring):
    may = policy.can_take_over(
        ACTORS[name], make_review(state), has_ended=has_ended, is_scoring=is_scoring
    )
    assert may == (name == "second assessor" and has_ended and not is_scoring)


@pytest.mark.parametrize(
    ("name", "state", "newest"), list(product(ACTORS, STATES, [None, 1, 2, 3]))
)
def test_a_later_submission_is_taken_up_by_its_assessor_while_the_review_is_open(
    name, state, newest
):
    may = policy.can_take_up(ACTORS[name], make_review(state, number=2), newest_number=newest)
    is_open = state in {ReviewState.OPEN, "taken back"}
    assert may == (name == "its assessor" and is_open and newest == 3)
