"""The plan of the visit as the organisation sees it, on a page and as a calendar."""

from flask import Blueprint, Response, url_for

from cse_assess.accounts.access import requires_member
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.clock import today
from cse_assess.errors import NotFound
from cse_assess.notices.feed import write_calendar
from cse_assess.review.desk.queries import find_newest_review
from cse_assess.review.visit import queries
from cse_assess.review.visit.agenda import Agenda, make_agenda
from cse_assess.review.visit.calendar import list_calendar_entries
from cse_assess.review.visit.models import SharedPlan
from cse_assess.review.visit.sharing import Difference, compare_plans, read_shown
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import send_made_file

blueprint = Blueprint("received_visit", __name__)

PLAN = "/assessments/<int:assessment_id>/visit"


@blueprint.get(PLAN)
@requires_member
def show(assessment_id: int) -> str:
    """Show the newest plan that was shared, and what changed since the one before."""
    assessment = load_assessment(assessment_id)
    shared = queries.list_newest_shared(assessment.id)
    newest = find_newest_review(assessment.id)
    difference = _compare(*shared) if shared else None
    return show_view(
        "received_visit/show.html",
        assessment,
        shared=shared[0] if shared else None,
        is_of_newest=bool(shared and newest and newest.id == shared[0].review_id),
        difference=difference,
        agenda=_make_agenda(assessment, shared[0], difference) if shared else None,
    )


def _compare(newest: SharedPlan, before: SharedPlan | None = None) -> Difference | None:
    """Return what changed since the plan before; None where that was of another visit."""
    if before is None or before.review_id != newest.review_id:
        return None
    return compare_plans(before.sessions, newest.sessions)


def _make_agenda(
    assessment: Assessment, shared: SharedPlan, difference: Difference | None = None
) -> Agenda:
    return make_agenda(
        [read_shown(each) for each in shared.sessions],
        load_standard(assessment),
        changes=difference.changes if difference else None,
    )


@blueprint.get(f"{PLAN}.ics")
@requires_member
def calendar(assessment_id: int) -> Response:
    """Hand out the shared plan for a calendar program; raise `NotFound` before there is one."""
    assessment = load_assessment(assessment_id)
    shared = queries.list_newest_shared(assessment.id)
    if not shared:
        raise NotFound("No plan of a visit was shared yet.")
    entries = list_calendar_entries(
        _make_agenda(assessment, shared[0]).lines,
        review_id=shared[0].review_id,
        url=url_for("received_visit.show", assessment_id=assessment.id),
    )
    content = write_calendar(entries, on=today(), base_url=current_settings().base_url)
    return send_made_file(content, media_type="text/calendar", file_name="visit.ics")
