"""Who may plan a visit and take notes in which state: role x state x action."""

from datetime import UTC, datetime
from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.submissions.models import Submission
from cse_assess.review.visit import policy
from cse_assess.review.visit.models import VisitNote

ASSESSMENT, OTHER_ASSESSMENT, OWN, OTHER = 7, 8, 3, 4
STATES = ("open", "accuracy", "signed", "withdrawn")

ACTORS = {
    "its assessor": Actor(OWN, "A", None, assesses=frozenset({ASSESSMENT})),
    "its assessor, access ended": Actor(OWN, "A", None),
    "second assessor": Actor(OTHER, "B", None, assesses=frozenset({ASSESSMENT})),
    "assessor of another": Actor(5, "C", None, assesses=frozenset({OTHER_ASSESSMENT})),
    "lead": Actor(6, "D", 1, frozenset({Role.LEAD})),
    "administrator": Actor(9, "E", 1, frozenset({Role.ADMINISTRATOR})),
    "reader": Actor(10, "F", 1, frozenset({Role.READER})),
    "contributor": Actor(11, "G", 1, frozenset({Role.CONTRIBUTOR}), frozenset({1})),
    "lead who assesses it": Actor(
        12, "H", 2, frozenset({Role.LEAD}), assesses=frozenset({ASSESSMENT})
    ),
    "command line": Actor.system(1),
}
# Whoever is not named may not; each in these states only.
MAY = {
    ("its assessor", "plan"): {"open"},
    ("its assessor", "note"): {"open"},
    ("second assessor", "note, having scored"): {"open"},
    ("its assessor", "note, having scored"): {"open"},
    ("lead who assesses it", "note, having scored"): {"open"},
    ("its assessor", "change own note"): {"open"},
}
ACTIONS = {
    "plan": policy.can_plan,
    "note": lambda actor, review: policy.can_note(actor, review, has_scored=False),
    "note, having scored": lambda actor, review: policy.can_note(actor, review, has_scored=True),
    "change own note": lambda actor, review: policy.can_change_note(
        actor, review, VisitNote(written_by_id=OWN), has_scored=True
    ),
}


def make_review(state: str) -> Review:
    taken_back = datetime(2026, 1, 1, tzinfo=UTC) if state == "withdrawn" else None
    return Review(
        assessment_id=ASSESSMENT,
        assessor_id=OWN,
        state=ReviewState.OPEN if state == "withdrawn" else ReviewState(state),
        submission=Submission(withdrawn_at=taken_back),
    )


@pytest.mark.parametrize(("who", "action"), list(product(ACTORS, ACTIONS)))
def test_the_truth_table(who, action):
    allowed = {state for state in STATES if ACTIONS[action](ACTORS[who], make_review(state))}
    assert allowed == MAY.get((who, action), set())
