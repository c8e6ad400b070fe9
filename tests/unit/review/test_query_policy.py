"""Who may do what with a query, in which state of it, of its review and of its submission."""

from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.review.assessor_queries import policy
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.assessor_queries.states import QueryStep
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.submissions.models import Submission

ORGANISATION, SERVICE, ASSESSMENT = 1, 2, 3
OTHERS = 9


def person(*roles, organisation_id=ORGANISATION, contributes_to=(), assesses=(), user_id=50):
    return Actor(
        user_id=user_id,
        name="Somebody",
        organisation_id=organisation_id,
        roles=frozenset(roles),
        contributes_to=frozenset(contributes_to),
        assesses=frozenset(assesses),
    )


ASSESSOR_ID = 60
OUTSIDE = {"organisation_id": None}
ACTORS = {
    "assessor": person(assesses={ASSESSMENT}, user_id=ASSESSOR_ID, **OUTSIDE),
    "another assessor": person(assesses={ASSESSMENT}, **OUTSIDE),
    "assessor of another": person(assesses={OTHERS}, **OUTSIDE),
    "assessor whose access ended": person(user_id=ASSESSOR_ID, **OUTSIDE),
    "lead": person(Role.LEAD),
    "contributor": person(Role.CONTRIBUTOR, contributes_to={SERVICE}),
    "contributor elsewhere": person(Role.CONTRIBUTOR, contributes_to={OTHERS}),
    "administrator": person(Role.ADMINISTRATOR),
    "reader": person(Role.READER),
    "lead of another": person(Role.LEAD, organisation_id=OTHERS),
    "command line": Actor.system(ORGANISATION),
}
ANSWERING = {"lead", "contributor", "command line"}
STEP_STATE = {
    QueryStep.ANSWER: QueryState.ASKED,
    QueryStep.WITHDRAW: QueryState.ASKED,
    QueryStep.ACCEPT: QueryState.ANSWERED,
    QueryStep.REFUSE: QueryState.ANSWERED,
}


def query_in(state, review_state=ReviewState.OPEN, *, is_withdrawn=False) -> AssessorQuery:
    assessment = Assessment(
        id=ASSESSMENT, organisation_id=ORGANISATION, service_id=SERVICE, locked_at=now()
    )
    submission = Submission(
        assessment=assessment,
        withdrawn_at=now() if is_withdrawn else None,
        assessment_id=ASSESSMENT,
    )
    review = Review(
        assessment=assessment,
        assessment_id=ASSESSMENT,
        submission=submission,
        assessor_id=ASSESSOR_ID,
        state=review_state,
    )
    return AssessorQuery(review=review, state=state)


CIRCUMSTANCES = list(product(QueryState, ReviewState, (False, True)))


@pytest.mark.parametrize(("who", "step"), list(product(ACTORS, QueryStep)))
def test_a_step_is_taken_by_its_side_in_its_state_alone(who, step):
    for state, review_state, is_withdrawn in CIRCUMSTANCES:
        query = query_in(state, review_state, is_withdrawn=is_withdrawn)
        is_theirs = _is_theirs(who, step, review_state)
        expected = is_theirs and not is_withdrawn and state == STEP_STATE[step]
        told = (state, review_state, is_withdrawn)
        assert policy.can_take_step(ACTORS[who], query, step) == expected, told


def _is_theirs(who, step, review_state) -> bool:
    if step is QueryStep.ANSWER:
        return who in ANSWERING and review_state != ReviewState.SIGNED
    return who == "assessor" and review_state == ReviewState.OPEN


@pytest.mark.parametrize("who", ACTORS)
def test_only_the_assessor_of_an_open_review_asks(who):
    for review_state, is_withdrawn in product(ReviewState, (False, True)):
        review = query_in(QueryState.ASKED, review_state, is_withdrawn=is_withdrawn).review
        expected = who == "assessor" and review_state == ReviewState.OPEN and not is_withdrawn
        assert policy.can_ask(ACTORS[who], review) == expected, (review_state, is_withdrawn)


@pytest.mark.parametrize("who", ACTORS)
def test_only_what_came_to_its_end_is_asked_again(who):
    for state in QueryState:
        ended = state in {QueryState.ACCEPTED, QueryState.REFUSED, QueryState.WITHDRAWN}
        expected = who == "assessor" and ended
        assert policy.can_ask_again(ACTORS[who], query_in(state)) == expected, state


@pytest.mark.parametrize("who", ACTORS)
def test_all_that_was_added_is_for_those_who_see_confidential_titles(who):
    assessment = query_in(QueryState.ANSWERED).review.assessment
    expected = who in {"lead", "administrator", "command line"}
    assert policy.can_download_addendum(ACTORS[who], assessment) == expected
