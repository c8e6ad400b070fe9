"""Signing in, signing out, and a forgotten password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts import services
from cse_assess.accounts.access import (
    current_actor,
    current_token,
    enter,
    find_actor,
    is_local_path,
    leave,
    public,
)
from cse_assess.accounts.forms import ForgottenPasswordForm, SignInForm, text_of
from cse_assess.accounts.routes.blueprint import accounts
from cse_assess.errors import DomainError
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm

TOO_MANY_REQUESTS = 429


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask who it is, and open a session."""
    if request.method == "GET" and find_actor() is not None:
        return redirect(_way_on())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            token = services.sign_in(
                email=text_of(form.email),
                password=text_of(form.password),
                remote=request.remote_addr,
            )
        except DomainError as error:
            form.show_error(error)
            return render_template("accounts/sign_in.html", form=form), status_of(error)
        enter(token)
        return redirect(_way_on())
    return render_template("accounts/sign_in.html", form=form)


@accounts.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session; a cookie whose session has ended already is emptied alike."""
    if find_actor() is not None:
        services.sign_out(actor=current_actor(), token=current_token())
    leave()
    confirm("You are signed out.")
    return redirect(url_for("accounts.sign_in"))


@accounts.route("/password/forgotten", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    """Have a link sent, where this installation sends letters; tell whom to ask otherwise."""
    form = ForgottenPasswordForm()
    sends_mail = bool(current_settings().mail.host)
    if sends_mail and form.validate_on_submit():
        try:
            services.ask_for_reset(email=text_of(form.email), remote=request.remote_addr)
        except DomainError as error:
            form.show_error(error)
            return _show_forgotten(form), status_of(error)
        return render_template("accounts/link_sent.html", email=text_of(form.email))
    return _show_forgotten(form)


def status_of(error: DomainError) -> int:
    """Return the status of a form that is shown again because of `error`."""
    return TOO_MANY_REQUESTS if isinstance(error, services.TooManyAttempts) else 200


def _show_forgotten(form: ForgottenPasswordForm) -> str:
    sends_mail = bool(current_settings().mail.host)
    return render_template("accounts/forgotten_password.html", form=form, sends_mail=sends_mail)


def _way_on() -> str:
    """Return the page that was asked for before signing in, where it is one of ours."""
    target = request.args.get("next", "")
    return target if is_local_path(target) else "/"
