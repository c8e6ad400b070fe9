"""What moves a scoring on: it is asked for or begun, scored, finished, given up or taken back.

The levels themselves go into no audit event and no notice: those who may not see them read both.
"""

from datetime import date, timedelta
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.assessments.texts import LONGEST_REASON, check_length, clean_text
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.second_opinion import letters, policy, queries
from cse_assess.review.second_opinion.models import Score, ScorerKind, Scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard

LONGEST_TIME = timedelta(days=366)

NOT_YOURS = "You cannot write in this scoring now. Open it to see where it stands."
ONLY_LEADS = "Only an improvement lead can do this, and only while the scoring is not finished."
TAKEN_BACK = "This submission was taken back. Ask for a scoring of the one that stands."


def ask_for_scoring(
    *, actor: Actor, submission: Submission, asked: User, until: date | None
) -> Scoring:
    """Ask a colleague to score a submission, until and including a day; they are told.

    Raises `NotAllowed`, and `DomainError` with its field for somebody who cannot be asked or was
    asked for this submission already, and for a day that is missing, past or over a year away.
    """
    _begin_on(submission)
    if not policy.can_ask_for_scoring(actor, submission.assessment):
        raise NotAllowed("Only an improvement lead can ask for a scoring.")
    if submission.is_withdrawn:
        raise DomainError(TAKEN_BACK)
    if not policy.can_be_asked(asked, submission.assessment):
        raise DomainError("Choose somebody who has a role here", field="scorer_id")
    if queries.find_scoring(submission.id, asked.id):
        raise DomainError(
            f"{asked.name} was asked to score this submission before. Nobody scores one twice: "
            "choose somebody else.",
            field="scorer_id",
        )
    until = _check_day(until)
    scoring = _add(
        submission, asked.id, ScorerKind.INTERNAL, asked_by_id=actor.user_id, until=until
    )
    letters.tell_asked(actor, scoring)
    _record(actor, scoring, AuditAction.SCORING_ASKED, {"until": until.isoformat()})
    return scoring


def _begin_on(submission: Submission) -> None:
    """Put those who begin on the same submission at the same moment in line."""
    session.refresh(submission, with_for_update={"of": Submission})


def _check_day(until: date | None) -> date:
    if until is None:
        raise DomainError("Enter the day until which they can score", field="until")
    if until < today():
        raise DomainError("The day must be today or later", field="until")
    if until > today() + LONGEST_TIME:
        raise DomainError("The day must be within a year", field="until")
    return until


def _add(submission: Submission, scorer_id: int | None, kind: ScorerKind, **values: Any) -> Scoring:
    scoring = Scoring(submission=submission, scorer_id=scorer_id, kind=kind.value, **values)
    session.add(scoring)
    session.flush()
    return scoring


def begin_scoring(*, actor: Actor, submission: Submission, newest_id: int | None) -> Scoring:
    """Begin a second assessor's own scoring; one that they began before is returned as it is.

    `newest_id` is the newest submission that stands. Raises `NotAllowed`.
    """
    _begin_on(submission)
    scoring = queries.find_scoring(submission.id, actor.user_id)
    if scoring is not None:
        return scoring
    is_reviewing = queries.is_reviewing(actor.user_id, submission.id)
    if submission.is_withdrawn or not policy.can_begin_scoring(
        actor, submission, newest_id=newest_id, is_reviewing=is_reviewing
    ):
        raise NotAllowed("You cannot score this submission: it is not yours to score, or not now.")
    scoring = _add(submission, actor.user_id, ScorerKind.ASSESSOR)
    _record(actor, scoring, AuditAction.SCORING_BEGUN)
    return scoring


def keep_score(
    *,
    actor: Actor,
    scoring: Scoring,
    standard: Standard,
    code: str,
    level: str,
    reason: str,
    version_id: int,
) -> None:
    """Keep the level of an element and why; `version_id` was on the screen, 0 where none was kept.

    Raises `NotAllowed`, `Conflict` where it was scored in another window meanwhile,
    `UnknownCodeError`, and `DomainError` with its field.
    """
    _begin_writing(actor, scoring)
    standard.get_element(code)
    reason = _check_score(standard, level, reason)
    score = queries.find_score(scoring.id, code)
    if (score.version_id if score else 0) != version_id:
        raise Conflict("You scored this in another window since this one was opened.")
    if score and (score.level, score.reason) == (level, reason):
        return
    score = score or Score(scoring_id=scoring.id, element_code=code)
    score.level, score.reason = level, reason
    session.add(score)
    session.flush()
    _record(actor, scoring, AuditAction.SCORE_SAVED, {"element": code})


def _begin_writing(actor: Actor, scoring: Scoring) -> None:
    """Lock the scoring, so that it is not finished meanwhile; raise `NotAllowed`."""
    session.refresh(scoring, with_for_update={"of": Scoring})
    if not policy.can_score(actor, scoring, on=today()):
        raise NotAllowed(NOT_YOURS)


def _check_score(standard: Standard, level: str, raw: str) -> str:
    if standard.find_level(level) is None:
        raise DomainError("Choose a level", field="level")
    reason = clean_text(raw)
    if level in standard.rules.reason_required and not reason:
        title = standard.get_level(level).title
        raise DomainError(f"Say why it is “{title}”", field="reason")
    check_length(reason, LONGEST_REASON, "The reason", "reason")
    return reason


def finish_scoring(*, actor: Actor, scoring: Scoring, standard: Standard) -> None:
    """Finish a scoring for good; whoever waits for it is told.

    Raises `NotAllowed`, and `DomainError` where elements have no level yet.
    """
    _begin_writing(actor, scoring)
    missing = list_missing(standard, queries.load_scores(scoring.id))
    if missing:
        raise DomainError(f"Score these first: {', '.join(missing)}")
    scoring.finished_at = now()
    session.flush()
    letters.tell_finished(actor, scoring, queries.find_review_of(scoring.submission_id))
    _record(actor, scoring, AuditAction.SCORING_FINISHED)


def list_missing(standard: Standard, scores: dict[str, Score]) -> list[str]:
    """Return the codes of the elements that have no level yet, in the standard's order."""
    return [element.code for element in standard.elements if element.code not in scores]


def give_up_scoring(*, actor: Actor, scoring: Scoring) -> None:
    """Give a scoring up for good; what was scored so far is deleted. Raises `NotAllowed`."""
    session.refresh(scoring, with_for_update={"of": Scoring})
    if not policy.can_give_up(actor, scoring):
        raise NotAllowed(NOT_YOURS)
    _close(scoring)
    letters.tell_given_up(actor, scoring)
    _record(actor, scoring, AuditAction.SCORING_GIVEN_UP)


def take_scoring_back(*, actor: Actor, scoring: Scoring, version_id: int) -> None:
    """Take back what a colleague was asked for; they are told. Raises as `give_more_time` does."""
    _begin_changing(actor, scoring, version_id)
    _close(scoring)
    letters.tell_taken_back(actor, scoring)
    _record(actor, scoring, AuditAction.SCORING_TAKEN_BACK)


def give_more_time(*, actor: Actor, scoring: Scoring, until: date | None, version_id: int) -> None:
    """Move the last day of what a colleague was asked for; they are told.

    Raises `NotAllowed`, `Conflict` where it was changed since `version_id` was on the screen, and
    `DomainError` with its field for a day that cannot be.
    """
    _begin_changing(actor, scoring, version_id)
    until = _check_day(until)
    if until == scoring.until:
        return
    before, scoring.until = scoring.until, until
    session.flush()
    letters.tell_more_time(actor, scoring)
    days = {"from": before.isoformat() if before else None, "to": until.isoformat()}
    _record(actor, scoring, AuditAction.SCORING_MOVED, days)


def _begin_changing(actor: Actor, scoring: Scoring, version_id: int) -> None:
    session.refresh(scoring, with_for_update={"of": Scoring})
    if scoring.version_id != version_id:
        raise Conflict("This scoring was changed or finished while you had this page open.")
    if not policy.can_take_back(actor, scoring):
        raise NotAllowed(ONLY_LEADS)


def _close(scoring: Scoring) -> None:
    for score in queries.load_scores(scoring.id).values():
        session.delete(score)
    scoring.given_up_at = now()
    session.flush()


def _record(
    actor: Actor, scoring: Scoring, action: AuditAction, details: dict[str, Any] | None = None
) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=scoring.submission.assessment.organisation_id,
        action=action,
        object_type="scoring",
        object_id=scoring.id,
        details={
            "submission": scoring.submission_id,
            "scorer": scoring.scorer_id,
            **(details or {}),
        },
    )
