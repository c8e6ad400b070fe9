"""Moving an action on: started, done, dropped, opened again; and notes on how it goes."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.actions import services
from cse_assess.assessments.actions.finishing import finish_action
from cse_assess.assessments.actions.forms import DropForm, FinishForm, MoveForm, NoteForm
from cse_assess.assessments.actions.lines import make_lines
from cse_assess.assessments.actions.models import ActionStatus, ImprovementAction
from cse_assess.assessments.actions.routes.blueprint import (
    blueprint,
    load_writable_action,
    url_of,
    vars_of,
)
from cse_assess.assessments.actions.routes.reading import list_pieces, show_action
from cse_assess.assessments.actions.words import STATUS_TITLES
from cse_assess.assessments.routes.loading import load_standard
from cse_assess.clock import today
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm

BOTH = ["GET", "POST"]
BOARD = "board"
WITH_A_PAGE = {ActionStatus.DONE: "actions.finish", ActionStatus.DROPPED: "actions.drop"}


@blueprint.post("/actions/<int:action_id>/move")
@requires_member
def move(action_id: int) -> str | Response:
    """Move an action to another status; what needs words or answers goes on to its own page."""
    action, form = load_writable_action(action_id), MoveForm()
    if not form.validate():
        raise DomainError("Choose where to move it.")
    to = ActionStatus(form.to.data)
    if to in WITH_A_PAGE and action.status != to:
        return redirect(url_for(WITH_A_PAGE[to], action_id=action.id))
    services.move_action(actor=current_actor(), action=action, version_id=form.seen_version, to=to)
    confirm(f"“{action.title}”: {STATUS_TITLES[to].lower()} now.")
    return redirect(_after_moving(action))


def _after_moving(action: ImprovementAction) -> str:
    if request.form.get("back") == BOARD:
        return url_for("actions.board", assessment_id=action.assessment_id)
    return url_of(action)


@blueprint.route("/actions/<int:action_id>/done", methods=BOTH)
@requires_member
def finish(action_id: int) -> str | Response:
    """Mark an action as done, and say what is to happen with the elements that it moves."""
    action = load_writable_action(action_id)
    standard = load_standard(action.assessment)
    form = FinishForm(data={"version_id": str(action.version_id)})
    [line] = make_lines([action], standard, today())
    form.offer(line.effects)
    if form.validate_on_submit():
        try:
            finish_action(
                actor=current_actor(),
                action=action,
                standard=standard,
                version_id=form.seen_version,
                words=form.words.data or "",
                attaches_evidence=bool(form.attaches_evidence.data),
                raised=form.seen_versions,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The action is done. A person still confirms each level it was to move.")
            return redirect(url_of(action))
    return render_template(
        "actions/finish.html", **vars_of(action), form=form, pieces=list_pieces(action)
    )


@blueprint.route("/actions/<int:action_id>/drop", methods=BOTH)
@requires_member
def drop(action_id: int) -> str | Response:
    """Say why an action is dropped; it stays on record."""
    action = load_writable_action(action_id)
    form = DropForm(data={"version_id": str(action.version_id)})
    if form.validate_on_submit():
        try:
            services.move_action(
                actor=current_actor(),
                action=action,
                version_id=form.seen_version,
                to=ActionStatus.DROPPED,
                words=form.words.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The action is dropped. It stays on record and can be opened again.")
            return redirect(url_of(action))
    return render_template("actions/drop.html", **vars_of(action), form=form)


@blueprint.post("/actions/<int:action_id>/notes")
@requires_member
def note(action_id: int) -> str | Response:
    """Keep a note on how an action goes."""
    action, form = load_writable_action(action_id), NoteForm()
    if form.validate_on_submit():
        try:
            services.note_progress(
                actor=current_actor(), action=action, words=form.words.data or ""
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The note is kept.")
            return redirect(url_of(action))
    return show_action(action, form)
