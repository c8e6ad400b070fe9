"""Decides about private details, and puts redacted copies in place of what they were made from."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select

from cse_assess.accounts.actor import Actor
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence import policy
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.names import clean_line, suffix_of
from cse_assess.evidence.privacy import queries
from cse_assess.evidence.privacy.models import (
    Decision,
    FoundDetail,
    PrivacyDecision,
    Redaction,
    RedactionState,
)
from cse_assess.evidence.privacy.needles import list_words
from cse_assess.evidence.queries import get_current_revision, get_item
from cse_assess.evidence.recording import record_deed
from cse_assess.evidence.services import REASON_LENGTH, edit_item, replace_file
from cse_assess.evidence.usage import current_usage
from cse_assess.jobs.services import enqueue_job
from cse_assess.reading.privacy import PrivacyFinding
from cse_assess.reading.redaction.copying import can_redact, explain_refusal
from cse_assess.reading.redaction.words import Words

JOB_KIND = "redact_file"
MOST_DETAILS = 1000
MOST_WORDS = 50


def save_findings(*, sha256: str, findings: Sequence[PrivacyFinding]) -> None:
    """Keep what was found in a content in place of what was found before, the first 1,000."""
    session.execute(delete(FoundDetail).where(FoundDetail.sha256 == sha256))
    session.add_all(
        FoundDetail(
            sha256=sha256,
            number=number,
            kind=finding.kind,
            text=finding.text.replace("\0", ""),
            page=finding.page,
            place=finding.place,
            certain=finding.certain,
            may_be_public=finding.may_be_public,
        )
        for number, finding in enumerate(findings[:MOST_DETAILS], start=1)
    )
    session.flush()


def let_details_stay(*, actor: Actor, item: EvidenceItem, sha256: str, reason: str) -> None:
    """Record that the private details in the current content, `sha256`, may stay, and why.

    Raises `DomainError` without a reason, `Conflict` where the content is another by now,
    `NotAllowed`.
    """
    said = _check_reason(reason)
    if not said:
        raise DomainError("Say why these details may stay.", field="reason")
    _require_current(actor, item, sha256)
    _decide(actor, item, sha256, Decision.STAY, said)
    record_deed(actor, item, AuditAction.EVIDENCE_PRIVACY_CONFIRMED, _describe(sha256, said))


def restrict_item(*, actor: Actor, item: EvidenceItem, sha256: str, reason: str = "") -> None:
    """Make the item confidential because of the private details in its current content.

    Raises `Conflict` where the content is another by now, `NotAllowed`.
    """
    said = _check_reason(reason)
    _require_current(actor, item, sha256)
    _decide(actor, item, sha256, Decision.RESTRICT, said)
    record_deed(actor, item, AuditAction.EVIDENCE_RESTRICTED, _describe(sha256, said))
    edit_item(actor=actor, item=item, version_id=item.version_id, is_confidential=True)


def ask_for_redaction(
    *,
    actor: Actor,
    item: EvidenceItem,
    sha256: str,
    numbers: Collection[int],
    other_words: Iterable[str] = (),
    reason: str = "",
) -> Redaction:
    """Have a copy made of the current content without the details of `numbers` and `other_words`.

    It is made in the background and then replaces the content. Raises `DomainError` where nothing
    is to go, a word is too short or its type cannot be redacted; `Conflict` where the content is
    another by now or a copy is being made already; `NotAllowed`.
    """
    said = _check_reason(reason)
    revision = _require_current(actor, item, sha256)
    _require_none_pending(item, sha256)
    words = _choose_words(sha256, numbers, other_words)
    suffix = suffix_of(revision.file_name)
    if not can_redact(suffix):
        raise DomainError(explain_refusal(suffix))
    if item.is_withdrawn:
        raise DomainError("This evidence is withdrawn. Restore it first.")
    redaction = Redaction(
        item_id=item.id, sha256=sha256, words=words, reason=said, asked_by_id=actor.user_id
    )
    session.add(redaction)
    session.flush()
    enqueue_job(
        kind=JOB_KIND,
        arguments={"redaction_id": redaction.id},
        organisation_id=item.organisation_id,
        created_by_id=actor.user_id,
    )
    details = {"words": len(words), "reason": said}
    record_deed(actor, item, AuditAction.EVIDENCE_REDACTION_REQUESTED, details)
    return redaction


def finish_redaction(
    *, actor: Actor, redaction: Redaction, copy: CheckedFile, count: int
) -> EvidenceRevision:
    """Make the redacted `copy` the item's content, and seal every file that it had before.

    `count` is in how many places the words were found. Raises `Conflict` where the content was
    replaced meanwhile, and whatever `services.replace_file` does.
    """
    item = get_item(redaction.item_id, actor.organisation_id)
    _require_current(actor, item, redaction.sha256)
    places = "1 place" if count == 1 else f"{count} places"
    _black_out_uses(item, redaction.words)
    reason = f"Redacted copy: {places} blacked out. {redaction.reason}".strip()
    revision = replace_file(actor=actor, item=item, file=copy, reason=reason[:REASON_LENGTH])
    _seal_before(actor, item, revision)
    _decide(actor, item, redaction.sha256, Decision.REDACT, redaction.reason)
    _end(redaction, RedactionState.DONE)
    return revision


def _black_out_uses(item: EvidenceItem, words: Sequence[str]) -> None:
    usage = current_usage()
    if usage is not None:
        usage.black_out(item, Words(words))


def refuse_redaction(*, redaction: Redaction, message: str) -> None:
    """Record that the copy cannot be made, and why, in words for people."""
    _end(redaction, RedactionState.REFUSED, message)


def _end(redaction: Redaction, state: RedactionState, message: str = "") -> None:
    redaction.state, redaction.message, redaction.words = state, message, []
    session.flush()


def _seal_before(actor: Actor, item: EvidenceItem, revision: EvidenceRevision) -> None:
    """Seal the files before `revision`: what was blacked out may stand in each of them."""
    earlier = session.scalars(
        select(EvidenceRevision).where(
            EvidenceRevision.item_id == item.id,
            EvidenceRevision.number < revision.number,
            EvidenceRevision.sha256.is_not(None),
            EvidenceRevision.sealed_at.is_(None),
        )
    ).all()
    for each in earlier:
        each.sealed_at, each.sealed_by_id = now(), actor.user_id
    session.flush()
    numbers = sorted(each.number for each in earlier)
    record_deed(actor, item, AuditAction.EVIDENCE_SEALED, {"revisions": numbers})


def _require_current(actor: Actor, item: EvidenceItem, sha256: str) -> EvidenceRevision:
    if not policy.can_edit_item(actor, item):
        raise NotAllowed("Only its owner or an improvement lead can decide about this evidence.")
    session.refresh(item, with_for_update={"of": EvidenceItem})
    revision = get_current_revision(item)
    if revision.sha256 != sha256:
        raise Conflict("The content was replaced meanwhile. Look at what it holds now.")
    return revision


def _require_none_pending(item: EvidenceItem, sha256: str) -> None:
    last = queries.find_redaction(item.id, sha256)
    if last is not None and last.is_being_made:
        raise Conflict("A redacted copy is being made already. Wait for it.")


def _choose_words(sha256: str, numbers: Collection[int], other_words: Iterable[str]) -> list[str]:
    """Return what is to go; comments and changes alone need no words, for they never come over."""
    ticked = [each for each in queries.list_details(sha256) if each.number in numbers]
    others = [word for word in map(clean_line, other_words) if word]
    if not ticked and not others:
        raise DomainError("Tick what is to be blacked out.", field="numbers")
    if len(others) > MOST_WORDS:
        raise DomainError(f"Enter {MOST_WORDS} lines or fewer.", field="other_words")
    short = next((word for word in others if not Words([word])), None)
    if short is not None:
        raise DomainError(f"“{short}” is too short to be found.", field="other_words")
    return [*list_words(ticked), *others]


def _check_reason(raw: str) -> str:
    reason = clean_line(raw)
    if len(reason) > REASON_LENGTH:
        raise DomainError(
            f"The reason must be {REASON_LENGTH} characters or fewer.", field="reason"
        )
    return reason


def _decide(actor: Actor, item: EvidenceItem, sha256: str, decision: Decision, reason: str) -> None:
    decided = queries.find_decision(item.id, sha256)
    if decided is None:
        decided = PrivacyDecision(item_id=item.id, sha256=sha256)
        session.add(decided)
    decided.decision, decided.reason = decision, reason
    decided.decided_at, decided.decided_by_id = now(), actor.user_id
    session.flush()


def _describe(sha256: str, reason: str) -> dict[str, Any]:
    """Return what the audit chain keeps: how many of each kind, never what they say."""
    counts = Counter(each.kind for each in queries.list_details(sha256))
    return {"sha256": sha256, "found": dict(sorted(counts.items())), "reason": reason}
