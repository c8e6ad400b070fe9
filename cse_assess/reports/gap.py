"""Builds the view model of a gap analysis from a self-assessment as it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from urllib.parse import urlencode

from cse_assess.analysis.coverage import Coverage
from cse_assess.analysis.freshness import FreshnessRule, assess_freshness, last_valid_day
from cse_assess.analysis.gaps import GapAnalysis
from cse_assess.analysis.proof import PROOF_TITLES
from cse_assess.assessments.coverage import compute_coverage
from cse_assess.assessments.models import Assessment, ElementResponse, PassagePin
from cse_assess.assessments.pins.panel import show_pins
from cse_assess.assessments.proof import StatedProof
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.queries import LinkedEvidence as Linked
from cse_assess.assessments.readiness import compute_readiness, evidence_state, freshness_rule
from cse_assess.clock import LONDON, now
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.reports.chart import GroupChart, draw_coverage, draw_group
from cse_assess.reports.document import (
    CriterionEntry,
    ElementEntry,
    EvidenceRecord,
    GapReport,
    IndexedEvidence,
    LinkedEvidence,
    PinnedPassage,
    ReportSubject,
    SubcriterionEntry,
)
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.plans import NO_PLANS, Plans
from cse_assess.standards.structure import Criterion, Element, Standard

CONFIDENTIAL_TITLE = "Confidential evidence"
FINGERPRINT_LENGTH = 12
LONGEST_WANTED = 300
WORDINGS = {"plain": "in plain English", "official": "in the published wording"}


def build_gap_report(
    tree: AssessmentTree,
    *,
    standard: Standard,
    options: ReportOptions,
    base_url: str = "",
    plans: Plans = NO_PLANS,
) -> GapReport:
    """Return the report of `tree` as of now, its texts in the wording of `standard`.

    `plans` are what its options have chosen of them. Passages lead to their pages under
    `base_url`; without it they lead nowhere.
    """
    analysis = compute_readiness(tree, standard)
    coverage = compute_coverage(tree, standard)
    builder = _Builder(
        tree, standard, options, analysis=analysis, coverage=coverage, base_url=base_url
    )
    return GapReport(
        subject=_describe_subject(tree.assessment),
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
        self._base_url = base_url
        self._coverage = {element.code: element for element in coverage.elements}
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
            coverage=self._coverage[element.code],
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
            answers=_describe_proof(linked, self._standard),
            pins=() if self._is_hidden(item) else tuple(self._quote(linked)),
        )

    def _quote(self, linked: Linked) -> Iterator[PinnedPassage]:
        for shown in show_pins(linked):
            pin = shown.pin
            yield PinnedPassage(
                quotation=pin.quotation,
                page_number=pin.page_number,
                address=self._address_of(linked.item.id, pin),
                is_found=not shown.is_alarm,
            )

    def _address_of(self, item_id: int, pin: PassagePin) -> str:
        """Return where the page with the passage marked is shown to whoever may read it."""
        if not self._base_url:
            return ""
        wanted = urlencode({"passage": pin.quotation[:LONGEST_WANTED]})
        place = f"assessments/{self._tree.assessment.id}/evidence/{item_id}"
        return f"{self._base_url}/{place}/pages/{pin.page_number}?{wanted}"

    def _record(self, item: EvidenceItem, revision: EvidenceRevision) -> EvidenceRecord:
        if item.id not in self._records:
            record = _describe_evidence(item, revision)
            self._records[item.id] = _hide(record) if self._is_hidden(item) else record
        return self._records[item.id]

    def _is_hidden(self, item: EvidenceItem) -> bool:
        return item.is_confidential and not self._options.shows_confidential_titles


def _describe_proof(linked: Linked, standard: Standard) -> str:
    """Return which guidance points a piece answers and what kind of proof it is, if it is said."""
    stated = StatedProof.of(linked.link)
    terms = standard.terms.guidance
    points = ", ".join(map(str, stated.points))
    word = terms.one if len(stated.points) == 1 else terms.many
    kinds = ", ".join(PROOF_TITLES[kind] for kind in stated.kinds)
    return ". ".join(part for part in (f"Answers {word} {points}" if points else "", kinds) if part)


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
        look_at=item.look_at,
        needs_access=item.needs_access,
    )


def _hide(record: EvidenceRecord) -> EvidenceRecord:
    """Leave of a confidential piece what lets it be asked for and checked later."""
    title = f"{CONFIDENTIAL_TITLE}, number {record.item_id}"
    return replace(record, title=title, address="", look_at="")
