"""Adding an action, and changing one."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.models import User
from cse_assess.analysis.gaps import analyse_gaps
from cse_assess.assessments.actions import services
from cse_assess.assessments.actions.forms import ActionForm
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.routes.blueprint import (
    blueprint,
    load_action,
    load_writable_action,
    url_of,
    vars_of,
)
from cse_assess.assessments.actions.values import (
    LONGEST_TITLE,
    ActionValues,
    EffectValue,
    list_reachable_levels,
    speak_values,
)
from cse_assess.assessments.actions.words import FIELD_LABELS
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import list_evidence
from cse_assess.assessments.readiness import describe_state, freshness_rule
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    load_as_writer,
    load_response,
    load_standard,
    load_writable,
)
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

CONFLICT, FORBIDDEN, OK = 409, 403, 200
MORE = "more"


@blueprint.route("/assessments/<int:assessment_id>/actions/new", methods=["GET", "POST"])
@requires_member
def add(assessment_id: int) -> str | Response:
    """Put an action on the list; `code` in the address is the element that it begins from."""
    assessment = load_writable(assessment_id)
    standard = load_standard(assessment)
    form = ActionForm.of(_begin_with(assessment, standard, request.args.get("code", "")))
    form.offer(standard, services.list_possible_owners(assessment))
    if request.form.get("then") == MORE:
        _add_rows(form, assessment, standard)
    elif form.validate_on_submit():
        try:
            action = services.add_action(
                actor=current_actor(), assessment=assessment, standard=standard, values=form.values
            )
        except DomainError as error:
            form.show_error(error)
        else:
            told = " They are told." if action.owner_id else " Nobody owns it yet."
            confirm(f"The action is on the list.{told}")
            return redirect(url_of(action))
    return show_view("actions/add.html", assessment, standard=standard, form=form)


def _add_rows(form: ActionForm, assessment: Assessment, standard: Standard) -> None:
    form.add_rows()
    form.offer(standard, services.list_possible_owners(assessment))


def _begin_with(assessment: Assessment, standard: Standard, code: str) -> ActionValues:
    """Return an action for the gap of an element: its remedy, and the least level that is met."""
    if standard.find_element(code) is None:
        return ActionValues()
    response = load_response(assessment, standard, code)
    state = describe_state(standard, response, list_evidence(response))
    gap = analyse_gaps(standard, [state], freshness_rule(assessment, standard)).find_gap(code)
    return ActionValues(
        title=f"{code}: {gap.findings[0].remedy}"[:LONGEST_TITLE].rstrip(".") if gap else "",
        effects=(EffectValue(code, _least_met(standard)),),
    )


def _least_met(standard: Standard) -> str | None:
    met = [each.id for each in list_reachable_levels(standard) if each.id in standard.rules.met]
    return met[-1] if met else None


@blueprint.route("/actions/<int:action_id>/edit", methods=["GET", "POST"])
@requires_member
def edit(action_id: int) -> str | Response | tuple[str, int]:
    """Change an action; show both texts where somebody else did so meanwhile.

    Where the self-assessment was locked meanwhile, the form is shown all the same, so that no text
    is lost.
    """
    action = _load_for_writing(action_id)
    standard = load_standard(action.assessment)
    people = services.list_possible_owners(action.assessment)
    form = ActionForm.of(ActionValues.of(action), action.version_id)
    form.offer(standard, people, action.owner)
    if request.form.get("then") == MORE:
        form.add_rows()
        form.offer(standard, people, action.owner)
    elif form.validate_on_submit():
        try:
            changed = _save(action, standard, form)
        except services.ActionConflict as conflict:
            return _show_conflict(action, standard, people, conflict), CONFLICT
        except DomainError as error:
            form.show_error(error)
            return _show_edit(action, form), FORBIDDEN if isinstance(error, NotAllowed) else OK
        confirm("The action is saved." if changed else "The action was up to date already.")
        return redirect(url_of(action))
    return _show_edit(action, form)


def _load_for_writing(action_id: int) -> ImprovementAction:
    if request.method == "GET":
        return load_writable_action(action_id)
    action = load_action(action_id)
    load_as_writer(action.assessment_id)
    return action


def _save(action: ImprovementAction, standard: Standard, form: ActionForm) -> bool:
    return services.edit_action(
        actor=current_actor(),
        action=action,
        standard=standard,
        version_id=form.seen_version,
        values=form.values,
    )


def _show_edit(action: ImprovementAction, form: ActionForm) -> str:
    return render_template("actions/edit.html", **vars_of(action), form=form)


def _show_conflict(
    action: ImprovementAction,
    standard: Standard,
    people: Sequence[User],
    conflict: services.ActionConflict,
) -> str:
    form = ActionForm.showing(conflict.mine, conflict.version_id)
    form.offer(standard, people, action.owner)
    names = {person.id: person.name for person in people}
    if action.owner is not None:
        names.setdefault(action.owner.id, action.owner.name)
    return render_template(
        "actions/conflict.html",
        **vars_of(action),
        form=form,
        name=conflict.name,
        theirs=speak_values(standard, conflict.theirs, names),
        mine=speak_values(standard, conflict.mine, names),
        differing=conflict.theirs.differing(conflict.mine),
        labels=FIELD_LABELS,
    )
