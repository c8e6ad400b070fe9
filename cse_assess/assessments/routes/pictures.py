"""Pictures of the pages of evidence that is linked in a self-assessment."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments import queries
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.loading import load_assessment
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.previews.handout import send_picture
from cse_assess.evidence.previews.services import request_pictures

OF_ITEM = "/assessments/<int:assessment_id>/evidence/<int:item_id>"


@blueprint.get(f"{OF_ITEM}/pictures/<sha256>/<name>.webp")
@signed_in
def evidence_picture(assessment_id: int, item_id: int, sha256: str, name: str) -> Response:
    """Send the thumbnail, or the page numbered `name`, of the current file of a linked item."""
    linked = load_open_evidence(assessment_id, item_id)
    if linked.revision.sha256 != sha256:
        raise NotFound("There is no such picture.")
    return send_picture(linked.revision, name)


@blueprint.post(f"{OF_ITEM}/pages/<int:number>/picture")
@signed_in
def draw_evidence_page(assessment_id: int, item_id: int, number: int) -> ResponseReturnValue:
    """Ask for the picture of a page of the current file of a linked item."""
    linked = load_open_evidence(assessment_id, item_id)
    check_quarantine(linked.revision)
    if linked.revision.sha256 is None:
        raise NotFound("This evidence is a web address, not a file.")
    request_pictures(sha256=linked.revision.sha256, first=number)
    return redirect(
        url_for(
            "assessments.evidence_page",
            assessment_id=assessment_id,
            item_id=item_id,
            number=number,
            drawing=1,
        )
    )


def load_open_evidence(assessment_id: int, item_id: int) -> LinkedEvidence:
    """Return an item that is linked in a self-assessment, with its current revision.

    Raises `NotFound`, and `NotAllowed` where the person may not open it.
    """
    assessment = load_assessment(assessment_id)
    linked = queries.get_item_of_assessment(assessment.id, item_id)
    if not can_open_item(current_actor(), linked.item):
        raise NotAllowed("This evidence is confidential. Ask a lead to see it.")
    return linked
