"""Reads a kept content as the self-assessment that it was, for whatever judges or prints one.

The objects belong to no session: nothing of them is in the database, and nothing is written.
"""

from collections.abc import Iterator
from itertools import count

from sqlalchemy.orm.attributes import set_committed_value

from cse_assess.accounts.models import Organisation, Service, User
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink, PassagePin
from cse_assess.assessments.past.content import (
    FILE_FACTS,
    ITEM_FACTS,
    Content,
    read_day,
)
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.clock import now
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

TEXTS = ("level", "level_reason", "justification", "tell")


def read_tree(content: Content, assessment_id: int) -> AssessmentTree:
    """Return the self-assessment as `content` kept it, under the id that it has.

    Ids of elements' responses, links, revisions and pins are only good within the tree; those of
    items are theirs.
    """
    numbers, items = count(1), dict[int, EvidenceItem]()
    responses = tuple(_read_responses(content))
    evidence = {
        response.id: tuple(
            _read_piece(piece, response, items, next(numbers)) for piece in kept["evidence"]
        )
        for response, kept in zip(responses, content["elements"], strict=True)
        if kept["evidence"]
    }
    return AssessmentTree(_read_assessment(content, assessment_id), responses, evidence)


def _read_assessment(content: Content, assessment_id: int) -> Assessment:
    return Assessment(
        id=assessment_id,
        standard_id=content["standard"]["id"],
        standard_version=content["standard"]["version"],
        cycle=content["cycle"],
        visit_on=read_day(content["visit_on"]),
        wording=content["wording"],
        organisation=Organisation(name=content["organisation"]),
        service=Service(name=content["service"]),
    )


def _read_responses(content: Content) -> Iterator[ElementResponse]:
    for position, kept in enumerate(content["elements"], start=1):
        yield ElementResponse(
            id=position,
            element_code=kept["code"],
            position=position,
            owner=User(name=kept["owner"]) if kept["owner"] else None,
            **{name: kept[name] for name in TEXTS},
        )


def _read_piece(
    piece: Content, response: ElementResponse, items: dict[int, EvidenceItem], number: int
) -> LinkedEvidence:
    item = items.setdefault(piece["item"], read_item(piece))
    revision = EvidenceRevision(
        id=number,
        item_id=item.id,
        number=piece["revision"],
        sha256=piece["sha256"],
        url=piece["url"],
        **{name: piece[name] for name in FILE_FACTS},
    )
    link = EvidenceLink(
        id=number,
        response_id=response.id,
        item_id=item.id,
        note=piece["note"],
        guidance_points=piece["points"],
        proof_kinds=piece["kinds"],
    )
    set_committed_value(link, "pins", [_read_pin(kept, revision) for kept in piece["pins"]])
    return LinkedEvidence(link, item, revision)


def read_item(piece: Content) -> EvidenceItem:
    """Return the item of a piece with the title, dates and words that were kept, under its id."""
    return EvidenceItem(
        id=piece["item"],
        title=piece["title"],
        is_confidential=piece["confidential"],
        withdrawn_at=now() if piece["withdrawn"] else None,
        evidence_on=read_day(piece["evidence_on"]),
        valid_until=read_day(piece["valid_until"]),
        **{name: piece[name] for name in ITEM_FACTS},
    )


def _read_pin(kept: Content, revision: EvidenceRevision) -> PassagePin:
    return PassagePin(
        id=kept["id"],
        revision_id=revision.id,
        checked_revision_id=revision.id,
        state=kept["state"],
        page_number=kept["page"],
        start=0,
        quotation=kept["quotation"],
        guidance_point=kept["point"],
        note=kept["note"],
    )
