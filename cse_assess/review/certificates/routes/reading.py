"""Certificates: of one self-assessment, of the whole organisation, and what lies ahead."""

from collections.abc import Sequence

from flask import render_template

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.loading import folders, load_assessment, load_standard
from cse_assess.clock import today
from cse_assess.review.certificates import policy, queries, words
from cse_assess.review.certificates.ahead import make_carry_list
from cse_assess.review.certificates.life import find_life
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.routes.blueprint import DUE, LIST, ONE, blueprint
from cse_assess.review.certificates.routes.loading import (
    load_certificate,
    show_as_today,
    show_due_page,
    show_page,
    url_of,
)
from cse_assess.review.certificates.shown import (
    ShownCertificate,
    describe_next_step,
    find_followed,
    list_shown,
    show_certificate,
)
from cse_assess.review.desk.models import Review


@blueprint.get(LIST)
@requires_member
def index(assessment_id: int) -> str:
    """Show the newest certificate of the self-assessment, or how to enter one."""
    assessment = load_assessment(assessment_id)
    of_service = queries.list_certificates_of_service(assessment)
    own = [each for each in of_service if each.assessment_id == assessment.id]
    if own:
        return _show(own[0])
    return show_page("certificates/none.html", assessment, others=of_service)


@blueprint.get(ONE)
@requires_member
def show(assessment_id: int, certificate_id: int) -> str:
    """Show a certificate: its days, how each stands, and what comes next."""
    return _show(load_certificate(assessment_id, certificate_id))


def _show(certificate: Certificate) -> str:
    assessment, actor = certificate.assessment, current_actor()
    of_service = queries.list_certificates_of_service(assessment)
    shown = show_certificate(
        certificate,
        load_standard(assessment).life,
        today(),
        is_followed=certificate.id in find_followed(of_service),
    )
    return show_page(
        "certificates/show.html",
        assessment,
        certificate=certificate,
        shown=shown,
        next_step=describe_next_step(shown),
        others=[each for each in of_service if each is not certificate],
        can_change=policy.can_change_certificate(actor, certificate),
        untied=_find_untied(shown),
        can_enter_another=certificate.is_ended
        and policy.can_enter_certificate(actor, assessment)
        and _has_none_lasting(of_service, assessment),
        removable={
            each.id for each in certificate.due_reviews if policy.can_remove_due_review(actor, each)
        },
    )


def _find_untied(shown: ShownCertificate) -> Review | None:
    """Return the newest signed review that may be the next one to be held, or None."""
    if shown.next_due is None:
        return None
    reviews = queries.list_reviews_to_tie(shown.next_due.due)
    return reviews[0] if reviews else None


def _has_none_lasting(certificates: Sequence[Certificate], assessment: Assessment) -> bool:
    return all(each.is_ended for each in certificates if each.assessment_id == assessment.id)


@blueprint.get(DUE)
@requires_member
def due_review(assessment_id: int, certificate_id: int, due_id: int) -> str:
    """Show what to look at again in a review that falls due, and what changed since the last."""
    certificate = load_certificate(assessment_id, certificate_id)
    due = queries.get_due_review(certificate, due_id)
    return show_due_page(
        "certificates/due_review.html",
        due,
        **_list_ahead(certificate, due),
        can_change=policy.can_change_certificate(current_actor(), certificate),
        can_begin=policy.can_begin_cycle(current_actor(), due),
    )


@blueprint.get(f"{ONE}/renewal")
@requires_member
def renewal(assessment_id: int, certificate_id: int) -> str:
    """Show what to look at again in the assessment that follows the certificate."""
    certificate = load_certificate(assessment_id, certificate_id)
    return show_page(
        "certificates/renewal.html",
        certificate.assessment,
        certificate=certificate,
        shown=show_as_today(certificate),
        back=url_of(certificate),
        **_list_ahead(certificate, None),
        can_change=policy.can_change_certificate(current_actor(), certificate),
    )


def _list_ahead(certificate: Certificate, due: DueReview | None) -> dict[str, object]:
    standard = load_standard(certificate.assessment)
    return {
        "standard": standard,
        "carry_list": make_carry_list(certificate, due, standard),
        "words": words,
    }


@blueprint.get("/certificates", endpoint="all")
@requires_member
def list_all() -> str:
    """List the certificates of the organisation's services that the person may see."""
    certificates = queries.list_visible_certificates(current_actor())
    lives = [find_life(each, folders()) for each in certificates]
    shown = list_shown(certificates, lives, today())
    return render_template("certificates/all.html", certificates=shown)
