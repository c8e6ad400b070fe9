"""For the organisation: levels of one submission side by side, and all signed reviews over time."""

from flask import request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    find_plain_standard,
    load_assessment,
    load_standard,
)
from cse_assess.review.second_opinion import queries
from cse_assess.review.second_opinion.forms import CompareForm
from cse_assess.review.second_opinion.over_time import trace_levels
from cse_assess.review.second_opinion.parties import (
    OWN,
    Comparison,
    Party,
    choose_pair,
    compare_parties,
    list_parties_inside,
)
from cse_assess.review.second_opinion.routes.blueprints import INSIDE, of_organisation
from cse_assess.review.submissions.queries import get_submission
from cse_assess.standards.structure import Standard


@of_organisation.get(f"{INSIDE}/submissions/<int:number>")
@requires_member
def compare(assessment_id: int, number: int) -> str:
    """Lay two people's levels of a submission side by side."""
    assessment = load_assessment(assessment_id)
    submission, standard = get_submission(assessment.id, number), load_standard(assessment)
    parties = list_parties_inside(current_actor(), submission)
    form, comparison = compare_chosen(standard, parties, usual=OWN)
    return show_view(
        "second_opinion/compare.html",
        assessment,
        submission=submission,
        standard=standard,
        parties=parties,
        choice=form,
        comparison=comparison,
        is_scoring=queries.is_scoring(current_actor().user_id, assessment.id),
    )


def compare_chosen(
    standard: Standard, parties: list[Party], *, usual: str
) -> tuple[CompareForm, Comparison | None]:
    """Return the comparison that the address asks for, with its form; None with nobody to compare.

    `usual` is whose levels come first where the address does not say.
    """
    form = CompareForm.asked(request.args, parties)
    pair = choose_pair(parties, form.first.data or "", form.second.data or "", usual=usual)
    if pair is None:
        return form, None
    form.first.data, form.second.data = (party.key for party in pair)
    return form, compare_parties(standard, *pair)


@of_organisation.get(f"{INSIDE}/over-time")
@requires_member
def over_time(assessment_id: int) -> str:
    """Show how the organisation's own levels compare with assessors' verdicts, over all reviews."""
    assessment = load_assessment(assessment_id)
    return show_view(
        "second_opinion/over_time.html",
        assessment,
        traced=trace_levels(current_actor(), assessment.organisation_id, find_plain_standard),
    )
