"""The people of the organisation: who they are, what they may do, and their links."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts import services
from cse_assess.accounts.access import current_actor, requires_administrator
from cse_assess.accounts.forms import InviteForm, PersonForm, text_of
from cse_assess.accounts.models import User
from cse_assess.accounts.policy import can_deactivate
from cse_assess.accounts.queries import get_member, list_members, list_services
from cse_assess.accounts.words import ROLE_EXPLANATIONS, ROLE_TITLES, STATUS_TITLES
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.forms import BaseForm

people = Blueprint("people", __name__, url_prefix="/people")


@people.get("")
@requires_administrator
def index() -> str:
    """List everybody, those whose account is in use first."""
    return render_template(
        "accounts/people.html",
        people=list_members(current_actor().member_of),
        titles=ROLE_TITLES,
        statuses=STATUS_TITLES,
    )


@people.route("/invite", methods=["GET", "POST"])
@requires_administrator
def invite() -> ResponseReturnValue:
    """Add a person and show the link that lets them in."""
    actor, form = current_actor(), InviteForm()
    form.offer(list_services(actor.member_of))
    if form.validate_on_submit():
        try:
            person, link = services.invite_user(
                actor=actor,
                email=text_of(form.email),
                name=text_of(form.name),
                roles=form.chosen_roles,
                contributes_to=form.contributes_to.data or (),
                base_url=current_settings().base_url,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            return _show_link(person, link)
    return render_template("accounts/invite.html", form=form, explanations=ROLE_EXPLANATIONS)


@people.route("/<int:user_id>", methods=["GET", "POST"])
@requires_administrator
def edit(user_id: int) -> ResponseReturnValue:
    """Change a person's name and roles."""
    person = _get_person(user_id)
    form = PersonForm(data=PersonForm.values_of(person))
    form.offer(list_services(current_actor().member_of))
    if form.validate_on_submit():
        try:
            services.edit_person(
                actor=current_actor(),
                person=person,
                version_id=form.version.data,
                name=text_of(form.name),
                roles=form.chosen_roles,
                contributes_to=form.contributes_to.data or (),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"What {person.name} may do is saved, and holds from their next page on.")
            return redirect(url_for("people.index"))
    return _show_person(person, form)


@people.post("/<int:user_id>/link")
@requires_administrator
def make_link(user_id: int) -> str:
    """Make a new link with which the person sets their password, and show it."""
    person = _get_person(user_id)
    link = services.make_link(
        actor=current_actor(), person=person, base_url=current_settings().base_url
    )
    return _show_link(person, link)


@people.route("/<int:user_id>/deactivate", methods=["GET", "POST"])
@requires_administrator
def deactivate(user_id: int) -> ResponseReturnValue:
    """Ask once more, then end the person's account."""
    person = _get_person(user_id)
    if not can_deactivate(current_actor(), person):
        raise NotAllowed("You cannot deactivate your own account.")
    form = BaseForm()
    if form.validate_on_submit():
        try:
            services.deactivate_person(actor=current_actor(), person=person)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{person.name} can no longer sign in. What they did stays on record.")
            return redirect(url_for("people.index"))
    return render_template("accounts/deactivate.html", form=form, person=person)


@people.post("/<int:user_id>/reactivate")
@requires_administrator
def reactivate(user_id: int) -> ResponseReturnValue:
    """Let a deactivated person sign in again."""
    person = _get_person(user_id)
    services.reactivate_person(actor=current_actor(), person=person)
    confirm(f"{person.name} can sign in again with their old password.")
    return redirect(url_for("people.edit", user_id=person.id))


def _get_person(user_id: int) -> User:
    return get_member(user_id, current_actor().member_of)


def _show_person(person: User, form: PersonForm) -> str:
    return render_template(
        "accounts/person.html",
        person=person,
        form=form,
        explanations=ROLE_EXPLANATIONS,
        statuses=STATUS_TITLES,
        is_own=person.id == current_actor().user_id,
    )


def _show_link(person: User, link: str) -> str:
    return render_template(
        "accounts/link.html",
        person=person,
        link=link,
        sends_mail=bool(current_settings().mail.host),
    )
