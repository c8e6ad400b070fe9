"""Until when a piece of evidence counts, and how it stands on the day of the visit.

That evidence lasts twelve months where nobody says otherwise is common practice and not the
standard's own rule, so the number of months is always an argument (`evidence.validity_months` of
the standard's file, or the organisation's setting).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum

MONTHS_PER_YEAR = 12


class Freshness(StrEnum):
    """How a piece of evidence stands."""

    CURRENT = "current"
    EXPIRES_BEFORE = "expires_before"
    EXPIRED = "expired"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """A linked piece of evidence: its own date, and the last day on which it counts if stated."""

    item_id: int
    title: str
    evidence_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class FreshnessRule:
    """On which days evidence is judged, and how many months it lasts.

    `visit_on` is the day of the visit, or None where none is planned: then `today` is judged.
    """

    today: date
    visit_on: date | None
    validity_months: int

    @property
    def judged_on(self) -> date:
        """Return the day on which evidence has to be current."""
        return self.visit_on or self.today


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the month's last day where it is shorter.

    31 January and one month is 28 or 29 February.
    """
    count = day.year * MONTHS_PER_YEAR + day.month - 1 + months
    year, month = divmod(count, MONTHS_PER_YEAR)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_valid_day(
    evidence: EvidenceState, validity_months: int, max_age_months: int | None = None
) -> date | None:
    """Return the last day on which the evidence counts, or None where no date tells.

    A stated “valid until” stands in place of the default validity. Where an element itself asks
    for recent evidence (`max_age_months`), that age ends it earlier all the same.
    """
    if evidence.evidence_on is None:
        return evidence.valid_until
    months = validity_months if max_age_months is None else max_age_months
    by_age = add_months(evidence.evidence_on, months)
    if evidence.valid_until is None:
        return by_age
    return evidence.valid_until if max_age_months is None else min(evidence.valid_until, by_age)


def assess_freshness(
    evidence: EvidenceState, rule: FreshnessRule, max_age_months: int | None = None
) -> Freshness:
    """Tell whether the evidence will be current on the day that is judged.

    `EXPIRED` is past its last day already today, `EXPIRES_BEFORE` will be on the day of the visit.
    """
    last_day = last_valid_day(evidence, rule.validity_months, max_age_months)
    if last_day is None:
        return Freshness.UNDATED
    if last_day >= rule.judged_on:
        return Freshness.CURRENT
    return Freshness.EXPIRED if last_day < rule.today else Freshness.EXPIRES_BEFORE
