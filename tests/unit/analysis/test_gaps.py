"""What stands between a service and the award, and in which order."""

from datetime import date

import pytest

from cse_assess.analysis.freshness import EvidenceState, FreshnessRule
from cse_assess.analysis.gaps import ElementState, GapKind, analyse_gaps
from cse_assess.standards.errors import UnknownCodeError

TODAY = date(2026, 11, 21)
RULE = FreshnessRule(today=TODAY, visit_on=date(2027, 1, 15), validity_months=12)
CURRENT = EvidenceState(1, "Survey", date(2026, 10, 1), None)
STALE = EvidenceState(2, "Old survey", date(2025, 12, 1), None)
UNDATED = EvidenceState(3, "Poster", None, None)


def sound(code, level="compliant"):
    return ElementState(code, level, True, (CURRENT,))


def states_of(standard, *others):
    """Everything compliant, justified and shown, apart from the given elements."""
    best = standard.rules.met[-1]
    changed = {state.code: state for state in others}
    return [changed.get(element.code) or sound(element.code, best) for element in standard.elements]


def gaps_of(standard, *others):
    return analyse_gaps(standard, states_of(standard, *others), RULE).gaps


def test_nothing_lacking_is_no_gap(cse):
    analysis = analyse_gaps(cse, states_of(cse), RULE)

    assert analysis.readiness.passes
    assert analysis.gaps == ()
    assert analysis.find_gap("1.1.1") is None


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (ElementState("2.1.1", None, False, ()), [GapKind.NOT_SCORED]),
        (ElementState("2.1.1", "not_compliant", False, ()), [GapKind.BLOCKING]),
        (ElementState("2.1.1", "partial", False, ()), [GapKind.BELOW_MET]),
        (ElementState("2.1.1", "partial", True, (CURRENT,)), [GapKind.BELOW_MET]),
        (ElementState("2.1.1", "compliant", True, ()), [GapKind.EVIDENCE_MISSING]),
        (ElementState("2.1.1", "plus", True, (STALE,)), [GapKind.EVIDENCE_STALE]),
        (ElementState("2.1.1", "plus", True, (CURRENT, UNDATED)), [GapKind.EVIDENCE_UNDATED]),
        (ElementState("2.1.1", "plus", False, (CURRENT,)), [GapKind.CLAIM_UNJUSTIFIED]),
        (
            ElementState("2.1.1", "compliant", False, ()),
            [GapKind.EVIDENCE_MISSING, GapKind.CLAIM_UNJUSTIFIED],
        ),
        (
            ElementState("2.1.1", "partial", True, (STALE, UNDATED)),
            [GapKind.BELOW_MET, GapKind.EVIDENCE_STALE, GapKind.EVIDENCE_UNDATED],
        ),
        (ElementState("2.1.1", "not_applicable", False, ()), [GapKind.CLAIM_UNJUSTIFIED]),
    ],
)
def test_each_lack_has_its_kind_weightiest_first(cse, state, kinds):
    (gap,) = gaps_of(cse, state)

    assert list(gap.kinds) == kinds
    assert all(finding.reason.endswith(".") for finding in gap.findings)
    assert all(finding.remedy.endswith(".") for finding in gap.findings)


def test_what_does_not_apply_needs_no_evidence(cse):
    state = ElementState("2.1.1", "not_applicable", True, (STALE, UNDATED))

    assert gaps_of(cse, state) == ()


@pytest.mark.parametrize(
    ("level", "distance"),
    [("plus", 0), ("compliant", 0), ("partial", 1), ("not_compliant", 2), (None, 2)],
)
def test_the_distance_counts_the_steps_up_to_met(cse, level, distance):
    (gap,) = gaps_of(cse, ElementState("2.1.1", level, False, ()))

    assert gap.distance == distance


def test_the_reasons_are_plain_words(cse):
    (gap,) = gaps_of(cse, ElementState("2.1.1", "compliant", True, (CURRENT, STALE)))

    assert gap.reason == "1 of 2 pieces of evidence is out of date on the day of the visit."
    assert gap.remedy == "Replace it with something more recent, or say until when it is valid."
    assert gap.findings[0].item_ids == (2,)


def test_the_element_itself_may_ask_for_fresher_evidence(service_points):
    half_a_year = EvidenceState(1, "Screen", date(2026, 9, 1), None)
    rule = FreshnessRule(today=TODAY, visit_on=date(2027, 1, 15), validity_months=6)
    states = [ElementState(e.code, "green", True, (half_a_year,)) for e in service_points.elements]

    gaps = analyse_gaps(service_points, states, rule).gaps

    assert [gap.code for gap in gaps] == ["A.3"]


def test_blocking_levels_come_first_wherever_they_stand(cse):
    gaps = gaps_of(
        cse,
        ElementState("1.1.1", None, False, ()),
        ElementState("1.1.2", "partial", True, (CURRENT,)),
        ElementState("5.3.3", "not_compliant", True, (CURRENT,)),
    )

    assert [gap.code for gap in gaps] == ["5.3.3", "1.1.1", "1.1.2"]


def test_the_group_with_the_greatest_shortfall_goes_before_the_others(cse):
    in_one = [ElementState(f"1.1.{n}", "partial", True, (CURRENT,)) for n in (1, 2, 3)]
    in_four = [ElementState(f"4.2.{n}", "partial", True, (CURRENT,)) for n in (1, 2, 3, 4)]

    gaps = gaps_of(cse, *in_one, *in_four)

    assert [gap.code[0] for gap in gaps] == ["4"] * 4 + ["1"] * 3


def test_within_a_group_the_unscored_go_before_the_partial(cse):
    gaps = gaps_of(
        cse,
        ElementState("2.1.1", "partial", True, (CURRENT,)),
        ElementState("2.1.2", None, False, ()),
    )

    assert [gap.code for gap in gaps] == ["2.1.2", "2.1.1"]


def test_evidence_gaps_follow_the_levels_in_order_of_weight(cse):
    gaps = gaps_of(
        cse,
        ElementState("1.1.1", "compliant", False, (CURRENT,)),
        ElementState("1.1.2", "compliant", True, (UNDATED,)),
        ElementState("1.1.3", "compliant", True, (STALE,)),
        ElementState("1.2.1", "compliant", True, ()),
        ElementState("5.3.3", "partial", True, (CURRENT,)),
    )

    assert [gap.code for gap in gaps] == ["5.3.3", "1.2.1", "1.1.3", "1.1.2", "1.1.1"]


def test_equal_gaps_keep_the_order_of_the_standard(cse):
    gaps = analyse_gaps(cse, [], RULE).gaps

    assert [gap.code[0] for gap in gaps] == sorted(
        (gap.code[0] for gap in gaps), key=lambda code: -{"3": 10, "4": 11, "5": 8}.get(code, 9)
    )
    assert len(gaps) == 57


def test_the_kinds_are_counted_over_all_elements(cse):
    states = states_of(
        cse, ElementState("1.1.1", None, False, ()), ElementState("1.1.2", "plus", False, ())
    )

    counts = analyse_gaps(cse, states, RULE).count_kinds()

    assert counts[GapKind.NOT_SCORED] == 1
    assert counts[GapKind.EVIDENCE_MISSING] == 1
    assert counts[GapKind.CLAIM_UNJUSTIFIED] == 1
    assert counts[GapKind.BLOCKING] == 0


def test_an_unknown_code_is_refused(cse):
    with pytest.raises(UnknownCodeError):
        analyse_gaps(cse, [sound("9.9.9")], RULE)


def test_another_standard_speaks_its_own_words(service_points):
    gap = gaps_of(service_points, ElementState("B.2", "red", True, (CURRENT,)))[0]

    assert gap.kinds == (GapKind.BLOCKING,)
    assert gap.reason == "The level is “Red”, and one such point blocks the award."
    assert gap.remedy == "Bring it to “Green” first of all."


def test_a_level_that_asks_for_a_reason_lacks_it(service_points):
    gap = gaps_of(service_points, ElementState("B.2", "amber", False, (CURRENT,)))[0]

    assert gap.kinds == (GapKind.BELOW_MET, GapKind.CLAIM_UNJUSTIFIED)
    assert "“Amber” stands without a reason." in gap.reason
