"""What would come of other levels is judged as today is, and no change changes nothing."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.freshness import EvidenceState
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import assess_readiness
from cse_assess.analysis.what_if import suppose

TODAY, LATER = date(2026, 11, 22), date(2027, 6, 1)
FRESH = EvidenceState(1, "Survey", date(2026, 11, 1), None)
ENDING = EvidenceState(2, "Old survey", date(2026, 1, 1), None)


def state(code, level, *evidence):
    return ElementState(code, level, has_justification=True, evidence=evidence)


def states(standard, levels):
    return [state(element.code, levels.get(element.code)) for element in standard.elements]


def some_levels(standard):
    ids = st.sampled_from([level.id for level in standard.levels])
    codes = st.sampled_from([element.code for element in standard.elements])
    return st.dictionaries(codes, ids)


def imagine(standard, before, levels=None, actions=(), on=None):
    return suppose(standard, before, levels=levels or {}, actions=actions, today=TODAY, on=on)


@given(st.data())
def test_no_change_is_as_today(cse, service_points, data):
    standard = data.draw(st.sampled_from([cse, service_points]))
    levels = data.draw(some_levels(standard))
    outcome = imagine(standard, states(standard, levels))
    assert outcome.now == outcome.then == assess_readiness(standard, levels)
    assert outcome.shifts == ()


@given(st.data())
def test_levels_tried_count_as_if_they_were_saved(cse, data):
    before, tried = data.draw(some_levels(cse)), data.draw(some_levels(cse))
    outcome = imagine(cse, states(cse, before), tried)
    assert outcome.now == assess_readiness(cse, before)
    assert outcome.then == assess_readiness(cse, {**before, **tried})
    changed = {code for code, level in tried.items() if before.get(code) != level}
    assert {shift.code for shift in outcome.shifts} == changed


def test_an_action_raises_a_level_and_never_lowers_one(cse):
    action = PlannedAction(
        "1", "Survey", Decimal(2), None, (Effect("1.1.1", "compliant"), Effect("1.1.2", "partial"))
    )
    before = states(cse, {"1.1.1": "partial", "1.1.2": "compliant"})
    outcome = imagine(cse, before, actions=[action])
    [shift] = outcome.shifts
    assert (shift.code, shift.before, shift.held) == ("1.1.1", "partial", "compliant")


def test_on_a_day_a_level_counts_only_as_long_as_its_evidence_lasts(cse):
    before = [
        state("1.1.1", "compliant", FRESH),
        state("1.1.2", "compliant", ENDING),
        state("1.1.3", None),
    ]
    outcome = imagine(cse, before, {"1.1.3": "compliant"}, on=LATER)
    shifts = {shift.code: shift for shift in outcome.shifts}
    assert "1.1.1" not in shifts
    assert shifts["1.1.2"].claimed == "compliant"
    assert shifts["1.1.2"].held == cse.rules.unproven
    assert shifts["1.1.3"].held == cse.rules.unproven


def test_on_a_day_what_an_action_leads_to_is_proven_from_today(cse):
    action = PlannedAction("1", "Survey", None, None, (Effect("1.1.1", "compliant"),))
    outcome = imagine(cse, [state("1.1.1", "not_compliant")], actions=[action], on=LATER)
    assert outcome.shifts[0].held == "compliant"
    late = imagine(cse, [state("1.1.1", "not_compliant")], actions=[action], on=date(2035, 6, 1))
    assert late.shifts[0].held == cse.rules.unproven
