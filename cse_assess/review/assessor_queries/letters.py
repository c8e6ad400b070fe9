"""Who is told of which step of a query, in which words; never what was asked or answered."""

from collections.abc import Iterable
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import list_leads
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.assessor_queries.models import AssessorQuery
from cse_assess.review.assessor_queries.states import QueryStep
from cse_assess.review.assessor_queries.words import count_days_late
from cse_assess.web.templating import format_day, plural

KINDS = {
    QueryStep.ACCEPT: NoticeKind.QUERY_DECIDED,
    QueryStep.REFUSE: NoticeKind.QUERY_DECIDED,
    QueryStep.WITHDRAW: NoticeKind.QUERY_WITHDRAWN,
}
WORDS = {
    QueryStep.ACCEPT: "{who} has accepted your answer to {what}.",
    QueryStep.REFUSE: "{who} has not accepted your answer to {what}. The reason is beside it.",
    QueryStep.WITHDRAW: "{who} has withdrawn {what}: it needs no answer.",
}


def tell_asked(actor: Actor, query: AssessorQuery) -> None:
    """Tell the leads that the assessor asks for more, and until when."""
    due = format_day(query.answer_by)
    text = f"{actor.name} asks for more: {describe(query)}. Answer it by {due}."
    _tell(query, _list_lead_ids(query), NoticeKind.QUERY_ASKED, text, "asked")


def tell_answered(actor: Actor, query: AssessorQuery) -> None:
    """Tell the assessor that there is an answer to look at."""
    text = f"{actor.name} has answered {describe(query)}. Accept the answer, or say what it lacks."
    reader = query.review.assessor_id
    if reader != actor.user_id:
        _send(query, reader, NoticeKind.QUERY_ANSWERED, text, "answered")


def tell_decided(actor: Actor, query: AssessorQuery, step: QueryStep) -> None:
    """Tell the leads, and whoever answered, what the assessor made of it."""
    text = WORDS[step].format(who=actor.name, what=describe(query))
    readers = {*_list_lead_ids(query), query.answered_by_id}
    _tell(query, sorted(filter(None, readers)), KINDS[step], text, step.value)


def tell_due(query: AssessorQuery, on: date, window: int) -> int:
    """Remind the leads that an answer falls due within `window` days; return how many were told."""
    days = (query.answer_by - on).days
    left = f"in {plural(days, 'day', 'days')}" if days else "today"
    text = f"The answer to {describe(query)} is due {left}."
    key = f"due:{query.answer_by.isoformat()}:{window}"
    return _tell(query, _list_lead_ids(query), NoticeKind.QUERY_DUE, text, key)


def tell_overdue(query: AssessorQuery, on: date) -> int:
    """Remind the leads of an overdue answer, once a week; return how many were told anew."""
    week = (count_days_late(query, on) - 1) // 7
    text = f"Overdue since {format_day(query.answer_by)}: the answer to {describe(query)}."
    key = f"overdue:{query.answer_by.isoformat()}:{week}"
    return _tell(query, _list_lead_ids(query), NoticeKind.QUERY_OVERDUE, text, key)


def tell_unanswered(query: AssessorQuery) -> int:
    """Tell the assessor, once, that no answer came in time; return how many were told anew."""
    day = format_day(query.answer_by)
    text = (
        f"No answer to {describe(query)} came by {day}. The leads are reminded every week. You can "
        "wait, withdraw it, or judge on what the submission holds."
    )
    key = f"unanswered:{query.answer_by.isoformat()}"
    return _send(query, query.review.assessor_id, NoticeKind.QUERY_UNANSWERED, text, key)


def describe(query: AssessorQuery) -> str:
    """Name a query in a sentence: its number, what it is about, and where."""
    assessment = query.review.assessment
    about = f"about {query.element_code}" if query.element_code else "about the whole"
    return f"query {query.number} {about} ({assessment.service.name}, {assessment.cycle})"


def _list_lead_ids(query: AssessorQuery) -> list[int]:
    return [lead.id for lead in list_leads(query.review.assessment.organisation_id)]


def _tell(
    query: AssessorQuery, readers: Iterable[int], kind: NoticeKind, text: str, occasion: str
) -> int:
    """Tell people; return how many were told anew."""
    return sum(_send(query, reader, kind, text, occasion) for reader in readers)


def _send(query: AssessorQuery, user_id: int, kind: NoticeKind, text: str, occasion: str) -> bool:
    return send_notice(
        user_id=user_id,
        organisation_id=query.review.assessment.organisation_id,
        kind=kind,
        text=text,
        url=_url_for(query, kind),
        key=f"query:{query.id}:{occasion}",
    )


def _url_for(query: AssessorQuery, kind: NoticeKind) -> str:
    """Return the page of the query for whom such a notice is: the assessor, or the organisation."""
    if kind in {NoticeKind.QUERY_ANSWERED, NoticeKind.QUERY_UNANSWERED}:
        return f"/reviews/{query.review_id}/queries/{query.number}"
    return f"/assessments/{query.review.assessment_id}/queries/{query.id}"
