"""Several self-assessments side by side, and what one could show another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.benchmark import Side, compare_sides, list_needs
from cse_assess.analysis.freshness import EvidenceState, FreshnessRule
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import Verdict
from cse_assess.analysis.standing import judge_standings

TODAY = date(2026, 11, 21)
SOON, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=200)
CODE = "2.2.1"


def evidence(item_id, last_day=LATER):
    return EvidenceState(item_id, f"Piece {item_id}", TODAY, last_day)


def claim(level, *pieces, code=CODE):
    return ElementState(code, level, has_justification=True, evidence=pieces)


def side(key, *states, visit_on=SOON):
    return Side(key, states, FreshnessRule(TODAY, visit_on, validity_months=12))


def compared(standard, *sides, code=CODE):
    elements = compare_sides(standard, sides).elements
    return next(each for each in elements if each.element.code == code)


def needs(standard, key, *sides):
    return list_needs(standard, compare_sides(standard, sides), key)


def test_a_claim_stands_only_with_proof_on_the_day_of_its_own_visit(cse):
    early = side("early", claim("compliant", evidence(1, SOON)))
    late = side("late", claim("compliant", evidence(1, SOON)), visit_on=LATER)
    cells = compared(cse, early, late).cells
    assert [(cell.stands, cell.current) for cell in cells] == [(True, 1), (False, 0)]


def test_what_does_not_apply_is_neither_lacking_nor_counted(cse):
    element = compared(cse, side("a", claim("not_applicable")), side("b"))
    assert (element.applicable, element.lacking) == (1, 1)


def test_the_best_level_and_the_steps_down_to_the_worst_are_named(cse):
    sides = [side(level, claim(level)) for level in ("partial", "plus", "not_applicable")]
    element = compared(cse, *sides, side("silent"))
    assert (element.best, element.spread) == ("plus", 2)


def test_where_nobody_has_a_level_there_is_no_best(cse):
    element = compared(cse, side("a"), side("b"))
    assert (element.best, element.spread) == (None, 0)


def test_what_most_lack_comes_with_what_the_most_lack_first(cse):
    good = claim("compliant", evidence(1))
    sides = [side("a", good), side("b", claim("partial")), side("c")]
    listed = compare_sides(cse, sides).lacking_on_most
    assert [each.lacking for each in listed] == [3] * 56 + [2]
    assert listed[-1].element.code == CODE


def test_what_half_of_them_lack_is_not_what_most_lack(cse):
    sides = [side("a", claim("compliant", evidence(1))), side("b")]
    assert not compared(cse, *sides).is_lacking_on_most


def test_proof_is_offered_to_a_side_that_is_not_met(cse):
    lender = side("lender", claim("compliant", evidence(1), evidence(2)))
    (need,) = needs(cse, "asker", side("asker", claim("partial")), lender)
    assert need.element.code == CODE
    assert [(offer.key, offer.item_ids) for offer in need.offers] == [("lender", (1, 2))]


def test_proof_is_offered_to_a_side_that_claims_without_any(cse):
    lender = side("lender", claim("compliant", evidence(1)))
    assert needs(cse, "asker", side("asker", claim("plus")), lender)


@pytest.mark.parametrize("lent", [claim("partial", evidence(1)), claim("compliant"), claim(None)])
def test_nothing_is_offered_by_a_side_that_does_not_stand_itself(cse, lent):
    assert not needs(cse, "asker", side("asker"), side("lender", lent))


def test_nothing_is_offered_that_is_attached_here_already(cse):
    asker = side("asker", claim("partial", evidence(1)))
    lender = side("lender", claim("compliant", evidence(1), evidence(2)))
    (need,) = needs(cse, "asker", asker, lender)
    assert need.offers[0].item_ids == (2,)


def test_nothing_is_offered_that_is_out_of_date_on_the_visit_here(cse):
    asker = side("asker", claim("partial"), visit_on=LATER)
    lender = side("lender", claim("compliant", evidence(1, SOON), evidence(2, LATER)))
    (need,) = needs(cse, "asker", asker, lender)
    assert need.offers[0].item_ids == (2,)


def test_the_best_level_is_offered_first_then_the_most_pieces(cse):
    lenders = (
        side("few", claim("compliant", evidence(1))),
        side("many", claim("compliant", evidence(2), evidence(3))),
        side("best", claim("plus", evidence(4))),
    )
    (need,) = needs(cse, "asker", side("asker"), *lenders)
    assert [offer.key for offer in need.offers] == ["best", "many", "few"]


def test_each_side_is_judged_as_its_own_readiness_says(cse):
    stale = claim("compliant", evidence(1, TODAY), evidence(2, TODAY), code="1.1.1")
    twice = claim("compliant", evidence(1, TODAY), code="1.1.2")
    (result,) = compare_sides(cse, [side("a", stale, twice)]).sides
    assert result.analysis.readiness.verdict is Verdict.FAILS
    assert result.analysis.readiness.tally.met == 2
    assert result.stale_items == 2
    assert result.lacking == 57


def test_a_side_that_there_is_not_is_refused(cse):
    with pytest.raises(KeyError):
        needs(cse, "nobody", side("a"))


def levels_of(standard):
    return st.sampled_from([None, *(level.id for level in standard.levels)])


@given(st.data())
def test_sides_of_any_standard_lack_what_is_neither_met_and_proven_nor_out_of_the_sum(
    service_points, data
):
    pieces = st.lists(st.sampled_from([evidence(1, SOON), evidence(2, LATER)]), unique=True)
    sides = [
        side(
            str(number),
            *(
                claim(data.draw(levels_of(service_points)), *data.draw(pieces), code=element.code)
                for element in service_points.elements
            ),
            visit_on=data.draw(st.sampled_from([SOON, LATER, None])),
        )
        for number in range(3)
    ]
    benchmark = compare_sides(service_points, sides)
    for place, result in enumerate(benchmark.sides):
        standings = judge_standings(
            service_points, sides[place].states, sides[place].rule.judged_on, today=TODAY
        )
        standing = {code for code, each in standings.items() if each.held == "green"}
        lacking = {e.element.code for e in benchmark.elements if e.cells[place].is_lacking}
        assert lacking == set(standings) - standing
        needed = list_needs(service_points, benchmark, result.side.key)
        assert result.offered == len(needed)
        assert {need.element.code for need in needed} <= lacking
