"""The forecast as a chart over time."""

from datetime import date

from cse_assess.analysis.forecast import Forecast, Moment, Occasion
from cse_assess.standards.structure import Standard
from cse_assess.web.time_chart import LINE_TONES, Mark, Series, TimeChart, draw_time_chart

OCCASIONS = {
    Occasion.TODAY: "today",
    Occasion.VISIT: "the visit",
    Occasion.REVIEW: "annual review",
    Occasion.AWARD_ENDS: "the award ends",
}


def draw_forecast(standard: Standard, forecast: Forecast) -> TimeChart:
    """Draw the share of elements met per group, with the days that matter marked."""
    first = forecast.moments[0]
    thresholds = {group.threshold_percent for group in first.readiness.groups}
    return draw_time_chart(
        _list_series(standard, forecast),
        first=first.on,
        last=forecast.last,
        highest=100,
        marks=_list_marks(forecast),
        threshold=thresholds.pop() if len(thresholds) == 1 else None,
        description=f"Share of {standard.terms.element.many} met over time, as in the table.",
    )


def _list_series(standard: Standard, forecast: Forecast) -> list[Series]:
    return [
        Series(
            name=f"{standard.name_group(group)}: {group.title}",
            points=tuple(
                (each.on, each.readiness.groups[place].tally.percent_met)
                for each in forecast.moments
            ),
            tone=LINE_TONES[place % len(LINE_TONES)],
        )
        for place, group in enumerate(standard.groups())
    ]


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
    return words
