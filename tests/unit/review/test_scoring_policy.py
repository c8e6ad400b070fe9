"""Who may ask for a scoring, score and read what was scored, in which state of it."""

from datetime import timedelta
from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, RoleAssignment, User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now, today
from cse_assess.review.second_opinion import policy
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.review.submissions.models import Submission

ORGANISATION, SERVICE, ASSESSMENT, SUBMISSION, SCORER = 1, 2, 3, 4, 60
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


OUTSIDE = {"organisation_id": None}
ACTORS = {
    "lead": person(Role.LEAD),
    "administrator": person(Role.ADMINISTRATOR),
    "contributor": person(Role.CONTRIBUTOR, contributes_to={SERVICE}),
    "contributor elsewhere": person(Role.CONTRIBUTOR, contributes_to={OTHERS}),
    "reader": person(Role.READER),
    "internal scorer": person(Role.CONTRIBUTOR, contributes_to={OTHERS}, user_id=SCORER),
    "scoring lead": person(Role.LEAD, user_id=SCORER),
    "scorer without a role now": person(user_id=SCORER),
    "scorer who changed organisation": person(Role.LEAD, organisation_id=OTHERS, user_id=SCORER),
    "assessor": person(assesses={ASSESSMENT}, **OUTSIDE),
    "scoring assessor": person(assesses={ASSESSMENT}, user_id=SCORER, **OUTSIDE),
    "assessor of another": person(assesses={OTHERS}, **OUTSIDE),
    "scoring assessor whose access ended": person(user_id=SCORER, **OUTSIDE),
    "lead of another": person(Role.LEAD, organisation_id=OTHERS),
    "command line": Actor.system(ORGANISATION),
}
MANAGERS = {"lead", "administrator", "scoring lead", "command line"}
LEADS = MANAGERS - {"administrator"}
OWN = {
    ScorerKind.INTERNAL: {"internal scorer", "scoring lead"},
    ScorerKind.ASSESSOR: {"scoring assessor"},
}
IN_HAND = {"until": today()}
STATES = {
    "in hand": IN_HAND,
    "late": {"until": today() - timedelta(days=1)},
    "finished": {**IN_HAND, "finished_at": now()},
    "given up": {**IN_HAND, "given_up_at": now()},
    "taken back with its submission": {**IN_HAND, "is_withdrawn": True},
}
OPEN_STATES = {"in hand", "late", "taken back with its submission"}


def assessment():
    return Assessment(id=ASSESSMENT, organisation_id=ORGANISATION, service_id=SERVICE)


def scoring_in(state, kind):
    values = dict(STATES[state])
    is_withdrawn = values.pop("is_withdrawn", False)
    submission = Submission(
        id=SUBMISSION,
        assessment=assessment(),
        assessment_id=ASSESSMENT,
        withdrawn_at=now() if is_withdrawn else None,
    )
    return Scoring(submission=submission, scorer_id=SCORER, kind=kind.value, **values)


EVERYTHING = list(product(ACTORS, STATES, ScorerKind))


@pytest.mark.parametrize(("name", "state", "kind"), EVERYTHING)
def test_only_the_scorer_scores_and_only_in_hand_in_time_and_as_it_stands(name, state, kind):
    may = policy.can_score(ACTORS[name], scoring_in(state, kind), on=today())
    assert may == (name in OWN[kind] and state == "in hand")


@pytest.mark.parametrize(("name", "state", "kind"), EVERYTHING)
def test_only_the_scorer_gives_up_and_only_what_is_in_hand_late_or_not(name, state, kind):
    may = policy.can_give_up(ACTORS[name], scoring_in(state, kind))
    assert may == (name in OWN[kind] and state in OPEN_STATES)


@pytest.mark.parametrize(("name", "state", "kind"), EVERYTHING)
def test_only_leads_take_back_and_only_what_they_asked_for_and_is_in_hand(name, state, kind):
    may = policy.can_take_back(ACTORS[name], scoring_in(state, kind))
    assert may == (name in LEADS and kind == ScorerKind.INTERNAL and state in OPEN_STATES)


@pytest.mark.parametrize(("name", "state", "kind"), EVERYTHING)
def test_nothing_is_read_before_it_is_finished_nor_by_whoever_scores_themselves(name, state, kind):
    scoring = scoring_in(state, kind)
    for is_signed, is_scoring in product([True, False], repeat=2):
        may = policy.can_read_result(
            ACTORS[name], scoring, is_signed=is_signed, is_scoring=is_scoring
        )
        readers = MANAGERS | OWN[kind] if kind == ScorerKind.INTERNAL else MANAGERS
        is_open = state == "finished" and not is_scoring
        assert may == (name in readers and is_open and (is_signed or kind == ScorerKind.INTERNAL))


@pytest.mark.parametrize("name", ACTORS)
def test_verdicts_of_a_review_are_for_those_inside_once_it_is_signed(name):
    inside = MANAGERS | {"contributor", "reader"}
    for is_signed, is_scoring in product([True, False], repeat=2):
        may = policy.can_read_verdicts(
            ACTORS[name], assessment(), is_signed=is_signed, is_scoring=is_scoring
        )
        assert may == (name in inside and is_signed and not is_scoring)


@pytest.mark.parametrize("name", ACTORS)
def test_only_leads_ask(name):
    assert policy.can_ask_for_scoring(ACTORS[name], assessment()) == (name in LEADS)


@pytest.mark.parametrize("name", ACTORS)
def test_only_assessors_begin_on_the_newest_and_not_beside_their_own_review(name):
    submission = scoring_in("in hand", ScorerKind.ASSESSOR).submission
    assessors = {"assessor", "scoring assessor"}
    for newest_id, is_reviewing in product([SUBMISSION, SUBMISSION + 1, None], [True, False]):
        may = policy.can_begin_scoring(
            ACTORS[name], submission, newest_id=newest_id, is_reviewing=is_reviewing
        )
        assert may == (name in assessors and newest_id == SUBMISSION and not is_reviewing)


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({}, True),
        ({"organisation_id": OTHERS}, False),
        ({"organisation_id": None}, False),
        ({"deactivated_at": now()}, False),
        ({"role_assignments": []}, False),
    ],
)
def test_whoever_has_a_role_in_the_organisation_can_be_asked(values, may):
    known = {
        "organisation_id": ORGANISATION,
        "role_assignments": [RoleAssignment(role=Role.READER.value)],
    }
    assert policy.can_be_asked(User(**{**known, **values}), assessment()) == may
