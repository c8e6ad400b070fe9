"""What every page begins with: the self-assessment, if the person may see it, and its standard."""

from pathlib import Path

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy, queries
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.services.guards import IS_LOCKED
from cse_assess.assessments.wording import find_standard, standard_for
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.standards.registry import list_standards, standard_folders
from cse_assess.standards.structure import Standard
from cse_assess.web.context import current_settings


def load_assessment(assessment_id: int) -> Assessment:
    """Return the self-assessment.

    Raises `NotFound` for another organisation's, for its assessors too, and `NotAllowed` for one
    of the person's own organisation that they may not see.
    """
    actor, assessment = current_actor(), queries.get_assessment(assessment_id)
    if policy.can_view_assessment(actor, assessment):
        return assessment
    if actor.is_member and actor.organisation_id == assessment.organisation_id:
        raise NotAllowed("You do not work on this service. Ask an administrator to add you to it.")
    raise NotFound("There is no such self-assessment.")


def load_managed(assessment_id: int) -> Assessment:
    """Return the self-assessment; raise `NotAllowed` where the person may not manage it."""
    assessment = load_assessment(assessment_id)
    if not policy.can_manage_assessment(current_actor(), assessment):
        raise NotAllowed("Only a lead or an administrator can do this.")
    return assessment


def load_as_writer(assessment_id: int) -> Assessment:
    """Return the self-assessment, locked or not; raise `NotAllowed` for those who only read it."""
    assessment = load_assessment(assessment_id)
    if not policy.is_writer(current_actor(), assessment):
        raise NotAllowed("You can read this self-assessment, but not change it.")
    return assessment


def load_writable(assessment_id: int) -> Assessment:
    """Return the self-assessment; raise `NotAllowed` where the person may not write in it now."""
    assessment = load_as_writer(assessment_id)
    if assessment.is_locked:
        raise NotAllowed(IS_LOCKED)
    return assessment


def load_standard(assessment: Assessment) -> Standard:
    """Return the standard in the wording that the self-assessment shows; raise `NotFound`."""
    return standard_for(assessment, folders=folders())


def find_plain_standard(assessment: Assessment) -> Standard | None:
    """Return the standard without a query, or None where it is not installed any more."""
    return find_standard(assessment, folders=folders())


def installed_standards() -> tuple[Standard, ...]:
    """Return the standards that a self-assessment can be made against."""
    return list_standards(folders())


def folders() -> tuple[Path, ...]:
    """Return where this installation keeps its standards."""
    return standard_folders(current_settings().instance_path)


def load_response(assessment: Assessment, standard: Standard, code: str) -> ElementResponse:
    """Return the response to the element of this code; raise `NotFound`."""
    if standard.find_element(code) is None:
        raise NotFound(f"This standard has no such {standard.terms.element.one}.")
    return queries.get_response(assessment.id, code)
