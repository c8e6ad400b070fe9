"""The next cycle is begun for a review that falls due, or one that is there is used for it."""

from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.services import carry_forward
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError
from cse_assess.review.certificates import policy, queries
from cse_assess.review.certificates.baseline import (
    find_baseline,
    find_working_cycle,
    list_verdicts,
)
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.services.guards import (
    begin_changing,
    begin_changing_due,
    record_due,
)
from cse_assess.standards.structure import Standard

BEGUN_ALREADY = "A cycle was begun for this review already, or the review was held."


def begin_next_cycle(
    *,
    actor: Actor,
    certificate: Certificate,
    due: DueReview | None,
    version_id: int,
    standard: Standard,
    cycle: str,
    visit_on: date | None,
) -> Assessment:
    """Begin the cycle that is worked on towards a due review, or, without one, for the renewal.

    It is carried forward from the last one (`past.services.carry_forward`); where an assessor
    signed a review, their verdicts tell what to look at again. `version_id` is that of `due`.
    Raises `NotAllowed`, `Conflict` where somebody began it meanwhile, and `DomainError` for
    a cycle that is empty, too long or already there.
    """
    if due is None:
        begin_changing(actor, certificate)
    else:
        _begin(actor, due, version_id)
    baseline = find_baseline(certificate, due, standard.rules)
    target = carry_forward(
        actor=actor,
        assessment=find_working_cycle(certificate, due),
        standard=standard,
        cycle=cycle,
        visit_on=visit_on,
        verdicts=list_verdicts(baseline, standard),
    )
    if due is not None:
        _link(actor, due, target)
    return target


def _begin(actor: Actor, due: DueReview, version_id: int) -> None:
    begin_changing_due(actor, due, version_id)
    if not policy.can_begin_cycle(actor, due):
        raise Conflict(BEGUN_ALREADY)


def _link(actor: Actor, due: DueReview, assessment: Assessment) -> None:
    due.assessment_id = assessment.id
    session.flush()
    details = {"assessment": assessment.id, "cycle": assessment.cycle}
    record_due(actor, due, AuditAction.DUE_REVIEW_BEGUN, details)


def use_cycle(
    *, actor: Actor, due: DueReview, version_id: int, assessment_id: int | None
) -> Assessment:
    """Say that a self-assessment that is there already is the one for a due review.

    Raises `NotAllowed`, `Conflict`, and `DomainError` for one of another service, or one that
    another due review has.
    """
    _begin(actor, due, version_id)
    offered = {each.id: each for each in queries.list_cycles_to_use(due)}
    if assessment_id not in offered:
        raise DomainError("Choose one of the service's later cycles", field="assessment_id")
    assessment = offered[assessment_id]
    _link(actor, due, assessment)
    return assessment
