"""What may be private in evidence, and what has been decided about it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.privacy.models import FoundDetail, PrivacyDecision, Redaction
from cse_assess.evidence.queries import is_current


def list_details(sha256: str) -> list[FoundDetail]:
    """Return the private details that were found in a content, in its order."""
    return list(
        session.scalars(
            select(FoundDetail).where(FoundDetail.sha256 == sha256).order_by(FoundDetail.number)
        )
    )


def find_detail(sha256: str, number: int) -> FoundDetail | None:
    """Return one private detail of a content, or None where it has none of this number."""
    return session.get(FoundDetail, (sha256, number))


def count_details(hashes: Collection[str]) -> dict[str, int]:
    """Return how many private details each content has that are not likely to be public.

    One query; contents without any are missing.
    """
    rows = session.execute(
        select(FoundDetail.sha256, func.count().label("found"))
        .where(FoundDetail.sha256.in_(hashes), FoundDetail.may_be_public.is_(False))
        .group_by(FoundDetail.sha256)
    )
    return {row.sha256: row.found for row in rows}


def count_undecided(item_ids: Collection[int]) -> dict[int, int]:
    """Return how many private details in each item's current content wait for a decision.

    One query; items without any are missing. A detail that may be public needs no decision, nor
    does one that was decided about in an earlier content of the item.
    """
    rows = session.execute(
        select(EvidenceRevision.item_id, func.count().label("found"))
        .join(FoundDetail, FoundDetail.sha256 == EvidenceRevision.sha256)
        .where(
            EvidenceRevision.item_id.in_(item_ids),
            is_current(),
            FoundDetail.may_be_public.is_(False),
            ~_is_decided(),
        )
        .group_by(EvidenceRevision.item_id)
    )
    return {row.item_id: row.found for row in rows}


def _is_decided() -> ColumnElement[bool]:
    known = aliased(FoundDetail)
    return exists().where(
        PrivacyDecision.item_id == EvidenceRevision.item_id,
        PrivacyDecision.sha256 == known.sha256,
        and_(known.kind == FoundDetail.kind, known.text == FoundDetail.text),
    )


def find_decision(item_id: int, sha256: str) -> PrivacyDecision | None:
    """Return what was decided about a content of an item, with who did, or None."""
    return session.scalar(
        select(PrivacyDecision)
        .where(PrivacyDecision.item_id == item_id, PrivacyDecision.sha256 == sha256)
        .options(joinedload(PrivacyDecision.decided_by))
    )


def find_redaction(item_id: int, sha256: str) -> Redaction | None:
    """Return the last redacted copy that was asked for of a content of an item, or None."""
    return session.scalar(
        select(Redaction)
        .where(Redaction.item_id == item_id, Redaction.sha256 == sha256)
        .order_by(Redaction.id.desc())
        .limit(1)
    )


def get_redaction(redaction_id: int) -> Redaction:
    """Return a redaction; raise `NotFound`."""
    redaction = session.get(Redaction, redaction_id)
    if redaction is None:
        raise NotFound("Nobody has asked for this redacted copy.")
    return redaction
