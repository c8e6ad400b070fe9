"""Where two who scored differ, what matters most first."""

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.disagreement import count_steps, list_differences
from cse_assess.analysis.readiness import assess_readiness

LEVELS = ("plus", "compliant", "partial", "not_compliant", "not_applicable")


def met(cse, **changes):
    return {element.code: "compliant" for element in cse.elements} | {
        code.replace("_", ".").removeprefix("e"): level for code, level in changes.items()
    }


def codes(found):
    return [each.code for each in found]


def test_steps_are_counted_on_the_scale_and_not_applicable_has_none(cse):
    assert count_steps(cse, "plus", "not_compliant") == 3
    assert count_steps(cse, "partial", "compliant") == -1
    assert count_steps(cse, "plus", "plus") == 0
    assert count_steps(cse, "not_applicable", "plus") is None


def test_what_both_gave_alike_or_one_did_not_score_is_not_on_the_agenda(cse):
    assert list_differences(cse, met(cse), met(cse)) == []
    assert list_differences(cse, met(cse), {}) == []


def test_those_further_apart_come_first_and_alike_ones_in_the_order_of_the_standard(cse):
    first = met(cse, e1_1_1="plus", e1_1_2="plus", e2_1_1="plus")
    second = met(cse, e1_1_1="compliant", e1_1_2="partial", e2_1_1="compliant")
    assert codes(list_differences(cse, first, second)) == ["1.1.2", "1.1.1", "2.1.1"]


def test_one_that_a_verdict_hangs_on_comes_before_one_that_is_further_apart(cse):
    first = met(cse, e1_1_1="plus", e2_1_1="partial", e2_1_2="partial")
    second = met(cse, e1_1_1="partial", e2_1_1="partial", e2_1_2="partial", e2_2_1="partial")
    found = list_differences(cse, first, second)
    assert codes(found) == ["2.2.1", "1.1.1"]
    assert [each.decides for each in found] == [True, False]


def test_applies_or_not_comes_before_any_number_of_steps(cse):
    first = met(cse, e1_1_1="plus", e1_1_2="not_applicable")
    second = met(cse, e1_1_1="partial")
    assert codes(list_differences(cse, first, second)) == ["1.1.2", "1.1.1"]


@given(st.data())
def test_where_a_group_ends_otherwise_for_the_two_through_one_element_it_decides(cse, data):
    code = data.draw(st.sampled_from([element.code for element in cse.elements]))
    base = {element.code: data.draw(st.sampled_from(LEVELS)) for element in cse.elements}
    other = base | {code: data.draw(st.sampled_from(LEVELS))}
    groups = [assess_readiness(cse, levels).groups for levels in (base, other)]
    turns = [one.verdict for one in groups[0]] != [one.verdict for one in groups[1]]
    found = list_differences(cse, base, other)
    assert [each.decides for each in found] == ([turns] if base != other else [])
