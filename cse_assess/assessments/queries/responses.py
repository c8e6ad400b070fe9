"""Reads of self-assessments; each function takes a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, false, func, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import (
    Assessment,
    DraftKind,
    ElementResponse,
    EvidenceLink,
    ImportDraft,
    PassagePin,
    PinState,
    ResponseChange,
)
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import is_current
from cse_assess.ids import is_possible_id


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """A live link of an element, with its item and the item's current revision."""

    link: EvidenceLink
    item: EvidenceItem
    revision: EvidenceRevision

    @property
    def counts(self) -> bool:
        """Tell whether it still speaks for the element: a withdrawn item does not."""
        return self.item.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class AssessmentTree:
    """All that a self-assessment holds: responses in the standard's order, and their evidence."""

    assessment: Assessment
    responses: tuple[ElementResponse, ...]
    evidence: dict[int, tuple[LinkedEvidence, ...]]

    def evidence_of(self, response: ElementResponse) -> tuple[LinkedEvidence, ...]:
        """Return the linked evidence of an element, in the order in which it was linked."""
        return self.evidence.get(response.id, ())


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response with the number of pieces of evidence that speak for it.

    `lost_passages` is how many of the passages pinned in them are not there word for word.
    """

    response: ElementResponse
    evidence_count: int
    lost_passages: int = 0


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """What the list of self-assessments needs of one response, without its texts."""

    assessment_id: int
    element_code: str
    level: str | None
    owner_id: int | None
    evidence_count: int


def find_assessment(assessment_id: int) -> Assessment | None:
    """Return the self-assessment with its service and organisation, or None."""
    if not is_possible_id(assessment_id):
        return None
    wanted = select(Assessment).where(Assessment.id == assessment_id)
    return session.scalars(wanted.options(*_with_service())).one_or_none()


def get_assessment(assessment_id: int) -> Assessment:
    """Return the self-assessment with its service and organisation; raise `NotFound`."""
    assessment = find_assessment(assessment_id)
    if assessment is None:
        raise NotFound("There is no such self-assessment.")
    return assessment


def list_assessments(actor: Actor) -> Sequence[Assessment]:
    """Return the self-assessments that the person may see: open ones first, then newest first."""
    wanted = (
        select(Assessment)
        .where(visible_to(actor))
        .options(*_with_service())
        .order_by(Assessment.locked_at.is_not(None), Assessment.id.desc())
    )
    return session.scalars(wanted).all()


def list_all_assessments() -> Sequence[Assessment]:
    """Return every self-assessment of the installation, by id."""
    wanted = select(Assessment).options(*_with_service()).order_by(Assessment.id)
    return session.scalars(wanted).all()


def _with_service() -> tuple[ORMOption, ...]:
    return joinedload(Assessment.service), joinedload(Assessment.organisation)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that says `policy.can_view_assessment` in SQL, for joins."""
    if not actor.is_member:
        return false()
    is_own = Assessment.organisation_id == actor.organisation_id
    if actor.sees_every_service:
        return is_own
    return and_(is_own, Assessment.service_id.in_(actor.contributes_to))


def list_progress(assessment_ids: Collection[int]) -> dict[int, list[ProgressRow]]:
    """Return for each self-assessment the state of its elements, in the standard's order."""
    wanted = (
        select(
            ElementResponse.assessment_id,
            ElementResponse.element_code,
            ElementResponse.level,
            ElementResponse.owner_id,
            _evidence_count(),
        )
        .where(ElementResponse.assessment_id.in_(assessment_ids))
        .order_by(ElementResponse.assessment_id, ElementResponse.position)
    )
    rows = [ProgressRow(*row) for row in session.execute(wanted)]
    grouped = groupby(rows, key=lambda row: row.assessment_id)
    return {assessment_id: list(members) for assessment_id, members in grouped}


def list_response_rows(assessment_id: int) -> list[ResponseRow]:
    """Return the responses with owners and evidence counts, in the standard's order."""
    wanted = (
        _responses_of(assessment_id)
        .add_columns(_evidence_count(), _lost_passages())
        .options(joinedload(ElementResponse.owner))
    )
    return [ResponseRow(*row) for row in session.execute(wanted)]


def _responses_of(assessment_id: int) -> Select[ElementResponse]:
    return (
        select(ElementResponse)
        .where(ElementResponse.assessment_id == assessment_id)
        .order_by(ElementResponse.position)
    )


def _evidence_count() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(EvidenceLink)
        .join(EvidenceLink.item)
        .where(
            EvidenceLink.response_id == ElementResponse.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.withdrawn_at.is_(None),
        )
        .correlate(ElementResponse)
        .scalar_subquery()
    )


def _lost_passages() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(PassagePin)
        .join(PassagePin.link)
        .join(EvidenceLink.item)
        .where(
            EvidenceLink.response_id == ElementResponse.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.withdrawn_at.is_(None),
            PassagePin.removed_at.is_(None),
            PassagePin.state != PinState.FOUND,
        )
        .correlate(ElementResponse)
        .scalar_subquery()
    )


def load_tree(assessment_id: int) -> AssessmentTree:
    """Return the whole self-assessment in four queries; raise `NotFound`."""
    return load_trees([get_assessment(assessment_id)])[0]


def load_trees(assessments: Sequence[Assessment]) -> list[AssessmentTree]:
    """Return whole self-assessments in the order given, in three queries however many there are."""
    ids = [assessment.id for assessment in assessments]
    responses = session.scalars(
        select(ElementResponse)
        .where(ElementResponse.assessment_id.in_(ids))
        .options(joinedload(ElementResponse.owner), joinedload(ElementResponse.updated_by))
        .order_by(ElementResponse.assessment_id, ElementResponse.position)
    )
    grouped = groupby(responses, key=lambda response: response.assessment_id)
    by_assessment = {assessment_id: tuple(members) for assessment_id, members in grouped}
    in_them = EvidenceLink.response_id.in_(
        select(ElementResponse.id).where(ElementResponse.assessment_id.in_(ids))
    )
    evidence = _group_by_response(_load_evidence(in_them))
    return [
        _make_tree(assessment, by_assessment.get(assessment.id, ()), evidence)
        for assessment in assessments
    ]


def _make_tree(
    assessment: Assessment,
    responses: tuple[ElementResponse, ...],
    evidence: dict[int, tuple[LinkedEvidence, ...]],
) -> AssessmentTree:
    own = {each.id: evidence[each.id] for each in responses if each.id in evidence}
    return AssessmentTree(assessment, responses, own)


def _group_by_response(
    evidence: Iterable[LinkedEvidence],
) -> dict[int, tuple[LinkedEvidence, ...]]:
    grouped = groupby(evidence, key=lambda linked: linked.link.response_id)
    return {response_id: tuple(members) for response_id, members in grouped}


def _load_evidence(condition: ColumnElement[bool]) -> list[LinkedEvidence]:
    wanted = (
        select(EvidenceLink, EvidenceRevision)
        .join(EvidenceLink.item)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(EvidenceLink.removed_at.is_(None), is_current(), condition)
        .options(contains_eager(EvidenceLink.item).joinedload(EvidenceItem.owner))
        .order_by(EvidenceLink.response_id, EvidenceLink.id)
    )
    rows = session.execute(wanted).all()
    pins = _load_pins(condition)
    for link, _ in rows:
        set_committed_value(link, "pins", pins.get(link.id, []))
    return [LinkedEvidence(link, link.item, revision) for link, revision in rows]


def _load_pins(condition: ColumnElement[bool]) -> dict[int, list[PassagePin]]:
    """Return the live pins of links by the link's id, in one query however many links there are."""
    wanted = (
        select(PassagePin)
        .join(PassagePin.link)
        .where(PassagePin.removed_at.is_(None), EvidenceLink.removed_at.is_(None), condition)
        .order_by(PassagePin.link_id, PassagePin.id)
    )
    grouped = groupby(session.scalars(wanted), key=lambda pin: pin.link_id)
    return {link_id: list(members) for link_id, members in grouped}


def get_response(assessment_id: int, code: str) -> ElementResponse:
    """Return the response to an element, with its owner; raise `NotFound`."""
    wanted = (
        _responses_of(assessment_id)
        .where(ElementResponse.element_code == code)
        .options(joinedload(ElementResponse.owner), joinedload(ElementResponse.updated_by))
    )
    response = session.scalars(wanted).one_or_none()
    if response is None:
        raise NotFound("There is no such element in this self-assessment.")
    return response


def list_evidence(response: ElementResponse) -> list[LinkedEvidence]:
    """Return the linked evidence of an element, in the order in which it was linked."""
    return _load_evidence(EvidenceLink.response_id == response.id)


def get_linked_evidence(response: ElementResponse, link_id: int) -> LinkedEvidence:
    """Return a live link of this element; raise `NotFound`."""
    if not is_possible_id(link_id):
        raise NotFound("This evidence is not linked here.")
    return _one_linked(and_(EvidenceLink.id == link_id, EvidenceLink.response_id == response.id))


def get_item_of_assessment(assessment_id: int, item_id: int) -> LinkedEvidence:
    """Return an item that is linked somewhere in the self-assessment; raise `NotFound`."""
    if not is_possible_id(item_id):
        raise NotFound("This evidence is not linked here.")
    in_assessment = EvidenceLink.response_id.in_(
        select(ElementResponse.id).where(ElementResponse.assessment_id == assessment_id)
    )
    return _one_linked(and_(EvidenceLink.item_id == item_id, in_assessment))


def _one_linked(condition: ColumnElement[bool]) -> LinkedEvidence:
    found = _load_evidence(condition)
    if not found:
        raise NotFound("This evidence is not linked here.")
    return found[0]


def find_live_link(response_id: int, item_id: int) -> EvidenceLink | None:
    """Return the live link between an element and an item, or None."""
    return session.scalars(
        select(EvidenceLink).where(
            EvidenceLink.response_id == response_id,
            EvidenceLink.item_id == item_id,
            EvidenceLink.removed_at.is_(None),
        )
    ).one_or_none()


def list_changes(response_id: int, limit: int | None = None) -> Sequence[ResponseChange]:
    """Return the history of an element, newest first; the newest `limit` where one is given."""
    return session.scalars(
        select(ResponseChange)
        .where(ResponseChange.response_id == response_id)
        .options(joinedload(ResponseChange.item))
        .order_by(ResponseChange.id.desc())
        .limit(limit)
    ).all()


def list_changes_after(response_id: int, version_id: int) -> Sequence[ResponseChange]:
    """Return what changed in the response itself after one of its versions, oldest first."""
    return session.scalars(
        select(ResponseChange)
        .where(
            ResponseChange.response_id == response_id,
            ResponseChange.response_version > version_id,
        )
        .order_by(ResponseChange.id)
    ).all()


def lock_responses(assessment_id: int) -> None:
    """Read the responses anew and keep others from changing them until the transaction ends."""
    session.scalars(
        _responses_of(assessment_id).with_for_update().execution_options(populate_existing=True)
    ).all()


def find_draft(
    assessment_id: int, draft_id: int, user_id: int | None, kind: DraftKind
) -> ImportDraft | None:
    """Return a person's own import that has not expired, or None."""
    if not is_possible_id(draft_id):
        return None
    return session.scalars(
        select(ImportDraft).where(
            ImportDraft.id == draft_id,
            ImportDraft.assessment_id == assessment_id,
            ImportDraft.kind == kind,
            ImportDraft.created_by_id == user_id,
            ImportDraft.expires_at >= now(),
        )
    ).one_or_none()
