"""Who may ask for a scoring, score, and read what was scored: pure functions.

A scorer is blind: until they have finished, or given up, no page shows them the levels that the
organisation claims or that anybody else gave. What an assessor scored is for the assessors of the
self-assessment until a review of the submission is signed.
"""

from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment, can_view_assessment
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.submissions.models import Submission


def can_ask_for_scoring(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may ask colleagues to score, and take that back: a lead."""
    return actor.is_lead and can_manage_assessment(actor, assessment)


def can_be_asked(person: User, assessment: Assessment) -> bool:
    """Tell whether a person may be asked: anybody with a role in the organisation.

    Whoever does not work on the service knows least of what was claimed. `person` comes with their
    roles.
    """
    is_own = person.organisation_id == assessment.organisation_id
    return is_own and person.deactivated_at is None and bool(person.role_assignments)


def can_begin_scoring(
    actor: Actor, submission: Submission, *, newest_id: int | None, is_reviewing: bool
) -> bool:
    """Tell whether the person may score the submission as a second assessor.

    That is an assessor of the self-assessment for the newest submission that stands, whose id is
    `newest_id`. Whoever does the review of it (`is_reviewing`) gives their levels there.
    """
    is_assessor = submission.assessment_id in actor.assesses
    return is_assessor and submission.id == newest_id and not is_reviewing


def is_scorer(actor: Actor, scoring: Scoring) -> bool:
    """Tell whether the scoring is the person's own, and they still belong where it was for."""
    if actor.user_id is None or actor.user_id != scoring.scorer_id:
        return False
    if scoring.is_internal:
        assessment = scoring.submission.assessment
        return actor.is_member and actor.organisation_id == assessment.organisation_id
    return scoring.submission.assessment_id in actor.assesses


def can_score(actor: Actor, scoring: Scoring, *, on: date) -> bool:
    """Tell whether the person may write in the scoring on a day, and finish it.

    It is theirs and in hand, its last day is not past, and the submission still stands.
    """
    is_in_time = scoring.until is None or on <= scoring.until
    stands = not scoring.submission.is_withdrawn
    return is_scorer(actor, scoring) and scoring.is_in_hand and is_in_time and stands


def can_give_up(actor: Actor, scoring: Scoring) -> bool:
    """Tell whether the person may give the scoring up: its scorer, late or not."""
    return is_scorer(actor, scoring) and scoring.is_in_hand


def can_take_back(actor: Actor, scoring: Scoring) -> bool:
    """Tell whether the person may take back what was asked, or give more time: a lead."""
    may_ask = can_ask_for_scoring(actor, scoring.submission.assessment)
    return may_ask and scoring.is_internal and scoring.is_in_hand


def can_read_verdicts(
    actor: Actor, assessment: Assessment, *, is_signed: bool, is_scoring: bool
) -> bool:
    """Tell whether a person of the organisation may read the levels of a review.

    That is once it is signed, and not while they have a scoring of their own in hand.
    """
    return is_signed and not is_scoring and can_view_assessment(actor, assessment)


def can_read_result(actor: Actor, scoring: Scoring, *, is_signed: bool, is_scoring: bool) -> bool:
    """Tell whether a person of the organisation may read what was scored.

    Of its own people's scorings that is the scorer, and those who manage the self-assessment; of
    assessors' only the latter, once the review of the submission `is_signed`. Nobody does while
    they have a scoring of their own in hand (`is_scoring`).
    """
    if is_scoring or not scoring.is_finished:
        return False
    is_manager = can_manage_assessment(actor, scoring.submission.assessment)
    if scoring.is_internal:
        return is_manager or is_scorer(actor, scoring)
    return is_manager and is_signed
