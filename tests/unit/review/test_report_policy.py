"""Who may do what with a report in which state: the whole truth table."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Organisation, Role
from cse_assess.assessments.models import Assessment
from cse_assess.review.decision import policy
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.submissions.models import Submission

ON = date(2026, 12, 5)
ASSESSMENT, OTHER = 7, 8


def member(*roles, organisation=1, services=()):
    return Actor(
        user_id=20,
        name="Someone",
        organisation_id=organisation,
        roles=frozenset(roles),
        contributes_to=frozenset(services),
    )


def outsider(user_id, *assesses):
    return Actor(user_id, "Someone", None, assesses=frozenset(assesses))


ACTORS = {
    "its assessor": outsider(10, ASSESSMENT),
    "its assessor, ended": outsider(10),
    "second assessor": outsider(11, ASSESSMENT),
    "assessor elsewhere": outsider(12, OTHER),
    "administrator": member(Role.ADMINISTRATOR),
    "lead": member(Role.LEAD),
    "contributor": member(Role.CONTRIBUTOR, services=(5,)),
    "contributor elsewhere": member(Role.CONTRIBUTOR, services=(6,)),
    "reader": member(Role.READER),
    "stranger": member(Role.LEAD, Role.ADMINISTRATOR, organisation=2),
    "command line of another": Actor.system(2),
}
STATES = ("open", "accuracy", "signed", "open, withdrawn")
MANAGERS = {"administrator", "lead"}
INSIDE = MANAGERS | {"contributor", "reader"}


def make_review(state, **values):
    named, _, withdrawn = state.partition(", ")
    review = Review(
        assessment_id=ASSESSMENT,
        submission_id=1,
        assessor_id=10,
        state=ReviewState(named),
        testers_required=1,
        **values,
    )
    review.assessment = Assessment(id=ASSESSMENT, organisation_id=1, service_id=5)
    review.assessment.organisation = Organisation(id=1, name="One")
    moment = None if not withdrawn else datetime(2026, 12, 1, tzinfo=UTC)
    review.submission = Submission(id=1, assessment_id=ASSESSMENT, withdrawn_at=moment)
    return review


def make_point(review, *, until=ON, closed=False, **values):
    held = AccuracyRound(until=until, closed_at=None)
    held.closed_at = datetime(2026, 12, 2, tzinfo=UTC) if closed else None
    point = AccuracyPoint(**values)
    point.review, point.round = review, held
    return point


ALLOWED = {
    policy.can_write_report: {("its assessor", "open")},
    policy.can_hold_round: {("its assessor", "accuracy")},
    policy.can_read_draft: set(product(MANAGERS, ["accuracy"])),
    policy.can_read_signed: set(product(INSIDE, STATES)),
    policy.can_read_points: set(product(MANAGERS, STATES)),
    policy.can_reopen: {("its assessor", "signed")},
}


@pytest.mark.parametrize("rule", ALLOWED, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ACTORS)
def test_exactly_these_may_do_it_in_exactly_these_states(rule, state, who):
    assert rule(ACTORS[who], make_review(state)) is ((who, state) in ALLOWED[rule])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("is_closed", [False, True])
def test_points_are_raised_and_withdrawn_by_managers_while_a_round_is_on(
    state, who, is_late, is_closed
):
    review = make_review(state)
    point = make_point(review, until=date(2026, 12, 4) if is_late else ON, closed=is_closed)
    expected = who in MANAGERS and state == "accuracy" and not is_late and not is_closed
    assert policy.can_raise_point(ACTORS[who], review, point.round, ON) is expected
    assert policy.can_withdraw_point(ACTORS[who], point, ON) is expected


@pytest.mark.parametrize("field", ["answered_at", "withdrawn_at"])
def test_a_point_that_is_settled_is_not_withdrawn(field):
    moment = datetime(2026, 12, 2, tzinfo=UTC)
    point = make_point(make_review("accuracy"), **{field: moment})
    assert not policy.can_withdraw_point(ACTORS["lead"], point, ON)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("has_scored", [False, True])
def test_assessors_of_the_review_sign_it_while_it_is_open(state, who, has_scored):
    review = make_review(state)
    is_one = who == "its assessor" or (who == "second assessor" and has_scored)
    allowed = policy.can_sign(ACTORS[who], review, has_scored=has_scored, testers=())
    assert allowed is (is_one and state == "open")


@pytest.mark.parametrize(
    ("needed", "testers", "signer", "expected"),
    [
        (1, set(), "its assessor", True),
        (1, {10}, "its assessor", True),
        (2, set(), "its assessor", False),
        (2, {10}, "its assessor", False),
        (2, {11}, "its assessor", False),
        (2, {10, 11}, "its assessor", True),
        (2, {10, 11}, "second assessor", True),
        (2, {11, 12}, "its assessor", True),
        (3, {10, 11}, "its assessor", False),
        (3, {10, 11, 12}, "its assessor", True),
    ],
)
def test_whoever_signs_is_not_the_only_tester_where_several_are_needed(
    needed, testers, signer, expected
):
    review = make_review("open")
    review.testers_required = needed
    actor = ACTORS[signer]
    assert policy.can_sign(actor, review, has_scored=True, testers=testers) is expected
    assert bool(policy.explain_testers(actor.user_id, review, testers)) is not expected
