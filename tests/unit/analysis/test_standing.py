"""Which levels hold on a day."""

from datetime import date
from decimal import Decimal

import pytest

from cse_assess.analysis.actions import Effect, PlannedAction, apply_actions
from cse_assess.analysis.freshness import EvidenceState
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.standing import judge_standings, without_evidence
from cse_assess.standards.errors import UnknownCodeError

TODAY = date(2026, 11, 21)
SURVEY = EvidenceState(1, "Survey", date(2026, 1, 31), None)
UNDATED = EvidenceState(2, "Poster", None, None)


def action(*effects, due_on=date(2026, 12, 1), key="a"):
    return PlannedAction(key, key, Decimal(1), due_on, tuple(Effect(*each) for each in effects))


def claim(level, *evidence, code="2.1.1"):
    return ElementState(code, level, has_justification=True, evidence=evidence)


def stand(standard, state, on, *actions):
    return judge_standings(standard, [state], on, today=TODAY, actions=actions)[state.code]


@pytest.mark.parametrize(
    ("on", "held"), [(date(2027, 1, 31), "compliant"), (date(2027, 2, 1), "partial")]
)
def test_a_claim_holds_until_the_last_day_of_its_evidence(cse, on, held):
    standing = stand(cse, claim("compliant", SURVEY), on)
    assert (standing.claimed, standing.held) == ("compliant", held)
    assert standing.proven_until == date(2027, 1, 31)


def test_a_claim_without_any_evidence_does_not_hold(cse):
    assert stand(cse, claim("plus"), TODAY).held == "partial"


def test_evidence_without_a_date_has_no_end(cse):
    assert stand(cse, claim("plus", UNDATED, SURVEY), date(2040, 1, 1)).held == "plus"


@pytest.mark.parametrize("level", ["partial", "not_compliant", "not_applicable", None])
def test_what_needs_no_evidence_holds_without(cse, level):
    assert stand(cse, claim(level), TODAY).held == level


def test_an_element_that_asks_for_recent_evidence_judges_by_its_own_age(cse):
    standing = stand(cse, claim("compliant", SURVEY, code="1.1.1"), TODAY)
    assert standing.proven_until == date(2028, 1, 31)


def test_an_action_counts_from_its_day_and_brings_its_proof(cse):
    planned = action(("2.1.1", "compliant"))
    before = stand(cse, claim("not_compliant"), date(2026, 11, 30), planned)
    after = stand(cse, claim("not_compliant"), date(2026, 12, 1), planned)
    assert (before.held, after.held) == ("not_compliant", "compliant")
    assert after.proven_until == date(2027, 12, 1)


@pytest.mark.parametrize("due_on", [None, date(2026, 11, 20)])
def test_an_action_that_is_overdue_or_has_no_day_counts_for_nothing(cse, due_on):
    planned = action(("2.1.1", "compliant"), due_on=due_on)
    assert stand(cse, claim("partial"), date(2027, 6, 1), planned).held == "partial"


def test_a_standard_that_names_no_fall_lets_claims_stand(cse):
    lenient = cse.replace(rules=cse.rules.replace(unproven=None))
    assert stand(lenient, claim("plus"), TODAY).held == "plus"


def test_actions_never_lower_a_level_and_leave_the_not_applicable_alone(cse):
    levels = {"1.1.1": "plus", "1.1.2": "not_applicable", "1.1.3": None}
    planned = action(("1.1.1", "partial"), ("1.1.2", "plus"), ("1.1.3", "partial"))
    raised = apply_actions(cse, levels, [planned, action(("1.1.3", "compliant"), key="b")])
    assert [raised[code] for code in levels] == ["plus", "not_applicable", "compliant"]


def test_the_best_of_several_effects_counts_whatever_their_order(cse):
    planned = [action(("2.1.1", "not_applicable")), action(("2.1.1", "compliant"), key="b")]
    assert stand(cse, claim(None), date(2026, 12, 1), *planned).held == "compliant"


def test_an_effect_on_an_unknown_element_is_refused(cse):
    with pytest.raises(UnknownCodeError):
        apply_actions(cse, {}, [action(("9.9.9", "plus"))])


def test_evidence_can_be_left_out(cse):
    state = claim("compliant", SURVEY, UNDATED)
    assert without_evidence(state, [1]).evidence == (UNDATED,)
