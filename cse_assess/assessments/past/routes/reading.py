"""How a self-assessment came to be what it is, and how it stood on a past day."""

from flask import request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments import policy
from cse_assess.assessments.past import queries
from cse_assess.assessments.past.forms import DayForm
from cse_assess.assessments.past.routes.blueprint import OF_ASSESSMENT, blueprint
from cse_assess.assessments.past.trace import draw_trace, show_day
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.web.paging import wanted_page


@blueprint.get(f"{OF_ASSESSMENT}/history")
@requires_member
def index(assessment_id: int) -> str:
    """Show readiness over time, the snapshots, and who changed which level when."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    snapshots = queries.list_snapshots(assessment.id)
    changes = queries.list_level_changes(assessment.id)
    page = queries.list_told_changes(assessment.id, wanted_page())
    return show_view(
        "past/index.html",
        assessment,
        standard=standard,
        snapshots=snapshots,
        trace=draw_trace(assessment, standard, changes, snapshots),
        page=page,
        open_points=sum(queries.count_open_points(assessment.id).values()),
        can_carry=policy.can_manage_assessment(current_actor(), assessment),
    )


@blueprint.get(f"{OF_ASSESSMENT}/history/day")
@requires_member
def day(assessment_id: int) -> str:
    """Show which level every element had at the end of a past day."""
    assessment, form = load_assessment(assessment_id), DayForm(request.args)
    standard = load_standard(assessment)
    shown = None
    if request.args and form.validate() and form.on.data:
        shown = show_day(standard, queries.list_level_changes(assessment.id), form.on.data)
    return show_view("past/day.html", assessment, standard=standard, form=form, shown=shown)
