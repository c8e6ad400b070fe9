"""The organisation's page of the assessor's report: nothing yet, the draft, or what was signed."""

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment
from cse_assess.clock import today
from cse_assess.review.decision import policy, queries
from cse_assess.review.decision.points import PointLine, make_lines
from cse_assess.review.decision.routes.blueprints import ONE, RECEIVED, received
from cse_assess.review.decision.routes.loading import load_draft, load_received
from cse_assess.review.decision.verification import find_faults
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import list_reviews
from cse_assess.review.desk.routes.loading import load_review_standard


@received.get(RECEIVED)
@requires_member
def show(assessment_id: int) -> str:
    """Show the report of the newest review, or that there is none yet."""
    assessment = load_assessment(assessment_id)
    reviews = list_reviews([assessment.id])
    if not reviews:
        return show_view("received_report/none.html", assessment)
    return _show(assessment, load_received(assessment.id, reviews[0].number))


@received.get(ONE)
@requires_member
def one(assessment_id: int, number: int) -> str:
    """Show the report of one review."""
    review = load_received(assessment_id, number)
    return _show(review.assessment, review)


def _show(assessment: Assessment, review: Review) -> str:
    """Show the draft to those who may read it now, and otherwise what was signed last."""
    if policy.can_read_draft(current_actor(), review):
        return _show_draft(assessment, review)
    signed = queries.find_newest_signature(review.id)
    return show_view(
        "received_report/signed.html",
        assessment,
        review=review,
        signed=signed,
        content=signed.content if signed else None,
        faults=find_faults(signed) if signed else [],
        signatures=queries.list_signatures(review.id),
        lines=_list_own_points(review),
        others=_list_others(review),
    )


def _list_own_points(review: Review) -> list[PointLine]:
    """Return the points with their answers, for those who may raise such."""
    if not policy.can_read_points(current_actor(), review):
        return []
    return make_lines(queries.list_points(review.id), load_review_standard(review))


def _list_others(review: Review) -> list[Review]:
    return [each for each in list_reviews([review.assessment_id]) if each.id != review.id]


def _show_draft(assessment: Assessment, review: Review) -> str:
    report = load_draft(assessment.id, review.number)
    held = report.held
    return show_view(
        "received_report/draft.html",
        assessment,
        review=review,
        report=report,
        held=held,
        content=report.content,
        lines=make_lines(report.points, report.facts.standard),
        can_raise=held is not None
        and policy.can_raise_point(current_actor(), review, held, today()),
        others=_list_others(review),
    )
