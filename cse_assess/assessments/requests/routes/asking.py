"""Asking a colleague for evidence."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.models import User
from cse_assess.accounts.queries import get_member, list_members
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_be_given_work
from cse_assess.assessments.requests import services
from cse_assess.assessments.requests.forms import AskForm
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.routes.blueprint import blueprint, url_of
from cse_assess.assessments.routes.element import Opened, open_element, vars_of
from cse_assess.assessments.routes.loading import load_writable
from cse_assess.clock import today
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm


@blueprint.route(
    "/assessments/<int:assessment_id>/elements/<code>/requests/new", methods=["GET", "POST"]
)
@requires_member
def ask(assessment_id: int, code: str) -> str | Response:
    """Ask somebody for evidence for an element."""
    opened, form = open_element(load_writable(assessment_id), code), AskForm()
    form.offer(_people_to_ask(opened.assessment))
    if form.validate_on_submit():
        try:
            request = _ask(opened, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{request.asked.name} is asked. You are told when there is an answer.")
            return redirect(url_of(request))
    return render_template("requests/ask.html", **vars_of(opened), form=form)


def _people_to_ask(assessment: Assessment) -> list[User]:
    return [
        person
        for person in list_members(assessment.organisation_id)
        if can_be_given_work(person, assessment) and person.id != current_actor().user_id
    ]


def _ask(opened: Opened, form: AskForm) -> EvidenceRequest:
    return services.ask_for_evidence(
        actor=current_actor(),
        response=opened.response,
        asked=get_member(form.asked_id.data, opened.assessment.organisation_id),
        wanted=form.wanted.data or "",
        due_on=form.due_on.data or today(),
    )
