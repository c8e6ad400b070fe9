"""The next cycle is begun for a review that falls due, or for the assessment after the end."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.assessments import services as assessment_services
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.loading import load_standard
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.certificates import policy, queries, services
from cse_assess.review.certificates.baseline import find_working_cycle
from cse_assess.review.certificates.forms import NextCycleForm, UseCycleForm
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.routes.blueprint import DUE, ONE, blueprint
from cse_assess.review.certificates.routes.loading import (
    load_changeable,
    load_changeable_due,
    show_due_page,
    show_page,
    show_refusal,
    url_of,
)
from cse_assess.review.certificates.services.cycles import BEGUN_ALREADY
from cse_assess.web.flashes import confirm


@blueprint.route(f"{DUE}/begin", methods=["GET", "POST"])
@requires_manager
def begin(assessment_id: int, certificate_id: int, due_id: int) -> str | Response:
    """Begin the cycle that is worked on towards a review."""
    certificate, due = _load_to_begin(assessment_id, certificate_id, due_id)
    working = find_working_cycle(certificate, due)
    form = NextCycleForm(data={"version_id": due.version_id, "visit_on": due.due_on})
    form.name_old(working)
    if form.validate_on_submit():
        try:
            target = _begin(certificate, due, working, form)
        except DomainError as error:
            show_refusal(form, error, due.version_id)
        else:
            return _go_to_list(target)
    return show_due_page(
        "certificates/begin.html",
        due,
        form=form,
        working=working,
        has_cycles_to_use=bool(queries.list_cycles_to_use(due)),
    )


def _load_to_begin(
    assessment_id: int, certificate_id: int, due_id: int
) -> tuple[Certificate, DueReview]:
    certificate, due = load_changeable_due(assessment_id, certificate_id, due_id)
    if not policy.can_begin_cycle(current_actor(), due):
        raise NotAllowed(BEGUN_ALREADY)
    return certificate, due


def _begin(
    certificate: Certificate, due: DueReview | None, working: Assessment, form: NextCycleForm
) -> Assessment:
    actor = current_actor()
    target = services.begin_next_cycle(
        actor=actor,
        certificate=certificate,
        due=due,
        version_id=form.seen_version,
        standard=load_standard(working),
        cycle=form.cycle.data or "",
        visit_on=form.visit_on.data,
    )
    if form.locks_old.data and not working.is_locked:
        assessment_services.lock_assessment(actor=actor, assessment=working)
    return target


def _go_to_list(target: Assessment) -> Response:
    confirm(
        "The next cycle has begun. Every level is to be confirmed, and here is what to look at "
        "again."
    )
    return redirect(url_for("past.carried", assessment_id=target.id))


@blueprint.route(f"{ONE}/renewal/begin", methods=["GET", "POST"])
@requires_manager
def renew(assessment_id: int, certificate_id: int) -> str | Response:
    """Begin the cycle for the assessment that follows the certificate."""
    certificate = load_changeable(assessment_id, certificate_id)
    working = find_working_cycle(certificate, None)
    form = NextCycleForm(
        data={"version_id": certificate.version_id, "visit_on": certificate.ends_on}
    )
    form.name_old(working)
    if form.validate_on_submit():
        try:
            target = _begin(certificate, None, working, form)
        except DomainError as error:
            form.show_error(error)
        else:
            return _go_to_list(target)
    return show_page(
        "certificates/renew.html",
        certificate.assessment,
        form=form,
        certificate=certificate,
        working=working,
        back=url_of(certificate),
    )


@blueprint.route(f"{DUE}/use", methods=["GET", "POST"])
@requires_manager
def use(assessment_id: int, certificate_id: int, due_id: int) -> str | Response:
    """Say that a self-assessment that is there already is the one for a review."""
    certificate, due = _load_to_begin(assessment_id, certificate_id, due_id)
    form = UseCycleForm(data={"version_id": due.version_id})
    form.offer(queries.list_cycles_to_use(due))
    if form.validate_on_submit():
        try:
            assessment = services.use_cycle(
                actor=current_actor(),
                due=due,
                version_id=form.seen_version,
                assessment_id=int(form.assessment_id.data),
            )
        except DomainError as error:
            show_refusal(form, error, due.version_id)
        else:
            confirm(f"{assessment.service.name}, {assessment.cycle} is now for this review.")
            return redirect(url_of(certificate))
    return show_due_page("certificates/use.html", due, form=form)
