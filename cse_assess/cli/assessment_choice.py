"""What the commands about one self-assessment begin with; loaded only by those commands."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import queries
from cse_assess.assessments.forecast.situation import Situation, load_situation
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.wording import standard_for
from cse_assess.standards.registry import standard_folders
from cse_assess.standards.structure import Standard
from cse_assess.web.context import current_settings


def standard_of(assessment: Assessment) -> Standard:
    """Return the standard in the wording that the self-assessment shows; raise `NotFound`."""
    return standard_for(assessment, folders=standard_folders(current_settings().instance_path))


def open_situation(assessment_id: int) -> tuple[Assessment, Standard, Situation]:
    """Return a self-assessment with what a look ahead is reckoned from; raise `NotFound`."""
    assessment = queries.get_assessment(assessment_id)
    standard = standard_of(assessment)
    actor = Actor.system(assessment.organisation_id)
    return assessment, standard, load_situation(actor, assessment, standard)
