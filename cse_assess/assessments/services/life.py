"""The life of a self-assessment: created, given its settings, locked and unlocked."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Service
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.services.guards import IS_LOCKED, record
from cse_assess.assessments.texts import check_line, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.standards.structure import Standard

LONGEST_CYCLE = 100
LONGEST_UNLOCK_REASON = 500
WORDINGS = ("plain", "official")


def create_assessment(
    *, actor: Actor, service: Service, standard: Standard, cycle: str, visit_on: date | None
) -> Assessment:
    """Start a service's self-assessment with one empty response for each element.

    `cycle` names the round, such as “2026”. Raises `NotAllowed`, `NotFound` for a service of
    another organisation, and `DomainError` for a cycle that is empty, too long or already there.
    """
    if not policy.can_create_assessment(actor):
        raise NotAllowed("Only a lead or an administrator can start a self-assessment.")
    if service.organisation_id != actor.organisation_id:
        raise NotFound("There is no such service in your organisation.")
    assessment = Assessment(
        organisation_id=service.organisation_id,
        service_id=service.id,
        standard_id=standard.id,
        standard_version=standard.version,
        cycle=_check_cycle(cycle),
        visit_on=visit_on,
        created_by_id=actor.user_id,
    )
    _add(assessment)
    _add_responses(assessment, standard)
    record(actor, assessment, AuditAction.ASSESSMENT_CREATED, _describe(assessment))
    return assessment


def _check_cycle(cycle: str) -> str:
    missing = "Enter the cycle, such as “2026”"
    return check_line(cycle, LONGEST_CYCLE, name="The cycle", field="cycle", missing=missing)


def _add(assessment: Assessment) -> None:
    try:
        with session.begin_nested():
            session.add(assessment)
    except IntegrityError as error:
        raise _already_there(assessment.cycle) from error


def _already_there(cycle: str) -> DomainError:
    return DomainError(
        f"This service already has a self-assessment against this standard for “{cycle}”",
        field="cycle",
    )


def _add_responses(assessment: Assessment, standard: Standard) -> None:
    session.add_all(
        ElementResponse(assessment_id=assessment.id, element_code=element.code, position=position)
        for position, element in enumerate(standard.elements, start=1)
    )
    session.flush()


def _describe(assessment: Assessment) -> dict[str, str | None]:
    return {
        "standard": assessment.standard_id,
        "cycle": assessment.cycle,
        "visit_on": assessment.visit_on.isoformat() if assessment.visit_on else None,
        "wording": assessment.wording,
    }


def edit_assessment(
    *,
    actor: Actor,
    assessment: Assessment,
    version_id: int,
    cycle: str,
    visit_on: date | None,
    wording: str,
) -> None:
    """Change the settings of a self-assessment, of which `version_id` was on the screen.

    Raises `NotAllowed`, `Conflict` where somebody changed them meanwhile, and `DomainError`.
    """
    _begin_managing(actor, assessment)
    if assessment.is_locked:
        raise NotAllowed(IS_LOCKED)
    if assessment.version_id != version_id:
        raise Conflict(
            "Somebody else changed these settings while you had them open. "
            "Here is what they are now: make your change again."
        )
    if wording not in WORDINGS:
        raise DomainError("Choose the wording to show", field="wording")
    before = _describe(assessment)
    _apply_settings(assessment, _check_cycle(cycle), visit_on, wording)
    after = _describe(assessment)
    if after != before:
        details = {"from": before, "to": after}
        record(actor, assessment, AuditAction.ASSESSMENT_EDITED, details)


def _apply_settings(
    assessment: Assessment, cycle: str, visit_on: date | None, wording: str
) -> None:
    try:
        with session.begin_nested():
            assessment.cycle = cycle
            assessment.visit_on = visit_on
            assessment.wording = wording
    except IntegrityError as error:
        raise _already_there(cycle) from error


def _begin_managing(actor: Actor, assessment: Assessment) -> None:
    session.refresh(assessment, with_for_update={"of": Assessment})
    if not policy.can_manage_assessment(actor, assessment):
        raise NotAllowed("Only a lead or an administrator can do this.")


def lock_assessment(*, actor: Actor, assessment: Assessment) -> None:
    """Close the self-assessment to every change; raise `NotAllowed` without the right."""
    _begin_managing(actor, assessment)
    if assessment.is_locked:
        return
    assessment.locked_at = now()
    assessment.locked_by_id = actor.user_id
    session.flush()
    record(actor, assessment, AuditAction.ASSESSMENT_LOCKED, {})


def unlock_assessment(*, actor: Actor, assessment: Assessment, reason: str) -> None:
    """Open a locked self-assessment again; the reason goes on record.

    Raises `NotAllowed` without the right, and `DomainError` without a reason.
    """
    _begin_managing(actor, assessment)
    if not assessment.is_locked:
        return
    if not policy.can_unlock_assessment(actor, assessment):
        raise NotAllowed("Only a lead can unlock a self-assessment.")
    missing = "Say why it has to be unlocked"
    reason = check_text(
        reason, LONGEST_UNLOCK_REASON, name="The reason", field="reason", missing=missing
    )
    assessment.locked_at = assessment.locked_by_id = None
    session.flush()
    record(actor, assessment, AuditAction.ASSESSMENT_UNLOCKED, {"reason": reason})
