"""The one thing to do next."""

import pytest
from factories.assessments import cse

from cse_assess.assessments.next_steps import StepKind, find_next_step
from cse_assess.assessments.queries import ProgressRow


def row(code, level=None, owner=None, evidence=0):
    return ProgressRow(1, code, level, owner, evidence)


DONE = row("1.1.1", "compliant", evidence=1)


@pytest.mark.parametrize(
    ("rows", "kind", "code"),
    [
        ([DONE, row("1.1.2"), row("1.1.3", owner=5)], StepKind.SCORE_OWN, "1.1.3"),
        ([DONE, row("1.1.2"), row("1.1.3", owner=6)], StepKind.SCORE, "1.1.2"),
        ([DONE, row("1.1.2", "plus"), row("1.1.3", "partial")], StepKind.ADD_EVIDENCE, "1.1.2"),
        ([DONE, row("1.1.2", "partial")], StepKind.CHECK_READINESS, ""),
    ],
)
def test_what_is_not_scored_comes_before_evidence_and_ones_own_before_others(rows, kind, code):
    step = find_next_step(cse(), rows, is_writer=True, user_id=5)
    assert (step.kind, step.code) == (kind, code)


def test_a_reader_is_only_asked_to_read():
    assert find_next_step(cse(), [row("1.1.1")], is_writer=False, user_id=5).kind is StepKind.READ


def test_an_element_of_nobody_is_not_taken_for_that_of_a_person_without_an_account():
    step = find_next_step(cse(), [row("1.1.1")], is_writer=True, user_id=None)
    assert step.kind is StepKind.SCORE
