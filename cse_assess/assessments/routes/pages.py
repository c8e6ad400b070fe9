"""The text of the evidence that is linked in a self-assessment, page by page."""

from functools import partial

from flask import url_for

from cse_assess.accounts.access import signed_in
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.pictures import OF_ITEM, load_open_evidence
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.routes.pages import draw_text_page, read_wanted
from cse_assess.evidence.text_page import open_text_page


@blueprint.get(f"{OF_ITEM}/pages/<int:number>")
@signed_in
def evidence_page(assessment_id: int, item_id: int, number: int) -> str:
    """Show a page of the current file of an item that is linked in this self-assessment."""
    linked = load_open_evidence(assessment_id, item_id)
    check_quarantine(linked.revision)
    address = partial(url_for, assessment_id=assessment_id, item_id=item_id)
    return draw_text_page(
        open_text_page(linked.item, linked.revision, number, read_wanted()),
        back=(
            url_for("assessments.overview", assessment_id=assessment_id),
            "the self-assessment",
        ),
        file_url=address("assessments.download"),
        picture_url=address(
            "assessments.evidence_picture", sha256=linked.revision.sha256, name=number
        ),
        draw_url=address("assessments.draw_evidence_page", number=number),
    )
