"""What leads are told before a review is due and before a certificate ends, in which words."""

from collections.abc import Iterable
from datetime import date

from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.words import describe_distance, name_certificate
from cse_assess.web.templating import format_day

REPEAT_DAYS = 28


def tell_due(due: DueReview, readers: Iterable[int], on: date, window: int) -> int:
    """Remind of a review that is due within `window` days; return how many were told anew."""
    distance = describe_distance(due.due_on, on)
    text = f"A review is due {distance}, on {format_day(due.due_on)}: {_name(due)}."
    key = f"due-review:{due.id}:due:{due.due_on.isoformat()}:{window}"
    return _send(due.certificate, readers, NoticeKind.REVIEW_DUE, text, key)


def tell_overdue(due: DueReview, readers: Iterable[int], on: date) -> int:
    """Remind of a review that was not held, every four weeks; return how many were told anew."""
    times = ((on - due.due_on).days - 1) // REPEAT_DAYS
    text = f"A review was due on {format_day(due.due_on)}: {_name(due)}. Say how it was held."
    key = f"due-review:{due.id}:overdue:{due.due_on.isoformat()}:{times}"
    return _send(due.certificate, readers, NoticeKind.REVIEW_OVERDUE, text, key)


def tell_end(certificate: Certificate, readers: Iterable[int], on: date, window: int) -> int:
    """Remind that a certificate ends within `window` days; return how many were told anew."""
    day = format_day(certificate.ends_on)
    distance = describe_distance(certificate.ends_on, on)
    text = f"The {name_certificate(certificate)} ends {distance}, on {day}."
    key = f"certificate:{certificate.id}:ends:{certificate.ends_on.isoformat()}:{window}"
    return _send(certificate, readers, NoticeKind.CERTIFICATE_ENDS, text, key)


def _name(due: DueReview) -> str:
    return name_certificate(due.certificate)


def url_of(certificate: Certificate) -> str:
    """Return the path of a certificate's page."""
    return f"/assessments/{certificate.assessment_id}/certificate/{certificate.id}"


def _send(
    certificate: Certificate, readers: Iterable[int], kind: NoticeKind, text: str, key: str
) -> int:
    return sum(
        send_notice(
            user_id=reader,
            organisation_id=certificate.assessment.organisation_id,
            kind=kind,
            text=text,
            url=url_of(certificate),
            key=key,
        )
        for reader in readers
    )
