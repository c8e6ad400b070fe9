"""How far the work is, in numbers."""

from factories.assessments import cse

from cse_assess.assessments.progress import Progress, measure_progress


def test_elements_are_counted_by_level_and_evidence():
    states = [("plus", 2), ("partial", 0), (None, 1), (None, 0)]
    progress = measure_progress(cse(), states)
    assert progress == Progress(total=4, scored=2, met=1, with_evidence=2)
    assert progress.percent == 50


def test_a_level_that_the_standard_does_not_have_counts_as_none():
    assert measure_progress(cse(), [("splendid", 0)]).scored == 0


def test_the_percentage_is_rounded_down_and_zero_of_nothing():
    assert measure_progress(cse(), [("plus", 0), (None, 0), (None, 0)]).percent == 33
    assert measure_progress(cse(), []).percent == 0
