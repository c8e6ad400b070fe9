"""Sets findings of the checks aside, as the sample's people did."""

from cse_assess.assessments.checks.findings import find_at
from cse_assess.assessments.checks.services import set_aside
from cse_assess.assessments.queries import list_evidence
from cse_assess.demo.loading import Loading
from cse_assess.demo.story import AsideStory


def put_aside(loading: Loading, story: AsideStory) -> None:
    """Set the first finding of the story's kind at its element aside."""
    response, actor = loading.get_response(story.service, story.code), loading.actors[story.by]
    found = find_at(response, list_evidence(response), loading.standard, actor)
    finding = next(each.finding for each in found if each.finding.kind is story.kind)
    set_aside(actor=actor, response=response, finding=finding, why=story.why)
