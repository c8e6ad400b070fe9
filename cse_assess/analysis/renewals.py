"""What to renew by when: one piece of evidence, judged by every place that uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.freshness import (
    EvidenceState,
    Freshness,
    FreshnessRule,
    assess_freshness,
    last_valid_day,
)

WORST_FIRST = (
    Freshness.EXPIRED,
    Freshness.EXPIRES_BEFORE,
    Freshness.UNDATED,
    Freshness.CURRENT,
)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses evidence: how long it lasts there, in months, and when it is looked at.

    `max_age_months` is what the element itself asks; `visit_on` the day of the visit, if planned.
    """

    validity_months: int
    max_age_months: int | None = None
    visit_on: date | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """How evidence stands on a day; `last_day` is the last one on which it counts everywhere.

    `visit_on` is the next visit for which it will be out of date, or None.
    """

    state: Freshness
    last_day: date | None
    visit_on: date | None = None


def plan_renewal(
    evidence: EvidenceState, uses: Sequence[Use], on: date, default_months: int
) -> Renewal:
    """Return how the evidence stands on the day `on`: as badly as in the worst place that uses it.

    A visit before that day is over and counts no more. Evidence that nothing uses lasts
    `default_months`.
    """
    rules = [(use, _rule(use, on)) for use in uses or (Use(default_months),)]
    states = {assess_freshness(evidence, rule, use.max_age_months) for use, rule in rules}
    last_days = [
        last_valid_day(evidence, use.validity_months, use.max_age_months) for use, _ in rules
    ]
    missed = [
        rule.visit_on
        for (_, rule), last_day in zip(rules, last_days, strict=True)
        if rule.visit_on is not None and last_day is not None and last_day < rule.visit_on
    ]
    return Renewal(
        state=min(states, key=WORST_FIRST.index),
        last_day=min((day for day in last_days if day is not None), default=None),
        visit_on=min(missed, default=None),
    )


def _rule(use: Use, on: date) -> FreshnessRule:
    visit_on = use.visit_on if use.visit_on is not None and use.visit_on >= on else None
    return FreshnessRule(on, visit_on, use.validity_months)
