"""Editing, withdrawing and restoring an item."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.errors import DomainError
from cse_assess.evidence import queries, services
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.errors import ItemConflict
from cse_assess.evidence.forms import EditForm, ReasonForm
from cse_assess.evidence.history import Change, compare_details
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.routes.blueprint import blueprint, item_url, load_own_item
from cse_assess.evidence.routes.replacing import list_impact
from cse_assess.evidence.usage import ContentChange
from cse_assess.web.flashes import confirm
from cse_assess.web.forms import BaseForm


@blueprint.route("/<int:item_id>/edit", methods=["GET", "POST"])
@requires_member
def edit(item_id: int) -> ResponseReturnValue:
    """Change what is said of an item; of two people who do so, the second sees both texts."""
    item = load_own_item(item_id)
    form, theirs = EditForm(data=EditForm.values_of(item)), None
    form.offer_owners(list_people(item.organisation_id), former=item.owner)
    if form.validate_on_submit():
        try:
            services.edit_item(
                actor=current_actor(), item=item, version_id=form.version.data, **form.details
            )
        except ItemConflict as conflict:
            form.show_error(conflict)
            theirs = _compare(form, item)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The details are saved. Earlier ones stay in the history below.")
            return redirect(item_url(item))
    return render_template(
        "evidence/edit.html",
        form=form,
        item=item,
        differences=theirs,
        is_link=not queries.get_current_revision(item).is_file,
    )


@blueprint.route("/<int:item_id>/withdraw", methods=["GET", "POST"])
@requires_member
def withdraw(item_id: int) -> ResponseReturnValue:
    """Ask why, then take an item out of use."""
    item, form = load_own_item(item_id), ReasonForm()
    if form.validate_on_submit():
        try:
            services.withdraw_item(actor=current_actor(), item=item, reason=form.reason.data or "")
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The evidence is withdrawn. It stays on record, and you can restore it.")
            return redirect(item_url(item))
    impacts = list_impact(item, ContentChange())
    return render_template("evidence/withdraw.html", form=form, item=item, impacts=impacts)


@blueprint.route("/<int:item_id>/restore", methods=["GET", "POST"])
@requires_member
def restore(item_id: int) -> ResponseReturnValue:
    """Ask once more, then put a withdrawn item back into use."""
    item, form = load_own_item(item_id), BaseForm()
    if form.validate_on_submit():
        try:
            services.restore_item(actor=current_actor(), item=item)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The evidence is back in use, wherever it was used before.")
            return redirect(item_url(item))
    return render_template("evidence/restore.html", form=form, item=item)


def _compare(form: EditForm, item: EvidenceItem) -> list[Change]:
    """Return where the form differs from what is saved now, and let it be saved over that."""
    form.version.data = item.version_id
    return compare_details(ItemDetails.of(item), ItemDetails(**form.details), item)
