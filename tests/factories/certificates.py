"""Certificates through the services, and signed reviews to tie to them, committed."""

from datetime import date

from factories.accounts import make_assessor
from factories.assessments import cse, system_actor
from factories.reviews import make_finding, make_review
from factories.submissions import submit

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.review.certificates import services
from cse_assess.review.certificates.models import Certificate
from cse_assess.review.certificates.services import CertificateValues
from cse_assess.review.decision.models import Recommendation, SignOff
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.standards.structure import LifeRules

AWARDED_ON = date(2026, 3, 5)


def enter_certificate(
    assessment, *, awarded_on=AWARDED_ON, life=None, actor=None, **values
) -> Certificate:
    """Enter a certificate, with the reviews that the bundled standard's rules plan."""
    certificate = services.enter_certificate(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        life=life or LifeRules(),
        values=CertificateValues(awarded_on=awarded_on, **values),
    )
    session.commit()
    return certificate


def end_certificate(certificate, *, ended_on=None, reason="Given up.") -> None:
    """End a certificate early."""
    services.end_certificate(
        actor=system_actor(certificate.assessment.service),
        certificate=certificate,
        version_id=certificate.version_id,
        ended_on=ended_on or certificate.awarded_on,
        reason=reason,
    )
    session.commit()


def make_signed_review(submission, levels=None, *, signed_at=None, **values) -> Review:
    """Make a review with these levels by element code, signed with a recommendation to award."""
    recommendation = values.pop("recommendation", Recommendation.AWARD)
    review = make_review(submission, assessor=make_assessor(submission.assessment), **values)
    for code, level in (levels or {}).items():
        make_finding(review, code, level=level)
    return sign(review, recommendation=recommendation, signed_at=signed_at)


def sign(review, *, recommendation=Recommendation.AWARD, signed_at=None) -> Review:
    """Put a signature under a review."""
    review.state, review.signed_at = ReviewState.SIGNED, signed_at or now()
    session.add(
        SignOff(
            review_id=review.id,
            number=1,
            recommendation=recommendation,
            content={},
            sha256="0" * 64,
            signed_name="Avery Quill",
            signed_at=review.signed_at,
            signed_by_id=review.assessor_id,
        )
    )
    session.commit()
    return review


def make_reviewed(assessment, levels=None, **values) -> Review:
    """Submit a self-assessment that is ready, and have it reviewed with these levels."""
    return make_signed_review(submit(assessment, standard=cse()), levels, **values)
