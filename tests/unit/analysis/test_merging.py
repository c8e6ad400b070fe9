"""Merging two people's changes: nothing of either is ever lost without somebody deciding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.merging import Outcome, compare_three

VALUES = st.sampled_from(["", "a", "b", "c"])
MIRRORED = {Outcome.THEIRS: Outcome.OURS, Outcome.OURS: Outcome.THEIRS}


def result_of(outcome: Outcome, theirs: str, ours: str) -> str:
    """Return what stands after a merge in which nobody had to decide."""
    return theirs if outcome is Outcome.THEIRS else ours


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "outcome"),
    [
        ("a", "a", "a", Outcome.UNCHANGED),
        ("a", "b", "a", Outcome.THEIRS),
        ("a", "a", "b", Outcome.OURS),
        ("a", "b", "b", Outcome.SAME),
        ("a", "b", "c", Outcome.CONFLICT),
        ("a", "", "c", Outcome.CONFLICT),
    ],
)
def test_who_changed_what(base, theirs, ours, outcome):
    assert compare_three(base, theirs, ours) is outcome


@given(base=VALUES, theirs=VALUES, ours=VALUES)
def test_both_sides_are_treated_alike(base, theirs, ours):
    outcome = compare_three(base, theirs, ours)
    assert compare_three(base, ours, theirs) is MIRRORED.get(outcome, outcome)


@given(base=VALUES, theirs=VALUES, ours=VALUES)
def test_every_change_is_in_the_result_or_in_a_conflict(base, theirs, ours):
    outcome = compare_three(base, theirs, ours)
    if outcome is Outcome.CONFLICT:
        assert len({base, theirs, ours}) == 3
        return
    result = result_of(outcome, theirs, ours)
    assert {theirs, ours} - {base} <= {result}


@given(base=VALUES, theirs=VALUES, ours=VALUES)
def test_merging_the_result_again_brings_nothing_new(base, theirs, ours):
    outcome = compare_three(base, theirs, ours)
    if outcome is not Outcome.CONFLICT:
        result = result_of(outcome, theirs, ours)
        again = compare_three(base, theirs, result)
        assert result_of(again, theirs, result) == result


@given(base=VALUES, theirs=VALUES, ours=VALUES)
def test_what_was_decided_about_before_never_changes_anything(base, theirs, ours):
    outcome = compare_three(base, theirs, ours, settled=[theirs])
    assert outcome not in {Outcome.THEIRS, Outcome.CONFLICT}
