"""Times the cheapest way to the award on cases of CSE's size, and keeps the table.

Prints a Markdown document and keeps it in bench/route-results.md:
`.venv/bin/python bench/route.py`.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.route.finder import find_route
from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard

RESULTS = Path(__file__).parent / "route-results.md"
STANDARD = load_standard(data_folder("standard") / "cse.yaml")
CODES = [element.code for element in STANDARD.elements]
RUNS = 3

Efforts = Callable[[random.Random], str]


@dataclass(frozen=True)
class Family:
    """Cases of one kind: how many actions, how many effects each, what effort, how many gaps."""

    name: str
    actions: int
    effects: tuple[int, int]
    effort: Efforts
    open_share: float = 1.0
    level: str = "compliant"


def _half_days(source: random.Random) -> str:
    return str(Decimal(source.randint(1, 40)) / 2)


def _one_day(_source: random.Random) -> str:
    return "1"


def _few_days(source: random.Random) -> str:
    return source.choice(["1", "2", "3", "5", "8"])


FAMILIES = (
    Family("as in a service: 40 actions, half open", 40, (1, 3), _half_days, 0.5),
    Family("200 actions, efforts from 0.5 to 20 days", 200, (1, 4), _half_days),
    Family("200 actions, efforts of 1, 2, 3, 5 or 8 days", 200, (1, 4), _few_days),
    Family("200 actions of 1 day, one effect each", 200, (1, 1), _one_day),
    Family("200 actions of 1 day, two effects each", 200, (2, 2), _one_day),
    Family("200 actions of 1 day, 1 to 4 effects", 200, (1, 4), _one_day),
    Family("200 actions of 1 day, 3 to 6 effects", 200, (3, 6), _one_day),
    Family("200 actions of 1 day, 5 to 10 effects", 200, (5, 10), _one_day),
    Family("200 actions that lead to partial only: no way", 200, (1, 4), _few_days, 1.0, "partial"),
)


def main() -> None:
    """Time every family, and keep the table."""
    rows = [_measure(family) for family in FAMILIES]
    lines = [
        "# How long the cheapest way to the award takes",
        "",
        f"Written by `bench/route.py`: {len(CODES)} elements, {RUNS} random cases of each kind,",
        "everything partly met at the start unless it says otherwise. Seconds of processor time.",
        "",
        "| Case | median | slowest |",
        "| --- | ---: | ---: |",
        *rows,
    ]
    document = "\n".join(lines) + "\n"
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure(family: Family) -> str:
    times = sorted(_time(family, seed) for seed in range(RUNS))
    return f"| {family.name} | {times[RUNS // 2]:.2f} | {times[-1]:.2f} |"


def _time(family: Family, seed: int) -> float:
    source = random.Random(seed)
    levels = {
        code: "partial" if source.random() < family.open_share else "compliant" for code in CODES
    }
    actions = [_make_action(family, source, place) for place in range(family.actions)]
    begun = time.process_time()
    find_route(STANDARD, levels, actions)
    return time.process_time() - begun


def _make_action(family: Family, source: random.Random, place: int) -> PlannedAction:
    codes = source.sample(CODES, source.randint(*family.effects))
    effects = tuple(Effect(code, family.level) for code in codes)
    name = f"Action {place}"
    return PlannedAction(name, name, Decimal(family.effort(source)), None, effects)


if __name__ == "__main__":
    main()
