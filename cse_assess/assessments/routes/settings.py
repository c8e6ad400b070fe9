"""The settings of a self-assessment: cycle, visit date, wording, and its lock."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_lead, requires_manager
from cse_assess.assessments import policy, services
from cse_assess.assessments.forms import SettingsForm, UnlockForm, settings_data
from cse_assess.assessments.life_events import list_life_events
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_managed
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.web.flashes import confirm


@blueprint.route("/assessments/<int:assessment_id>/settings", methods=["GET", "POST"])
@requires_manager
def settings(assessment_id: int) -> str | Response:
    """Change the settings, or see what was done to the self-assessment as a whole."""
    assessment = load_managed(assessment_id)
    form = SettingsForm(data=settings_data(assessment))
    if form.validate_on_submit():
        try:
            _edit(assessment, form)
        except Conflict as error:
            form = SettingsForm(formdata=None, data=settings_data(assessment))
            form.show_error(error)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The settings are saved.")
            return redirect(url_for(".settings", assessment_id=assessment.id))
    return _show(assessment, form)


def _edit(assessment: Assessment, form: SettingsForm) -> None:
    services.edit_assessment(
        actor=current_actor(),
        assessment=assessment,
        version_id=form.seen_version,
        cycle=form.cycle.data or "",
        visit_on=form.visit_on.data,
        wording=form.wording.data,
    )


def _show(assessment: Assessment, form: SettingsForm) -> str:
    return show_view(
        "assessments/settings.html",
        assessment,
        form=form,
        events=list_life_events(assessment),
        can_unlock=policy.can_unlock_assessment(current_actor(), assessment),
    )


@blueprint.post("/assessments/<int:assessment_id>/lock")
@requires_manager
def lock(assessment_id: int) -> Response:
    """Close the self-assessment to every change."""
    assessment = load_managed(assessment_id)
    services.lock_assessment(actor=current_actor(), assessment=assessment)
    confirm("The self-assessment is locked. Everybody can read it, and nobody can change it.")
    return redirect(url_for(".settings", assessment_id=assessment.id))


@blueprint.route("/assessments/<int:assessment_id>/unlock", methods=["GET", "POST"])
@requires_lead
def unlock(assessment_id: int) -> str | Response:
    """Ask why the self-assessment has to be unlocked, then unlock it."""
    assessment, form = load_managed(assessment_id), UnlockForm()
    if not policy.can_unlock_assessment(current_actor(), assessment):
        raise NotAllowed("This self-assessment is not locked.")
    if form.validate_on_submit():
        try:
            services.unlock_assessment(
                actor=current_actor(), assessment=assessment, reason=form.reason.data or ""
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The self-assessment is unlocked and can be changed again.")
            return redirect(url_for(".settings", assessment_id=assessment.id))
    return show_view("assessments/unlock.html", assessment, form=form)
