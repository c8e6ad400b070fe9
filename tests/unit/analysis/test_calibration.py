"""How levels compare with assessors' verdicts over many elements."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.calibration import (
    calibrate,
    calibrate_by_criterion,
    describe_mean,
    pair_with_verdicts,
)

LEVELS = st.sampled_from(["plus", "compliant", "partial", "not_compliant", "not_applicable"])


def judged(cse, levels, verdicts):
    codes = [element.code for element in cse.elements]
    return pair_with_verdicts(
        cse,
        dict(zip(codes, levels, strict=False)),
        dict(zip(codes, verdicts, strict=False)),
    )


def words(cse, levels, verdicts):
    return describe_mean(calibrate(judged(cse, levels, verdicts)))


def test_levels_better_than_the_verdict_count_upwards(cse):
    found = calibrate(judged(cse, ["plus", "partial", "plus"], ["partial", "compliant", "plus"]))
    assert (found.better, found.worse, found.same, found.percent_same) == (1, 1, 1, 33)
    assert found.mean_steps == Fraction(1, 3)


def test_not_applicable_counts_for_the_share_and_not_for_the_steps(cse):
    found = calibrate(judged(cse, ["not_applicable", "plus"], ["not_applicable", "plus"]))
    assert (found.judged, found.on_scale, found.same) == (2, 1, 2)


def test_only_what_has_a_level_and_a_verdict_is_compared(cse):
    assert judged(cse, ["plus", None], [None, "plus"]) == []
    nothing = calibrate([])
    assert (nothing.mean_steps, nothing.percent_same) == (None, 0)


def test_the_mean_is_said_in_words(cse):
    assert words(cse, [], []) == "Nothing to compare"
    assert words(cse, ["plus"], ["plus"]) == (
        "On average neither better nor worse than the assessors"
    )
    assert words(cse, ["plus"], ["compliant"]) == "On average 1 step better than the assessors"
    assert words(cse, ["plus"], ["partial"]) == "On average 2.0 steps better than the assessors"
    assert words(cse, ["partial", "plus"], ["compliant", "plus"]) == (
        "On average 0.5 steps worse than the assessors"
    )


@given(st.data())
def test_criteria_together_hold_every_element_once(cse, data):
    levels = [data.draw(LEVELS) for _ in cse.elements]
    found = judged(cse, levels, [data.draw(LEVELS) for _ in cse.elements])
    parts = [part for _, part in calibrate_by_criterion(cse, found)]
    whole = calibrate(found)
    for name in ("judged", "same", "better", "worse", "on_scale", "steps"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
