"""The groups of a standard as lines of a chart over time."""

from collections.abc import Iterable
from datetime import date

from cse_assess.analysis.readiness import Readiness
from cse_assess.standards.structure import Standard
from cse_assess.web.time_chart import LINE_TONES, Series


def list_series(standard: Standard, days: Iterable[tuple[date, Readiness]]) -> list[Series]:
    """Return a line for each group: the percent of its elements that are met, from each day on."""
    told = list(days)
    return [
        Series(
            name=f"{standard.name_group(group)}: {group.title}",
            points=tuple((on, stood.groups[place].tally.percent_met) for on, stood in told),
            tone=LINE_TONES[place % len(LINE_TONES)],
        )
        for place, group in enumerate(standard.groups())
    ]


def find_common_threshold(readiness: Readiness) -> int | None:
    """Return the share that every group needs, or None where they need different ones."""
    needed = {group.threshold_percent for group in readiness.groups}
    return needed.pop() if len(needed) == 1 else None
