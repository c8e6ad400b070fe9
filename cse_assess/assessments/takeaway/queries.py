"""Reads of take-away sheets; each function takes a fixed number of queries."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import is_possible_id
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.db import session
from cse_assess.errors import NotFound


def list_take_aways(assessment_id: int) -> Sequence[TakeAway]:
    """Return the sheets of a self-assessment with what came back, the newest first."""
    wanted = _with_everything().where(TakeAway.assessment_id == assessment_id)
    return session.scalars(wanted.order_by(TakeAway.id.desc())).all()


def get_take_away(take_away_id: int) -> TakeAway:
    """Return a sheet with its self-assessment and what came back; raise `NotFound`."""
    found = None
    if is_possible_id(take_away_id):
        found = session.scalar(_with_everything().where(TakeAway.id == take_away_id))
    if found is None:
        raise NotFound("There is no such take-away sheet.")
    return found


def find_take_away(reference: str) -> TakeAway | None:
    """Return the sheet of this reference, or None."""
    return session.scalar(_with_everything().where(TakeAway.reference == reference))


def get_return(return_id: int) -> TakeAwayReturn:
    """Return a sheet that came back, with the one that was handed out; raise `NotFound`."""
    found = None
    if is_possible_id(return_id):
        wanted = select(TakeAwayReturn).options(joinedload(TakeAwayReturn.received_by))
        found = session.scalar(wanted.where(TakeAwayReturn.id == return_id))
    if found is None:
        raise NotFound("There is no such file, or it was dropped.")
    return found


def _with_everything() -> Select[TakeAway]:
    return (
        select(TakeAway)
        .join(TakeAway.assessment)
        .options(
            contains_eager(TakeAway.assessment).options(
                joinedload(Assessment.service), joinedload(Assessment.organisation)
            ),
            joinedload(TakeAway.made_by),
            selectinload(TakeAway.returns).joinedload(TakeAwayReturn.received_by),
        )
    )
