"""Pictures of the pages of a file, and asking for one."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.evidence import policy, queries
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.previews.handout import send_picture
from cse_assess.evidence.previews.queries import list_revisions_of_content
from cse_assess.evidence.previews.services import request_pictures
from cse_assess.evidence.routes.blueprint import blueprint, load_open_item, load_revision
from cse_assess.ids import read_possible_id


@blueprint.get("/<int:item_id>/pictures/<sha256>/<name>.webp")
@requires_member
def picture(item_id: int, sha256: str, name: str) -> Response:
    """Send the thumbnail, or the page numbered `name`, of a file of an item."""
    item, actor = load_open_item(item_id), current_actor()
    revisions = list_revisions_of_content(item, sha256)
    if not revisions:
        raise NotFound("There is no such picture.")
    for revision in revisions:
        if policy.can_open_revision(actor, revision):
            return send_picture(revision, name)
    raise NotAllowed("This revision is sealed. Ask an improvement lead.")


@blueprint.post("/<int:item_id>/pages/<int:number>/picture")
@requires_member
def draw_page(item_id: int, number: int) -> ResponseReturnValue:
    """Ask for the picture of a page of the current file, or of that of `?revision=`."""
    item = load_open_item(item_id)
    older = request.args.get("revision", type=read_possible_id) or None
    revision = load_revision(item, older) if older else queries.get_current_revision(item)
    check_quarantine(revision)
    if revision.sha256 is None:
        raise NotFound("This evidence is a web address, not a file.")
    request_pictures(sha256=revision.sha256, first=number)
    return redirect(
        url_for("evidence.page", item_id=item.id, number=number, revision=older, drawing=1)
    )
