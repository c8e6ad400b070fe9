"""What moves a query on: asked, answered with an addendum, accepted or not, or withdrawn.

Each deed is one transaction of its caller, with its audit event. What was asked, answered and
decided stays; only what is gathered for an answer can be changed, until it is sent.
"""

from datetime import date
from functools import partial
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.assessments.services.adding import add_or_take
from cse_assess.assessments.services.guards import record, require_usable_item
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, LONGEST_TEXT, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.evidence.scanning.queries import load_quarantine
from cse_assess.evidence.services import add_file_evidence, add_link_evidence
from cse_assess.review.assessor_queries import policy, queries
from cse_assess.review.assessor_queries.addenda import (
    make_addendum_content,
    write_addendum_manifest,
)
from cse_assess.review.assessor_queries.gathering import load_pieces, name_pieces
from cse_assess.review.assessor_queries.letters import tell_answered, tell_asked, tell_decided
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery, GatheredPiece
from cse_assess.review.assessor_queries.states import QueryStep, find_next_state
from cse_assess.review.assessor_queries.words import count_days_late, explain_closed
from cse_assess.review.desk.models import Review
from cse_assess.review.submissions.manifest import hash_manifest
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard

MOST_PIECES = 50
DEEDS = {
    QueryStep.ACCEPT: AuditAction.QUERY_ACCEPTED,
    QueryStep.REFUSE: AuditAction.QUERY_REFUSED,
    QueryStep.WITHDRAW: AuditAction.QUERY_WITHDRAWN,
}
NOT_YOURS = "Only people who write in this service can answer the assessor."


def ask_query(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    element_code: str,
    question: str,
    answer_by: date,
    follows: AssessorQuery | None = None,
) -> AssessorQuery:
    """Ask the organisation for more until and including a day; its leads are told.

    `element_code` is empty for the whole submission. `follows` is the query that is asked anew.
    Raises `NotAllowed`, and `DomainError` with its field for an element that the standard lacks, a
    day that is past, and for words that are missing or too long.
    """
    _begin_asking(actor, review, follows)
    if element_code and standard.find_element(element_code) is None:
        raise DomainError("Choose what the query is about from the list", field="element_code")
    if answer_by < today():
        raise DomainError("The day must be today or later", field="answer_by")
    words = check_text(
        question, LONGEST_REASON, name="The query", field="question", missing="Say what you need"
    )
    query = AssessorQuery(
        review=review,
        number=queries.count_queries(review.id) + 1,
        follows=follows,
        element_code=element_code,
        question=words,
        answer_by=answer_by,
        asked_by_id=actor.user_id,
    )
    session.add(query)
    session.flush()
    tell_asked(actor, query)
    _record(actor, query, AuditAction.QUERY_ASKED, {"answer_by": answer_by.isoformat()})
    return query


def _begin_asking(actor: Actor, review: Review, follows: AssessorQuery | None) -> None:
    _lock_review(review)
    if not policy.can_ask(actor, review):
        raise NotAllowed("You cannot ask anything in this review now.")
    if follows is not None and not policy.can_ask_again(actor, follows):
        raise NotAllowed("A query is asked anew once it has come to its end.")


def _lock_review(review: Review) -> None:
    """Put those who write in the review in line, and read anew whether they still may."""
    session.refresh(
        review, ["state", "submission_id", "version_id"], with_for_update={"of": Review}
    )
    session.expire(review, ["submission"])
    session.refresh(
        review.submission, ["withdrawn_at", "version_id"], with_for_update={"of": Submission}
    )


def add_item(*, actor: Actor, query: AssessorQuery, item: EvidenceItem) -> None:
    """Put a piece of the library with the answer to come; one that is there already stays.

    Raises `NotAllowed`, `NotFound` for one that the person may not open, and `DomainError` for a
    withdrawn one, or one too many.
    """
    _begin_answering(actor, query)
    require_usable_item(actor, query.review.assessment, item)
    if queries.find_gathered(query.id, item.id):
        return
    if len(queries.list_gathered_items(query.id)) >= MOST_PIECES:
        raise DomainError(
            f"An answer can have {MOST_PIECES} pieces of evidence: take one out first"
        )
    session.add(GatheredPiece(query_id=query.id, item_id=item.id, added_by_id=actor.user_id))
    session.flush()


def add_file(
    *, actor: Actor, query: AssessorQuery, file: CheckedFile, details: ItemDetails
) -> None:
    """Put a file that intake has let in into the library, and with the answer to come.

    Where the library holds these very bytes in an item that the person may open, that item is
    taken. Raises as `add_item` and `add_file_evidence` do.
    """
    _begin_answering(actor, query)
    organisation_id, fields = query.review.assessment.organisation_id, details.as_fields()
    add = partial(
        add_file_evidence, actor=actor, organisation_id=organisation_id, blob=file, **fields
    )
    add_item(actor=actor, query=query, item=add_or_take(actor, add))


def add_address(*, actor: Actor, query: AssessorQuery, url: str, details: ItemDetails) -> None:
    """Put a web address into the library, and with the answer to come; otherwise as `add_file`."""
    _begin_answering(actor, query)
    organisation_id, fields = query.review.assessment.organisation_id, details.as_fields()
    add = partial(
        add_link_evidence, actor=actor, organisation_id=organisation_id, url=url, **fields
    )
    add_item(actor=actor, query=query, item=add_or_take(actor, add))


def remove_item(*, actor: Actor, query: AssessorQuery, item_id: int) -> None:
    """Take a piece out of the answer to come; it stays in the library. Raises `NotAllowed`."""
    _begin_answering(actor, query)
    found = queries.find_gathered(query.id, item_id)
    if found is not None:
        session.delete(found)
        session.flush()


def answer_query(
    *,
    actor: Actor,
    query: AssessorQuery,
    version_id: int,
    seen: str,
    answer: str,
    is_scanning: bool,
) -> Addendum:
    """Send the answer with what was gathered, frozen as an addendum to the submission.

    `seen` names the pieces that were on the screen (`gathering.name_pieces`), and `version_id` the
    state of the query. `is_scanning` tells whether files wait for a virus scanner's word. The
    submission itself does not change. Raises `NotAllowed`, `Conflict` where somebody was quicker or
    the evidence changed, and `DomainError` for an answer or a piece that cannot be sent.
    """
    _begin_answering(actor, query)
    words = check_text(
        answer, LONGEST_TEXT, name="The answer", field="answer", missing="Write an answer"
    )
    pieces = load_pieces(query)
    if query.version_id != version_id or name_pieces(pieces) != seen:
        raise Conflict(
            "The evidence of this answer changed while you had it open. Look at it below, then "
            "send your answer."
        )
    _check_pieces(actor, pieces, is_scanning=is_scanning)
    addendum = _freeze(actor, query, words, pieces)
    _finish_answering(actor, query, words)
    tell_answered(actor, query)
    _record(actor, query, AuditAction.QUERY_ANSWERED, _describe_addendum(addendum))
    return addendum


def _begin_answering(actor: Actor, query: AssessorQuery) -> None:
    """Lock the query and what it hangs on; raise `NotAllowed` or `Conflict` where it is over."""
    _lock(query)
    if policy.can_answer(actor, query):
        return
    reason = explain_closed(query)
    if reason:
        raise Conflict(reason)
    raise NotAllowed(NOT_YOURS)


def _lock(query: AssessorQuery) -> None:
    _lock_review(query.review)
    session.refresh(query, with_for_update={"of": AssessorQuery})


def _check_pieces(actor: Actor, pieces: list[LinkedEvidence], *, is_scanning: bool) -> None:
    """Raise `DomainError` for a piece that was withdrawn, or that the virus check holds back.

    One that is confidential to this person may go along: whoever gathered it could open it.
    """
    held = load_quarantine(
        {piece.revision.sha256 for piece in pieces if piece.revision.sha256},
        is_scanning=is_scanning,
    )
    for piece in pieces:
        title = shown_title(piece.item, is_open=can_open_item(actor, piece.item))
        if piece.item.is_withdrawn:
            raise DomainError(f"“{title}” is withdrawn and cannot be sent: take it out")
        if reason := held.get(piece.revision.sha256 or ""):
            raise DomainError(f"“{title}” cannot be sent yet. {reason}")


def _freeze(
    actor: Actor, query: AssessorQuery, answer: str, pieces: list[LinkedEvidence]
) -> Addendum:
    submission = query.review.submission
    number = queries.count_addenda(submission.id) + 1
    content = make_addendum_content(query, number, answer, pieces)
    manifest = write_addendum_manifest(content)
    addendum = Addendum(
        submission=submission,
        query=query,
        number=number,
        content=content,
        manifest=manifest,
        sha256=hash_manifest(manifest),
        added_by_id=actor.user_id,
    )
    session.add(addendum)
    session.flush()
    return addendum


def _finish_answering(actor: Actor, query: AssessorQuery, answer: str) -> None:
    query.answer, query.answered_at, query.answered_by_id = answer, now(), actor.user_id
    _move(query, QueryStep.ANSWER)


def _describe_addendum(addendum: Addendum) -> dict[str, Any]:
    return {
        "submission": addendum.submission.number,
        "addendum": addendum.number,
        "sha256": addendum.sha256,
        "days_late": count_days_late(addendum.query, today()),
    }


def accept_answer(*, actor: Actor, query: AssessorQuery, version_id: int, reason: str) -> None:
    """Say that the answer does, and why it does; raises as `_decide` does."""
    _decide(actor, query, QueryStep.ACCEPT, version_id, reason)


def refuse_answer(*, actor: Actor, query: AssessorQuery, version_id: int, reason: str) -> None:
    """Say that the answer does not do, and what it lacks; it can be asked anew."""
    _decide(actor, query, QueryStep.REFUSE, version_id, reason)


def withdraw_query(*, actor: Actor, query: AssessorQuery, version_id: int, reason: str) -> None:
    """Take back a query that waits for its answer; it stays on record."""
    _decide(actor, query, QueryStep.WITHDRAW, version_id, reason)


def _decide(
    actor: Actor, query: AssessorQuery, step: QueryStep, version_id: int, reason: str
) -> None:
    """Take a step of the assessor, who saw `version_id`; the organisation reads the reason.

    Raises `NotAllowed`, `Conflict` where somebody has moved the query on meanwhile, and
    `DomainError` for a reason that is missing or too long.
    """
    words = check_text(
        reason, LONGEST_NOTE, name="The reason", field="reason", missing="Give the reason"
    )
    _lock(query)
    if query.version_id != version_id or find_next_state(query.state, step) is None:
        raise Conflict("This query was moved on while you had it open. See where it stands.")
    if not policy.can_take_step(actor, query, step):
        raise NotAllowed("You cannot do this with the query now.")
    query.decided_at, query.decided_by_id, query.decided_reason = now(), actor.user_id, words
    _move(query, step)
    tell_decided(actor, query, step)
    _record(actor, query, DEEDS[step], {"reason": words})


def _move(query: AssessorQuery, step: QueryStep) -> None:
    state = find_next_state(query.state, step)
    if state is None:
        raise RuntimeError("the step was checked when it began")
    query.state = state
    session.flush()


def _record(
    actor: Actor, query: AssessorQuery, action: AuditAction, details: dict[str, Any]
) -> None:
    named = {
        "review": query.review.number,
        "query": query.number,
        "element": query.element_code,
    }
    record(actor, query.review.assessment, action, {**named, **details})
