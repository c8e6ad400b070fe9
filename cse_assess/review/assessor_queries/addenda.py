"""What an addendum holds, and the manifest that proves it, made as those of a submission are."""

from collections.abc import Iterable

from cse_assess.assessments.past.content import Content, describe_evidence
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.clock import LONDON, now
from cse_assess.review.assessor_queries.models import AssessorQuery
from cse_assess.review.submissions.manifest import write_lines

CONTENT_NAME = "addendum.json"


def make_addendum_content(
    query: AssessorQuery, number: int, answer: str, pieces: Iterable[LinkedEvidence]
) -> Content:
    """Return an answer of now as it is frozen; `number` is that of the addendum.

    The pieces have the same form as those of a submitted element.
    """
    review = query.review
    return {
        "addendum": number,
        "submission": review.submission.number,
        "review": review.number,
        "query": query.number,
        "element": query.element_code,
        "question": query.question,
        "answer_by": query.answer_by.isoformat(),
        "answered_on": now().astimezone(LONDON).date().isoformat(),
        "answer": answer,
        "evidence": [describe_evidence(piece) for piece in pieces],
    }


def write_addendum_manifest(content: Content) -> str:
    """Return the manifest of an addendum's content: a line for it, and one for each file."""
    files = (piece for piece in content["evidence"] if piece["sha256"])
    return write_lines(content, CONTENT_NAME, files)
