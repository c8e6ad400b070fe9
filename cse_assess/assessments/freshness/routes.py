"""The pages of what to renew by when: a list, a calendar and a spreadsheet."""

from datetime import date
from typing import cast

from flask import Blueprint, Flask, Response, render_template, request
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.assessments.freshness.export import plan_to_csv
from cse_assess.assessments.freshness.feed import list_feed_entries
from cse_assess.assessments.freshness.forms import PlanForm
from cse_assess.assessments.freshness.month import make_month
from cse_assess.assessments.freshness.plan import (
    Narrowing,
    Plan,
    group_by_month,
    list_open_assessments,
    make_plan,
)
from cse_assess.assessments.freshness.reminders import ROUND, remind_of_evidence
from cse_assess.assessments.freshness.words import STATE_TITLES, STATE_TONES
from cse_assess.assessments.month import month_of, read_month
from cse_assess.assessments.routes.loading import folders
from cse_assess.clock import today
from cse_assess.jobs.rounds import register_round
from cse_assess.notices.feed import register_feed_source
from cse_assess.paging import cut_page
from cse_assess.web.downloads import send_made_file
from cse_assess.web.paging import wanted_page

blueprint = Blueprint("freshness", __name__, url_prefix="/evidence/freshness")
BLUEPRINTS = (blueprint,)
PAGE_SIZE = 50

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


@blueprint.get("")
@requires_member
def index() -> str:
    """List what runs out, the soonest first, by months."""
    form = _read_form()
    plan = _make_plan(form)
    page = cut_page(plan.items, wanted_page(), PAGE_SIZE)
    return _render(
        "freshness/index.html",
        form,
        plan,
        months=group_by_month(page.rows),
        page=page,
        runs_out_on=_read_day(),
    )


@blueprint.get("/calendar")
@requires_member
def calendar() -> str:
    """Show what runs out in one month, day by day."""
    form = _read_form()
    plan = _make_plan(form)
    first = month_of(read_month(request.args.get("month", "")) or plan.on)
    return _render("freshness/calendar.html", form, plan, month=make_month(plan, first))


@blueprint.get("/plan.csv")
@requires_member
def export() -> Response:
    """Hand out the whole plan as a spreadsheet, narrowed as the list is."""
    content = plan_to_csv(_make_plan(_read_form()))
    return send_made_file(content, media_type="text/csv", file_name="evidence-to-renew.csv")


def _read_form() -> PlanForm:
    form = PlanForm(request.args)
    actor = current_actor()
    form.offer(list_people(actor.member_of), list_open_assessments(actor))
    return form


def _make_plan(form: PlanForm) -> Plan:
    narrowing = form.read_narrowing(_read_day())
    return make_plan(current_actor(), form.on.data or today(), folders(), narrowing)


def _read_day() -> date | None:
    """Return the day that the calendar's link asks for, or None."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def _render(template: str, form: PlanForm, plan: Plan, **context: object) -> str:
    narrowing = form.read_narrowing(_read_day())
    return render_template(
        template,
        filter_form=form,
        plan=plan,
        kept=_kept_arguments(),
        is_filtered=narrowing != Narrowing() or plan.on != today(),
        titles=STATE_TITLES,
        tones=STATE_TONES,
        today=today(),
        **context,
    )


def _kept_arguments() -> dict[str, str]:
    """Return what narrows this page, for the links to the other views of the same plan."""
    names = ("owner_id", "assessment_id", "state", "on-day", "on-month", "on-year")
    return {name: request.args[name] for name in names if request.args.get(name)}


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_evidence, from_hour=REMIND_FROM_HOUR)
    register_feed_source(app, lambda actor, on: list_feed_entries(actor, on, folders()))
