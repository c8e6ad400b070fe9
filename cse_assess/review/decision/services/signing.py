"""Signs a report, which locks its review, and opens a signed review again."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.past.content import hash_content
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.texts import LONGEST_NOTE, check_line, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.decision import letters, policy
from cse_assess.review.decision.assembling import Report, assemble_report
from cse_assess.review.decision.content import sign_content
from cse_assess.review.decision.judging import Judgement
from cse_assess.review.decision.models import SignOff
from cse_assess.review.decision.queries import list_signatures, list_testers
from cse_assess.review.decision.services.guards import explain_refusal, lock_review
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.standards.structure import Standard

LONGEST_NAME = 200


class NotReadyToSign(DomainError):
    """Something keeps the report from being signed; `judgement` says what."""

    def __init__(self, judgement: Judgement) -> None:
        lines = "; ".join(each.text for each in judgement.blocking)
        super().__init__(f"This cannot be signed yet: {lines}.")
        self.judgement = judgement


def sign_report(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    seen_sha256: str,
    signed_name: str,
    without_round: str = "",
) -> SignOff:
    """Sign the report as it was seen, under the name that is to stand, and lock the review.

    `seen_sha256` is the hash of the report that was on the screen. `without_round` says why the
    organisation was not asked about the facts, where it never was. Raises `NotAllowed` with the
    reason, `Conflict` where the report is another one by now, `NotReadyToSign` and `DomainError`.
    """
    _begin_signing(actor, review)
    report = assemble_report(review, standard)
    if report.sha256 != seen_sha256:
        raise Conflict("The report changed while you had this page open. Read it again, then sign.")
    if not report.judgement.is_ready:
        raise NotReadyToSign(report.judgement)
    name = check_line(
        signed_name,
        LONGEST_NAME,
        name="The name",
        field="signed_name",
        missing="Enter your name as it is to stand under the report",
    )
    signed = _make(actor, report, name, _check_reason(report, without_round))
    review.state, review.signed_at = ReviewState.SIGNED, signed.signed_at
    session.flush()
    letters.tell_signed(review, signed)
    record(actor, review.assessment, AuditAction.REVIEW_SIGNED, _describe(review, signed))
    return signed


def _begin_signing(actor: Actor, review: Review) -> None:
    """Lock the review; raise `NotAllowed` where the person may not sign it now."""
    lock_review(review)
    session.expire_all()
    scored = has_scored(actor.user_id, review.submission_id)
    testers = list_testers(review)
    if not policy.can_sign(actor, review, has_scored=scored, testers=testers):
        why = policy.explain_testers(actor.user_id, review, testers) if review.is_open else ""
        raise NotAllowed(why or explain_refusal(review))


def _check_reason(report: Report, without_round: str) -> str:
    """Return why there was no round on accuracy; asked for where there never was one."""
    if needs_reason(report):
        return check_text(
            without_round,
            LONGEST_NOTE,
            name="The reason",
            field="without_round",
            missing="Say why the organisation was not asked about the facts",
        )
    return ""


def needs_reason(report: Report) -> bool:
    """Tell whether a signature has to say why the organisation was not asked about the facts."""
    return not report.rounds


def _make(actor: Actor, report: Report, name: str, without_round: str) -> SignOff:
    number, at = len(report.signatures) + 1, now()
    content = sign_content(
        report.content, number=number, name=name, at=at, without_round=without_round
    )
    signed = SignOff(
        review_id=report.review.id,
        number=number,
        recommendation=report.choice,
        content=content,
        sha256=hash_content(content),
        signed_name=name,
        signed_at=at,
        signed_by_id=actor.user_id,
    )
    session.add(signed)
    session.flush()
    return signed


def _describe(review: Review, signed: SignOff) -> dict[str, object]:
    return {
        "review": review.number,
        "review_id": review.id,
        "number": signed.number,
        "recommendation": signed.recommendation,
        "sha256": signed.sha256,
        "name": signed.signed_name,
    }


def reopen_review(*, actor: Actor, review: Review, version_id: int, reason: str) -> None:
    """Let a signed review be worked on again; the signature and the reason stay on record.

    Raises `NotAllowed`, `Conflict` where the review moved on since the page with `version_id`, and
    `DomainError`.
    """
    lock_review(review)
    if review.is_signed and review.version_id != version_id:
        raise Conflict("The review moved on while you had this page open. See where it stands.")
    if not policy.can_reopen(actor, review):
        raise NotAllowed("Only the assessor of a signed review can reopen it.")
    reason = check_text(
        reason, LONGEST_NOTE, name="The reason", field="reason", missing="Say why you reopen it"
    )
    signed = list_signatures(review.id)[-1]
    signed.reopened_at, signed.reopened_by_id = now(), actor.user_id
    signed.reopened_reason = reason
    review.state, review.signed_at = ReviewState.OPEN, None
    session.flush()
    letters.tell_reopened(review, signed)
    details = {"review": review.number, "review_id": review.id, "number": signed.number}
    record(actor, review.assessment, AuditAction.REVIEW_REOPENED, {**details, "reason": reason})
