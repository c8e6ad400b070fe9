"""Builds the view model of a gap analysis from a self-assessment as it stands."""

from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version

from cse_assess.analysis.coverage import Coverage
from cse_assess.analysis.gaps import GapAnalysis
from cse_assess.assessments.coverage import compute_coverage
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.readiness import compute_readiness
from cse_assess.audit.queries import End
from cse_assess.clock import LONDON, now
from cse_assess.reports.chart import GroupChart, draw_coverage, draw_group
from cse_assess.reports.document import (
    CriterionEntry,
    ElementEntry,
    GapReport,
    IndexedEvidence,
    LinkedEvidence,
    ReportSubject,
    SubcriterionEntry,
)
from cse_assess.reports.evidence_entries import EvidenceTeller
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.plans import NO_PLANS, Plans
from cse_assess.standards.structure import Criterion, Element, Standard

WORDINGS = {"plain": "in plain English", "official": "in the published wording"}


def build_gap_report(
    tree: AssessmentTree,
    *,
    standard: Standard,
    options: ReportOptions,
    base_url: str = "",
    plans: Plans = NO_PLANS,
    trail: End | None = None,
) -> GapReport:
    """Return the report of `tree` as of now, its texts in the wording of `standard`.

    `plans` are what its options have chosen of them. Passages lead to their pages under
    `base_url`; without it they lead nowhere. `trail` is the end of the audit trail, to be printed.
    """
    analysis = compute_readiness(tree, standard)
    coverage = compute_coverage(tree, standard)
    builder = _Builder(
        tree, standard, options, analysis=analysis, coverage=coverage, base_url=base_url
    )
    return GapReport(
        subject=_describe_subject(tree.assessment, trail),
        standard=standard,
        options=options,
        analysis=analysis,
        charts=tuple(_draw_groups(standard, analysis, list_levels(tree, standard))),
        coverage=coverage,
        coverage_charts=tuple(_draw_coverage(standard, coverage)),
        criteria=tuple(builder.build_criterion(criterion) for criterion in standard.criteria),
        evidence=tuple(builder.index_evidence()),
        plans=plans,
    )


def list_levels(tree: AssessmentTree, standard: Standard) -> dict[str, str]:
    """Return the levels of what is scored, by element code."""
    return {
        response.element_code: level.id
        for response in tree.responses
        if standard.find_element(response.element_code)
        and (level := standard.find_level(response.level or ""))
    }


def _describe_subject(assessment: Assessment, trail: End | None) -> ReportSubject:
    return ReportSubject(
        organisation=assessment.organisation.name,
        service=assessment.service.name,
        cycle=assessment.cycle,
        visit_on=assessment.visit_on,
        is_locked=assessment.is_locked,
        made_at=now().astimezone(LONDON),
        wording=WORDINGS[assessment.wording],
        program=f"CSE Assess {version('cse-assess')}",
        trail=trail,
    )


def _draw_groups(
    standard: Standard, analysis: GapAnalysis, levels: dict[str, str]
) -> Iterator[GroupChart]:
    for group, readiness in zip(standard.groups(), analysis.readiness.groups, strict=True):
        codes = [element.code for element in group.elements]
        yield draw_group(standard, readiness, codes, levels)


def _draw_coverage(standard: Standard, coverage: Coverage) -> Iterator[GroupChart]:
    by_code = {element.code: element for element in coverage.elements}
    term = standard.terms.criterion.one
    for criterion in standard.criteria:
        elements = [by_code[element.code] for element in criterion.elements]
        yield draw_coverage(f"{term[0].upper()}{term[1:]} {criterion.code}", elements)


class _Builder:
    """What building the parts of one report needs beside the part itself."""

    def __init__(
        self,
        tree: AssessmentTree,
        standard: Standard,
        options: ReportOptions,
        *,
        analysis: GapAnalysis,
        coverage: Coverage,
        base_url: str,
    ) -> None:
        self._teller = EvidenceTeller(tree, standard, options, base_url)
        self._coverage = {element.code: element for element in coverage.elements}
        self._tree = tree
        self._standard = standard
        self._responses = {response.element_code: response for response in tree.responses}
        self._gaps = {gap.code: gap for gap in analysis.gaps}
        self._used_in: dict[int, list[str]] = defaultdict(list)

    def build_criterion(self, criterion: Criterion) -> CriterionEntry:
        """Return a criterion with its elements, and remember the evidence that they use."""
        term = self._standard.terms.criterion.one
        return CriterionEntry(
            code=criterion.code,
            title=criterion.title,
            name=f"{term[0].upper()}{term[1:]} {criterion.code}",
            description=criterion.description,
            subcriteria=tuple(
                SubcriterionEntry(
                    code=subcriterion.code,
                    title=subcriterion.title,
                    is_implied=subcriterion.implied,
                    elements=tuple(map(self._build_element, subcriterion.elements)),
                )
                for subcriterion in criterion.subcriteria
            ),
        )

    def index_evidence(self) -> list[IndexedEvidence]:
        """Return all evidence that the criteria built so far use, by title."""
        records = sorted(
            self._teller.records.values(), key=lambda each: (each.title.casefold(), each.item_id)
        )
        return [IndexedEvidence(each, tuple(self._used_in[each.item_id])) for each in records]

    def _build_element(self, element: Element) -> ElementEntry:
        """Return what is said of an element; one that a later edition added says nothing yet."""
        response = self._responses.get(element.code) or ElementResponse(
            level=None, level_reason="", justification="", tell=""
        )
        return ElementEntry(
            code=element.code,
            title=element.title,
            statement=element.statement,
            guidance=element.guidance,
            level=self._standard.find_level(response.level or ""),
            level_reason=response.level_reason,
            justification=response.justification,
            tell=response.tell,
            owner=response.owner.name if response.owner else "",
            evidence=tuple(self._link_evidence(element, response)),
            gap=self._gaps.get(element.code),
            coverage=self._coverage[element.code],
        )

    def _link_evidence(
        self, element: Element, response: ElementResponse
    ) -> Iterator[LinkedEvidence]:
        for linked in self._tree.evidence_of(response):
            if linked.counts:
                self._used_in[linked.item.id].append(element.code)
                yield self._teller.tell(linked, element.evidence_max_age_months)
