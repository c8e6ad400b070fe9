"""Who may do what with a self-assessment: pure functions of an actor and an object.

An administrator looks after settings and people, a lead after everything, a contributor writes in
the self-assessments of their own services, and a reader reads. An assessor sees nothing of it: they
read what was submitted (`review.reading.policy`).
"""

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, User
from cse_assess.assessments.models import Assessment


def can_create_assessment(actor: Actor) -> bool:
    """Tell whether the person may start a self-assessment in their organisation."""
    return actor.is_member and (actor.is_lead or actor.is_administrator)


def can_view_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may read the self-assessment, and how it is worked on."""
    if not _is_own(actor, assessment):
        return False
    return actor.sees_every_service or assessment.service_id in actor.contributes_to


def can_manage_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may change its settings, lock it, and say who assesses it."""
    return _is_own(actor, assessment) and (actor.is_lead or actor.is_administrator)


def can_unlock_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may open a locked self-assessment again."""
    return _is_own(actor, assessment) and actor.is_lead and assessment.is_locked


def can_edit_response(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may write in it now: levels, texts, owners and links to evidence."""
    return not assessment.is_locked and is_writer(actor, assessment)


def is_writer(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may write in it as long as it is not locked."""
    if not _is_own(actor, assessment):
        return False
    return actor.is_lead or assessment.service_id in actor.contributes_to


def can_be_given_work(person: User, assessment: Assessment) -> bool:
    """Tell whether a person may be asked for evidence, or given an action to see to.

    A lead may, and a contributor of the assessed service. `person` comes with their roles.
    """
    if person.organisation_id != assessment.organisation_id or person.deactivated_at is not None:
        return False
    return any(
        held.role == Role.LEAD or held.service_id == assessment.service_id
        for held in person.role_assignments
    )


def _is_own(actor: Actor, assessment: Assessment) -> bool:
    return actor.is_member and actor.organisation_id == assessment.organisation_id
