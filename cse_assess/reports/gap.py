"""Builds the view model of a gap analysis from a self-assessment as it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version

from cse_assess.analysis.freshness import FreshnessRule, assess_freshness, last_valid_day
from cse_assess.analysis.gaps import GapAnalysis
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.queries import LinkedEvidence as Linked
from cse_assess.assessments.readiness import compute_readiness, evidence_state, freshness_rule
from cse_assess.clock import LONDON, now
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.reports.chart import GroupChart, draw_group
from cse_assess.reports.document import (
    CriterionEntry,
    ElementEntry,
    EvidenceRecord,
    GapReport,
    IndexedEvidence,
    LinkedEvidence,
    ReportSubject,
    SubcriterionEntry,
)
from cse_assess.reports.options import ReportOptions
from cse_assess.standards.structure import Criterion, Element, Standard

CONFIDENTIAL_TITLE = "Confidential evidence"
FINGERPRINT_LENGTH = 12
WORDINGS = {"plain": "in plain English", "official": "in the published wording"}


def build_gap_report(
    tree: AssessmentTree, *, standard: Standard, options: ReportOptions
) -> GapReport:
    """Return the report of `tree` as of now, its texts in the wording of `standard`."""
    analysis = compute_readiness(tree, standard)
    levels = {
        response.element_code: level.id
        for response in tree.responses
        if (level := standard.find_level(response.level or ""))
    }
    builder = _Builder(tree, standard, analysis, options)
    return GapReport(
        subject=_describe_subject(tree.assessment),
        standard=standard,
        options=options,
        analysis=analysis,
        charts=tuple(_draw_groups(standard, analysis, levels)),
        criteria=tuple(builder.build_criterion(criterion) for criterion in standard.criteria),
        evidence=tuple(builder.index_evidence()),
    )


def _describe_subject(assessment: Assessment) -> ReportSubject:
    return ReportSubject(
        organisation=assessment.organisation.name,
        service=assessment.service.name,
        cycle=assessment.cycle,
        visit_on=assessment.visit_on,
        is_locked=assessment.is_locked,
        made_at=now().astimezone(LONDON),
        wording=WORDINGS[assessment.wording],
        program=f"CSE Assess {version('cse-assess')}",
    )


def _draw_groups(
    standard: Standard, analysis: GapAnalysis, levels: dict[str, str]
) -> Iterator[GroupChart]:
    for group, readiness in zip(standard.groups(), analysis.readiness.groups, strict=True):
        codes = [element.code for element in group.elements]
        yield draw_group(standard, readiness, codes, levels)


class _Builder:
    """What building the parts of one report needs beside the part itself."""

    def __init__(
        self,
        tree: AssessmentTree,
        standard: Standard,
        analysis: GapAnalysis,
        options: ReportOptions,
    ) -> None:
        self._tree = tree
        self._standard = standard
        self._rule: FreshnessRule = freshness_rule(tree.assessment, standard)
        self._options = options
        self._responses = {response.element_code: response for response in tree.responses}
        self._gaps = {gap.code: gap for gap in analysis.gaps}
        self._records: dict[int, EvidenceRecord] = {}
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
            self._records.values(), key=lambda each: (each.title.casefold(), each.item_id)
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
        )

    def _link_evidence(
        self, element: Element, response: ElementResponse
    ) -> Iterator[LinkedEvidence]:
        for linked in self._tree.evidence_of(response):
            if linked.counts:
                self._used_in[linked.item.id].append(element.code)
                yield self._judge_evidence(element, linked)

    def _judge_evidence(self, element: Element, linked: Linked) -> LinkedEvidence:
        item, age = linked.item, element.evidence_max_age_months
        state = evidence_state(linked)
        last_day = last_valid_day(state, self._rule.validity_months, age)
        return LinkedEvidence(
            record=self._record(item, linked.revision),
            note="" if self._is_hidden(item) else linked.link.note,
            freshness=assess_freshness(state, self._rule, age),
            last_valid_on=last_day,
            is_assumed=last_day is not None and last_day != item.valid_until,
        )

    def _record(self, item: EvidenceItem, revision: EvidenceRevision) -> EvidenceRecord:
        if item.id not in self._records:
            record = _describe_evidence(item, revision)
            self._records[item.id] = _hide(record) if self._is_hidden(item) else record
        return self._records[item.id]

    def _is_hidden(self, item: EvidenceItem) -> bool:
        return item.is_confidential and not self._options.shows_confidential_titles


def _describe_evidence(item: EvidenceItem, revision: EvidenceRevision) -> EvidenceRecord:
    return EvidenceRecord(
        item_id=item.id,
        title=item.title,
        kind=KIND_TITLES[EvidenceKind(item.kind)],
        evidence_on=item.evidence_on,
        valid_until=item.valid_until,
        revision=revision.number,
        fingerprint=(revision.sha256 or "")[:FINGERPRINT_LENGTH],
        address=revision.url or "",
        is_confidential=item.is_confidential,
    )


def _hide(record: EvidenceRecord) -> EvidenceRecord:
    """Leave of a confidential piece what lets it be asked for and checked later."""
    title = f"{CONFIDENTIAL_TITLE}, number {record.item_id}"
    return replace(record, title=title, address="")
