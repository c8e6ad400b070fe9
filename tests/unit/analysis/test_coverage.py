"""How well the evidence covers each guidance point: the rules as a table."""

from datetime import date

import pytest

from cse_assess.analysis.coverage import (
    Coverage,
    CoverageState,
    Proof,
    ProvenElement,
    assess_coverage,
    assess_element,
)
from cse_assess.analysis.freshness import EvidenceState, FreshnessRule
from cse_assess.analysis.proof import PROOF_HELP, PROOF_TITLES, ProofKind

RULE = FreshnessRule(today=date(2026, 11, 22), visit_on=date(2027, 2, 1), validity_months=12)
FRESH, STALE = date(2026, 9, 1), date(2025, 6, 1)
BEFORE_VISIT = date(2025, 12, 24)
SAYS, DOES, ACHIEVES = ProofKind.SAYS, ProofKind.DOES, ProofKind.ACHIEVES
CUSTOMERS = ProofKind.CUSTOMERS_SAY
NOTHING, OUT, POLICY = CoverageState.NOTHING, CoverageState.STALE, CoverageState.ALL_POLICY
THIN, COVERED = CoverageState.THIN, CoverageState.COVERED


def proof(*kinds, points=(1,), on=FRESH, item_id=1):
    evidence = EvidenceState(item_id, f"Item {item_id}", on, None)
    return Proof(evidence, frozenset(points), frozenset(kinds))


def judge(standard, *proofs, code="1.1.2", level="compliant"):
    """1.1.2 has two guidance points."""
    proven = ProvenElement(code, level, proofs)
    return assess_element(standard, standard.get_element(code), proven, RULE)


@pytest.mark.parametrize(
    ("proofs", "state", "reason"),
    [
        ([], NOTHING, "Nothing answers it yet."),
        ([proof(DOES, points=(2,))], NOTHING, "Nothing answers it yet."),
        ([proof(DOES, on=STALE)], OUT, "All that answers it is out of date"),
        ([proof(DOES, on=BEFORE_VISIT)], OUT, "All that answers it is out of date"),
        ([proof(DOES, on=STALE), proof(SAYS, points=(), on=STALE)], OUT, "out of date"),
        ([proof(SAYS)], POLICY, "nothing shows"),
        ([proof(SAYS), proof(SAYS)], POLICY, "nothing shows"),
        ([proof(SAYS), proof(SAYS, points=())], POLICY, "nothing shows"),
        ([proof(SAYS), proof(ACHIEVES, on=STALE)], POLICY, "nothing shows"),
        ([proof(SAYS), proof(DOES, points=())], THIN, "1 current piece of evidence only"),
        ([proof(SAYS), proof()], THIN, "Only proof of the kind “Says”"),
        ([proof(DOES)], THIN, "1 current piece of evidence only"),
        ([proof(SAYS, ACHIEVES)], THIN, "1 current piece of evidence only"),
        ([proof(DOES), proof(ACHIEVES, on=STALE)], THIN, "1 current piece of evidence only"),
        ([proof(DOES), proof(DOES)], THIN, "Only proof of the kind “Does”"),
        ([proof(), proof()], THIN, "What kind of proof it is has not been said"),
        ([proof(DOES, points=()), proof(CUSTOMERS, points=())], THIN, "none of it names this"),
        ([proof(DOES, points=(9,)), proof(CUSTOMERS, points=())], THIN, "none of it names this"),
        ([proof(DOES), proof(ACHIEVES)], COVERED, "Several pieces"),
        ([proof(DOES), proof(CUSTOMERS, on=None)], COVERED, "Several pieces"),
        ([proof(SAYS, DOES), proof(SAYS)], COVERED, "Several pieces"),
        ([proof(DOES), proof(ACHIEVES), proof(SAYS, on=STALE)], COVERED, "Several pieces"),
    ],
)
def test_a_point_stands_as_the_first_rule_that_fits_says(cse, proofs, state, reason):
    point = judge(cse, *proofs).points[0]
    assert (point.number, point.state) == (1, state)
    assert reason in point.reason


def test_a_piece_that_names_one_point_does_not_answer_the_other(cse):
    element = judge(cse, proof(DOES), proof(ACHIEVES))
    assert [point.state for point in element.points] == [COVERED, NOTHING]


def test_an_element_stands_as_its_worst_point_does(cse):
    assert judge(cse, proof(DOES), proof(ACHIEVES)).state is NOTHING
    both = judge(cse, proof(DOES, points=(1, 2)), proof(ACHIEVES, points=(1, 2)))
    assert both.state is COVERED
    assert both.count(COVERED) == 2


def test_points_that_stand_alike_are_told_together(cse):
    element = judge(cse, proof(DOES, points=(1,)), code="1.3.2")
    assert [[point.number for point in points] for points in element.group_points()] == [
        [1],
        [2, 3, 4, 5],
    ]


def test_an_element_that_does_not_apply_is_asked_for_nothing(cse):
    element = judge(cse, proof(DOES, on=STALE), level="not_applicable")
    assert element.state is CoverageState.NOT_APPLICABLE
    assert {point.state for point in element.points} == {CoverageState.NOT_APPLICABLE}
    assert all(point.answers == () for point in element.points)


def test_an_element_that_is_not_scored_is_judged_all_the_same(cse):
    assert judge(cse, proof(SAYS), level=None).points[0].state is POLICY


def test_what_names_a_point_is_told_before_what_speaks_for_the_whole_element(cse):
    point = judge(cse, proof(DOES, points=(), item_id=7), proof(SAYS, item_id=8)).points[0]
    assert [(answer.item_id, answer.is_named) for answer in point.answers] == [
        (8, True),
        (7, False),
    ]


def test_an_element_that_asks_for_recent_evidence_goes_stale_sooner(cse):
    """1.1.1 asks for recent evidence; elsewhere the same piece would count until it is stated."""
    element = cse.get_element("1.1.1").replace(evidence_max_age_months=3)
    stated = EvidenceState(1, "Survey", date(2026, 9, 1), date(2028, 1, 1))
    proofs = (Proof(stated, frozenset({1}), frozenset({DOES})),)
    judged = assess_element(cse, element, ProvenElement("1.1.1", None, proofs), RULE)
    assert judged.points[0].state is OUT


def test_how_many_pieces_and_kinds_are_enough_comes_from_the_standards_file(cse):
    easy = cse.replace(evidence=cse.evidence.replace(pieces_per_point=1, kinds_per_point=1))
    assert judge(easy, proof(DOES)).points[0].state is COVERED
    hard = cse.replace(evidence=cse.evidence.replace(pieces_per_point=3))
    assert judge(hard, proof(DOES), proof(ACHIEVES)).points[0].state is THIN


def test_an_element_without_guidance_points_is_one_point_that_every_piece_names(cse):
    bare = cse.get_element("1.1.2").replace(guidance=())
    proofs = (proof(DOES, points=()), proof(ACHIEVES, points=(3,)))
    judged = assess_element(cse, bare, ProvenElement("1.1.2", None, proofs), RULE)
    assert [(point.number, point.state) for point in judged.points] == [(0, COVERED)]


@pytest.mark.parametrize("name", ["cse", "service_points"])
def test_every_element_of_a_standard_is_judged_also_without_any_evidence(name, request):
    standard = request.getfixturevalue(name)
    coverage = assess_coverage(standard, [], RULE)
    assert [element.code for element in coverage.elements] == [e.code for e in standard.elements]
    assert coverage.count_elements()[NOTHING] == len(standard.elements)
    assert set(coverage.count_points()) == set(CoverageState)


def test_an_element_is_found_by_its_code(cse):
    coverage = assess_coverage(cse, [], RULE)
    assert coverage.find("5.3.3").title == cse.get_element("5.3.3").title
    assert Coverage(()).find("5.3.3") is None


def test_every_kind_of_proof_has_a_title_and_a_line_of_help():
    assert set(PROOF_TITLES) == set(PROOF_HELP) == set(ProofKind)
