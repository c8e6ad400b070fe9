"""Reads of what the checks need; each function takes a fixed number of queries."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import joinedload

from cse_assess.analysis.checks.holdings import Holdings
from cse_assess.assessments.checks.models import FileValues, SetAsideFinding
from cse_assess.assessments.models import ElementResponse
from cse_assess.db import session


def load_values(hashes: Collection[str]) -> dict[str, Holdings]:
    """Return what contents hold, by hash; those that cannot be looked up are missing."""
    if not hashes:
        return {}
    # As text, so that the many lists of one row are gone again before the next is read.
    held = cast(FileValues.held, Text)
    wanted = select(FileValues.sha256, held).where(FileValues.sha256.in_(hashes))
    rows = session.execute(wanted)
    return {sha256: Holdings.from_json(json.loads(kept)) for sha256, kept in rows}


def list_justifications(assessment_id: int) -> dict[str, str]:
    """Return the justifications of a self-assessment by element code, in the standard's order."""
    wanted = (
        select(ElementResponse.element_code, ElementResponse.justification)
        .where(ElementResponse.assessment_id == assessment_id)
        .order_by(ElementResponse.position)
    )
    return dict(session.execute(wanted).all())


def list_set_aside(response_ids: Collection[int]) -> Sequence[SetAsideFinding]:
    """Return what is set aside at some elements now, in the order in which it was."""
    wanted = (
        select(SetAsideFinding)
        .where(SetAsideFinding.response_id.in_(response_ids), SetAsideFinding.raised_at.is_(None))
        .options(joinedload(SetAsideFinding.set_aside_by))
        .order_by(SetAsideFinding.id)
    )
    return session.scalars(wanted).all()


def find_set_aside(response_id: int, fingerprint: str) -> SetAsideFinding | None:
    """Return the finding of this fingerprint if it is set aside now, or None."""
    return session.scalars(
        select(SetAsideFinding).where(
            SetAsideFinding.response_id == response_id,
            SetAsideFinding.fingerprint == fingerprint,
            SetAsideFinding.raised_at.is_(None),
        )
    ).one_or_none()
