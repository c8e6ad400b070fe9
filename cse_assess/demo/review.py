"""Loads what went to an assessor, and what they have found so far."""

from datetime import time, timedelta

from cse_assess.accounts.actor import Actor
from cse_assess.demo.dates import shift_days
from cse_assess.demo.loading import Loading
from cse_assess.demo.review_story import FindingStory, QueryStory, SessionStory
from cse_assess.review.assessor_queries.gathering import load_pieces, name_pieces
from cse_assess.review.assessor_queries.models import AssessorQuery
from cse_assess.review.assessor_queries.services import (
    accept_answer,
    add_item,
    answer_query,
    ask_query,
)
from cse_assess.review.desk.models import Review, ReviewKind
from cse_assess.review.desk.services import begin_review, choose_sample, save_finding, save_note
from cse_assess.review.desk.values import FindingValues
from cse_assess.review.submissions.services import submit_assessment
from cse_assess.review.visit.queries import list_sessions
from cse_assess.review.visit.services import add_session, save_questions
from cse_assess.review.visit.sharing import share_plan
from cse_assess.review.visit.values import SessionValues, sign_sessions


def add_review(loading: Loading) -> None:
    """Submit a service's self-assessment, and let its assessor get half-way through the review.

    Files are handed out as they come: nothing of the sample needs a virus scanner's word.
    """
    story = loading.story.review
    submit_assessment(
        actor=loading.actors[story.by],
        assessment=loading.assessments[story.service],
        standard=loading.standard,
        note=story.note,
        is_scanning=False,
    )
    assessor, review = _begin(loading)
    _find(loading, assessor, review)
    for query in story.queries:
        _ask(loading, assessor, review, query)
    _plan(loading, assessor, review)


def _begin(loading: Loading) -> tuple[Actor, Review]:
    story = loading.story.review
    assessor = loading.actors[story.assessor]
    review = begin_review(
        actor=assessor,
        assessment=loading.assessments[story.service],
        standard=loading.standard,
        kind=ReviewKind.FIRST,
        due_on=loading.day + timedelta(days=story.due_in_days),
    )
    return assessor, review


def _find(loading: Loading, assessor: Actor, review: Review) -> None:
    story = loading.story.review
    for finding in story.findings:
        save_finding(
            actor=assessor,
            review=review,
            standard=loading.standard,
            code=finding.code,
            version_id=0,
            seal="",
            values=_describe(finding),
        )
    for code, text in story.notes.items():
        save_note(actor=assessor, review=review, code=code, version_id=0, text=text)
    choose_sample(actor=assessor, review=review, seen=(), wanted=story.sample)


def _describe(story: FindingStory) -> FindingValues:
    return FindingValues(
        level=story.level,
        comment=story.comment,
        strength=story.strength,
        improvement=story.improvement,
        partial=story.partial,
        to_see=story.to_see,
        is_done=story.done,
    )


def _ask(loading: Loading, assessor: Actor, review: Review, story: QueryStory) -> None:
    query = ask_query(
        actor=assessor,
        review=review,
        standard=loading.standard,
        element_code=story.code,
        question=story.question,
        answer_by=loading.day + timedelta(days=story.answer_in_days),
    )
    if story.answer:
        _answer(loading, query, story)
        accept_answer(
            actor=assessor,
            query=query,
            version_id=query.version_id,
            reason=story.accepted_because,
        )


def _answer(loading: Loading, query: AssessorQuery, story: QueryStory) -> None:
    actor = loading.actors[story.answered_by]
    for key in story.evidence:
        add_item(actor=actor, query=query, item=loading.items[key])
    answer_query(
        actor=actor,
        query=query,
        version_id=query.version_id,
        seen=name_pieces(load_pieces(query)),
        answer=story.answer,
        is_scanning=False,
    )


def _plan(loading: Loading, assessor: Actor, review: Review) -> None:
    for story in loading.story.review.sessions:
        _add_session(loading, assessor, review, story)
    seen = sign_sessions(list_sessions(review.id))
    share_plan(actor=assessor, review=review, seen_plan=seen)


def _add_session(loading: Loading, assessor: Actor, review: Review, story: SessionStory) -> None:
    added = add_session(
        actor=assessor,
        review=review,
        standard=loading.standard,
        values=SessionValues(
            kind=story.kind,
            people=story.people or "",
            title=story.title,
            with_whom=story.with_whom,
            place=story.place,
            on_day=shift_days(loading.day, story.day),
            starts_at=time.fromisoformat(story.at) if story.at else None,
            minutes=story.minutes,
            element_codes=story.codes,
        ),
    )
    save_questions(
        actor=assessor,
        review=review,
        visit_session=added,
        version_id=added.version_id,
        questions=story.questions,
    )
