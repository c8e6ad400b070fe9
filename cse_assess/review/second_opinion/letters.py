"""Who is told what about a scoring; never a level, and never what somebody scored."""

from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.web.templating import format_day, plural


def tell_asked(actor: Actor, scoring: Scoring) -> None:
    """Tell a colleague that they are asked to score, and until when."""
    text = (
        f"{actor.name} asks you to score {describe(scoring.submission.assessment)} by "
        f"{format_day(scoring.until)}, without knowing the levels that were claimed."
    )
    _tell_scorer(scoring, NoticeKind.SCORING_ASKED, text, "asked")


def tell_more_time(actor: Actor, scoring: Scoring) -> None:
    """Tell the scorer of their new last day."""
    day = format_day(scoring.until)
    text = f"{actor.name} moved the last day for your scoring of {_name(scoring)} to {day}."
    occasion = f"until:{scoring.until}:{scoring.version_id}"
    _tell_scorer(scoring, NoticeKind.SCORING_CHANGED, text, occasion)


def tell_taken_back(actor: Actor, scoring: Scoring) -> None:
    """Tell the scorer that their scoring is not needed any more."""
    text = f"{actor.name} does not need your scoring of {_name(scoring)} any more."
    _tell_scorer(scoring, NoticeKind.SCORING_CHANGED, text, "taken back", url="/scorings")


def tell_due(scoring: Scoring, until: date, on: date, window: int) -> int:
    """Remind the scorer that their last day is within `window` days; return how many were new."""
    left = f"in {plural((until - on).days, 'day', 'days')}" if until > on else "today"
    text = f"Your last day for scoring {_name(scoring)} is {left}, {format_day(until)}."
    occasion = f"due:{until}:{window}"
    url = f"/scorings/{scoring.id}"
    kind = NoticeKind.SCORING_DUE
    return _send(scoring, scoring.scorer_id, kind=kind, text=text, occasion=occasion, url=url)


def tell_time_is_over(scoring: Scoring, until: date) -> int:
    """Tell the lead who asked, once, that the last day passed; return how many were told anew."""
    text = (
        f"{scoring.scorer.name} did not finish scoring {_name(scoring)} by "
        f"{format_day(until)}. Give more time, or take it back."
    )
    occasion = f"over:{until}"
    url = _scorings_url(scoring)
    kind = NoticeKind.SCORING_DUE
    return _send(scoring, scoring.asked_by_id, kind=kind, text=text, occasion=occasion, url=url)


def tell_finished(actor: Actor, scoring: Scoring, review: Review | None) -> None:
    """Tell whoever waits for it: the lead who asked, or the assessor who does the review."""
    assessment = scoring.submission.assessment
    text = f"{actor.name} has finished scoring {describe(assessment)}. See where you differ."
    if scoring.is_internal:
        _tell_asker(scoring, text, NoticeKind.SCORING_FINISHED, "finished")
    elif review is not None:
        url = f"/reviews/{review.id}/second-opinion"
        kind = NoticeKind.SCORING_FINISHED
        _send(scoring, review.assessor_id, kind=kind, text=text, occasion="finished", url=url)


def tell_given_up(actor: Actor, scoring: Scoring) -> None:
    """Tell the lead who asked that there will be no scoring from this colleague."""
    text = f"{actor.name} has given up scoring {_name(scoring)}. You can ask somebody else."
    _tell_asker(scoring, text, NoticeKind.SCORING_CHANGED, "given up")


def describe(assessment: Assessment) -> str:
    """Name a self-assessment in a sentence."""
    return f"{assessment.service.name}, {assessment.cycle}"


def _name(scoring: Scoring) -> str:
    return describe(scoring.submission.assessment)


def _tell_asker(scoring: Scoring, text: str, kind: NoticeKind, occasion: str) -> None:
    if scoring.asked_by_id not in {None, scoring.scorer_id}:
        url = _scorings_url(scoring)
        _send(scoring, scoring.asked_by_id, kind=kind, text=text, occasion=occasion, url=url)


def _scorings_url(scoring: Scoring) -> str:
    return f"/assessments/{scoring.submission.assessment_id}/scorings"


def _tell_scorer(
    scoring: Scoring, kind: NoticeKind, text: str, occasion: str, *, url: str = ""
) -> None:
    if scoring.scorer_id != scoring.asked_by_id:
        url = url or f"/scorings/{scoring.id}"
        _send(scoring, scoring.scorer_id, kind=kind, text=text, occasion=occasion, url=url)


def _send(
    scoring: Scoring, user_id: int | None, *, kind: NoticeKind, text: str, occasion: str, url: str
) -> bool:
    """Tell a person, if there is one; return whether it was new to them."""
    return user_id is not None and send_notice(
        user_id=user_id,
        organisation_id=scoring.submission.assessment.organisation_id,
        kind=kind,
        text=text,
        url=url,
        key=f"scoring:{scoring.id}:{occasion}",
    )
