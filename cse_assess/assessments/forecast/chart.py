"""The forecast as a chart over time."""

from datetime import date

from cse_assess.analysis.forecast import Forecast, Moment, Occasion
from cse_assess.assessments.group_lines import find_common_threshold, list_series
from cse_assess.standards.structure import Standard
from cse_assess.web.time_chart import Mark, TimeChart, draw_time_chart

OCCASIONS = {
    Occasion.TODAY: "today",
    Occasion.VISIT: "the visit",
    Occasion.REVIEW: "annual review",
    Occasion.AWARD_ENDS: "the award ends",
}


def draw_forecast(standard: Standard, forecast: Forecast) -> TimeChart:
    """Draw the share of elements met per group, with the days that matter marked."""
    first = forecast.moments[0]
    return draw_time_chart(
        list_series(standard, ((each.on, each.readiness) for each in forecast.moments)),
        first=first.on,
        last=forecast.last,
        highest=100,
        marks=_list_marks(forecast),
        threshold=find_common_threshold(first.readiness),
        description=f"Share of {standard.terms.element.many} met over time, as in the table.",
    )


def _list_marks(forecast: Forecast) -> list[Mark]:
    labels: dict[date, list[str]] = {}
    for moment in forecast.moments:
        if words := _list_words(forecast, moment):
            labels[moment.on] = words
    return [Mark(day, ", ".join(words)) for day, words in labels.items()]


def _list_words(forecast: Forecast, moment: Moment) -> list[str]:
    words = [OCCASIONS[each] for each in moment.occasions]
    if moment is forecast.first_failing:
        words.append("first day on which it would fail")
    if moment is forecast.first_passing:
        words.append("first day on which it would pass")
    if moment is forecast.failing_again and moment is not forecast.first_failing:
        words.append("first day on which it would fail again")
    return words
