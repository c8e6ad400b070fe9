"""What narrows and sorts a list of evidence, said in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from cse_assess.accounts.actor import Actor
from cse_assess.clock import today
from cse_assess.evidence import policy
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries.revisions import is_current
from cse_assess.evidence.study.models import StepState, StudyStep

SOON = timedelta(days=90)


class Freshness(StrEnum):
    """How an item's dates stand today."""

    UNDATED = "undated"
    EXPIRED = "expired"
    EXPIRES_SOON = "expires_soon"


class Order(StrEnum):
    """What a list of evidence is sorted by."""

    BEST = "best"
    NEWEST = "newest"
    TITLE = "title"
    EVIDENCE_DATE = "evidence_date"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What narrows a list of evidence; the default shows everything that is not withdrawn.

    The date of the evidence is on or after `dated_from` and on or before `dated_to`. `place` is a
    place that uses the items, as `evidence.usage` names it. What `needs_attention` has a file
    that could not be looked into. The order BEST is by how well an item fits the search; without
    one it is the newest first.
    """

    search: str = ""
    kind: str = ""
    owner_id: int | None = None
    freshness: str = ""
    dated_from: date | None = None
    dated_to: date | None = None
    place: str = ""
    needs_attention: bool = False
    is_confidential: bool = False
    is_unused: bool = False
    is_withdrawn: bool = False
    order: Order = Order.BEST


def is_open_to(viewer: Actor | None) -> ColumnElement[bool]:
    """Return `policy.can_open_item` as a condition, for items of the viewer's own organisation.

    Without a viewer no confidential item is open.
    """
    if viewer is not None and policy.can_open_confidential(viewer):
        return true()
    is_public = EvidenceItem.is_confidential.is_(False)
    if viewer is None or viewer.user_id is None:
        return is_public
    return or_(
        is_public,
        func.coalesce(EvidenceItem.owner_id == viewer.user_id, False),
        func.coalesce(EvidenceItem.created_by_id == viewer.user_id, False),
    )


def satisfies(filters: ItemFilters, is_open: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return everything that `filters` say but the search, the place and the use.

    A filter by what only an open item shows finds none that is not open.
    """
    conditions = [is_withdrawn() if filters.is_withdrawn else ~is_withdrawn()]
    if filters.is_confidential:
        conditions.append(EvidenceItem.is_confidential.is_(True))
    told = _told_conditions(filters)
    return and_(*conditions, *([is_open, *told] if told else []))


def _told_conditions(filters: ItemFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.kind:
        conditions.append(EvidenceItem.kind == filters.kind)
    if filters.owner_id is not None:
        conditions.append(EvidenceItem.owner_id == filters.owner_id)
    if filters.freshness:
        conditions.append(_has_freshness(Freshness(filters.freshness), today()))
    if filters.dated_from is not None:
        conditions.append(EvidenceItem.evidence_on >= filters.dated_from)
    if filters.dated_to is not None:
        conditions.append(EvidenceItem.evidence_on <= filters.dated_to)
    if filters.needs_attention:
        conditions.append(_has_unread_file())
    return conditions


def is_withdrawn() -> ColumnElement[bool]:
    """Return the condition that an item is kept for the record only."""
    return EvidenceItem.withdrawn_at.is_not(None)


def is_among(ids: Select[int]) -> ColumnElement[bool]:
    """Return the condition that an item is one of those that `ids` selects."""
    selected = ids.subquery()
    return exists(select(selected).where(selected.c[0] == EvidenceItem.id))


def _has_freshness(freshness: Freshness, on: date) -> ColumnElement[bool]:
    if freshness is Freshness.UNDATED:
        return EvidenceItem.evidence_on.is_(None)
    if freshness is Freshness.EXPIRED:
        return EvidenceItem.valid_until < on
    return EvidenceItem.valid_until.between(on, on + SOON)


def _has_unread_file() -> ColumnElement[bool]:
    """Return the condition that a step of the study of the current file did not end well."""
    return exists(
        select(StudyStep.sha256)
        .join(EvidenceRevision, EvidenceRevision.sha256 == StudyStep.sha256)
        .where(
            EvidenceRevision.item_id == EvidenceItem.id,
            is_current(),
            StudyStep.state.in_((StepState.REFUSED, StepState.FAILED)),
        )
    )
