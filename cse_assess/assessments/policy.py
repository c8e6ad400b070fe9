"""Who may do what with a self-assessment: pure functions of an actor and an object.

An administrator looks after settings and people, a lead after everything, a contributor writes in
the self-assessments of their own services, a reader reads, and an assessor reads the one
self-assessment that was opened to them until their last day.
"""

from collections.abc import Collection

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, User
from cse_assess.assessments.models import Assessment
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item


def can_create_assessment(actor: Actor) -> bool:
    """Tell whether the person may start a self-assessment in their organisation."""
    return actor.is_member and (actor.is_lead or actor.is_administrator)


def can_view_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may read the self-assessment and all that is in it."""
    return assessment.id in actor.assesses or _sees_as_member(actor, assessment)


def _sees_as_member(actor: Actor, assessment: Assessment) -> bool:
    if not _is_own(actor, assessment):
        return False
    return actor.sees_every_service or assessment.service_id in actor.contributes_to


def can_view_inside(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may see how the organisation works on it: requests, actions, plans.

    The assessor from outside sees what is claimed and its proof, and nothing of that.
    """
    return _sees_as_member(actor, assessment)


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


def can_open_evidence(
    actor: Actor, item: EvidenceItem, linked_assessment_ids: Collection[int]
) -> bool:
    """Tell whether the person may open the file or address of a piece of evidence.

    `linked_assessment_ids` are the self-assessments that the item is linked to now. Linking a
    piece shows it to the assessor, a confidential one too: it is there to prove something to them.
    """
    return can_open_item(actor, item) or not actor.assesses.isdisjoint(linked_assessment_ids)


def _is_own(actor: Actor, assessment: Assessment) -> bool:
    return actor.is_member and actor.organisation_id == assessment.organisation_id
