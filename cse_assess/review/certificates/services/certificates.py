"""A certificate is entered, changed, and ended before its time."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.certificate_life import plan_due_days
from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.texts import LONGEST_NOTE, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.certificates import policy, queries
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.services.guards import (
    ONLY_MANAGERS,
    begin_changing,
    require_day,
    require_version,
    write_day,
)
from cse_assess.standards.structure import LifeRules
from cse_assess.web.templating import format_day

LONGEST_REFERENCE = 100


@dataclass(frozen=True, slots=True)
class CertificateValues:
    """What is entered of a certificate; without `ends_on` it ends as the standard's rules say."""

    reference: str = ""
    awarded_on: date | None = None
    ends_on: date | None = None
    review_id: int | None = None

    @classmethod
    def of(cls, certificate: Certificate) -> "CertificateValues":
        """Return the values as they stand."""
        return cls(
            certificate.reference,
            certificate.awarded_on,
            certificate.ends_on,
            certificate.review_id,
        )


def enter_certificate(
    *, actor: Actor, assessment: Assessment, life: LifeRules, values: CertificateValues
) -> Certificate:
    """Enter a certificate that the organisation received, with the reviews that will fall due.

    Raises `NotAllowed`, and `DomainError` where the self-assessment has one that was not ended, for
    days that cannot be, and for a review that recommends no award.
    """
    session.refresh(assessment, with_for_update={"of": Assessment})
    if not policy.can_enter_certificate(actor, assessment):
        raise NotAllowed(ONLY_MANAGERS)
    if queries.find_lasting_of_assessment(assessment.id):
        raise DomainError(
            "This self-assessment has a certificate already. Change that one, or end it first."
        )
    checked = _check(values, life, assessment.id, known_review=None)
    certificate = Certificate(
        assessment=assessment, entered_by_id=actor.user_id, **_columns_of(checked)
    )
    certificate.due_reviews = _plan(certificate, life)
    session.add(certificate)
    session.flush()
    details = {"certificate": certificate.id, "name": checked.reference, **_tell(checked)}
    record(actor, assessment, AuditAction.CERTIFICATE_ENTERED, details)
    return certificate


def _check(
    values: CertificateValues, life: LifeRules, assessment_id: int, *, known_review: int | None
) -> CertificateValues:
    """Return the values as they are kept; raise `DomainError` with the field of what cannot be."""
    reference = check_text(
        values.reference, LONGEST_REFERENCE, name="The reference", field="reference"
    )
    awarded_on = require_day(
        values.awarded_on, "Enter the day on which it was awarded", "awarded_on"
    )
    if awarded_on > today():
        raise DomainError("The day of the award must be today or in the past", field="awarded_on")
    ends_on = values.ends_on or add_months(awarded_on, life.award_months)
    if ends_on <= awarded_on:
        raise DomainError("The end must be after the day of the award", field="ends_on")
    if values.review_id != known_review:
        _require_awarding(assessment_id, values.review_id)
    return replace(values, reference=reference, awarded_on=awarded_on, ends_on=ends_on)


def _require_awarding(assessment_id: int, review_id: int | None) -> None:
    offered = {review.id for review in queries.list_awarding_reviews(assessment_id)}
    if review_id is not None and review_id not in offered:
        raise DomainError("Choose a signed review that recommends the award", field="review_id")


def _columns_of(values: CertificateValues) -> dict[str, Any]:
    names = ("reference", "awarded_on", "ends_on", "review_id")
    return {name: getattr(values, name) for name in names}


def _tell(values: CertificateValues) -> dict[str, Any]:
    return {
        "reference": values.reference,
        "awarded_on": write_day(values.awarded_on),
        "ends_on": write_day(values.ends_on),
        "review": values.review_id,
    }


def _plan(certificate: Certificate, life: LifeRules) -> list[DueReview]:
    days = plan_due_days(certificate.awarded_on, certificate.ends_on, life.review_months)
    return [DueReview(due_on=day) for day in days]


def edit_certificate(
    *,
    actor: Actor,
    certificate: Certificate,
    life: LifeRules,
    version_id: int,
    values: CertificateValues,
    plans_anew: bool,
) -> None:
    """Change a certificate, of which `version_id` was on the screen.

    `plans_anew` puts the reviews that nobody has begun or held on the days that follow from the
    new dates. Raises `NotAllowed`, `Conflict`, and `DomainError` as `enter_certificate` does, and
    for dates that a review which stays on the plan would be outside of.
    """
    begin_changing(actor, certificate)
    require_version(certificate, version_id)
    before = CertificateValues.of(certificate)
    checked = _check(values, life, certificate.assessment_id, known_review=certificate.review_id)
    for name, value in _columns_of(checked).items():
        setattr(certificate, name, value)
    if plans_anew:
        _plan_anew(certificate, life)
    _require_reviews_inside(certificate)
    session.flush()
    details = {"certificate": certificate.id, "from": _tell(before), "to": _tell(checked)}
    record(actor, certificate.assessment, AuditAction.CERTIFICATE_EDITED, details)


def _plan_anew(certificate: Certificate, life: LifeRules) -> None:
    """Replace what is only planned; notes go with the reviews in the order of their days."""
    planned = [each for each in certificate.due_reviews if policy.is_untouched(each)]
    kept = [each for each in certificate.due_reviews if not policy.is_untouched(each)]
    notes = [each.note for each in planned]
    certificate.due_reviews = kept
    for each in planned:
        session.delete(each)
    session.flush()
    taken = {each.due_on for each in kept}
    added = [each for each in _plan(certificate, life)[len(kept) :] if each.due_on not in taken]
    for each, note in zip(added, notes, strict=False):
        each.note = note
    certificate.due_reviews.extend(added)


def _require_reviews_inside(certificate: Certificate) -> None:
    for due in certificate.due_reviews:
        is_inside = certificate.awarded_on < due.due_on <= certificate.ends_on
        if not is_inside and not policy.is_settled(due):
            day = format_day(due.due_on)
            raise DomainError(
                f"A review is due on {day}, which would be outside of these dates. Change or "
                "remove it first, or have the reviews planned anew."
            )


def end_certificate(
    *, actor: Actor, certificate: Certificate, version_id: int, ended_on: date | None, reason: str
) -> None:
    """End a certificate before its time, with a reason; it stays on record, and cannot be changed.

    Raises `NotAllowed`, `Conflict`, and `DomainError` for a day outside of its time or in the
    future, and without a reason.
    """
    begin_changing(actor, certificate)
    require_version(certificate, version_id)
    day = require_day(ended_on, "Enter the day on which it ended", "ended_on")
    latest = min(certificate.ends_on, today())
    if not certificate.awarded_on <= day <= latest:
        first, last = format_day(certificate.awarded_on), format_day(latest)
        raise DomainError(f"The day must be from {first} to {last}", field="ended_on")
    certificate.ended_reason = check_text(
        reason, LONGEST_NOTE, name="The reason", field="reason", missing="Say why it ended"
    )
    certificate.ended_on = day
    session.flush()
    details = {
        "certificate": certificate.id,
        "reason": certificate.ended_reason,
        "ended_on": write_day(day),
    }
    record(actor, certificate.assessment, AuditAction.CERTIFICATE_ENDED, details)
