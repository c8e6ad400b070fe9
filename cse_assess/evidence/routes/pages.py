"""The text of a file, page by page."""

from flask import render_template, request, url_for

from cse_assess.accounts.access import requires_member
from cse_assess.evidence import queries
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.previews.page_picture import look_at_page
from cse_assess.evidence.privacy.queries import find_detail
from cse_assess.evidence.privacy.services import MOST_DETAILS
from cse_assess.evidence.routes.blueprint import (
    blueprint,
    item_url,
    load_open_item,
    load_revision,
)
from cse_assess.evidence.search.wanted import Wanted, read_phrase, read_search
from cse_assess.evidence.text_page import TextPage, open_text_page
from cse_assess.ids import read_possible_id


@blueprint.get("/<int:item_id>/pages/<int:number>")
@requires_member
def page(item_id: int, number: int) -> str:
    """Show a page of the current file, or of the file of `?revision=`, with its hits marked."""
    item = load_open_item(item_id)
    older = request.args.get("revision", type=read_possible_id) or None
    revision = load_revision(item, older) if older else queries.get_current_revision(item)
    check_quarantine(revision)
    return draw_text_page(
        open_text_page(item, revision, number, _read_detail(revision) or read_wanted()),
        back=(item_url(item), item.title),
        file_url=url_for("evidence.download", item_id=item.id, number=revision.number),
        picture_url=url_for(
            "evidence.picture", item_id=item.id, sha256=revision.sha256, name=number
        ),
        draw_url=url_for("evidence.draw_page", item_id=item.id, number=number, revision=older),
    )


def _read_detail(revision: EvidenceRevision) -> Wanted | None:
    """Return the private detail that the address asks for by its number, so never by its words."""
    number = request.args.get("detail", 0, type=int)
    if revision.sha256 is None or not 0 < number <= MOST_DETAILS:
        return None
    detail = find_detail(revision.sha256, number)
    return read_phrase(detail.text) if detail else None


def read_wanted() -> Wanted:
    """Return what the address asks to mark: words (`find`), or one passage (`passage`)."""
    passage = request.args.get("passage", "")
    return read_phrase(passage) if passage else read_search(request.args.get("find", ""))


def draw_text_page(
    page: TextPage, *, back: tuple[str, str], file_url: str, picture_url: str, draw_url: str
) -> str:
    """Draw a page of text with its picture beside it.

    `back` is the address and the name of where the person came from; `draw_url` is where a picture
    that is missing is asked for.
    """
    return render_template(
        "evidence/page.html",
        page=page,
        picture=look_at_page(page.revision, page.number),
        back=back,
        file_url=file_url,
        picture_url=picture_url,
        draw_url=draw_url,
        is_drawing="drawing" in request.args,
        page_url=_page_url,
    )


def _page_url(number: int) -> str:
    """Return the address of another page of the same file, which looks for the same words."""
    same = {**request.args.to_dict(), **(request.view_args or {})}
    same.pop("drawing", None)
    return url_for(request.endpoint or "", **{**same, "number": number})
