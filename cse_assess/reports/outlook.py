"""What a report tells of the days to come: the forecast, and what hangs on which evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.forecast import Forecast, Moment, make_forecast
from cse_assess.analysis.fragility import Fragility, assess_fragility
from cse_assess.analysis.gaps import ElementState
from cse_assess.assessments.forecast.chart import draw_forecast
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.readiness import describe_states
from cse_assess.clock import today
from cse_assess.reports.confidential import title_in
from cse_assess.reports.options import ReportOptions
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day
from cse_assess.web.time_chart import TimeChart


@dataclass(frozen=True, slots=True)
class ForecastEntry:
    """How it would stand on the days to come, and its chart, which says in words what it shows."""

    forecast: Forecast
    chart: TimeChart


def describe_shown_states(
    tree: AssessmentTree, standard: Standard, options: ReportOptions
) -> tuple[ElementState, ...]:
    """Return what is claimed and its proof, under the titles that the report may print.

    So no title that is hidden gets into what is reckoned from them.
    """
    linked = (each for pieces in tree.evidence.values() for each in pieces)
    titles = {each.item.id: title_in(each.item, options) for each in linked}
    return tuple(_rename(state, titles) for state in describe_states(tree, standard))


def _rename(state: ElementState, titles: dict[int, str]) -> ElementState:
    evidence = (replace(each, title=titles[each.item_id]) for each in state.evidence)
    return replace(state, evidence=tuple(evidence))


def describe_forecast(
    standard: Standard,
    states: Sequence[ElementState],
    planned: Sequence[PlannedAction],
    visit_on: date | None,
) -> ForecastEntry:
    """Return the forecast from today to the end of the award."""
    forecast = make_forecast(standard, states, planned, today=today(), visit_on=visit_on)
    chart = draw_forecast(standard, forecast)
    words = _say_chart(standard, forecast, chart)
    return ForecastEntry(forecast, replace(chart, description=words))


def _say_chart(standard: Standard, forecast: Forecast, chart: TimeChart) -> str:
    """Return what the chart shows, for those who do not see it."""
    first, last = forecast.moments[0], forecast.moments[-1]
    marks = "; ".join(f"{format_day(flag.on)}: {flag.label}" for flag in chart.flags)
    return (
        f"Share of the {standard.terms.element.many} that apply that would be met, from "
        f"{format_day(first.on)} to {format_day(forecast.last)}. At the start: "
        f"{_list_shares(first)}. At the end: {_list_shares(last)}. Marked days: {marks}."
    )


def _list_shares(moment: Moment) -> str:
    groups = moment.readiness.groups
    return ", ".join(f"{group.name} {group.tally.percent_met}%" for group in groups)


def describe_fragility(
    standard: Standard,
    states: Sequence[ElementState],
    planned: Sequence[PlannedAction],
    visit_on: date | None,
) -> Fragility:
    """Return what hangs on what on the day of the visit, or today where that is over or not set.

    Pieces on which nothing hangs are left out.
    """
    now = today()
    on = max(now, visit_on or now)
    fragility = assess_fragility(standard, states, on, today=now, actions=planned)
    return replace(fragility, pieces=fragility.fragile)
