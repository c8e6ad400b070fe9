"""What to renew by when, judged by every place that uses a piece of evidence."""

from datetime import date

import pytest

from cse_assess.analysis.freshness import EvidenceState, Freshness
from cse_assess.analysis.renewals import Renewal, Use, plan_renewal

ON = date(2027, 3, 1)
YEAR = 12


def evidence(evidence_on=None, valid_until=None):
    return EvidenceState(1, "Charter", evidence_on, valid_until)


def plan(piece, *uses, on=ON):
    return plan_renewal(piece, uses, on, YEAR)


def test_unused_evidence_lasts_the_usual_time():
    assert plan(evidence(date(2026, 6, 1))) == Renewal(Freshness.CURRENT, date(2027, 6, 1))


def test_a_stated_last_day_counts_before_the_usual_time():
    piece = evidence(date(2026, 6, 1), date(2027, 4, 1))
    assert plan(piece).last_day == date(2027, 4, 1)


def test_the_strictest_place_decides():
    uses = (Use(24), Use(12), Use(24, max_age_months=6))
    assert plan(evidence(date(2026, 6, 1)), *uses) == Renewal(Freshness.EXPIRED, date(2026, 12, 1))


def test_evidence_without_any_date_is_undated_wherever_it_is_used():
    assert plan(evidence(), Use(12), Use(24)) == Renewal(Freshness.UNDATED, None)


def test_the_next_visit_that_it_misses_is_named():
    visits = (date(2028, 1, 1), date(2027, 9, 1), date(2027, 5, 1))
    uses = [Use(12, visit_on=visit) for visit in visits]
    assert plan(evidence(date(2026, 6, 1)), *uses) == Renewal(
        Freshness.EXPIRES_BEFORE, date(2027, 6, 1), date(2027, 9, 1)
    )


def test_a_visit_that_is_over_no_longer_counts():
    use = Use(12, visit_on=date(2027, 2, 28))
    assert plan(evidence(date(2026, 6, 1)), use).state is Freshness.CURRENT
    assert plan(evidence(date(2025, 6, 1)), use).state is Freshness.EXPIRED


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2027, 6, 1), Freshness.CURRENT),
        (date(2027, 6, 2), Freshness.EXPIRED),
        (date(2030, 1, 1), Freshness.EXPIRED),
        (date(2020, 1, 1), Freshness.CURRENT),
    ],
)
def test_the_state_is_that_of_the_day_asked_for(on, state):
    assert plan(evidence(date(2026, 6, 1)), on=on).state is state


def test_the_last_day_itself_still_counts_at_the_visit():
    use = Use(12, visit_on=date(2027, 6, 1))
    assert plan(evidence(date(2026, 6, 1)), use) == Renewal(Freshness.CURRENT, date(2027, 6, 1))
