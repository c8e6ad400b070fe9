from itertools import pairwise

import pytest
from factories.assessments import cse

from cse_assess.analysis.readiness import assess_readiness
from cse_assess.reports.chart import PAINTS, PER_ROW, draw_group


def draw(levels, place=0):
    group = cse().groups()[place]
    codes = [element.code for element in group.elements]
    return draw_group(cse(), assess_readiness(cse(), levels).groups[place], codes, levels)


def marks(chart):
    return "".join(square.mark for square in chart.squares)


def test_the_best_levels_come_first_and_what_is_left_out_of_the_sum_last():
    levels = {"1.1.1": "not_applicable", "1.1.2": "partial", "1.1.3": "plus", "1.2.1": "compliant"}
    assert marks(draw(levels)) == "+++±" + "?" * 7 + "n/a"


def test_the_line_stands_after_as_many_squares_as_are_needed():
    chart = draw({})
    assert chart.required == 9
    assert chart.squares[8].x + 30 < chart.threshold_x < chart.squares[9].x


def test_a_group_in_which_nothing_applies_has_no_line():
    codes = [element.code for element in cse().groups()[0].elements]
    assert draw(dict.fromkeys(codes, "not_applicable")).threshold_x is None


def test_a_long_group_goes_on_in_a_second_row():
    standard = cse().replace(rules=cse().rules.model_copy(update={"group": "standard"}))
    group = assess_readiness(standard, {}).groups[0]
    chart = draw_group(standard, group, [element.code for element in standard.elements], {})
    assert chart.squares[PER_ROW].x == chart.squares[0].x
    assert chart.squares[PER_ROW].y > chart.squares[0].y
    assert chart.squares[-1].y < chart.height
    assert chart.squares[-1].x < chart.width


def test_the_description_says_all_that_the_chart_shows():
    said = "Criterion 1: 1 met, 0 partly met, 0 not met, 10 not scored and 0 not applicable"
    assert draw({"1.1.1": "plus"}).description == f"{said}; 9 needed."


def luminance(colour):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    channels = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (red, green, blue)
    ]
    return sum(
        share * value for share, value in zip((0.2126, 0.7152, 0.0722), channels, strict=True)
    )


@pytest.mark.parametrize("tone", sorted(PAINTS))
def test_a_sign_stands_out_from_its_square(tone):
    dark, light = sorted((luminance(PAINTS[tone].fill), luminance(PAINTS[tone].ink)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_better_levels_are_darker_so_that_a_black_and_white_print_tells_them_apart():
    shades = [luminance(PAINTS[tone].fill) for tone in ("best", "good", "middling", "bad")]
    assert all(next_ - shade > 0.15 for shade, next_ in pairwise(shades))
