"""Turns a self-assessment into what `analysis` judges, and tells how it stands."""

from collections.abc import Iterable
from datetime import date

from cse_assess.analysis.freshness import EvidenceState, FreshnessRule
from cse_assess.analysis.gaps import ElementState, GapAnalysis, analyse_gaps
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.pins.panel import count_alarms
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.clock import today
from cse_assess.standards.structure import Standard


def compute_readiness(
    tree: AssessmentTree, standard: Standard, *, on: date | None = None
) -> GapAnalysis:
    """Return readiness and gaps of a whole self-assessment, judged on a day (by default today)."""
    states = describe_states(tree, standard)
    return analyse_gaps(standard, states, freshness_rule(tree.assessment, standard, on=on))


def describe_states(tree: AssessmentTree, standard: Standard) -> tuple[ElementState, ...]:
    """Return what a self-assessment says of each element that the standard has."""
    return tuple(
        describe_state(standard, response, tree.evidence_of(response))
        for response in tree.responses
        if standard.find_element(response.element_code)
    )


def describe_state(
    standard: Standard, response: ElementResponse, evidence: Iterable[LinkedEvidence]
) -> ElementState:
    """Return what a self-assessment says of one element.

    A level that needs a reason is justified by that reason; withdrawn evidence shows nothing, and
    a level that a later edition of the standard no longer has is no level.
    """
    needs_reason = response.level in standard.rules.reason_required
    words = response.level_reason if needs_reason else response.justification
    known = response.level if standard.find_level(response.level or "") else None
    counting = [linked for linked in evidence if linked.counts]
    return ElementState(
        code=response.element_code,
        level=known,
        has_justification=bool(words),
        evidence=tuple(evidence_state(linked) for linked in counting),
        lost_passages=count_alarms(counting),
    )


def evidence_state(linked: LinkedEvidence) -> EvidenceState:
    """Return the dates of a piece of evidence, as its freshness is judged from them."""
    item = linked.item
    return EvidenceState(item.id, item.title, item.evidence_on, item.valid_until)


def freshness_rule(
    assessment: Assessment, standard: Standard, *, on: date | None = None
) -> FreshnessRule:
    """Return on which days evidence is judged: the day of the visit where one is planned."""
    return FreshnessRule(
        today=on or today(),
        visit_on=assessment.visit_on,
        validity_months=standard.evidence.validity_months,
    )
