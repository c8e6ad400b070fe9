"""Partials over several reviews: the first time, still, and back again; and what is looked at."""

import pytest
from factories.assessments import cse
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.carry_list import EvidenceSince, LookAgain, count_evidence, list_reasons
from cse_assess.analysis.comparison import ElementComparison
from cse_assess.analysis.verdicts_over_time import PartialState, PartialTrace, trace_partials

RULES = cse().rules
LEVEL = {
    "P": "partial",
    "C": "compliant",
    "+": "plus",
    "N": "not_compliant",
    "A": "not_applicable",
    "-": None,
}
LETTERS = st.lists(st.sampled_from("PC+NA-"), min_size=1, max_size=8)


def trace(letters):
    """Trace one element over reviews that are written as letters, oldest first."""
    return trace_partials(RULES, [{"1.1.1": LEVEL[each]} for each in letters]).get("1.1.1")


def test_the_letters_stand_for_levels_that_the_standard_has():
    assert {each for each in LEVEL.values() if each} == {level.id for level in cse().levels}


@pytest.mark.parametrize(
    ("letters", "state", "times", "running"),
    [
        ("P", PartialState.FIRST, 1, 1),
        ("CP", PartialState.FIRST, 1, 1),
        ("NP", PartialState.FIRST, 1, 1),
        ("PP", PartialState.STILL, 2, 2),
        ("PNP", PartialState.STILL, 2, 2),
        ("P-P", PartialState.STILL, 2, 2),
        ("PAP", PartialState.STILL, 2, 2),
        ("PCP", PartialState.RETURNED, 2, 1),
        ("P+P", PartialState.RETURNED, 2, 1),
        ("PCCPP", PartialState.RETURNED, 3, 2),
        ("PPCNP", PartialState.RETURNED, 3, 1),
    ],
)
def test_a_partial_is_told_by_what_came_before(letters, state, times, running):
    assert trace(letters) == PartialTrace(state, times, running)


@given(LETTERS.filter(lambda letters: letters[-1] != "P"))
def test_only_what_is_partly_met_in_the_last_review_is_told(letters):
    assert trace(letters) is None


@given(LETTERS)
def test_a_partial_has_returned_exactly_where_it_was_met_between_two_partials(letters):
    found = trace([*letters, "P"])
    first = letters.index("P") if "P" in letters else len(letters)
    was_met_since = any(each in "C+" for each in letters[first:])
    assert (found.state is PartialState.RETURNED) == was_met_since


@given(LETTERS, st.integers(0, 8))
def test_a_review_that_says_nothing_of_an_element_changes_nothing(letters, place):
    with_gap = [*letters[:place], "-", *letters[place:], "P"]
    assert trace(with_gap) == trace([*letters, "P"])


def test_without_reviews_there_is_nothing_to_tell():
    assert trace_partials(RULES, []) == {}


def test_an_element_that_earlier_reviews_did_not_have_is_partly_met_for_the_first_time():
    [found] = trace_partials(RULES, [{}, {"9.9.9": "partial"}]).values()
    assert found.state is PartialState.FIRST


@pytest.mark.parametrize(
    ("level", "state", "is_flagged", "reasons"),
    [
        ("plus", None, False, [LookAgain.EXEMPLARY]),
        ("plus", None, True, [LookAgain.FLAGGED, LookAgain.EXEMPLARY]),
        ("compliant", None, False, []),
        ("compliant", None, True, [LookAgain.FLAGGED]),
        ("partial", None, False, [LookAgain.PARTIAL]),
        ("partial", PartialState.FIRST, False, [LookAgain.PARTIAL]),
        ("partial", PartialState.STILL, False, [LookAgain.STILL]),
        ("partial", PartialState.RETURNED, True, [LookAgain.RETURNED, LookAgain.FLAGGED]),
        ("not_compliant", None, False, [LookAgain.NOT_MET]),
        ("not_applicable", None, False, []),
        (None, None, False, []),
    ],
)
def test_exemplary_partial_not_met_and_flagged_elements_are_looked_at_again(
    level, state, is_flagged, reasons
):
    trace = PartialTrace(state, 2, 1) if state else None
    assert list(list_reasons(RULES, level, trace, is_flagged=is_flagged)) == reasons


def test_evidence_that_was_withdrawn_is_not_counted_as_replaced_too():
    comparison = ElementComparison("1.1.1", None, None, False, None, (), (1,), (2, 3), (4, 5), (6,))
    since = count_evidence(comparison, withdrawn={5, 9}, out_of_date=2)
    assert since == EvidenceSince(added=1, removed=2, replaced=1, withdrawn=1, out_of_date=2)
