"""A scorer's own list, and the beginning, the overview and the end of one scoring."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.policy import can_view_assessment
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.reading.queries import find_newest_standing
from cse_assess.review.reading.routes.loading import load_submission
from cse_assess.review.second_opinion import policy, queries, services
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.second_opinion.routes.blueprints import MINE, ONE, of_scorer
from cse_assess.review.second_opinion.routes.loading import (
    load_open_scoring,
    load_own_scoring,
    load_scored_standard,
)
from cse_assess.review.second_opinion.words import describe_state, explain_closed
from cse_assess.review.submissions.models import Submission
from cse_assess.web.flashes import confirm
from cse_assess.web.forms import BaseForm

IS_REVIEWING = (
    "You do the review of this submission: give your levels there. A second opinion is somebody "
    "else's."
)
IS_OLD = "There is a newer submission. Score that one."


@of_scorer.get(MINE)
@signed_in
def mine() -> str:
    """List what the person was asked to score, or scored as a second assessor."""
    actor = current_actor()
    scorings = [
        scoring
        for scoring in queries.list_scorings_of(actor.user_id)
        if policy.is_scorer(actor, scoring)
    ]
    return render_template(
        "second_opinion/mine.html",
        lines=[(scoring, describe_state(scoring, today())) for scoring in scorings],
        counts=queries.count_scores({scoring.id for scoring in scorings}),
    )


@of_scorer.route("/submitted/<int:submission_id>/scoring", methods=["GET", "POST"])
@signed_in
def begin(submission_id: int) -> str | Response:
    """Say what scoring blind means, then begin; whoever has begun goes on."""
    submission, actor = load_submission(submission_id), current_actor()
    begun = queries.find_scoring(submission.id, actor.user_id)
    if begun is not None:
        return redirect(_url_of(begun))
    newest_id = _check_beginning(submission)
    form = BaseForm()
    if form.validate_on_submit():
        scoring = services.begin_scoring(actor=actor, submission=submission, newest_id=newest_id)
        confirm("Your scoring is begun. Score the elements in any order, then finish it.")
        return redirect(_url_of(scoring))
    return render_template(
        "second_opinion/begin.html",
        form=form,
        submission=submission,
        assessment=submission.assessment,
        had_seen=queries.has_seen(actor.user_id, submission.id),
    )


def _check_beginning(submission: Submission) -> int | None:
    """Return the newest submission's id; raise `NotAllowed` with the reason why it cannot be."""
    actor, newest = current_actor(), find_newest_standing(submission.assessment_id)
    newest_id = newest.id if newest else None
    is_reviewing = queries.is_reviewing(actor.user_id, submission.id)
    if not policy.can_begin_scoring(
        actor, submission, newest_id=newest_id, is_reviewing=is_reviewing
    ):
        raise NotAllowed(IS_REVIEWING if is_reviewing else IS_OLD)
    return newest_id


def _url_of(scoring: Scoring) -> str:
    return url_for("scoring.show", scoring_id=scoring.id)


@of_scorer.get(ONE)
@signed_in
def show(scoring_id: int) -> str:
    """Show the elements with the scorer's own levels, and nobody else's; or how it ended."""
    scoring, actor = load_own_scoring(scoring_id), current_actor()
    standard, scores = load_scored_standard(scoring), queries.load_scores(scoring.id)
    missing = services.list_missing(standard, scores)
    assessment = scoring.submission.assessment
    review = queries.find_review_of(scoring.submission_id)
    return render_template(
        "second_opinion/show.html",
        scoring=scoring,
        submission=scoring.submission,
        assessment=assessment,
        standard=standard,
        scores=scores,
        following=standard.get_element(missing[0]) if missing else None,
        state=describe_state(scoring, today()),
        closed=explain_closed(scoring, today()),
        can_score=policy.can_score(actor, scoring, on=today()),
        can_give_up=policy.can_give_up(actor, scoring),
        is_inside=can_view_assessment(actor, assessment),
        review=review if scoring.is_finished and not scoring.is_internal else None,
    )


@of_scorer.route(f"{ONE}/finish", methods=["GET", "POST"])
@signed_in
def finish(scoring_id: int) -> str | Response:
    """Show what is missing, or say that it is for good; then finish."""
    scoring, form = load_open_scoring(scoring_id), BaseForm()
    standard = load_scored_standard(scoring)
    if form.validate_on_submit():
        try:
            services.finish_scoring(actor=current_actor(), scoring=scoring, standard=standard)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("Your scoring is finished. You can now see where you and others differ.")
            return redirect(_url_of(scoring))
    missing = services.list_missing(standard, queries.load_scores(scoring.id))
    return render_template(
        "second_opinion/finish.html",
        form=form,
        scoring=scoring,
        assessment=scoring.submission.assessment,
        standard=standard,
        missing=[standard.get_element(code) for code in missing],
    )


@of_scorer.route(f"{ONE}/give-up", methods=["GET", "POST"])
@signed_in
def give_up(scoring_id: int) -> str | Response:
    """Ask before a scoring is given up for good."""
    scoring, form = load_own_scoring(scoring_id), BaseForm()
    if not policy.can_give_up(current_actor(), scoring):
        raise NotAllowed(explain_closed(scoring, today()))
    if form.validate_on_submit():
        services.give_up_scoring(actor=current_actor(), scoring=scoring)
        confirm("You have given up this scoring. What you scored is deleted.")
        return redirect(_url_of(scoring))
    return render_template(
        "second_opinion/give_up.html",
        form=form,
        scoring=scoring,
        assessment=scoring.submission.assessment,
    )
