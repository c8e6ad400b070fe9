"""Proves that what was signed is still that: its row, its content and the audit trail."""

from collections.abc import Iterator

from cse_assess.assessments.past.content import hash_content
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.review.decision.models import SignOff
from cse_assess.review.decision.queries import list_signed_numbers, list_signings


def find_faults(signed: SignOff) -> list[str]:
    """Return what the database says of a signature that cannot be, in sentences; best none.

    The content must have the hash that the row and the audit trail name, and say what the row
    says. One query.
    """
    events = list_events(object_type="assessment", object_id=signed.review.assessment_id)
    return list(_check(signed, events))


def _check(signed: SignOff, events: list[AuditEvent]) -> Iterator[str]:
    if hash_content(signed.content) != signed.sha256:
        yield "The signed report does not match its fingerprint."
    signings = [each for each in events if _is_of(each, signed, AuditAction.REVIEW_SIGNED)]
    if signed.sha256 not in {each.details["sha256"] for each in signings}:
        yield "The audit trail does not hold this fingerprint for this signature."
    if _read_row(signed) != _read_content(signed):
        yield "Name, day, number or recommendation of the signature are not those of the report."
    reopened = [each for each in events if _is_of(each, signed, AuditAction.REVIEW_REOPENED)]
    reasons = [each.details["reason"] for each in reopened]
    if reasons != ([] if signed.is_standing else [signed.reopened_reason]):
        yield "Whether and why it was reopened is not what the audit trail holds."


def _is_of(event: AuditEvent, signed: SignOff, action: AuditAction) -> bool:
    return (
        event.action == action
        and event.details["review_id"] == signed.review_id
        and event.details["number"] == signed.number
    )


def _read_row(signed: SignOff) -> tuple[object, ...]:
    at = signed.signed_at.isoformat()
    return signed.number, signed.signed_name, at, signed.recommendation


def _read_content(signed: SignOff) -> tuple[object, ...]:
    said = signed.content.get("signature") or {}
    choice = (signed.content.get("recommendation") or {}).get("choice")
    return said.get("number"), said.get("name"), said.get("at"), choice


def list_missing_signatures() -> list[str]:
    """Return what names each signature that the audit trail holds and the database does not."""
    there = list_signed_numbers()
    return [
        f"review {event.details['review_id']}, signature {event.details['number']}"
        for event in list_signings()
        if (event.details["review_id"], event.details["number"]) not in there
    ]
