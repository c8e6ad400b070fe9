"""What a single-use link opens: a form. Only sending the form uses the link up.

Mail scanners follow links, so opening one must not burn it.
"""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from cse_assess.accounts import services
from cse_assess.accounts.access import enter, public
from cse_assess.accounts.forms import SetPasswordForm, SetUpForm, text_of
from cse_assess.accounts.models import AccountLink, LinkPurpose
from cse_assess.accounts.routes.blueprint import accounts
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm

GONE = 410


@accounts.route("/link/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> ResponseReturnValue:
    """Set a password, or set the installation up."""
    try:
        link = services.get_open_link(token)
    except services.LinkEnded:
        return _show_ended()
    if link.purpose == LinkPurpose.SET_UP:
        return _set_up(token)
    return _set_password(token, link)


def _set_password(token: str, link: AccountLink) -> ResponseReturnValue:
    form = SetPasswordForm()
    if form.validate_on_submit():
        try:
            session_token = services.accept_link(token=token, password=text_of(form.password))
        except services.LinkEnded:
            return _show_ended()
        except DomainError as error:
            form.show_error(error)
        else:
            enter(session_token)
            confirm("Your password is set and you are signed in.")
            return redirect("/")
    return render_template("accounts/set_password.html", form=form, link=link)


def _set_up(token: str) -> ResponseReturnValue:
    form = SetUpForm()
    if form.validate_on_submit():
        try:
            session_token = services.set_up(
                token=token,
                organisation_name=text_of(form.organisation_name),
                name=text_of(form.name),
                email=text_of(form.email),
                password=text_of(form.password),
            )
        except services.LinkEnded:
            return _show_ended()
        except DomainError as error:
            form.show_error(error)
        else:
            enter(session_token)
            confirm("Your organisation is set up. Next, add a service and invite your colleagues.")
            return redirect("/")
    return render_template("accounts/set_up.html", form=form)


def _show_ended() -> ResponseReturnValue:
    return render_template("accounts/link_ended.html"), GONE
