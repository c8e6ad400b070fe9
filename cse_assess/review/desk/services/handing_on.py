"""Goes on with a review: on a later submission, or in another assessor's hands."""

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.comparison import ElementComparison, compare_sides
from cse_assess.assessments.past.content import read_side
from cse_assess.assessments.texts import LONGEST_NOTE, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, NotAllowed
from cse_assess.review.desk import policy, queries
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.services.guards import (
    lock_review,
    record_deed,
    require_person,
    require_version,
)
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard


def list_reopened(
    standard: Standard, before: Submission, after: Submission
) -> list[ElementComparison]:
    """Return the elements that differ between two submissions, whose findings are to be looked at.

    A later name of who looks after an element is no reason to do so.
    """
    sides = read_side(before.snapshot.content), read_side(after.snapshot.content)
    return [each for each in compare_sides(standard, *sides) if _differs_in_claim(each)]


def _differs_in_claim(compared: ElementComparison) -> bool:
    pieces = compared.added, compared.removed, compared.renewed, compared.restated
    is_on_one_side = compared.before is None or compared.after is None
    other_texts = set(compared.texts) - {"owner"}
    return bool(is_on_one_side or compared.has_other_level or other_texts or any(pieces))


def take_up_submission(
    *, actor: Actor, review: Review, standard: Standard, version_id: int, number: int
) -> list[str]:
    """Go on with the newest submission that stands, of which `number` was on the screen.

    Findings stay; those of elements that differ are not done any more. Returns the codes of these.
    Raises `NotAllowed`, and `Conflict` where the review or the submission is another by now.
    """
    lock_review(review)
    require_version(review, version_id)
    standing = queries.load_standing([review.assessment_id]).get(review.assessment_id)
    newest_number = standing.number if standing else None
    if standing is None or not policy.can_take_up(actor, review, newest_number=newest_number):
        raise NotAllowed("There is no later submission that you can take up now.")
    if standing.number != number:
        raise Conflict("The organisation has submitted again meanwhile. Look at what differs now.")
    codes = [each.code for each in list_reopened(standard, review.submission, standing)]
    before = review.submission.number
    review.submission = standing
    reopened = _undo(queries.load_findings(review.id), codes)
    session.flush()
    details = {"from": before, "to": standing.number, "elements": codes}
    record_deed(actor, review, AuditAction.REVIEW_SUBMISSION_TAKEN_UP, details)
    return reopened


def _undo(findings: dict[str, Finding], codes: list[str]) -> list[str]:
    done = [code for code in codes if code in findings and findings[code].is_done]
    for code in done:
        findings[code].is_done = False
    return done


def take_over_review(*, actor: Actor, review: Review, version_id: int, reason: str) -> None:
    """Become the assessor of a review whose own assessor's access has ended.

    Raises `NotAllowed`, `Conflict` where somebody else did so, and `DomainError` without a reason.
    """
    lock_review(review)
    require_version(review, version_id)
    allowed = policy.can_take_over(
        actor,
        review,
        has_ended=not queries.has_access(review.assessor_id, review.assessment_id),
        is_scoring=is_scoring(actor.user_id, review.assessment_id),
    )
    if not allowed:
        raise NotAllowed("You cannot take this review over now.")
    missing = "Say why you take it over"
    words = check_text(reason, LONGEST_NOTE, name="The reason", field="reason", missing=missing)
    before = review.assessor_id
    review.assessor_id = require_person(actor)
    session.flush()
    session.refresh(review, ["assessor"])
    details = {"from_user": before, "to_user": actor.user_id, "reason": words}
    record_deed(actor, review, AuditAction.REVIEW_TAKEN_OVER, details)
