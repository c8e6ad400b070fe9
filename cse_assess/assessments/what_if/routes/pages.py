"""Levels tried on a copy, what would come of them, and the step that saves them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.analysis.what_if import suppose
from cse_assess.assessments import queries
from cse_assess.assessments.actions.planned import list_planned_actions
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.readiness import describe_states
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.assessments.what_if.choices import (
    ProposedChange,
    propose,
    read_changes,
    read_levels,
    write_levels,
)
from cse_assess.assessments.what_if.forms import WhatIfForm, make_reason_form, read_reasons
from cse_assess.assessments.what_if.routes.blueprint import blueprint
from cse_assess.assessments.what_if.services import LevelsConflict, save_levels
from cse_assess.clock import today
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.forms import BaseForm
from cse_assess.web.templating import plural

HERE = "/assessments/<int:assessment_id>/what-if"
OK, CONFLICT = 200, 409


@blueprint.get(HERE)
@requires_member
def show(assessment_id: int) -> str:
    """Show the levels to try, and what would come of those in the address."""
    return _show(load_assessment(assessment_id))


@blueprint.post(HERE)
@requires_member
def try_out(assessment_id: int) -> str:
    """Show what would come of the levels sent; nothing is saved."""
    return _show(load_assessment(assessment_id))


def _show(assessment: Assessment) -> str:
    standard = load_standard(assessment)
    tree = queries.load_tree(assessment.id)
    planned = list_planned_actions([assessment.id], standard)[assessment.id]
    form = WhatIfForm(request.values)
    form.offer(planned)
    is_valid, levels = form.validate(), read_levels(standard, request.values)
    states = describe_states(tree, standard)
    outcome = suppose(
        standard,
        states,
        levels=levels,
        actions=form.pick_actions(planned),
        today=today(),
        on=form.on.data if is_valid else None,
    )
    return show_view(
        "what_if/show.html",
        assessment,
        standard=standard,
        form=form,
        has_actions=bool(form.actions.choices),
        current={state.code: state.level for state in states},
        chosen=levels,
        outcome=outcome,
        is_supposing=bool(levels or form.actions.data or form.on.data) and is_valid,
    )


@blueprint.post(f"{HERE}/confirm")
@requires_member
def ask(assessment_id: int) -> str | Response:
    """List every level that would be saved, and who changed it last."""
    assessment = load_writable(assessment_id)
    standard = load_standard(assessment)
    proposed = _propose(assessment, standard)
    if not proposed:
        return _lead_back(assessment)
    return _show_confirmation(assessment, standard, proposed, make_reason_form(standard, proposed))


@blueprint.post(f"{HERE}/save")
@requires_member
def save(assessment_id: int) -> str | Response | tuple[str, int]:
    """Save the levels, or show what is wrong, or what somebody else changed meanwhile."""
    assessment = load_writable(assessment_id)
    standard = load_standard(assessment)
    proposed = _propose(assessment, standard)
    if not proposed:
        return _lead_back(assessment)
    form = make_reason_form(standard, proposed)
    if not form.validate_on_submit():
        return _show_confirmation(assessment, standard, proposed, form)
    changes = read_changes(proposed, request.form, read_reasons(form))
    try:
        saved = save_levels(
            actor=current_actor(), assessment=assessment, standard=standard, changes=changes
        )
    except LevelsConflict as conflict:
        form.show_error(conflict)
        proposed = _propose(assessment, standard, conflict.codes)
        return _show_confirmation(assessment, standard, proposed, form), CONFLICT
    except DomainError as error:
        form.show_error(error)
        return _show_confirmation(assessment, standard, proposed, form)
    confirm(f"{plural(saved, 'level is', 'levels are')} saved.")
    return redirect(url_for("assessments.readiness", assessment_id=assessment.id))


def _lead_back(assessment: Assessment) -> Response:
    confirm("Nothing is saved: every level stands like that already, or none was chosen.")
    return redirect(_show_url(assessment, {}))


def _propose(
    assessment: Assessment, standard: Standard, conflicts: Sequence[str] = ()
) -> list[ProposedChange]:
    tree = queries.load_tree(assessment.id)
    return propose(tree, standard, read_levels(standard, request.form), conflicts)


def _show_confirmation(
    assessment: Assessment, standard: Standard, proposed: Sequence[ProposedChange], form: BaseForm
) -> str:
    levels = {each.element.code: each.level for each in proposed}
    return render_template(
        "what_if/confirm.html",
        assessment=assessment,
        standard=standard,
        proposed=proposed,
        form=form,
        back_url=_show_url(assessment, levels),
    )


def _show_url(assessment: Assessment, levels: Mapping[str, str]) -> str:
    values: dict[str, Any] = write_levels(levels)
    return url_for("what_if.show", assessment_id=assessment.id, **values)
