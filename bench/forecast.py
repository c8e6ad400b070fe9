"""Times forecast and fragility on cases of CSE's size, and keeps the table.

Prints a Markdown document and keeps it in bench/forecast-results.md:
`.venv/bin/python bench/forecast.py`.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.forecast import make_forecast
from cse_assess.analysis.fragility import assess_fragility
from cse_assess.analysis.freshness import EvidenceState
from cse_assess.analysis.gaps import ElementState
from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard

RESULTS = Path(__file__).parent / "forecast-results.md"
STANDARD = load_standard(data_folder("standard") / "cse.yaml")
TODAY = date(2027, 1, 4)
VISIT = TODAY + timedelta(days=120)
SIZES = ((5, 20), (50, 20), (50, 200))
SHARED_ITEMS = 400
RUNS = 5


def main() -> None:
    """Time both at every size, and keep the table."""
    lines = [
        "# How long forecast and fragility take",
        "",
        f"Made by `bench/forecast.py`: {len(STANDARD.elements)} elements, {SHARED_ITEMS} papers,",
        f"from today to three years after the visit. Seconds of processor time, medians of {RUNS}.",
        "",
        "| Pieces per element | Actions | Forecast | Fragility |",
        "| ---: | ---: | ---: | ---: |",
        *(_measure(pieces, actions) for pieces, actions in SIZES),
    ]
    document = "\n".join(lines) + "\n"
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure(pieces: int, count: int) -> str:
    source = random.Random(pieces * 1000 + count)
    states, actions = _make_states(source, pieces), _make_actions(source, count)
    forecast = _time(lambda: make_forecast(STANDARD, states, actions, today=TODAY, visit_on=VISIT))
    fragility = _time(
        lambda: assess_fragility(STANDARD, states, VISIT, today=TODAY, actions=actions)
    )
    return f"| {pieces} | {count} | {forecast:.2f} | {fragility:.2f} |"


def _make_states(source: random.Random, pieces: int) -> list[ElementState]:
    library = [
        EvidenceState(number, f"Paper {number}", TODAY - timedelta(source.randint(0, 360)), None)
        for number in range(SHARED_ITEMS)
    ]
    levels = ("plus", "compliant", "compliant", "partial", "not_compliant")
    return [
        ElementState(
            element.code,
            source.choice(levels),
            has_justification=True,
            evidence=tuple(source.sample(library, pieces)),
        )
        for element in STANDARD.elements
    ]


def _make_actions(source: random.Random, count: int) -> list[PlannedAction]:
    return [
        PlannedAction(
            str(number),
            f"Action {number}",
            Decimal(source.randint(1, 20)),
            TODAY + timedelta(source.randint(0, 300)),
            tuple(
                Effect(element.code, "compliant") for element in source.sample(STANDARD.elements, 2)
            ),
        )
        for number in range(count)
    ]


def _time(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
