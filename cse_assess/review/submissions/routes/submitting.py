"""What changes submissions: one is made, or taken back."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_managed, load_standard
from cse_assess.errors import DomainError
from cse_assess.review.submissions import policy, queries, services
from cse_assess.review.submissions.forms import SubmitForm, WithdrawForm
from cse_assess.review.submissions.gate import Gate
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.routes.blueprint import LIST, ONE, blueprint
from cse_assess.review.submissions.standing import judge_tree
from cse_assess.standards.structure import Standard
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm


@blueprint.route(f"{LIST}/new", methods=["GET", "POST"])
@requires_manager
def submit(assessment_id: int) -> str | Response:
    """Show what still blocks a submission; submit where nothing does."""
    assessment, form = load_managed(assessment_id), SubmitForm()
    standard = load_standard(assessment)
    if form.validate_on_submit():
        try:
            submission = _submit(assessment, standard, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                f"Submission {submission.number} is made. It stays as it is now, and you can go "
                "on working. Let the assessor in under Assessors."
            )
            return redirect(_url_of(submission))
    newest = queries.find_newest(assessment.id)
    return show_view(
        "submissions/submit.html",
        assessment,
        form=form,
        standard=standard,
        newest=newest,
        gate=_judge(assessment, standard, newest),
    )


def _submit(assessment: Assessment, standard: Standard, form: SubmitForm) -> Submission:
    return services.submit_assessment(
        actor=current_actor(),
        assessment=assessment,
        standard=standard,
        note=form.note.data or "",
        is_scanning=current_settings().scanner is not None,
    )


def _judge(assessment: Assessment, standard: Standard, newest: Submission | None) -> Gate:
    is_scanning = current_settings().scanner is not None
    return judge_tree(load_tree(assessment.id), standard, newest, is_scanning=is_scanning)


def _url_of(submission: Submission) -> str:
    return url_for(".show", assessment_id=submission.assessment_id, number=submission.number)


@blueprint.route(f"{ONE}/withdraw", methods=["GET", "POST"])
@requires_manager
def withdraw(assessment_id: int, number: int) -> str | Response:
    """Ask why a submission is taken back, then take it back."""
    assessment = load_managed(assessment_id)
    submission = queries.get_submission(assessment.id, number)
    form = WithdrawForm(data={"version_id": submission.version_id})
    if form.validate_on_submit():
        try:
            services.withdraw_submission(
                actor=current_actor(),
                submission=submission,
                version_id=form.seen_version,
                reason=form.reason.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Submission {submission.number} is withdrawn. It stays on record.")
            return redirect(_url_of(submission))
    return show_view(
        "submissions/withdraw.html",
        assessment,
        form=form,
        submission=submission,
        can_withdraw=policy.can_withdraw(current_actor(), submission),
    )
