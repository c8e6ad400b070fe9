"""How far two who scored agree: against published and hand-made figures, and in general."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.agreement import (
    compare_by_criterion,
    compare_scores,
    describe_kappa,
    list_scale,
    square_between,
    step_between,
    warn_of_few,
    weigh_kappa,
)
from cse_assess.standards.errors import UnknownLevelError

ON_SCALE = ("plus", "compliant", "partial", "not_compliant")
COHEN_1968 = [[44, 7, 9], [5, 20, 5], [1, 3, 6]]
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
tables = st.integers(2, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 20), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


def levels_of(cse, *levels):
    return dict(zip((element.code for element in cse.elements), levels, strict=False))


def test_the_example_of_cohen_1968_comes_out_as_he_prints_it():
    kappa = weigh_kappa(COHEN_1968, lambda row, column: COHEN_WEIGHTS[row][column])
    assert round(kappa, 3) == Fraction("0.348")


def test_with_every_disagreement_alike_it_is_the_unweighted_kappa_that_cohen_prints_too():
    assert round(weigh_kappa(COHEN_1968, lambda row, column: row != column), 3) == Fraction("0.492")


def test_linear_and_quadratic_weights_come_out_as_by_hand():
    # Four elements: 2 agree, 1 is one step apart, 1 is two. By chance: rows 2 1 1, columns 1 2 1.
    table = [[1, 0, 1], [0, 1, 0], [0, 1, 0]]
    # linear: found 3 of 4; chance (2*2*1 + 2*1*2 + 1*1*1 + 1*1*1 + 1*1*2 + 1*2*1) / 16 = 14/16
    assert weigh_kappa(table, step_between) == 1 - Fraction(3, 4) / Fraction(14, 16)
    # quadratic: found 5 of 4; chance (2*2 + 2*4 + 1 + 1 + 1*4 + 2) / 16 = 20/16
    assert weigh_kappa(table, square_between) == 1 - Fraction(5, 4) / Fraction(20, 16)


@given(tables, st.sampled_from([step_between, square_between]))
def test_kappa_lies_at_or_below_one_and_is_one_only_without_any_disagreement(table, weight):
    kappa = weigh_kappa(table, weight)
    off = sum(
        table[row][column]
        for row in range(len(table))
        for column in range(len(table))
        if row != column
    )
    if kappa is not None:
        assert -1 <= kappa <= 1
        assert (kappa == 1) == (off == 0)


@given(tables, st.sampled_from([step_between, square_between]))
def test_it_does_not_matter_who_is_first(table, weight):
    turned = [list(column) for column in zip(*table, strict=True)]
    assert weigh_kappa(table, weight) == weigh_kappa(turned, weight)


@given(tables, st.integers(2, 5), st.sampled_from([step_between, square_between]))
def test_as_many_times_the_same_is_the_same_kappa(table, times, weight):
    many = [[count * times for count in row] for row in table]
    assert weigh_kappa(many, weight) == weigh_kappa(table, weight)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=4), st.integers(1, 9))
def test_what_does_not_hang_together_at_all_is_chance(rows, times):
    table = [[row * column * times for column in rows] for row in rows]
    assert weigh_kappa(table, step_between) == 0


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]], []])
def test_kappa_has_no_value_where_chance_could_not_disagree(table):
    assert weigh_kappa(table, step_between) is None


def test_one_element_on_which_they_differ_is_as_chance_would_have_it():
    assert weigh_kappa([[0, 1], [0, 0]], step_between) == 0


def test_the_table_counts_elements_by_what_each_gave(cse):
    first = levels_of(cse, "plus", "plus", "compliant")
    second = levels_of(cse, "plus", "compliant", "partial")
    agreement = compare_scores(cse, first, second)
    assert agreement.table == ((1, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0), (0, 0, 0, 0))
    assert (agreement.on_scale, agreement.same, agreement.percent_same) == (3, 1, 33)


def test_not_applicable_and_not_scored_stand_apart_from_kappa(cse):
    first = levels_of(cse, "not_applicable", "not_applicable", None, "plus", None, "plus")
    second = levels_of(cse, "not_applicable", "plus", "plus", None, None, "plus")
    agreement = compare_scores(cse, first, second)
    codes = [element.code for element in cse.elements]
    assert agreement.both_not_applicable == (codes[0],)
    assert agreement.one_not_applicable == (codes[1],)
    assert agreement.not_compared == tuple(
        code for code in codes if code not in (*codes[:2], codes[5])
    )
    assert (agreement.on_scale, agreement.compared, agreement.same) == (1, 3, 2)


def test_a_standard_of_another_shape_is_compared_on_its_own_scale(service_points):
    levels = {element.code: service_points.levels[0].id for element in service_points.elements}
    agreement = compare_scores(service_points, levels, levels)
    assert agreement.percent_same == 100
    assert agreement.scale == list_scale(service_points)


def test_each_criterion_is_compared_for_itself(cse):
    first = {element.code: "compliant" for element in cse.elements}
    second = first | {element.code: "partial" for element in cse.criteria[1].elements}
    compared = compare_by_criterion(cse, first, second)
    assert [agreement.percent_same for _, agreement in compared] == [100, 0, 100, 100, 100]
    assert sum(agreement.compared for _, agreement in compared) == len(cse.elements)


def test_a_level_that_the_standard_does_not_have_is_refused(cse):
    with pytest.raises(UnknownLevelError):
        compare_scores(cse, levels_of(cse, "gone"), {})


def words_for(cse, first, second):
    return describe_kappa(compare_scores(cse, levels_of(cse, *first), levels_of(cse, *second)))


def test_what_kappa_means_is_said_in_words(cse):
    assert words_for(cse, [], []) == "There is nothing to compare yet."
    assert "has no value" in words_for(cse, ["plus"] * 9, ["plus"] * 9)
    assert "on every element" in words_for(cse, ON_SCALE, ON_SCALE)
    assert "more than chance" in words_for(cse, ON_SCALE, (*ON_SCALE[:3], "partial"))
    assert "exactly as far as chance" in words_for(cse, ["plus"], ["partial"])
    assert "less than chance" in words_for(cse, ["plus", "partial"], ["partial", "plus"])


def test_few_elements_come_with_a_warning_and_many_do_not(cse):
    few, many = levels_of(cse, *["plus"] * 29), levels_of(cse, *["plus"] * 30)
    assert "only 29" in warn_of_few(compare_scores(cse, few, few))
    assert not warn_of_few(compare_scores(cse, many, many))
    assert not warn_of_few(compare_scores(cse, {}, {}))
