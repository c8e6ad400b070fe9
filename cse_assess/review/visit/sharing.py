"""What the organisation is shown of the plan of a visit, and what changed since it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from sqlalchemy import update

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import list_leads
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.desk.models import Review
from cse_assess.review.visit import queries
from cse_assess.review.visit.guards import begin_planning, record
from cse_assess.review.visit.models import SharedPlan, VisitSession
from cse_assess.review.visit.values import sign_sessions

Shown = Mapping[str, Any]
# What the organisation sees of a session; a list of what is in, so that a new column stays out.
PLAIN_FACTS = ("id", "kind", "people", "title", "with_whom", "place", "minutes", "element_codes")


class Change(StrEnum):
    """How a session differs from what was shared before."""

    NONE = ""
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two plans: per session by its id, and what was taken out."""

    changes: Mapping[int, Change]
    removed: tuple[Shown, ...]

    @property
    def is_any(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.removed) or any(self.changes.values())


def describe_session(visit_session: VisitSession) -> dict[str, Any]:
    """Return what the organisation sees of a session, as plain JSON: no questions, no notes."""
    day, starts = visit_session.on_day, visit_session.starts_at
    return {
        **{name: getattr(visit_session, name) for name in PLAIN_FACTS},
        "on_day": day.isoformat() if day else None,
        "starts_at": f"{starts:%H:%M}" if starts else None,
    }


def read_shown(shown: Shown) -> VisitSession:
    """Return a session as it was shared; the object belongs to no database session."""
    facts = {name: shown[name] for name in PLAIN_FACTS}
    day, starts = shown["on_day"], shown["starts_at"]
    return VisitSession(
        **facts,
        on_day=date.fromisoformat(day) if day else None,
        starts_at=time.fromisoformat(starts) if starts else None,
        questions="",
    )


def compare_plans(before: Sequence[Shown], after: Sequence[Shown]) -> Difference:
    """Return what changed from one plan to another, both as `describe_session` gives them."""
    known = {each["id"]: each for each in before}
    staying = {each["id"] for each in after}
    return Difference(
        changes={each["id"]: _compare(known.get(each["id"]), each) for each in after},
        removed=tuple(each for each in before if each["id"] not in staying),
    )


def _compare(before: Shown | None, after: Shown) -> Change:
    if before is None:
        return Change.NEW
    return Change.NONE if dict(before) == dict(after) else Change.CHANGED


def describe_plan(sessions: Sequence[VisitSession]) -> list[dict[str, Any]]:
    """Return what the organisation would see of these sessions."""
    return [describe_session(each) for each in sessions]


def share_plan(*, actor: Actor, review: Review, seen_plan: str) -> SharedPlan:
    """Show the plan as it is now to the organisation, and tell its leads.

    `seen_plan` is what `values.sign_sessions` said of what was on the screen. A plan that is shared
    already as it is, is not shared again. Raises `NotAllowed`, `DomainError` for an empty plan, and
    `Conflict` where it changed since the person looked.
    """
    begin_planning(actor, review)
    sessions = queries.list_sessions(review.id)
    before = queries.find_shared_plan(review.id)
    if not sessions and before is None:
        raise DomainError("There is nothing to share yet: add a session first.")
    described = describe_plan(sessions)
    if before is not None and before.sessions == described:
        return before
    if sign_sessions(sessions) != seen_plan:
        raise Conflict("The plan was changed meanwhile. Look at it again before you share it.")
    shared = SharedPlan(review_id=review.id, sessions=described, shared_by_id=actor.user_id)
    session.add(shared)
    session.flush()
    _note_moment(review, shared)
    _tell_leads(actor, review, shared, is_again=before is not None)
    record(actor, review, AuditAction.VISIT_PLAN_SHARED, sessions=len(described))
    return shared


def _note_moment(review: Review, shared: SharedPlan) -> None:
    """Write when it was shared; the review itself stays in its version for whoever has it open."""
    session.execute(
        update(Review).where(Review.id == review.id).values(plan_shared_at=shared.shared_at)
    )


def _tell_leads(actor: Actor, review: Review, shared: SharedPlan, *, is_again: bool) -> None:
    assessment = review.assessment
    deed = "has changed the plan" if is_again else "has shared the plan"
    text = f"{actor.name} {deed} of the visit to {assessment.service.name}, {assessment.cycle}."
    for lead in list_leads(assessment.organisation_id):
        if lead.id != actor.user_id:
            send_notice(
                user_id=lead.id,
                organisation_id=assessment.organisation_id,
                kind=NoticeKind.VISIT_PLAN_SHARED,
                text=text,
                url=f"/assessments/{assessment.id}/visit",
                key=f"visit-plan:{shared.id}",
            )
