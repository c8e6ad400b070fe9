"""What the pages of a certificate begin with, and what they share."""

from flask import url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_managed, load_standard
from cse_assess.clock import today
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.certificates import policy, queries
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.services.guards import HAS_ENDED
from cse_assess.review.certificates.shown import (
    ShownCertificate,
    find_followed,
    show_certificate,
    show_due,
)


def load_certificate(assessment_id: int, certificate_id: int) -> Certificate:
    """Return a certificate for the organisation's people to read; raises as `load_assessment`."""
    return queries.get_certificate(load_assessment(assessment_id).id, certificate_id)


def load_changeable(assessment_id: int, certificate_id: int) -> Certificate:
    """Return a certificate that the person may change now; raise `NotAllowed` otherwise."""
    certificate = queries.get_certificate(load_managed(assessment_id).id, certificate_id)
    if not policy.can_change_certificate(current_actor(), certificate):
        raise NotAllowed(HAS_ENDED)
    return certificate


def load_changeable_due(
    assessment_id: int, certificate_id: int, due_id: int
) -> tuple[Certificate, DueReview]:
    """Return a due review that the person may change now, with its certificate."""
    certificate = load_changeable(assessment_id, certificate_id)
    return certificate, queries.get_due_review(certificate, due_id)


def show_as_today(certificate: Certificate) -> ShownCertificate:
    """Return a certificate as it stands today, in one query more."""
    others = queries.list_certificates_of_service(certificate.assessment)
    return show_certificate(
        certificate,
        load_standard(certificate.assessment).life,
        today(),
        is_followed=certificate.id in find_followed(others),
    )


def show_page(template: str, assessment: Assessment, **context: object) -> str:
    """Draw a page about certificates of a self-assessment."""
    may_enter = policy.can_enter_certificate(current_actor(), assessment)
    return show_view(template, assessment, may_enter=may_enter, **context)


def show_due_page(template: str, due: DueReview, **context: object) -> str:
    """Draw a page about one review that falls due."""
    certificate = due.certificate
    life = load_standard(certificate.assessment).life
    return show_page(
        template,
        certificate.assessment,
        certificate=certificate,
        shown=show_due(certificate, due, life, today()),
        back=url_of(certificate),
        **context,
    )


def show_refusal(form: VersionedForm, error: DomainError, version_id: int) -> None:
    """Put why something was refused on the form; after a conflict it can be sent again."""
    form.show_error(error)
    if isinstance(error, Conflict):
        form.version_id.data = version_id


def url_of(certificate: Certificate) -> str:
    """Return the address of a certificate's page."""
    return url_for(
        "certificates.show",
        assessment_id=certificate.assessment_id,
        certificate_id=certificate.id,
    )
