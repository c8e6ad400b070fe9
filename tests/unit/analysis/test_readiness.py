"""The pass rule, against a table written by hand and against a rule of its own making."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.readiness import (
    Verdict,
    assess_readiness,
    readiness_to_json,
    required_met,
)
from cse_assess.paths import data_folder
from cse_assess.standards.errors import UnknownCodeError, UnknownLevelError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.structure import Standard

CSE = load_standard(data_folder("standard") / "cse.yaml")

# DOMAIN.md, "Levels and the pass rule": 11/11/12/13/10 elements, at least 80% of each criterion,
# so that two of each may be partial. Written out by hand.
ELEMENTS_AND_REQUIRED = {"1": (11, 9), "2": (11, 9), "3": (12, 10), "4": (13, 11), "5": (10, 8)}
REQUIRED_OF_APPLICABLE = {
    0: 0,
    1: 1,
    2: 2,
    3: 3,
    4: 4,
    5: 4,
    6: 5,
    7: 6,
    8: 7,
    9: 8,
    10: 8,
    11: 9,
    12: 10,
    13: 11,
    14: 12,
    15: 12,
}


def all_at(level: str, standard: Standard = CSE) -> dict[str, str | None]:
    return {element.code: level for element in standard.elements}


def with_some(code: str, number: int, level: str | None) -> dict[str, str | None]:
    """Everything compliant but the first few elements of one criterion."""
    elements = CSE.criterion_of(code).elements[:number]
    return {**all_at("compliant"), **{element.code: level for element in elements}}


def group_of(readiness, code):
    return next(group for group in readiness.groups if group.code == code)


@pytest.mark.parametrize("applicable", REQUIRED_OF_APPLICABLE)
def test_eighty_percent_is_rounded_up_to_whole_elements(applicable):
    assert required_met(80, applicable) == REQUIRED_OF_APPLICABLE[applicable]


@given(st.integers(0, 100), st.integers(0, 500))
def test_the_required_number_is_the_smallest_that_reaches_the_share(percent, applicable):
    required = required_met(percent, applicable)

    assert Fraction(required * 100) >= percent * applicable
    assert required == 0 or Fraction((required - 1) * 100) < percent * applicable


@pytest.mark.parametrize("code", ELEMENTS_AND_REQUIRED)
def test_each_criterion_has_its_published_size_and_threshold(code):
    group = group_of(assess_readiness(CSE, all_at("compliant")), code)

    assert (group.tally.applicable, group.required) == ELEMENTS_AND_REQUIRED[code]
    assert (group.allowance, group.allowance_left) == (2, 2)


@pytest.mark.parametrize("code", ELEMENTS_AND_REQUIRED)
@pytest.mark.parametrize(
    ("partials", "passes", "shortfall", "left"),
    [(0, True, 0, 2), (1, True, 0, 1), (2, True, 0, 0), (3, False, 1, 0), (4, False, 2, 0)],
)
def test_two_partials_pass_and_three_do_not(code, partials, passes, shortfall, left):
    readiness = assess_readiness(CSE, with_some(code, partials, "partial"))

    group = group_of(readiness, code)
    assert (readiness.passes, group.passes) == (passes, passes)
    assert (group.shortfall, group.allowance_left) == (shortfall, left)


@pytest.mark.parametrize("code", ELEMENTS_AND_REQUIRED)
def test_one_not_compliant_element_blocks_whatever_the_others_are(code):
    readiness = assess_readiness(CSE, with_some(code, 1, "not_compliant"))

    group = group_of(readiness, code)
    assert not readiness.passes
    assert (group.passes, group.shortfall) == (False, 0)
    assert group.blocking == (CSE.criterion_of(code).elements[0].code,)


def test_compliance_plus_counts_as_met():
    assert assess_readiness(CSE, all_at("plus")).passes


def test_what_does_not_apply_makes_the_group_smaller():
    group = group_of(assess_readiness(CSE, with_some("3", 2, "not_applicable")), "3")

    assert (group.tally.applicable, group.required, group.allowance) == (10, 8, 2)


def test_fewer_than_five_applicable_elements_leave_no_room_for_a_partial():
    levels = with_some("5", 6, "not_applicable")
    levels["5.3.3"] = "partial"

    group = group_of(assess_readiness(CSE, levels), "5")

    assert (group.tally.applicable, group.required, group.shortfall) == (4, 4, 1)
    assert not group.passes


def test_a_group_in_which_nothing_applies_asks_for_nothing():
    readiness = assess_readiness(CSE, with_some("5", 10, "not_applicable"))

    group = group_of(readiness, "5")
    assert readiness.passes
    assert (group.required, group.passes) == (0, True)
    assert group.reasons == ("Criterion 5 has nothing that applies, so nothing in it is required.",)


def test_a_standard_of_which_nothing_applies_does_not_pass():
    readiness = assess_readiness(CSE, all_at("not_applicable"))

    assert not readiness.passes
    assert readiness.reasons == ("No element applies, so there is nothing to assess.",)


def test_an_unscored_element_counts_as_not_met():
    group = group_of(assess_readiness(CSE, with_some("1", 3, None)), "1")

    assert (group.tally.met, group.tally.not_scored, group.shortfall) == (8, 3, 1)
    assert group.verdict is Verdict.FAILS


def test_with_every_threshold_met_an_unscored_element_means_not_yet():
    readiness = assess_readiness(CSE, with_some("1", 2, None))

    assert (readiness.passes, readiness.verdict) == (False, Verdict.NOT_YET)
    assert readiness.reasons == ("Not yet: every threshold is met, but 2 elements are not scored.",)


def test_an_absent_code_is_not_scored():
    levels = all_at("compliant")
    del levels["4.1.1"]

    readiness = assess_readiness(CSE, levels)

    assert readiness.reasons == ("Not yet: every threshold is met, but 1 element is not scored.",)


def test_nothing_scored_at_all_fails():
    readiness = assess_readiness(CSE, {})

    assert readiness.verdict is Verdict.FAILS
    assert readiness.tally.not_scored == 57
    assert "Criterion 3 has 0 of 12 met and needs 10." in readiness.reasons


def test_the_reason_of_a_shortfall_has_both_figures():
    readiness = assess_readiness(CSE, with_some("3", 3, "partial"))

    assert readiness.reasons == ("Criterion 3 has 9 of 12 met and needs 10.",)


def test_the_reason_of_a_block_names_the_element_and_its_level():
    readiness = assess_readiness(CSE, with_some("2", 1, "not_compliant"))

    assert readiness.reasons == (
        "Criterion 2 has 10 of 11 met and needs 9.",
        f"Element 2.1.1 is “{CSE.get_level('not_compliant').title}”, which blocks the award.",
    )


def test_a_pass_has_its_reason_too():
    readiness = assess_readiness(CSE, all_at("compliant"))

    assert readiness.reasons == (
        "Every threshold is met, nothing blocks and everything is scored.",
    )


def test_the_whole_is_summed_up():
    levels = {**with_some("1", 2, "partial"), "2.1.1": None, "5.1.1": "not_applicable"}

    tally = assess_readiness(CSE, levels).tally

    assert (tally.met, tally.partial, tally.not_scored, tally.not_applicable) == (53, 2, 1, 1)
    assert (tally.applicable, tally.scored) == (56, 56)
    assert (tally.percent_met, tally.percent_scored) == (94, 98)


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCodeError, match=r"4\.5\.4"):
        assess_readiness(CSE, {"4.5.4": "compliant"})


def test_an_unknown_level_is_refused():
    with pytest.raises(UnknownLevelError, match="gold"):
        assess_readiness(CSE, {"4.1.1": "gold"})


def test_the_json_form_is_the_published_one():
    document = readiness_to_json(assess_readiness(CSE, with_some("3", 3, "partial")))

    assert list(document) == ["standard", "passes", "reasons", "groups"]
    assert document["standard"] == "cse"
    assert document["groups"][2] == {
        "code": "3",
        "applicable": 12,
        "met": 9,
        "partial": 3,
        "not_met": 0,
        "not_applicable": 0,
        "not_scored": 0,
        "required": 10,
        "shortfall": 1,
        "passes": False,
    }


def rules(**changes) -> Standard:
    return CSE.replace(rules=CSE.rules.replace(**changes))


def test_a_threshold_of_its_own_raises_what_one_group_needs():
    readiness = assess_readiness(rules(thresholds={"3": 100}), with_some("3", 1, "partial"))

    assert readiness.reasons == ("Criterion 3 has 11 of 12 met and needs 12.",)


def test_an_allowance_in_figures_limits_partials_beside_the_threshold():
    readiness = assess_readiness(rules(partial_allowance=1), with_some("3", 2, "partial"))

    assert readiness.reasons == (
        "Criterion 3 has 10 of 12 met and needs 10.",
        "Criterion 3 has 2 partly met and may have 1.",
    )


def test_an_unlimited_allowance_leaves_only_the_threshold():
    low = rules(partial_allowance="unlimited", threshold_percent=10)

    readiness = assess_readiness(low, with_some("3", 10, "partial"))

    group = group_of(readiness, "3")
    assert readiness.passes
    assert (group.allowance, group.allowance_left) == (None, None)


def test_a_level_that_is_not_met_and_does_not_block_uses_up_the_room_for_partials():
    readiness = assess_readiness(rules(blocking=()), with_some("3", 1, "not_compliant"))

    assert readiness.passes
    assert group_of(readiness, "3").allowance_left == 1


def test_one_amber_fails_a_standard_that_wants_everything_green(service_points):
    levels = {**all_at("green", service_points), "B.2": "amber"}

    readiness = assess_readiness(service_points, levels)

    assert readiness.reasons == (
        "Fourteen Service Points has 13 of 14 met and needs 14.",
        "Fourteen Service Points has 1 partly met and may have 0.",
    )


def test_everything_green_passes_it(service_points):
    readiness = assess_readiness(service_points, all_at("green", service_points))

    assert readiness.passes
    assert [group.code for group in readiness.groups] == ["service-points"]


def test_a_red_point_is_called_what_the_standard_calls_it(service_points):
    levels = {**all_at("green", service_points), "B.2": "red"}

    reasons = assess_readiness(service_points, levels).reasons

    assert "Point B.2 is “Red”, which blocks the award." in reasons


LEVEL_IDS = [level.id for level in CSE.levels]
any_levels = st.fixed_dictionaries(
    {element.code: st.sampled_from([*LEVEL_IDS, None]) for element in CSE.elements}
)
mostly_met = st.lists(
    st.tuples(st.sampled_from([e.code for e in CSE.elements]), st.sampled_from([*LEVEL_IDS, None])),
    max_size=14,
).map(lambda changes: {**all_at("compliant"), **dict(changes)})
any_rules = st.builds(
    rules,
    threshold_percent=st.integers(0, 100),
    blocking=st.sampled_from([(), ("not_compliant",), ("partial", "not_compliant")]),
    partial_allowance=st.sampled_from(["remainder", "unlimited", 0, 1, 2, 5]),
    thresholds=st.dictionaries(st.sampled_from("12345"), st.integers(0, 100)),
)


def oracle_passes(standard: Standard, levels: dict[str, str | None]) -> bool:
    """The rule as a person would apply it: with exact fractions, and by counting off lists."""
    rule = standard.rules
    counted = False
    for criterion in standard.criteria:
        given_levels = [levels[element.code] for element in criterion.elements]
        scored = [level for level in given_levels if level not in rule.not_applicable]
        if None in scored or any(level in rule.blocking for level in scored):
            return False
        good = [level for level in scored if level in rule.met]
        share = rule.thresholds.get(criterion.code, rule.threshold_percent)
        if scored and Fraction(len(good), len(scored)) < Fraction(share, 100):
            return False
        half = [level for level in scored if level in rule.partial]
        if isinstance(rule.partial_allowance, int) and len(half) > rule.partial_allowance:
            return False
        counted = counted or bool(scored)
    return counted


@given(st.one_of(any_levels, mostly_met))
def test_the_bundled_rule_agrees_with_counting_by_hand(levels):
    assert assess_readiness(CSE, levels).passes == oracle_passes(CSE, levels)


@given(any_rules, st.one_of(any_levels, mostly_met))
def test_every_other_rule_agrees_with_counting_by_hand(standard, levels):
    assert assess_readiness(standard, levels).passes == oracle_passes(standard, levels)


@given(any_rules, mostly_met)
def test_the_counts_of_a_group_add_up_and_it_fails_only_with_a_reason(standard, levels):
    for group in assess_readiness(standard, levels).groups:
        tally = group.tally
        total = tally.met + tally.partial + tally.not_met + tally.not_scored + tally.not_applicable
        assert total == len(CSE.criterion_of(group.code).elements)
        assert group.shortfall == max(0, group.required - tally.met)
        assert group.reasons
        assert group.allowance_left is None or group.allowance_left >= 0


@given(mostly_met, st.sampled_from([element.code for element in CSE.elements]))
def test_a_better_level_never_turns_a_pass_into_a_failure(levels, code):
    if assess_readiness(CSE, levels).passes and levels[code] != "not_applicable":
        assert assess_readiness(CSE, {**levels, code: "plus"}).passes
