"""The overview of a self-assessment, its readiness, and what its evidence covers."""

from flask import request

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments import queries
from cse_assess.assessments.coverage import CoverageFilters, arrange_coverage, compute_coverage
from cse_assess.assessments.forms import CoverageFilterForm, FilterForm
from cse_assess.assessments.overview import Filters, make_overview
from cse_assess.assessments.readiness import compute_readiness
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard


@blueprint.get("/assessments/<int:assessment_id>")
@signed_in
def overview(assessment_id: int) -> str:
    """Show every element with its level, owner and evidence, narrowed by the filters."""
    actor, assessment = current_actor(), load_assessment(assessment_id)
    standard = load_standard(assessment)
    rows = queries.list_response_rows(assessment.id)
    form = FilterForm(request.args)
    form.offer(standard, make_overview(standard, rows, Filters(), actor.user_id).owners)
    filters = form.read_filters(standard)
    return show_view(
        "assessments/overview.html",
        assessment,
        standard=standard,
        filters=filters,
        filter_form=form,
        overview=make_overview(standard, rows, filters, actor.user_id),
    )


@blueprint.get("/assessments/<int:assessment_id>/readiness")
@signed_in
def readiness(assessment_id: int) -> str:
    """Show whether the self-assessment would pass, precisely why, and every gap in order."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    return show_view(
        "assessments/readiness.html",
        assessment,
        standard=standard,
        analysis=compute_readiness(queries.load_tree(assessment.id), standard),
    )


@blueprint.get("/assessments/<int:assessment_id>/coverage")
@signed_in
def coverage(assessment_id: int) -> str:
    """Show how well the evidence covers every guidance point, narrowed by the filters."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    form = CoverageFilterForm(request.args)
    form.offer(standard)
    filters = form.read_filters(standard)
    covered = compute_coverage(queries.load_tree(assessment.id), standard)
    return show_view(
        "assessments/coverage.html",
        assessment,
        standard=standard,
        filter_form=form,
        is_narrowed=filters != CoverageFilters(),
        coverage=covered,
        rows=arrange_coverage(standard, covered, filters),
    )
