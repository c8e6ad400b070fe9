"""Turns a self-assessment into what coverage is judged from, and arranges it for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.coverage import (
    Coverage,
    ElementCoverage,
    Proof,
    ProvenElement,
    assess_coverage,
    assess_element,
)
from cse_assess.analysis.freshness import FreshnessRule
from cse_assess.analysis.proof import ProofKind
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.proof import StatedProof
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.assessments.readiness import evidence_state, freshness_rule
from cse_assess.evidence.models import EvidenceKind
from cse_assess.standards.structure import Criterion, Element, Standard

POLICY_KINDS = frozenset({EvidenceKind.POLICY, EvidenceKind.PROCEDURE, EvidenceKind.PLAN})


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion with those of its elements that are shown."""

    criterion: Criterion
    elements: tuple[ElementCoverage, ...]


@dataclass(frozen=True, slots=True)
class CoverageFilters:
    """What narrows the page: the code of a criterion, and the value of a `CoverageState`."""

    criterion: str = ""
    state: str = ""


def compute_coverage(
    tree: AssessmentTree, standard: Standard, *, on: date | None = None
) -> Coverage:
    """Return how every element is covered, judged on a day (by default today)."""
    elements = [describe_proof(response, tree.evidence_of(response)) for response in tree.responses]
    return assess_coverage(standard, elements, freshness_rule(tree.assessment, standard, on=on))


def cover_element(
    standard: Standard,
    element: Element,
    response: ElementResponse,
    evidence: Iterable[LinkedEvidence],
    rule: FreshnessRule,
) -> ElementCoverage:
    """Return how one element is covered."""
    return assess_element(standard, element, describe_proof(response, evidence), rule)


def describe_proof(response: ElementResponse, evidence: Iterable[LinkedEvidence]) -> ProvenElement:
    """Return what is said to prove an element; withdrawn evidence proves nothing."""
    proofs = tuple(_describe(linked) for linked in evidence if linked.counts)
    return ProvenElement(response.element_code, response.level, proofs)


def _describe(linked: LinkedEvidence) -> Proof:
    """Add to what a link states the points of its pins.

    A policy, a procedure or a plan whose kind of proof is not stated says what is meant to be done.
    """
    stated = StatedProof.of(linked.link)
    pinned = {pin.guidance_point for pin in linked.link.pins if pin.guidance_point is not None}
    is_policy = linked.item.kind in POLICY_KINDS
    kinds = stated.kinds or ((ProofKind.SAYS,) if is_policy else ())
    return Proof(evidence_state(linked), frozenset(stated.points) | pinned, frozenset(kinds))


def arrange_coverage(
    standard: Standard, coverage: Coverage, filters: CoverageFilters
) -> tuple[Row, ...]:
    """Return the elements by criterion as the filters let them through."""
    by_code = {element.code: element for element in coverage.elements}
    rows = (
        Row(criterion, _pick(criterion, by_code, filters))
        for criterion in standard.criteria
        if filters.criterion in ("", criterion.code)
    )
    return tuple(row for row in rows if row.elements)


def _pick(
    criterion: Criterion, by_code: Mapping[str, ElementCoverage], filters: CoverageFilters
) -> tuple[ElementCoverage, ...]:
    covered = (by_code[element.code] for element in criterion.elements)
    return tuple(each for each in covered if filters.state in ("", each.state))
