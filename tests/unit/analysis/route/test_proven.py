"""The way to the award where only levels count that are proven on the day of the visit."""

from dataclasses import replace
from datetime import date

import pytest
from factories.assessments import cse
from factories.route import make_action

from cse_assess.analysis.actions import Effect
from cse_assess.analysis.freshness import EvidenceState
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.route.finder import find_route
from cse_assess.analysis.route.proven import count_proven

TODAY = date(2026, 11, 21)
VISIT = date(2027, 3, 1)
LASTING = EvidenceState(1, "Poster", None, None)
LAPSING = EvidenceState(2, "Survey", None, date(2027, 2, 28))


def claim(code, level="compliant", *evidence):
    return ElementState(code, level, has_justification=True, evidence=evidence)


def claim_all(*lapsing):
    """Everything compliant and proven, but for some elements whose evidence lapses before."""
    return [
        claim(element.code, "compliant", LAPSING if element.code in lapsing else LASTING)
        for element in cse().elements
    ]


def count(states, *actions, on=VISIT):
    return count_proven(cse(), states, actions, on, today=TODAY)


def due(action, day):
    return replace(action, due_on=day)


def test_a_level_whose_evidence_lapses_before_the_visit_counts_for_less():
    proven = count(claim_all("2.1.1"))

    assert (proven.levels["2.1.1"], proven.levels["2.1.2"]) == ("partial", "compliant")
    assert proven.fallen == ("2.1.1",)


def test_a_level_counts_as_claimed_on_the_last_day_of_its_evidence():
    assert count(claim_all("2.1.1"), on=date(2027, 2, 28)).fallen == ()


def test_an_action_gives_new_proof_to_a_level_that_is_claimed_already():
    renewal = due(make_action("a", "1", {"2.1.1": "compliant"}), date(2027, 1, 5))

    assert count(claim_all("2.1.1"), renewal).actions[0].effects == (Effect("2.1.1", "compliant"),)


def test_new_proof_brings_back_the_whole_level_that_is_claimed():
    renewal = due(make_action("a", "1", {"2.1.1": "compliant"}), date(2027, 1, 5))

    proven = count([claim("2.1.1", "plus", LAPSING)], renewal)

    assert proven.actions[0].effects == (Effect("2.1.1", "plus"),)


def test_proof_that_lapses_before_the_visit_as_well_raises_nothing():
    renewal = due(make_action("a", "1", {"2.1.1": "compliant"}), date(2026, 12, 1))

    proven = count([claim("2.1.1", "compliant")], renewal, on=date(2028, 3, 1))

    assert proven.actions[0].effects == (Effect("2.1.1", "partial"),)


@pytest.mark.parametrize("day", [None, date(2026, 1, 1), date(2028, 1, 1)])
def test_an_action_without_a_day_in_time_is_taken_as_done_on_the_day_of_the_visit(day):
    action = due(make_action("a", "1", {"2.1.1": "compliant"}), day)

    counted = count([claim("2.1.1", "partial")], action).actions[0]

    assert (counted.effects, counted.due_on) == ((Effect("2.1.1", "compliant"),), day)


def test_an_element_without_a_state_is_not_scored():
    action = make_action("a", "1", {"2.1.1": "partial"})

    proven = count([], action)

    assert proven.levels["2.1.1"] is None
    assert proven.actions[0].effects == (Effect("2.1.1", "partial"),)


def test_the_way_takes_a_renewal_that_claims_alone_would_not_ask_for():
    lapsing = ["1.1.1", "1.1.2", "1.1.3"]
    states = claim_all(*lapsing)
    renewals = [due(make_action(code, "1", {code: "compliant"}), VISIT) for code in lapsing]
    proven = count(states, *renewals)

    claimed = find_route(cse(), {each.code: each.level for each in states}, renewals)
    route = find_route(cse(), proven.levels, proven.actions)

    assert claimed.actions == ()
    assert [action.key for action in route.actions] == ["1.1.1"]
