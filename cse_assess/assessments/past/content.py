"""What a snapshot keeps of a self-assessment, and how that is read again for a comparison.

The content is plain JSON, so that its hash can be made again by anybody: keys sorted, no spaces,
UTF-8. Evidence is kept by its item, revision and hash, never by the file itself.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from cse_assess.analysis.comparison import ElementThen, EvidenceThen
from cse_assess.analysis.levels_over_time import keep_known
from cse_assess.analysis.readiness import assess_readiness, readiness_to_json
from cse_assess.assessments.models import ElementResponse, PassagePin
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.standards.structure import Standard

CONTENT_KEYS = ("revision", "sha256", "url", "evidence_on", "valid_until", "withdrawn")
ITEM_FACTS = ("description", "kind", "look_at", "needs_access")
FILE_FACTS = ("file_name", "media_type", "size")
TEXT_KEYS = ("level_reason", "justification", "tell", "owner")

Content = dict[str, Any]


def make_content(tree: AssessmentTree, standard: Standard) -> Content:
    """Return the whole self-assessment as a snapshot keeps it, with its readiness by its levels."""
    assessment = tree.assessment
    levels = {response.element_code: response.level for response in tree.responses}
    readiness = assess_readiness(standard, keep_known(standard, levels))
    return {
        "standard": {"id": assessment.standard_id, "version": assessment.standard_version},
        "organisation": assessment.organisation.name,
        "service": assessment.service.name,
        "cycle": assessment.cycle,
        "visit_on": _write_day(assessment.visit_on),
        "wording": assessment.wording,
        "elements": [_describe(tree, response) for response in tree.responses],
        "readiness": readiness_to_json(readiness),
    }


def _describe(tree: AssessmentTree, response: ElementResponse) -> Content:
    return {
        "code": response.element_code,
        "level": response.level,
        "level_reason": response.level_reason,
        "justification": response.justification,
        "tell": response.tell,
        "owner": response.owner.name if response.owner else "",
        "evidence": [describe_evidence(linked) for linked in tree.evidence_of(response)],
    }


def describe_evidence(linked: LinkedEvidence) -> Content:
    """Return a piece of evidence as a content keeps it, with what it was said to prove and pins."""
    item, revision, link = linked.item, linked.revision, linked.link
    return {
        "item": item.id,
        "title": item.title,
        "confidential": item.is_confidential,
        "withdrawn": item.is_withdrawn,
        "revision": revision.number,
        "sha256": revision.sha256,
        "url": revision.url,
        "evidence_on": _write_day(item.evidence_on),
        "valid_until": _write_day(item.valid_until),
        "note": link.note,
        "points": link.guidance_points,
        "kinds": link.proof_kinds,
        "pins": [_describe_pin(pin) for pin in link.pins],
        **{name: getattr(item, name) for name in ITEM_FACTS},
        **{name: getattr(revision, name) for name in FILE_FACTS},
    }


def _describe_pin(pin: PassagePin) -> Content:
    return {
        "id": pin.id,
        "quotation": pin.quotation,
        "page": pin.page_number,
        "state": pin.state,
        "point": pin.guidance_point,
        "note": pin.note,
    }


def _write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_day(text: str | None) -> date | None:
    """Return a day of a content."""
    return date.fromisoformat(text) if text else None


def hash_content(content: Content) -> str:
    """Return the SHA-256 of a content, in hexadecimal: the same for the same content, anywhere."""
    return hashlib.sha256(write_content(content)).hexdigest()


def write_content(content: Content) -> bytes:
    """Return a content as the bytes that its hash is made from."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def read_side(content: Content) -> dict[str, ElementThen]:
    """Return a content as one side of a comparison, by element code."""
    return {element["code"]: _read_element(element) for element in content["elements"]}


def _read_element(element: Content) -> ElementThen:
    return ElementThen(
        code=element["code"],
        level=element["level"],
        texts={name: element[name] for name in TEXT_KEYS},
        evidence=tuple(_read_evidence(piece) for piece in element["evidence"]),
    )


def _read_evidence(piece: Content) -> EvidenceThen:
    return EvidenceThen(
        item_id=piece["item"],
        content=tuple(piece[name] for name in CONTENT_KEYS),
        proof=(piece["note"], *piece["points"], *piece["kinds"]),
    )


def list_pieces(content: Content) -> Iterator[Content]:
    """Yield each piece of evidence of a content, as often as it is attached."""
    return (piece for element in content["elements"] for piece in element["evidence"])
