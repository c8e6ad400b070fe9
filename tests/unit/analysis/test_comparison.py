"""What differs between two states, element by element."""

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.comparison import (
    ElementThen,
    EvidenceThen,
    compare_element,
    compare_sides,
    count_differences,
)

CODE = "1.1.1"
OLD, NEW = EvidenceThen(1, (1, "a")), EvidenceThen(1, (2, "b"))
OTHER = EvidenceThen(2, (1, "c"), ("As it is",))


def then(level=None, *evidence, code=CODE, **texts):
    return ElementThen(code, level, texts, evidence)


def compare(standard, before, after):
    return compare_element(standard, CODE, before, after)


def test_a_level_goes_up_or_down_by_so_many_places(cse):
    assert compare(cse, then("not_compliant"), then("plus")).step == 3
    assert compare(cse, then("plus"), then("compliant")).step == -1
    assert compare(cse, then("plus"), then("plus")).step == 0


def test_what_is_not_scored_or_not_applicable_is_neither_raised_nor_lowered(cse):
    for before, after in [(None, "plus"), ("plus", None), ("not_applicable", "plus")]:
        compared = compare(cse, then(before), then(after))
        assert (compared.step, compared.has_other_level) == (None, True)


def test_a_level_that_the_standard_does_not_have_is_on_no_place(cse):
    assert compare(cse, then("gone"), then("plus")).step is None


def test_texts_that_differ_are_named(cse):
    compared = compare(cse, then(justification="a", tell="b"), then(justification="c", tell="b"))
    assert compared.texts == ("justification",)


def test_evidence_is_added_removed_renewed_or_said_to_prove_something_else(cse):
    assert compare(cse, then(), then(None, OLD)).added == (1,)
    assert compare(cse, then(None, OLD, OTHER), then(None, OLD)).removed == (2,)
    assert compare(cse, then(None, OLD), then(None, NEW)).renewed == (1,)
    restated = EvidenceThen(2, (1, "c"), ("Something else",))
    compared = compare(cse, then(None, OTHER), then(None, restated))
    assert (compared.renewed, compared.restated) == ((), (2,))


def test_an_element_that_one_side_lacks_differs(cse):
    assert compare(cse, None, then()).differs
    assert compare(cse, then(), None).differs
    assert not compare(cse, then(), then()).differs


def test_elements_of_another_edition_come_after_those_of_the_standard(cse):
    before, after = {CODE: then()}, {CODE: then(), "0.9": then(code="0.9")}
    compared = compare_sides(cse, before, after)
    assert [each.code for each in compared] == [CODE, "0.9"]
    assert [each.differs for each in compared] == [False, True]


def test_differences_are_counted(cse):
    before = {CODE: then("partial", OLD), "1.1.2": then("plus", code="1.1.2", tell="x")}
    after = {CODE: then("plus", NEW, OTHER), "1.1.2": then("partial", code="1.1.2", tell="y")}
    counted = count_differences(compare_sides(cse, before, after))
    assert (counted.elements, counted.differing) == (2, 2)
    assert (counted.raised, counted.lowered, counted.texts) == (1, 1, 1)
    assert (counted.evidence_added, counted.evidence_renewed, counted.evidence_removed) == (1, 1, 0)


LEVELS = st.sampled_from([None, "plus", "compliant", "partial", "not_compliant", "not_applicable"])
PIECES = st.lists(
    st.builds(EvidenceThen, st.integers(1, 5), st.tuples(st.integers(1, 2)), st.just(())),
    unique_by=lambda each: each.item_id,
)
ELEMENTS = st.builds(lambda level, pieces: then(level, *pieces), LEVELS, PIECES)


@given(before=ELEMENTS, after=ELEMENTS)
def test_the_way_back_differs_in_the_opposite(cse, before, after):
    there, back = compare(cse, before, after), compare(cse, after, before)
    assert there.differs == back.differs == (before.level != after.level or there.differs)
    assert (set(there.added), set(there.removed)) == (set(back.removed), set(back.added))
    assert set(there.renewed) == set(back.renewed)
    assert there.step == (None if back.step is None else -back.step)


@given(side=ELEMENTS)
def test_nothing_differs_from_itself(cse, side):
    assert not compare(cse, side, side).differs
