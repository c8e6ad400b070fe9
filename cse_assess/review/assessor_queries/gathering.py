"""The evidence that is to go with an answer, as it stands now."""

from collections.abc import Iterable

from sqlalchemy.orm.attributes import set_committed_value

from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.queries import LinkedEvidence, get_response, list_evidence
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import load_current_revisions
from cse_assess.review.assessor_queries.models import AssessorQuery
from cse_assess.review.assessor_queries.queries import list_gathered_items


def load_pieces(query: AssessorQuery) -> list[LinkedEvidence]:
    """Return the gathered pieces with their current revisions, in a fixed number of queries.

    Where a piece is attached to the element that is asked about, it comes with what it was said to
    prove there and with its pins.
    """
    items = list_gathered_items(query.id)
    revisions = load_current_revisions({item.id for item in items})
    attached = _load_attached(query)
    return [
        attached.get(item.id) or LinkedEvidence(_make_bare_link(item), item, revisions[item.id])
        for item in items
    ]


def _load_attached(query: AssessorQuery) -> dict[int, LinkedEvidence]:
    """Return what is attached to the element now, by the item's id; nothing for the whole."""
    try:
        response = get_response(query.review.assessment_id, query.element_code)
    except NotFound:
        return {}
    return {linked.item.id: linked for linked in list_evidence(response)}


def _make_bare_link(item: EvidenceItem) -> EvidenceLink:
    """Return a link that nothing is said of and that no session knows."""
    link = EvidenceLink(item_id=item.id, note="", guidance_points=[], proof_kinds=[])
    set_committed_value(link, "pins", [])
    return link


def name_pieces(pieces: Iterable[LinkedEvidence]) -> str:
    """Return which pieces in which revisions these are: what a form carries that showed them."""
    return ",".join(f"{piece.item.id}-{piece.revision.number}" for piece in pieces)
