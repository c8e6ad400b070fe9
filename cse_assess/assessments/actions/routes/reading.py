"""The actions of a self-assessment as a list, a board and a calendar, and the page of one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from cse_assess.accounts.access import requires_member
from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.forms import ActionFilterForm, NoteForm
from cse_assess.assessments.actions.lines import ActionLine, make_lines
from cse_assess.assessments.actions.models import ActionEvent, ActionStatus, ImprovementAction
from cse_assess.assessments.actions.queries import ActionFilters
from cse_assess.assessments.actions.routes.blueprint import blueprint, load_action, vars_of
from cse_assess.assessments.actions.steps import ActionStep
from cse_assess.assessments.actions.values import speak_effort
from cse_assess.assessments.actions.words import STATUS_TITLES, STEP_TITLES
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.month import lay_out_month, month_of, read_month
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.assessments.routes.telling import ShownPiece, Told, show_pieces
from cse_assess.clock import today
from cse_assess.standards.structure import Standard
from cse_assess.web.paging import wanted_page


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: its status, its first actions, and how many more there are."""

    status: ActionStatus
    title: str
    lines: Sequence[ActionLine]
    more: int


@blueprint.get("/assessments/<int:assessment_id>/actions")
@requires_member
def index(assessment_id: int) -> str:
    """List the actions of a self-assessment, narrowed and in the order that is asked for."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    form = _read_form(assessment, standard)
    filters, number = form.read_filters(), wanted_page()
    page = queries.list_of_assessment(assessment.id, filters, today(), number)
    return _show(
        "actions/index.html",
        assessment,
        queries.total_actions(assessment.id, today()),
        standard=standard,
        filter_form=form,
        is_filtered=filters != ActionFilters(),
        page=page,
        lines=make_lines(page.rows, standard, today()),
    )


@blueprint.get("/assessments/<int:assessment_id>/actions/board")
@requires_member
def board(assessment_id: int) -> str:
    """Show the actions by their status, side by side."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    totals = queries.total_actions(assessment.id, today())
    columns = [
        _make_column(
            status, queries.list_column(assessment.id, status), totals.by_status[status], standard
        )
        for status in ActionStatus
    ]
    return _show(
        "actions/board.html",
        assessment,
        totals,
        standard=standard,
        columns=columns,
        statuses=STATUS_TITLES,
    )


def _make_column(
    status: ActionStatus,
    actions: Sequence[ImprovementAction],
    total: queries.StatusTotal,
    standard: Standard,
) -> Column:
    lines = make_lines(actions, standard, today())
    return Column(status, STATUS_TITLES[status], lines, total.count - len(lines))


@blueprint.get("/assessments/<int:assessment_id>/actions/calendar")
@requires_member
def calendar(assessment_id: int) -> str:
    """Show what is due in one month, day by day."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    form = _read_form(assessment, standard)
    filters, first = form.read_filters(), _read_first()
    due = queries.list_due_between(assessment.id, filters, today(), first, add_months(first, 1))
    lines: dict[date, list[ActionLine]] = defaultdict(list)
    for line in make_lines(due, standard, today()):
        lines[line.action.due_on or first].append(line)
    return _show(
        "actions/calendar.html",
        assessment,
        queries.total_actions(assessment.id, today()),
        standard=standard,
        filter_form=form,
        is_filtered=filters != ActionFilters(),
        month=lay_out_month(first, lines, [assessment]),
        kept={name: request.args[name] for name in _KEPT if request.args.get(name)},
        today=today(),
    )


_KEPT = ("status", "owner", "code", "is_overdue")


def _read_first() -> date:
    return month_of(read_month(request.args.get("month", "")) or today())


def _read_form(assessment: Assessment, standard: Standard) -> ActionFilterForm:
    form = ActionFilterForm(request.args)
    form.offer(
        queries.list_owners(assessment.id), queries.list_moved_codes(assessment.id), standard
    )
    return form


def _show(
    template: str, assessment: Assessment, totals: queries.ActionTotals, **context: object
) -> str:
    return show_view(template, assessment, totals=totals, effort=speak_effort, **context)


@blueprint.get("/actions/<int:action_id>")
@requires_member
def show(action_id: int) -> str:
    """Show an action: what is to be done, what it moves, what closes it, and how it went."""
    return show_action(load_action(action_id), NoteForm())


def show_action(action: ImprovementAction, form: NoteForm) -> str:
    """Draw the page of an action with the form for a note on it."""
    return render_template(
        "actions/show.html",
        **vars_of(action),
        form=form,
        pieces=list_pieces(action),
        entries=[_tell(event) for event in queries.list_events(action.id)],
    )


def list_pieces(action: ImprovementAction) -> list[ShownPiece]:
    """Return what closes an action, titles hidden where they must be."""
    return show_pieces(queries.list_closing_items(action.id))


def _tell(event: ActionEvent) -> Told:
    return Told(STEP_TITLES[ActionStep(event.step)], event.at, event.actor_name, event.words)
