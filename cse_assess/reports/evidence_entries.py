"""Turns evidence into what a document says of it, confidential pieces without their titles."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from cse_assess.analysis.freshness import FreshnessRule, assess_freshness, last_valid_day
from cse_assess.analysis.proof import PROOF_TITLES
from cse_assess.assessments.models import PassagePin
from cse_assess.assessments.pins.panel import show_pins
from cse_assess.assessments.proof import StatedProof
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.queries import LinkedEvidence as Linked
from cse_assess.assessments.readiness import evidence_state, freshness_rule
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.reports.confidential import is_hidden, title_in
from cse_assess.reports.document import EvidenceRecord, LinkedEvidence, PinnedPassage
from cse_assess.reports.options import ReportOptions
from cse_assess.standards.structure import Standard

FINGERPRINT_LENGTH = 12
LONGEST_WANTED = 300


class EvidenceTeller:
    """Tells of the evidence of one self-assessment; `records` has each item told of, by its id.

    Passages lead to their pages under `base_url`; without it they lead nowhere.
    """

    def __init__(
        self, tree: AssessmentTree, standard: Standard, options: ReportOptions, base_url: str = ""
    ) -> None:
        self.records: dict[int, EvidenceRecord] = {}
        self._assessment_id = tree.assessment.id
        self._standard = standard
        self._options = options
        self._rule: FreshnessRule = freshness_rule(tree.assessment, standard)
        self._base_url = base_url

    def tell(self, linked: Linked, max_age_months: int | None = None) -> LinkedEvidence:
        """Return a piece as one element uses it, which may ask that it is no older than so much."""
        item = linked.item
        state = evidence_state(linked)
        last_day = last_valid_day(state, self._rule.validity_months, max_age_months)
        return LinkedEvidence(
            record=self._record(item, linked.revision),
            note="" if self._is_hidden(item) else linked.link.note,
            freshness=assess_freshness(state, self._rule, max_age_months),
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
        place = f"assessments/{self._assessment_id}/evidence/{item_id}"
        return f"{self._base_url}/{place}/pages/{pin.page_number}?{wanted}"

    def _record(self, item: EvidenceItem, revision: EvidenceRevision) -> EvidenceRecord:
        if item.id not in self.records:
            record = _describe_evidence(item, revision)
            self.records[item.id] = self._hide(record, item) if self._is_hidden(item) else record
        return self.records[item.id]

    def _is_hidden(self, item: EvidenceItem) -> bool:
        return is_hidden(item, self._options)

    def _hide(self, record: EvidenceRecord, item: EvidenceItem) -> EvidenceRecord:
        """Leave of a confidential piece what lets it be asked for and checked later."""
        return replace(record, title=title_in(item, self._options), address="", look_at="")


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
