"""The organisation's list of scorings, and what a lead does: ask, give more time, take back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_lead, requires_member
from cse_assess.accounts.models import Role, User
from cse_assess.accounts.queries import get_member, list_members
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_managed, load_standard
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.review.desk.queries import list_reviews
from cse_assess.review.reading.queries import find_newest_standing
from cse_assess.review.second_opinion import policy, queries, services
from cse_assess.review.second_opinion.forms import AskScorerForm, MoreTimeForm
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.second_opinion.routes.blueprints import (
    INSIDE,
    INSIDE_ONE,
    of_organisation,
)
from cse_assess.review.second_opinion.words import State, describe_state
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.queries import list_submissions
from cse_assess.web.flashes import confirm

SEES_ALL = {Role.ADMINISTRATOR, Role.LEAD, Role.READER}


@dataclass(frozen=True, slots=True)
class Line:
    """A scoring in the organisation's list: where it stands, and what the person may do with it."""

    scoring: Scoring
    state: State
    count: int
    is_readable: bool
    can_change: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides on how much the person sees of what others gave, in one self-assessment.

    `signed` are the submissions whose newest review is signed; `is_scoring` tells whether the
    person has a scoring in hand.
    """

    assessment: Assessment
    submissions: Sequence[Submission]
    signed: frozenset[int]
    is_scoring: bool


@of_organisation.get(INSIDE)
@requires_member
def index(assessment_id: int) -> str:
    """List who scores what was submitted, as far as the person may know of it."""
    sight, actor = _look(load_assessment(assessment_id)), current_actor()
    assessment = sight.assessment
    return show_view(
        "second_opinion/index.html",
        assessment,
        standard=load_standard(assessment),
        lines=_list_lines(sight),
        newest=next((each for each in sight.submissions if not each.is_withdrawn), None),
        verdicts_of=_list_reviewed(sight),
        is_scoring=sight.is_scoring,
        can_ask=policy.can_ask_for_scoring(actor, assessment),
        actor_id=actor.user_id,
    )


def _look(assessment: Assessment) -> Sight:
    newest = {each.submission_id: each for each in reversed(list_reviews({assessment.id}))}
    return Sight(
        assessment,
        list_submissions(assessment.id),
        frozenset(submission_id for submission_id, each in newest.items() if each.is_signed),
        queries.is_scoring(current_actor().user_id, assessment.id),
    )


def _list_lines(sight: Sight) -> list[Line]:
    scorings = queries.list_scorings({each.id for each in sight.submissions})
    counts = queries.count_scores({scoring.id for scoring in scorings})
    return [
        _make_line(sight, scoring, counts.get(scoring.id, 0))
        for scoring in scorings
        if _is_listed(sight, scoring)
    ]


def _make_line(sight: Sight, scoring: Scoring, count: int) -> Line:
    actor, is_signed = current_actor(), scoring.submission_id in sight.signed
    return Line(
        scoring,
        describe_state(scoring, today()),
        count,
        policy.can_read_result(actor, scoring, is_signed=is_signed, is_scoring=sight.is_scoring),
        policy.can_take_back(actor, scoring),
    )


def _is_listed(sight: Sight, scoring: Scoring) -> bool:
    """Tell whether the person may know of the scoring at all."""
    if policy.is_scorer(current_actor(), scoring):
        return True
    is_manager = can_manage_assessment(current_actor(), sight.assessment)
    return is_manager and (scoring.is_internal or scoring.submission_id in sight.signed)


def _list_reviewed(sight: Sight) -> list[Submission]:
    """Return the submissions of which the person may read an assessor's verdicts, newest first."""
    return [
        submission
        for submission in sight.submissions
        if policy.can_read_verdicts(
            current_actor(),
            sight.assessment,
            is_signed=submission.id in sight.signed,
            is_scoring=sight.is_scoring,
        )
    ]


@of_organisation.route(f"{INSIDE}/ask", methods=["GET", "POST"])
@requires_lead
def ask(assessment_id: int) -> str | Response:
    """Ask a colleague to score the newest submission blind."""
    assessment, form = load_managed(assessment_id), AskScorerForm()
    submission = find_newest_standing(assessment.id)
    form.offer(_list_people(assessment, submission))
    if submission is not None and form.validate_on_submit():
        try:
            scoring = _ask(assessment, submission, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{scoring.scorer.name} is asked. You are told when they have finished.")
            return redirect(_list_url(assessment))
    return show_view("second_opinion/ask.html", assessment, form=form, submission=submission)


def _list_people(assessment: Assessment, submission: Submission | None) -> list[tuple[User, bool]]:
    """Return who can still be asked, those first who do not see the self-assessment."""
    asked = set()
    if submission is not None:
        asked = {scoring.scorer_id for scoring in queries.list_scorings({submission.id})}
    people = [
        (person, _sees(person, assessment))
        for person in list_members(assessment.organisation_id)
        if policy.can_be_asked(person, assessment) and person.id not in asked
    ]
    return sorted(people, key=lambda each: each[1])


def _sees(person: User, assessment: Assessment) -> bool:
    return any(
        held.role in SEES_ALL or held.service_id == assessment.service_id
        for held in person.role_assignments
    )


def _ask(assessment: Assessment, submission: Submission, form: AskScorerForm) -> Scoring:
    return services.ask_for_scoring(
        actor=current_actor(),
        submission=submission,
        asked=get_member(form.scorer_id.data, assessment.organisation_id),
        until=form.until.data,
    )


def _list_url(assessment: Assessment) -> str:
    return url_for("scorings.index", assessment_id=assessment.id)


def _load_changeable(assessment: Assessment, scoring_id: int) -> Scoring:
    """Return what a colleague was asked for, as long as it can be changed.

    Raises `NotFound` for one that is not of this self-assessment or not within the organisation.
    """
    scoring = queries.get_scoring(scoring_id)
    if scoring.submission.assessment_id != assessment.id or not scoring.is_internal:
        raise NotFound(queries.NO_SCORING)
    if not policy.can_take_back(current_actor(), scoring):
        raise NotAllowed(services.ONLY_LEADS)
    return scoring


@of_organisation.route(f"{INSIDE_ONE}/more-time", methods=["GET", "POST"])
@requires_lead
def more_time(assessment_id: int, scoring_id: int) -> str | Response:
    """Move the last day of a scoring."""
    assessment = load_managed(assessment_id)
    scoring = _load_changeable(assessment, scoring_id)
    form = MoreTimeForm(data={"version_id": scoring.version_id, "until": scoring.until})
    if form.validate_on_submit():
        try:
            services.give_more_time(
                actor=current_actor(),
                scoring=scoring,
                until=form.until.data,
                version_id=form.seen_version,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{scoring.scorer.name} is told of the new last day.")
            return redirect(_list_url(assessment))
    return show_view("second_opinion/more_time.html", assessment, form=form, scoring=scoring)


@of_organisation.route(f"{INSIDE_ONE}/take-back", methods=["GET", "POST"])
@requires_lead
def take_back(assessment_id: int, scoring_id: int) -> str | Response:
    """Ask before what a colleague was asked for is taken back."""
    assessment = load_managed(assessment_id)
    scoring = _load_changeable(assessment, scoring_id)
    form = VersionedForm(data={"version_id": scoring.version_id})
    if form.validate_on_submit():
        try:
            services.take_scoring_back(
                actor=current_actor(), scoring=scoring, version_id=form.seen_version
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{scoring.scorer.name} is told that the scoring is not needed any more.")
            return redirect(_list_url(assessment))
    return show_view("second_opinion/take_back.html", assessment, form=form, scoring=scoring)
