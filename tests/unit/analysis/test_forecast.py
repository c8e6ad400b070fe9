"""Readiness on the days to come, checked against judging every single day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.forecast import Occasion, make_forecast
from cse_assess.analysis.fragility import assess_fragility
from cse_assess.analysis.freshness import EvidenceState
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import assess_readiness
from cse_assess.analysis.standing import judge_standings, without_evidence

TODAY, VISIT = date(2026, 11, 22), date(2027, 2, 1)
SURVEY = EvidenceState(1, "Survey", None, date(2027, 1, 11))
POSTER = EvidenceState(2, "Poster", None, None)


def claim(code, level, *evidence):
    return ElementState(code, level, has_justification=True, evidence=evidence)


def everything(standard, *evidence):
    best = standard.rules.met[0]
    return [claim(element.code, best, *evidence) for element in standard.elements]


def action(key, due_on, *effects):
    return PlannedAction(key, key, Decimal(1), due_on, tuple(Effect(*each) for each in effects))


def forecast(standard, states, *actions, visit_on=VISIT, **more):
    return make_forecast(standard, states, actions, today=TODAY, visit_on=visit_on, **more)


def test_it_fails_from_the_day_after_the_last_day_of_the_only_proof(cse):
    made = forecast(cse, everything(cse, SURVEY))
    assert made.moments[0].readiness.passes
    assert made.first_failing.on == date(2027, 1, 12)
    assert len(made.first_failing.changes) == len(cse.elements)
    assert {change.lapsed for change in made.first_failing.changes} == {(SURVEY,)}
    assert not made.find(VISIT).readiness.passes


def test_an_action_on_its_day_makes_it_pass(cse):
    renew = action("renew", date(2027, 1, 20), *((each.code, "plus") for each in cse.elements))
    made = forecast(cse, everything(cse), renew)
    assert made.first_passing.on == date(2027, 1, 20)
    assert made.first_passing.changes[0].done == (renew,)


def test_what_passes_only_for_a_while_has_the_day_on_which_it_fails_again(cse):
    *others, last = everything(cse, SURVEY)
    renew = action("renew", date(2026, 12, 1), (last.code, "plus"))
    made = forecast(cse, [*others, claim(last.code, None)], renew)
    assert (made.first_failing.on, made.first_passing.on) == (TODAY, date(2026, 12, 1))
    assert made.failing_again.on == date(2027, 1, 12)
    assert forecast(cse, everything(cse)).failing_again is None


@pytest.mark.parametrize("due_on", [None, TODAY - timedelta(days=1)])
def test_an_undated_or_overdue_action_counts_for_nothing(cse, due_on):
    late = action("late", due_on, *((each.code, "plus") for each in cse.elements))
    assert forecast(cse, everything(cse), late).first_passing is None


def test_the_visit_the_reviews_and_the_end_of_the_award_are_moments(cse):
    made = forecast(cse, everything(cse, POSTER))
    assert [(each.on, *each.occasions) for each in made.moments] == [
        (TODAY, Occasion.TODAY),
        (VISIT, Occasion.VISIT),
        (date(2028, 2, 1), Occasion.REVIEW),
        (date(2029, 2, 1), Occasion.REVIEW),
        (date(2030, 2, 1), Occasion.AWARD_ENDS),
    ]
    assert made.first_failing is None


def test_without_a_visit_it_looks_as_far_ahead_as_an_award_lasts(cse):
    made = forecast(cse, [], visit_on=None)
    assert made.last == date(2029, 11, 22)
    assert [each.on for each in made.moments] == [TODAY]
    assert made.find(made.last + timedelta(days=1)) is None


def test_what_everything_rests_on_comes_first_with_what_fails(cse):
    states = [*everything(cse, SURVEY)[:-1], claim(cse.elements[-1].code, "plus", SURVEY, POSTER)]
    fragility = assess_fragility(cse, states, TODAY, today=TODAY)
    first, second = fragility.pieces
    assert (first.title, first.loses_award, len(first.falling)) == ("Survey", True, 56)
    assert [group.code for group in first.failing] == ["1", "2", "3", "4", "5"]
    assert (second.title, second.falling) == ("Poster", ())
    assert fragility.fragile == (first,)


def test_a_piece_that_is_out_of_date_bears_nothing(cse):
    later = date(2027, 6, 1)
    assert not assess_fragility(cse, everything(cse, SURVEY), later, today=TODAY).fragile


days = st.integers(-20, 60).map(lambda offset: TODAY + timedelta(days=offset))
pieces = st.builds(
    lambda item_id, on, until: EvidenceState(item_id, str(item_id), on, until),
    st.integers(1, 5),
    st.one_of(st.none(), days.map(lambda day: day - timedelta(days=360))),
    st.one_of(st.none(), days),
)


@st.composite
def situations(draw, standard):
    codes = [element.code for element in standard.elements]
    levels = st.sampled_from([level.id for level in standard.levels])
    evidence = st.lists(pieces, max_size=4, unique_by=lambda each: each.item_id)
    states = [claim(code, draw(st.one_of(st.none(), levels)), *draw(evidence)) for code in codes]
    effects = st.lists(
        st.tuples(st.sampled_from(codes), levels), max_size=3, unique_by=lambda each: each[0]
    )
    planned = [
        action(str(key), draw(st.one_of(st.none(), days)), *draw(effects))
        for key in range(draw(st.integers(0, 3)))
    ]
    return states, planned


def held(standard, states, day, actions):
    standings = judge_standings(standard, states, day, today=TODAY, actions=actions)
    return {code: standing.held for code, standing in standings.items()}


@settings(max_examples=60)
@given(st.data())
def test_the_forecast_says_of_each_day_what_judging_that_day_alone_says(service_points, data):
    states, actions = data.draw(situations(service_points))
    made = forecast(service_points, states, *actions, last=TODAY + timedelta(days=70))
    for offset in range(71):
        day = TODAY + timedelta(days=offset)
        alone = assess_readiness(service_points, held(service_points, states, day, actions))
        assert made.find(day).readiness == alone


@settings(max_examples=60)
@given(st.data())
def test_each_change_has_a_cause(service_points, data):
    states, actions = data.draw(situations(service_points))
    for moment in forecast(service_points, states, *actions).moments:
        for change in moment.changes:
            assert change.lapsed or change.done or change.outdated


@settings(max_examples=60)
@given(st.data())
def test_leaving_a_piece_out_is_judging_without_it(service_points, data):
    states, actions = data.draw(situations(service_points))
    found = assess_fragility(service_points, states, VISIT, today=TODAY, actions=actions)
    whole = held(service_points, states, VISIT, actions)
    assert {piece.item_id for piece in found.pieces} == {
        each.item_id for state in states for each in state.evidence
    }
    for piece in found.pieces:
        left = [without_evidence(state, [piece.item_id]) for state in states]
        levels = held(service_points, left, VISIT, actions)
        without = assess_readiness(service_points, levels)
        assert set(piece.falling) == {code for code in levels if levels[code] != whole[code]}
        assert piece.loses_award == (found.readiness.passes and not without.passes)
        assert [group.code for group in piece.failing] == [
            after.code
            for before, after in zip(found.readiness.groups, without.groups, strict=True)
            if before.passes and not after.passes
        ]
