"""One's own account."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts import services
from cse_assess.accounts.access import current_actor, enter, leave, signed_in
from cse_assess.accounts.forms import ChangePasswordForm, NameForm, text_of
from cse_assess.accounts.models import User
from cse_assess.accounts.queries import get_own_account
from cse_assess.accounts.routes.blueprint import accounts
from cse_assess.accounts.routes.door import status_of
from cse_assess.accounts.words import ROLE_TITLES
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm


@accounts.get("/account")
@signed_in
def account() -> str:
    """Show what is kept of the person, and what they can change."""
    return render_template("accounts/account.html", person=_own(), titles=ROLE_TITLES)


@accounts.route("/account/name", methods=["GET", "POST"])
@signed_in
def change_name() -> ResponseReturnValue:
    """Change one's name."""
    person = _own()
    form = NameForm(data={"name": person.name})
    if form.validate_on_submit():
        try:
            services.rename_self(actor=current_actor(), person=person, name=text_of(form.name))
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("Your name is changed.")
            return redirect(url_for("accounts.account"))
    return render_template("accounts/change_name.html", form=form)


@accounts.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """Change one's password, and sign every other browser out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            token = services.change_password(
                actor=current_actor(),
                person=_own(),
                present=text_of(form.present),
                password=text_of(form.password),
            )
        except DomainError as error:
            form.show_error(error)
            return render_template("accounts/change_password.html", form=form), status_of(error)
        enter(token)
        confirm("Your password is changed. Every other browser is signed out.")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/change_password.html", form=form)


@accounts.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of the person, this one too."""
    services.sign_out_everywhere(actor=current_actor(), person=_own())
    leave()
    confirm("You are signed out in every browser.")
    return redirect(url_for("accounts.sign_in"))


def _own() -> User:
    return get_own_account(current_actor())
