"""A certificate as its page shows it: how it stands, what comes next, and the days in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.certificate_life import (
    DueState,
    LifeState,
    judge_due,
    judge_life,
    measure_span,
)
from cse_assess.review.certificates import words
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.standards.structure import LifeRules
from cse_assess.web.templating import format_day

Sign = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownDue:
    """A review of the plan: its name, how it stands with words and tone, and how far away it is."""

    due: DueReview
    name: str
    state: DueState
    sign: Sign
    distance: str
    held: str


@dataclass(frozen=True, slots=True)
class ShownCertificate:
    """A certificate on a day; `next_due` is the first review that is still to be held."""

    certificate: Certificate
    state: LifeState
    sign: Sign
    is_followed: bool
    dues: tuple[ShownDue, ...]
    end_distance: str
    passed: str
    next_due: ShownDue | None

    @property
    def is_over(self) -> bool:
        """Tell whether it does not last any more."""
        return self.state in {LifeState.RUN_OUT, LifeState.ENDED_EARLY}

    @property
    def next_day(self) -> date | None:
        """Return the next day that matters, None where it is over."""
        if self.is_over:
            return None
        return self.next_due.due.due_on if self.next_due else self.certificate.ends_on


def show_certificate(
    certificate: Certificate, life: LifeRules, on: date, *, is_followed: bool
) -> ShownCertificate:
    """Return a certificate as it stands on a day; `is_followed` where there is a later one."""
    state = judge_life(
        certificate.ends_on, certificate.ended_on, on=on, notice_days=life.end_notice_days
    )
    dues = tuple(
        _show_due(each, number, life, on)
        for number, each in enumerate(certificate.due_reviews, start=1)
    )
    pending = [each for each in dues if each.state is not DueState.HELD]
    last_day = max(min(on, certificate.ended_on or certificate.ends_on), certificate.awarded_on)
    return ShownCertificate(
        certificate=certificate,
        state=state,
        sign=words.FOLLOWED_SIGN if is_followed else words.LIFE_SIGNS[state],
        is_followed=is_followed,
        dues=dues,
        end_distance=words.describe_distance(certificate.ends_on, on),
        passed=words.describe_span(measure_span(certificate.awarded_on, last_day)),
        next_due=pending[0] if pending else None,
    )


def show_due(certificate: Certificate, due: DueReview, life: LifeRules, on: date) -> ShownDue:
    """Return one review of a certificate's plan."""
    return _show_due(due, certificate.due_reviews.index(due) + 1, life, on)


def _show_due(due: DueReview, number: int, life: LifeRules, on: date) -> ShownDue:
    state = judge_due(due.due_on, was_held=due.was_held, on=on, notice_days=life.review_notice_days)
    fell_away = due.certificate.is_ended and state is not DueState.HELD
    return ShownDue(
        due=due,
        name=f"Review {number}",
        state=state,
        sign=words.FELL_AWAY_SIGN if fell_away else words.DUE_SIGNS[state],
        distance=words.describe_distance(due.due_on, on),
        held=words.describe_held(due),
    )


def find_followed(certificates: Iterable[Certificate]) -> set[int]:
    """Return the ids of those that a later one of the same service and standard follows.

    A certificate that was ended early follows none.
    """
    known = list(certificates)
    return {each.id for each in known if any(_follows(other, each) for other in known)}


def _follows(later: Certificate, earlier: Certificate) -> bool:
    return (
        not later.is_ended
        and later.awarded_on > earlier.awarded_on
        and _place(later) == _place(earlier)
    )


def _place(certificate: Certificate) -> tuple[int, str]:
    return certificate.assessment.service_id, certificate.assessment.standard_id


def describe_next_step(shown: ShownCertificate) -> str:
    """Say what comes next in the life of a certificate."""
    certificate, due = shown.certificate, shown.next_due
    if certificate.ended_on is not None:
        return f"It ended early on {format_day(certificate.ended_on)}. {certificate.ended_reason}"
    if shown.is_followed:
        return "A later certificate of this service follows it. There is nothing left to do here."
    if shown.is_over:
        return f"It ran out on {format_day(certificate.ends_on)}, {shown.end_distance}."
    if due is None:
        day = format_day(certificate.ends_on)
        return f"No review is left to be held. The certificate ends on {day}, {shown.end_distance}."
    return _describe_due(due)


def _describe_due(due: ShownDue) -> str:
    day = format_day(due.due.due_on)
    if due.state is DueState.OVERDUE:
        return (
            f"{due.name} was due on {day}, {due.distance}. If it was held, say how; "
            "otherwise agree on a day with your certification body and move it."
        )
    return f"{due.name} is due on {day}, {due.distance}."


def list_shown(
    certificates: Sequence[Certificate], lives: Sequence[LifeRules], on: date
) -> list[ShownCertificate]:
    """Return several certificates as they stand on a day, each by the rules beside it."""
    followed = find_followed(certificates)
    return [
        show_certificate(each, life, on, is_followed=each.id in followed)
        for each, life in zip(certificates, lives, strict=True)
    ]
