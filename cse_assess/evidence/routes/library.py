"""Looking through the library, at one item, and at a file."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.clock import today
from cse_assess.evidence import policy, queries
from cse_assess.evidence.forms import FilterForm
from cse_assess.evidence.handout import send_revision
from cse_assess.evidence.history import describe_history
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.previews.glance import glance_at
from cse_assess.evidence.privacy.queries import count_undecided
from cse_assess.evidence.proposals import Proposals, current_proposals
from cse_assess.evidence.queries import ItemFilters
from cse_assess.evidence.routes.blueprint import (
    blueprint,
    load_item,
    load_open_item,
    load_revision,
)
from cse_assess.evidence.search.wanted import read_search
from cse_assess.evidence.usage import current_usage
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.web.paging import wanted_page


@blueprint.get("")
@requires_member
def index() -> str:
    """List the library, searched, narrowed and sorted as the address says."""
    actor, usage = current_actor(), current_usage()
    form = FilterForm(request.args)
    form.offer_owners(list_people(actor.member_of))
    form.offer_places(usage.list_choices(actor) if usage else ())
    filters = form.read_filters()
    page = queries.list_items(
        actor.member_of,
        filters,
        wanted_page(),
        viewer=actor,
        used_ids=usage.select_used_ids() if usage else None,
        place_ids=usage.select_ids_used_for(actor, filters.place) if usage else None,
    )
    return render_template(
        "evidence/index.html",
        filter_form=form,
        filters=filters,
        is_filtered=filters != ItemFilters(search=filters.search, order=filters.order),
        is_search_cut=read_search(filters.search).is_cut,
        page=page,
        glances=glance_at(listed.revision for listed in page.items if listed.is_open),
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
    revisions, can_edit = queries.list_revisions(item), policy.can_edit_item(actor, item)
    return render_template(
        "evidence/show.html",
        item=item,
        current=revisions[0],
        revisions=revisions,
        glance=glance_at(revisions[:1]).get(revisions[0].id),
        proposals=_propose_uses(item, revisions[0]),
        uses=usage.list_uses(actor, item.id) if usage else (),
        history=describe_history(item),
        can_edit=can_edit,
        undecided=count_undecided([item.id]).get(item.id, 0) if can_edit else 0,
        closed={each.number for each in revisions if not policy.can_open_revision(actor, each)},
        kinds=KIND_TITLES,
        today=today(),
    )


def _propose_uses(item: EvidenceItem, current: EvidenceRevision) -> Proposals | None:
    source, place_id = current_proposals(), request.args.get("place", type=int)
    return source.propose_uses(current_actor(), item, current, place_id) if source else None


@blueprint.get("/<int:item_id>/revisions/<int:number>/file")
@requires_member
def download(item_id: int, number: int) -> ResponseReturnValue:
    """Hand out the file of one revision."""
    item = load_open_item(item_id)
    return send_revision(load_revision(item, number))
