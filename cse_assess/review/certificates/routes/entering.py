"""A certificate is entered, changed, and ended before its time."""

from flask import redirect
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.assessments.routes.loading import load_managed, load_standard
from cse_assess.errors import DomainError
from cse_assess.review.certificates import queries, services
from cse_assess.review.certificates.forms import CertificateForm, EditCertificateForm, EndForm
from cse_assess.review.certificates.routes.blueprint import LIST, ONE, blueprint
from cse_assess.review.certificates.routes.loading import (
    load_changeable,
    show_page,
    show_refusal,
    url_of,
)
from cse_assess.web.flashes import confirm


@blueprint.route(f"{LIST}/new", methods=["GET", "POST"])
@requires_manager
def enter(assessment_id: int) -> str | Response:
    """Ask what stands on the certificate, then enter it with its reviews."""
    assessment, form = load_managed(assessment_id), CertificateForm()
    life = load_standard(assessment).life
    form.offer(queries.list_awarding_reviews(assessment.id), life)
    if form.validate_on_submit():
        try:
            certificate = services.enter_certificate(
                actor=current_actor(), assessment=assessment, life=life, values=form.values
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                "The certificate is entered, and the reviews that fall due are planned. Change "
                "their days where your certification body has agreed on others."
            )
            return redirect(url_of(certificate))
    return show_page("certificates/enter.html", assessment, form=form, life=life)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires_manager
def edit(assessment_id: int, certificate_id: int) -> str | Response:
    """Change what stands on a certificate."""
    certificate = load_changeable(assessment_id, certificate_id)
    assessment, form = certificate.assessment, EditCertificateForm.of(certificate)
    life = load_standard(assessment).life
    form.offer_again(certificate, queries.list_awarding_reviews(assessment.id), life)
    if form.validate_on_submit():
        try:
            services.edit_certificate(
                actor=current_actor(),
                certificate=certificate,
                life=life,
                version_id=form.seen_version,
                values=form.values,
                plans_anew=bool(form.plans_anew.data),
            )
        except DomainError as error:
            show_refusal(form, error, certificate.version_id)
        else:
            confirm("The certificate is changed. See below whether the reviews are still right.")
            return redirect(url_of(certificate))
    return show_page(
        "certificates/edit.html",
        assessment,
        form=form,
        certificate=certificate,
        back=url_of(certificate),
    )


@blueprint.route(f"{ONE}/end", methods=["GET", "POST"])
@requires_manager
def end(assessment_id: int, certificate_id: int) -> str | Response:
    """Ask when and why a certificate ended before its time, then end it."""
    certificate = load_changeable(assessment_id, certificate_id)
    form = EndForm(data={"version_id": certificate.version_id})
    if form.validate_on_submit():
        try:
            services.end_certificate(
                actor=current_actor(),
                certificate=certificate,
                version_id=form.seen_version,
                ended_on=form.ended_on.data,
                reason=form.reason.data or "",
            )
        except DomainError as error:
            show_refusal(form, error, certificate.version_id)
        else:
            confirm("The certificate has ended. It stays on record, and nobody is reminded of it.")
            return redirect(url_of(certificate))
    return show_page(
        "certificates/end.html",
        certificate.assessment,
        form=form,
        certificate=certificate,
        back=url_of(certificate),
    )
