"""Who from outside may read what is submitted, and until when."""

from datetime import date

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts import services as accounts
from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.accounts.models import AssessorGrant
from cse_assess.accounts.queries import list_grants
from cse_assess.assessments.forms import AssessorForm, GrantForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_managed
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotFound
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import format_day

LIST = "/assessments/<int:assessment_id>/assessors"


@blueprint.route(LIST, methods=["GET", "POST"])
@requires_manager
def assessors(assessment_id: int) -> str | Response:
    """List the assessors, and let one in."""
    assessment, form = load_managed(assessment_id), AssessorForm()
    if form.validate_on_submit():
        try:
            return _let_in(assessment, form.email.data, form.name.data, form.ends_on.data)
        except DomainError as error:
            form.show_error(error)
    return show_view(
        "assessments/assessors.html",
        assessment,
        form=form,
        grants=list_grants(assessment.id),
        today=today(),
    )


def _let_in(
    assessment: Assessment, email: str | None, name: str | None, ends_on: date | None
) -> str | Response:
    """Let an assessor in; show the link to a new account, which nobody can see again."""
    _person, link = accounts.invite_assessor(
        actor=current_actor(),
        email=email or "",
        name=name or "",
        assessment_id=assessment.id,
        ends_on=ends_on or today(),
        base_url=current_settings().base_url,
    )
    if link:
        return show_view("assessments/assessor_link.html", assessment, link=link, name=name)
    confirm(
        f"{name} can read what you submit until {format_day(ends_on)}. "
        "They sign in with the account that they have."
    )
    return redirect(url_for(".assessors", assessment_id=assessment.id))


@blueprint.route(f"{LIST}/<int:grant_id>", methods=["GET", "POST"])
@requires_manager
def assessor(assessment_id: int, grant_id: int) -> str | Response:
    """Change until when an assessor is let in."""
    assessment = load_managed(assessment_id)
    grant = _get_grant(assessment, grant_id)
    form = GrantForm(data={"ends_on": grant.ends_on})
    if form.validate_on_submit():
        try:
            return _let_in(assessment, grant.user.email, grant.user.name, form.ends_on.data)
        except DomainError as error:
            form.show_error(error)
    return show_view("assessments/assessor.html", assessment, form=form, grant=grant, today=today())


def _get_grant(assessment: Assessment, grant_id: int) -> AssessorGrant:
    for grant in list_grants(assessment.id):
        if grant.id == grant_id:
            return grant
    raise NotFound("There is no such assessor.")


@blueprint.post(f"{LIST}/<int:grant_id>/end")
@requires_manager
def end_assessor(assessment_id: int, grant_id: int) -> Response:
    """Take an assessor's access away now."""
    assessment = load_managed(assessment_id)
    grant = _get_grant(assessment, grant_id)
    name = grant.user.name
    accounts.end_assessor(actor=current_actor(), grant=grant)
    confirm(f"{name} can no longer open anything that you submitted.")
    return redirect(url_for(".assessors", assessment_id=assessment.id))
