"""The life of a request, every state and step of it."""

import pytest

from cse_assess.assessments.requests.states import (
    OPEN,
    STEPS_OF_THE_ASKED,
    STEPS_OF_THE_ASKER,
    WITH_THE_ASKED,
    RequestState,
    RequestStep,
    find_next_state,
)
from cse_assess.assessments.requests.words import STATE_TITLES, STATE_TONES, STEP_TITLES

#            ask send      decline     return      accept      cancel
TABLE = """
asked        -   sent      declined    -           -           cancelled
returned     -   sent      declined    -           -           cancelled
sent         -   -         -           returned    accepted    cancelled
declined     -   -         -           returned    -           cancelled
accepted     -   -         -           -           -           -
cancelled    -   -         -           -           -           -
"""
ROWS = [
    (RequestState(name), step, None if answer == "-" else RequestState(answer))
    for name, *answers in (line.split() for line in TABLE.splitlines() if line)
    for step, answer in zip(RequestStep, answers, strict=True)
]


@pytest.mark.parametrize(("state", "step", "expected"), ROWS)
def test_each_step_leads_where_the_table_says(state, step, expected):
    assert find_next_state(state, step) == expected


def test_the_table_has_every_state():
    assert {state for state, _, _ in ROWS} == set(RequestState)


def test_a_state_read_from_the_database_as_text_is_known():
    assert find_next_state("asked", RequestStep.SEND) is RequestState.SENT


def test_every_step_but_asking_belongs_to_one_side():
    assert set(RequestStep) - {RequestStep.ASK} == STEPS_OF_THE_ASKED | STEPS_OF_THE_ASKER
    assert not STEPS_OF_THE_ASKED & STEPS_OF_THE_ASKER


def test_an_open_request_waits_for_one_of_two_sides():
    ends = {
        state for state in RequestState if not any(find_next_state(state, s) for s in RequestStep)
    }
    assert set(RequestState) - OPEN == ends
    assert WITH_THE_ASKED < OPEN


def test_every_state_and_step_has_words():
    assert set(STATE_TITLES) == set(STATE_TONES) == set(RequestState)
    assert set(STEP_TITLES) == set(RequestStep)
