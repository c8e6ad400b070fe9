"""Looking through the library, at one item, and at a file."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.clock import today
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.evidence import policy, queries
from cse_assess.evidence.forms import FilterForm
from cse_assess.evidence.history import describe_history
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import ItemFilters
from cse_assess.evidence.routes.blueprint import blueprint, load_item
from cse_assess.evidence.usage import current_usage
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.web.downloads import send_blob


@blueprint.get("")
@requires_member
def index() -> str:
    """List the library, narrowed and sorted as the address says."""
    actor, usage = current_actor(), current_usage()
    people = list_people(actor.member_of)
    form = FilterForm(request.args)
    form.offer_owners(people)
    filters = form.read_filters()
    page = queries.list_items(
        actor.member_of,
        filters,
        request.args.get("page", 1, type=int),
        viewer=actor,
        used_ids=usage.select_used_ids() if usage else None,
    )
    return render_template(
        "evidence/index.html",
        filter_form=form,
        is_filtered=filters != ItemFilters(order=filters.order),
        page=page,
        uses=usage.count_uses([listed.item.id for listed in page.items]) if usage else None,
        can_add=policy.can_add_evidence(actor),
        kinds=KIND_TITLES,
        today=today(),
    )


@blueprint.get("/<int:item_id>")
@requires_member
def show(item_id: int) -> str:
    """Show an item with its revisions, where it is used and what was done to it."""
    item, actor, usage = load_item(item_id), current_actor(), current_usage()
    if not policy.can_open_item(actor, item):
        return render_template("evidence/closed.html", item=item)
    revisions = queries.list_revisions(item)
    return render_template(
        "evidence/show.html",
        item=item,
        current=revisions[0],
        revisions=revisions,
        uses=usage.list_uses(actor, item.id) if usage else (),
        history=describe_history(item),
        can_edit=policy.can_edit_item(actor, item),
        kinds=KIND_TITLES,
        today=today(),
    )


@blueprint.get("/<int:item_id>/revisions/<int:number>/file")
@requires_member
def download(item_id: int, number: int) -> ResponseReturnValue:
    """Hand out the file of one revision."""
    item = load_item(item_id)
    _require_open(item)
    revision = queries.get_revision(item, number)
    if revision.sha256 is None or revision.size is None:
        raise NotFound("This revision is a web address, not a file.")
    return send_blob(
        sha256=revision.sha256,
        size=revision.size,
        file_name=revision.file_name,
        media_type=revision.media_type,
    )


def _require_open(item: EvidenceItem) -> None:
    if not policy.can_open_item(current_actor(), item):
        raise NotAllowed("This evidence is confidential. Ask an improvement lead to see it.")
