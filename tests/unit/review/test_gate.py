"""The gate before a submission: which gaps block, and what is said of the rest."""

from factories.assessments import cse

from cse_assess.analysis.freshness import FreshnessRule
from cse_assess.analysis.gaps import ElementState, GapKind, analyse_gaps
from cse_assess.clock import today
from cse_assess.review.submissions.gate import TITLES, GateRule, Surroundings, judge_gate
from cse_assess.standards.structure import GapName

FINE = Surroundings(has_visit_date=True, has_news=True, held_back={})


def judge(states, around=FINE, standard=None):
    standard = standard or cse()
    rule = FreshnessRule(today(), None, standard.evidence.validity_months)
    return judge_gate(standard, analyse_gaps(standard, states, rule), around)


def states_of(level, **other):
    """Give every element of CSE a level and words, and some another one."""
    return [
        ElementState(element.code, other.get(element.code, level), True, ())
        for element in cse().elements
    ]


def test_what_is_not_scored_blocks_and_is_listed_in_the_order_of_the_standard():
    gate = judge([])
    [obstacle] = gate.blocking
    assert obstacle.rule is GapKind.NOT_SCORED
    assert [place.code for place in obstacle.places] == [each.code for each in cse().elements]
    assert not gate.is_open


def test_a_low_level_is_a_remark_only():
    gate = judge(states_of("partial"))
    assert gate.is_open
    assert [each.rule for each in gate.remarks] == [GapKind.BELOW_MET]


def test_what_blocks_is_said_by_the_standards_file():
    cautious = cse().replace(submission=cse().submission.replace(blocked_by=("below_met",)))
    assert not judge(states_of("partial"), standard=cautious).is_open
    assert judge([], standard=cautious).is_open


def test_what_surrounds_the_elements_blocks_first():
    around = Surroundings(
        has_visit_date=False, has_news=False, held_back={"5.3.3": "Why", "1.1.1": "W"}
    )
    rules = [each.rule for each in judge(states_of("partial"), around).blocking]
    assert rules == [GateRule.NO_VISIT_DATE, GateRule.NOTHING_NEW, GateRule.UNSAFE_FILE]
    held = judge(states_of("partial"), around).blocking[-1]
    assert [place.code for place in held.places] == ["1.1.1", "5.3.3"]


def test_every_rule_has_a_title():
    assert set(TITLES) == {*GapKind, *GateRule}


def test_a_standards_file_can_name_every_gap():
    assert set(GapName.__args__) == set(GapKind)
