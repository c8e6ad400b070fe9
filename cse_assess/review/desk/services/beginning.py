"""Begins reviews, and changes what was set at the beginning."""

from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.services.guards import record
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.desk import policy, queries
from cse_assess.review.desk.letters import tell_of_beginning
from cse_assess.review.desk.models import Review, ReviewKind
from cse_assess.review.desk.services.guards import (
    begin_writing,
    record_deed,
    require_person,
    require_version,
)
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard


def begin_review(
    *, actor: Actor, assessment: Assessment, standard: Standard, kind: str, due_on: date | None
) -> Review:
    """Begin the review of the newest submission that stands; those who run the service are told.

    The desktop review is to be done by the day `due_on`. Raises `NotAllowed`, `Conflict` where
    another review is not signed yet, and `DomainError` for a kind or day that cannot be, or where
    nothing was submitted.
    """
    session.refresh(assessment, with_for_update={"of": Assessment})
    _check_right(actor, assessment)
    kind, due_on = _check_kind(kind), _check_day(due_on)
    newest = queries.find_newest_review(assessment.id)
    if newest is not None and not newest.is_signed:
        raise Conflict(
            f"{newest.assessor.name} has begun a review that is not signed yet. There is one "
            "review at a time: you can score on your own beside it, as a second opinion."
        )
    review = _make(actor, assessment, standard, newest)
    review.kind, review.due_on = kind, due_on
    session.add(review)
    session.flush()
    tell_of_beginning(review)
    details = {"review": review.number, "submission": review.submission.number, "kind": kind}
    record(actor, assessment, AuditAction.REVIEW_BEGUN, details)
    return review


def _check_right(actor: Actor, assessment: Assessment) -> None:
    scoring = is_scoring(actor.user_id, assessment.id)
    if not policy.can_begin_review(actor, assessment, is_scoring=scoring):
        raise NotAllowed(
            "Finish or give up your own scoring first: a review shows what others found."
        )


def _make(
    actor: Actor, assessment: Assessment, standard: Standard, newest: Review | None
) -> Review:
    return Review(
        assessment=assessment,
        submission=_find_submission(assessment),
        number=newest.number + 1 if newest else 1,
        assessor_id=require_person(actor),
        testers_required=standard.review.testers_required,
    )


def _find_submission(assessment: Assessment) -> Submission:
    standing = queries.load_standing([assessment.id]).get(assessment.id)
    if standing is None:
        raise DomainError("Nothing is submitted now. You can begin as soon as something is.")
    return standing


def _check_kind(kind: str) -> ReviewKind:
    if kind not in set(ReviewKind):
        raise DomainError("Choose what the review is for", field="kind")
    return ReviewKind(kind)


def _check_day(due_on: date | None) -> date:
    if due_on is None:
        raise DomainError("Enter the day by which the desktop review is to be done", field="due_on")
    if due_on < today():
        raise DomainError("The day must be today or later", field="due_on")
    return due_on


def edit_review(
    *, actor: Actor, review: Review, version_id: int, kind: str, due_on: date | None
) -> None:
    """Change what the review is for and its day, where `version_id` was on the screen.

    Raises `NotAllowed`, `Conflict`, and `DomainError` for a kind or day that cannot be.
    """
    begin_writing(actor, review)
    require_version(review, version_id)
    kind = _check_kind(kind)
    if due_on != review.due_on:
        review.due_on = _check_day(due_on)
    review.kind = kind
    session.flush()
    record_deed(actor, review, AuditAction.REVIEW_EDITED, {"kind": kind, "due_on": str(due_on)})
