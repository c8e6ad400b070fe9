"""The evidence that shows that an action is done."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.actions import queries, services
from cse_assess.assessments.actions.routes.blueprint import (
    blueprint,
    load_writable_action,
    url_of,
    vars_of,
)
from cse_assess.assessments.forms import ChooseItemsForm
from cse_assess.assessments.routes.choosing import load_chosen, search_library
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural


@blueprint.route("/actions/<int:action_id>/evidence", methods=["GET", "POST"])
@requires_member
def add_evidence(action_id: int) -> str | Response:
    """Choose from the library what shows that the action is done."""
    action, form = load_writable_action(action_id), ChooseItemsForm()
    if form.validate_on_submit():
        try:
            for item in load_chosen(form):
                services.add_closing_evidence(actor=current_actor(), action=action, item=item)
        except DomainError as error:
            form.show_error(error)
        else:
            added = plural(len(form.item_ids), "piece is", "pieces are")
            confirm(f"{added} with the action. Mark it as done when it is.")
            return redirect(url_of(action))
    return render_template(
        "actions/library.html",
        **vars_of(action),
        **search_library(),
        form=form,
        added={item.id for item in queries.list_closing_items(action.id)},
    )


@blueprint.post("/actions/<int:action_id>/evidence/<int:item_id>/remove")
@requires_member
def remove_evidence(action_id: int, item_id: int) -> Response:
    """Take a piece from the action."""
    action = load_writable_action(action_id)
    services.remove_closing_evidence(actor=current_actor(), action=action, item_id=item_id)
    confirm("It is taken from the action. It is still in the library.")
    return redirect(url_of(action))
