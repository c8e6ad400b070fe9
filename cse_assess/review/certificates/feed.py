"""Days of certificates in the calendars of those who look after them."""

from collections.abc import Iterator
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.notices.feed import FeedEntry
from cse_assess.review.certificates import policy
from cse_assess.review.certificates.letters import url_of
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.queries import list_lasting_of


def list_feed_entries(actor: Actor, on: date) -> Iterator[FeedEntry]:
    """Yield the reviews that fall due and the ends of certificates, for leads and administrators.

    Only of certificates that last; a review that was held is left out.
    """
    if not (actor.is_lead or actor.is_administrator):
        return
    for certificate in list_lasting_of(actor, on):
        if policy.can_change_certificate(actor, certificate):
            yield from _list_days(certificate)


def _list_days(certificate: Certificate) -> Iterator[FeedEntry]:
    for due in certificate.due_reviews:
        if not due.was_held:
            yield _make_review(due)
    yield _make_end(certificate)


def _make_review(due: DueReview) -> FeedEntry:
    assessment = due.certificate.assessment
    return FeedEntry(
        uid=f"due-review-{due.id}",
        on=due.due_on,
        summary=f"Review due: {assessment.service.name}",
        description=due.note or f"A review of the certificate of {assessment.cycle} is due.",
        url=f"{url_of(due.certificate)}/reviews/{due.id}",
    )


def _make_end(certificate: Certificate) -> FeedEntry:
    assessment = certificate.assessment
    return FeedEntry(
        uid=f"certificate-{certificate.id}",
        on=certificate.ends_on,
        summary=f"Certificate ends: {assessment.service.name}",
        description=f"The certificate of {assessment.cycle} ends on this day.",
        url=url_of(certificate),
    )
