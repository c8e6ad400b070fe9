"""The step into the next cycle, and what has to be looked at again there."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager, requires_member
from cse_assess.assessments import queries as assessment_queries
from cse_assess.assessments import services as assessment_services
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past import queries, services
from cse_assess.assessments.past.forms import (
    CarryForm,
    ConfirmForm,
    PointFilterForm,
    SettleForm,
)
from cse_assess.assessments.past.panel import show_point
from cse_assess.assessments.past.queries import PointFilters
from cse_assess.assessments.past.routes.blueprint import OF_ASSESSMENT, blueprint
from cse_assess.assessments.routes.element import open_element
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    load_assessment,
    load_managed,
    load_standard,
    load_writable,
)
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page


@blueprint.route(f"{OF_ASSESSMENT}/carry-forward", methods=["GET", "POST"])
@requires_manager
def carry(assessment_id: int) -> str | Response:
    """Begin the next cycle with what this one ends with."""
    assessment, form = load_managed(assessment_id), CarryForm()
    if form.validate_on_submit():
        try:
            target = _carry(assessment, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                "The next cycle has begun. Every level is to be confirmed, and here is what to "
                "look at again."
            )
            return redirect(url_for(".carried", assessment_id=target.id))
    return show_view("past/carry.html", assessment, form=form, standard=load_standard(assessment))


def _carry(assessment: Assessment, form: CarryForm) -> Assessment:
    actor = current_actor()
    target = services.carry_forward(
        actor=actor,
        assessment=assessment,
        standard=load_standard(assessment),
        cycle=form.cycle.data or "",
        visit_on=form.visit_on.data,
    )
    if form.locks_old.data:
        assessment_services.lock_assessment(actor=actor, assessment=assessment)
    return target


@blueprint.get(f"{OF_ASSESSMENT}/carried")
@requires_member
def carried(assessment_id: int) -> str:
    """List what has to be looked at again in this cycle, narrowed by the filters."""
    assessment, form = load_assessment(assessment_id), PointFilterForm(request.args)
    form.offer(queries.list_reasons(assessment.id))
    filters = form.read_filters()
    page = queries.list_points(assessment.id, filters, wanted_page())
    return show_view(
        "past/carried.html",
        assessment,
        standard=load_standard(assessment),
        filter_form=form,
        is_filtered=filters != PointFilters(),
        source=assessment_queries.find_assessment(assessment.carried_from_id or 0),
        page=page,
        points=[show_point(each, current_actor()) for each in page.rows],
    )


@blueprint.route(f"{OF_ASSESSMENT}/carried/<int:point_id>", methods=["GET", "POST"])
@requires_member
def settle(assessment_id: int, point_id: int) -> str | Response:
    """Say how a point was settled."""
    assessment = load_writable(assessment_id)
    point = queries.get_point(assessment.id, point_id)
    form = SettleForm(data={"version_id": point.version_id, "words": point.settled_words})
    if form.validate_on_submit():
        try:
            services.settle_point(
                actor=current_actor(),
                point=point,
                version_id=form.seen_version,
                words=form.words.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("It is settled, and off the list of what is open.")
            return redirect(url_for(".carried", assessment_id=assessment.id))
    return show_view(
        "past/settle.html",
        assessment,
        form=form,
        standard=load_standard(assessment),
        shown=show_point(point, current_actor()),
    )


@blueprint.post(f"{OF_ASSESSMENT}/elements/<code>/confirm")
@requires_member
def confirm_level(assessment_id: int, code: str) -> Response:
    """Give an element the level that it had in the cycle before."""
    opened, form = open_element(load_writable(assessment_id), code), ConfirmForm()
    services.confirm_carried_level(
        actor=current_actor(),
        response=opened.response,
        standard=opened.standard,
        version_id=form.seen_version,
    )
    confirm(f"The level of {opened.standard.terms.element.one} {code} is confirmed.")
    return redirect(opened.url("element"))
