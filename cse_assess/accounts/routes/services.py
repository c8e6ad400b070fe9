"""The services of the organisation."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_manager, requires_member
from cse_assess.accounts.forms import ServiceForm, text_of
from cse_assess.accounts.policy import can_manage_services
from cse_assess.accounts.queries import get_service, list_contributors, list_services
from cse_assess.accounts.services import create_service, edit_service
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm

services = Blueprint("services", __name__, url_prefix="/services")


@services.get("")
@requires_member
def index() -> str:
    """List the services and who contributes to each."""
    actor = current_actor()
    return render_template(
        "accounts/services.html",
        services=list_services(actor.member_of),
        contributors=list_contributors(actor.member_of),
        can_manage=can_manage_services(actor),
    )


@services.route("/new", methods=["GET", "POST"])
@requires_manager
def new() -> ResponseReturnValue:
    """Add a service."""
    form = ServiceForm()
    if form.validate_on_submit():
        try:
            service = create_service(
                actor=current_actor(),
                name=text_of(form.name),
                description=text_of(form.description),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{service.name} is added. A self-assessment can now be started for it.")
            return redirect(url_for("services.index"))
    return render_template("accounts/service.html", form=form, service=None)


@services.route("/<int:service_id>", methods=["GET", "POST"])
@requires_manager
def edit(service_id: int) -> ResponseReturnValue:
    """Change a service's name and description."""
    service = get_service(service_id, current_actor().member_of)
    form = ServiceForm(
        data={
            "name": service.name,
            "description": service.description,
            "version": service.version_id,
        }
    )
    if form.validate_on_submit():
        try:
            edit_service(
                actor=current_actor(),
                service=service,
                version_id=form.version.data,
                name=text_of(form.name),
                description=text_of(form.description),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{service.name} is saved.")
            return redirect(url_for("services.index"))
    return render_template("accounts/service.html", form=form, service=service)
