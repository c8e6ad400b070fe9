"""The organisation's own settings."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_administrator
from cse_assess.accounts.forms import OrganisationForm, text_of
from cse_assess.accounts.queries import get_organisation
from cse_assess.accounts.services import rename_organisation
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm

organisation = Blueprint("organisation", __name__, url_prefix="/organisation")


@organisation.route("", methods=["GET", "POST"])
@requires_administrator
def settings() -> ResponseReturnValue:
    """Change the organisation's name."""
    own = get_organisation(current_actor().member_of)
    form = OrganisationForm(data={"name": own.name, "version": own.version_id})
    if form.validate_on_submit():
        try:
            rename_organisation(
                actor=current_actor(),
                organisation=own,
                version_id=form.version.data,
                name=text_of(form.name),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The organisation's name is saved.")
            return redirect(url_for("organisation.settings"))
    return render_template("accounts/organisation.html", form=form)
