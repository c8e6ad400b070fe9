"""The organisation's pages of queries: the list, and one of them with its answer."""

from flask import Response, url_for

from cse_assess.accounts.access import current_actor, requires_manager, requires_member
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.content import write_content
from cse_assess.assessments.past.pieces import KeptPiece, find_items_of, show_piece
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_managed, load_standard
from cse_assess.assessments.routes.telling import show_pieces
from cse_assess.errors import NotFound
from cse_assess.review.assessor_queries import policy, queries
from cse_assess.review.assessor_queries.addenda import CONTENT_NAME
from cse_assess.review.assessor_queries.lines import (
    ORDER_OF_ORGANISATION,
    group_by_state,
    name_place,
)
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.assessor_queries.routes.blueprint import (
    ONE_RECEIVED,
    RECEIVED,
    received_queries,
)
from cse_assess.review.assessor_queries.routes.proof import check_addendum
from cse_assess.review.assessor_queries.words import explain_closed
from cse_assess.web.downloads import send_made_file


@received_queries.get(RECEIVED)
@requires_member
def index(assessment_id: int) -> str:
    """List what assessors asked, what waits for an answer first."""
    assessment = load_assessment(assessment_id)
    return show_view(
        "received_queries/index.html",
        assessment,
        standard=load_standard(assessment),
        groups=group_by_state(queries.list_of_assessment(assessment.id), ORDER_OF_ORGANISATION),
        name_place=name_place,
    )


@received_queries.get(ONE_RECEIVED)
@requires_member
def show(assessment_id: int, query_id: int) -> str:
    """Show a query, what is gathered for its answer, or the answer that was sent."""
    assessment, query = load_received(assessment_id, query_id)
    actor, line = current_actor(), queries.make_line(query)
    return show_view(
        "received_queries/show.html",
        assessment,
        **vars_of(assessment, query),
        line=line,
        pieces=_show_sent(line.addendum),
        proof=check_addendum(line.addendum) if line.addendum else None,
        gathered=show_pieces(queries.list_gathered_items(query.id)),
        can_answer=policy.can_answer(actor, query),
        can_download=policy.can_download_addendum(actor, assessment),
        closed="" if line.addendum else explain_closed(query),
    )


def load_received(assessment_id: int, query_id: int) -> tuple[Assessment, AssessorQuery]:
    """Return a query with its self-assessment; raises as `load_assessment` does."""
    assessment = load_assessment(assessment_id)
    return assessment, queries.get_received_query(assessment.id, query_id)


def vars_of(assessment: Assessment, query: AssessorQuery) -> dict[str, object]:
    """Return what every template about one query is given."""
    return {
        "query": query,
        "place": name_place(query, load_standard(assessment)),
        "query_url": url_of(query),
    }


def url_of(query: AssessorQuery) -> str:
    """Return the address of the organisation's page of a query."""
    return url_for(
        "received_queries.show", assessment_id=query.review.assessment_id, query_id=query.id
    )


def _show_sent(addendum: Addendum | None) -> list[KeptPiece]:
    """Return the pieces that were sent, as the person may see them."""
    if addendum is None:
        return []
    kept, actor = addendum.content["evidence"], current_actor()
    items = find_items_of(kept)
    return [show_piece(piece, items[piece["item"]], actor) for piece in kept]


@received_queries.get(f"{ONE_RECEIVED}/manifest")
@requires_member
def manifest(assessment_id: int, query_id: int) -> Response:
    """Hand out the manifest of an answer, for `sha256sum --check`."""
    _, query = load_received(assessment_id, query_id)
    addendum = _get_addendum(query)
    return send_made_file(
        addendum.manifest.encode(),
        media_type="text/plain",
        file_name=f"manifest-sha256-query-{query.number}.txt",
    )


@received_queries.get(f"{ONE_RECEIVED}/content")
@requires_manager
def content(assessment_id: int, query_id: int) -> Response:
    """Hand out an answer as JSON, byte for byte what its manifest speaks of."""
    assessment = load_managed(assessment_id)
    addendum = _get_addendum(queries.get_received_query(assessment.id, query_id))
    return send_made_file(
        write_content(addendum.content), media_type="application/json", file_name=CONTENT_NAME
    )


def _get_addendum(query: AssessorQuery) -> Addendum:
    addendum = queries.make_line(query).addendum
    if addendum is None:
        raise NotFound("This query has no answer yet.")
    return addendum
