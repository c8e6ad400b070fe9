"""What the asked person does: gather evidence, send it, or say why there is none."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.assessments.forms import ChooseItemsForm
from cse_assess.assessments.requests import policy, queries, services
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.routes.blueprint import (
    blueprint,
    load_request,
    url_of,
    vars_of,
)
from cse_assess.assessments.routes.choosing import load_chosen, search_library
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.forms import AddFilesForm, AddLinkForm
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.routes.receiving import receive_sent_files
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural


def _load(request_id: int) -> EvidenceRequest:
    """Return a request that the person may add to now; raise `NotAllowed` otherwise."""
    asked = load_request(request_id)
    if not policy.can_change_items(current_actor(), asked):
        raise NotAllowed("Only the person who is asked can add to this, until it is sent.")
    return asked


def _confirm_added(count: int) -> None:
    if count:
        pieces = plural(count, "piece of evidence is", "pieces of evidence are")
        confirm(f"{pieces} added. Send your answer when you have everything.")


@blueprint.route("/requests/<int:request_id>/files", methods=["GET", "POST"])
@requires_member
def add_files(request_id: int) -> str | Response:
    """Upload files into a request."""
    asked, form = _load(request_id), AddFilesForm(owner_id=current_actor().user_id)
    form.offer_owners(list_people(current_actor().member_of))
    if form.validate_on_submit():
        try:
            refusals = _add_files(request_id, form)
        except DomainError as error:
            form.show_error(error)
        else:
            if not refusals:
                return redirect(url_for(".show", request_id=request_id))
            for refusal in refusals:
                form.add_error(refusal, "files")
        asked = _load(request_id)
    return render_template("requests/files.html", **vars_of(asked), form=form)


def _add_files(request_id: int, form: AddFilesForm) -> list[str]:
    """Add every file that can be; return why the others were refused.

    Receiving them ends the transaction, so the request is loaded anew afterwards.
    """
    received = receive_sent_files(form)
    asked = _load(request_id)
    taken = [(verdict.file, details) for verdict, details in received if verdict.file]
    for file, details in taken:
        services.add_file(actor=current_actor(), request=asked, file=file, details=details)
    _confirm_added(len(taken))
    return [f"{each.file_name}: {each.refusal}" for each, _ in received if each.file is None]


@blueprint.route("/requests/<int:request_id>/link", methods=["GET", "POST"])
@requires_member
def add_link(request_id: int) -> str | Response:
    """Add a web address to a request."""
    asked = _load(request_id)
    form = AddLinkForm(owner_id=current_actor().user_id, kind=EvidenceKind.WEB_PAGE)
    form.offer_owners(list_people(current_actor().member_of))
    if form.validate_on_submit():
        try:
            services.add_address(
                actor=current_actor(),
                request=asked,
                url=form.url.data or "",
                details=ItemDetails(**form.details),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            _confirm_added(1)
            return redirect(url_of(asked))
    return render_template("requests/link.html", **vars_of(asked), form=form)


@blueprint.route("/requests/<int:request_id>/library", methods=["GET", "POST"])
@requires_member
def add_from_library(request_id: int) -> str | Response:
    """Choose from what the library already holds."""
    asked, form = _load(request_id), ChooseItemsForm()
    if form.validate_on_submit():
        try:
            for item in load_chosen(form):
                services.add_item(actor=current_actor(), request=asked, item=item)
        except DomainError as error:
            form.show_error(error)
        else:
            _confirm_added(len(form.item_ids))
            return redirect(url_of(asked))
    return render_template(
        "requests/library.html",
        **vars_of(asked),
        **search_library(),
        form=form,
        added={item.id for item in queries.list_items(asked.id)},
    )


@blueprint.post("/requests/<int:request_id>/items/<int:item_id>/remove")
@requires_member
def remove_item(request_id: int, item_id: int) -> Response:
    """Take a piece out of what is sent in."""
    asked = _load(request_id)
    services.remove_item(actor=current_actor(), request=asked, item_id=item_id)
    confirm("It is taken out of your answer. It is still in the library.")
    return redirect(url_of(asked))
