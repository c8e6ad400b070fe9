"""Sets findings aside and raises them again; each is one transaction of its caller."""

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.checks.facts import CheckFinding
from cse_assess.assessments.checks import queries
from cse_assess.assessments.checks.models import SetAsideFinding
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.services.guards import begin_writing_response, record
from cse_assess.assessments.texts import check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict

LONGEST_WHY = 2_000


def set_aside(
    *, actor: Actor, response: ElementResponse, finding: CheckFinding, why: str
) -> SetAsideFinding:
    """Keep on record that a finding at an element is none, and why.

    Raises `NotAllowed`, `Conflict` where somebody has set it aside already, and `DomainError` for
    a reason that is missing or too long.
    """
    begin_writing_response(actor, response)
    missing = "Say why this is in order as it is"
    words = check_text(why, LONGEST_WHY, name="The reason", field="why", missing=missing)
    if queries.find_set_aside(response.id, finding.fingerprint):
        raise Conflict("Somebody has set this finding aside already.")
    aside = SetAsideFinding(
        response_id=response.id,
        kind=finding.kind.value,
        fingerprint=finding.fingerprint,
        said=finding.reason,
        words=finding.words,
        why=words,
        set_aside_by_id=actor.user_id,
    )
    session.add(aside)
    session.flush()
    _record(actor, response, AuditAction.FINDING_SET_ASIDE, aside)
    return aside


def raise_again(*, actor: Actor, response: ElementResponse, fingerprint: str) -> None:
    """Let a finding that was set aside count again; one that was not stays as it is.

    Raises `NotAllowed`.
    """
    begin_writing_response(actor, response)
    aside = queries.find_set_aside(response.id, fingerprint)
    if aside is None:
        return
    aside.raised_at, aside.raised_by_id = now(), actor.user_id
    session.flush()
    _record(actor, response, AuditAction.FINDING_RAISED, aside)


def _record(
    actor: Actor, response: ElementResponse, action: AuditAction, aside: SetAsideFinding
) -> None:
    details = {"finding": aside.id, "kind": aside.kind, "element": response.element_code}
    record(actor, response.assessment, action, details, response)
