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
from cse_assess.analysis.route.search import SearchTooLongError
from cse_assess.assessments.route.routes import MOST_STEPS
from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard

RESULTS = Path(__file__).parent / "route-results.md"
STANDARD = load_standard(data_folder("standard") / "cse.yaml")
CODES = [element.code for element in STANDARD.elements]
RUNS = 3

Efforts = Callable[[random.Random], str]
Picker = Callable[[random.Random, int], list[str]]


def _half_days(source: random.Random) -> str:
    return str(Decimal(source.randint(1, 40)) / 2)


def _one_day(_source: random.Random) -> str:
    return "1"


def _one_or_two_days(source: random.Random) -> str:
    return str(source.randint(1, 2))


def _few_days(source: random.Random) -> str:
    return source.choice(["1", "2", "3", "5", "8"])


def _pick_anywhere(source: random.Random, number: int) -> list[str]:
    return source.sample(CODES, number)


def _pick_in_one_criterion(source: random.Random, number: int) -> list[str]:
    criterion = source.choice(STANDARD.criteria)
    return source.sample([element.code for element in criterion.elements], number)


def _pick_neighbours(source: random.Random, number: int) -> list[str]:
    first = source.randrange(len(CODES))
    return [CODES[(first + step) % len(CODES)] for step in range(number)]


@dataclass(frozen=True)
class Family:
    """Cases of one kind: how many actions, how many effects each, what effort, how many gaps."""

    name: str
    actions: int
    effects: tuple[int, int]
    effort: Efforts
    open_share: float = 1.0
    start: str = "partial"
    level: str = "compliant"
    margin: int = 0
    pick: Picker = _pick_anywhere


USUAL = (
    Family("as in a service: 40 actions, half open", 40, (1, 3), _half_days, 0.5),
    Family("200 actions, efforts from 0.5 to 20 days", 200, (1, 4), _half_days),
    Family("200 actions, efforts of 1, 2, 3, 5 or 8 days", 200, (1, 4), _few_days),
    Family("200 actions of 1 day, one effect each", 200, (1, 1), _one_day),
    Family("200 actions of 1 day, two effects each", 200, (2, 2), _one_day),
    Family("200 actions of 1 day, 1 to 4 effects", 200, (1, 4), _one_day),
    Family("200 actions of 1 day, 3 to 6 effects", 200, (3, 6), _one_day),
    Family("200 actions of 1 day, 5 to 10 effects", 200, (5, 10), _one_day),
    Family(
        "200 actions that lead to partial only: no way", 200, (1, 4), _few_days, level="partial"
    ),
    Family(
        "200 of 1 day, each in one criterion", 200, (3, 5), _one_day, pick=_pick_in_one_criterion
    ),
    Family("200 of 1 day on neighbouring elements", 200, (1, 4), _one_day, pick=_pick_neighbours),
)
HARD = (
    Family("200 of 1 or 2 days, 3 to 6 effects", 200, (3, 6), _one_or_two_days),
    Family("300 of 1 or 2 days, 3 to 6 effects", 300, (3, 6), _one_or_two_days),
    Family("200 of 1 day, exactly 4 effects, 1 to spare", 200, (4, 4), _one_day, margin=1),
    Family("200 of 1 day, exactly 4 effects, 2 to spare", 200, (4, 4), _one_day, margin=2),
    Family("200 of 1 day, exactly 8 effects", 200, (8, 8), _one_day),
    Family("300 of 1 day, exactly 8 effects", 300, (8, 8), _one_day),
    Family("100 of 1 day, nothing compliant", 100, (3, 5), _one_day, start="not_compliant"),
    Family("200 of 1 day, nothing compliant", 200, (3, 5), _one_day, start="not_compliant"),
)


def main() -> None:
    """Time every family, and keep the table."""
    head = ["| Case | median | slowest | given up |", "| --- | ---: | ---: | ---: |"]
    lines = [
        "# How long the cheapest way to the award takes",
        "",
        f"Written by `bench/route.py`: {len(CODES)} elements, {RUNS} random cases of each kind,",
        "everything partly met at the start unless it says otherwise. Seconds of processor time",
        f"until it is found, or given up after {MOST_STEPS:,} steps, as the page does.",
        "",
        *head,
        *map(_measure, USUAL),
        "",
        "The hardest that were found: few different efforts, about as many effects each, and so",
        "tight that nearly no effect may be wasted. The command line goes on until it is done.",
        "",
        *head,
        *map(_measure, HARD),
    ]
    document = "\n".join(lines) + "\n"
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure(family: Family) -> str:
    runs = [_run(family, seed) for seed in range(RUNS)]
    times = sorted(taken for taken, _ in runs)
    given_up = sum(not is_found for _, is_found in runs)
    return f"| {family.name} | {times[RUNS // 2]:.2f} | {times[-1]:.2f} | {given_up} |"


def _run(family: Family, seed: int) -> tuple[float, bool]:
    """Return the seconds that a case took, and whether it was answered."""
    source = random.Random(seed)
    levels = {
        code: family.start if source.random() < family.open_share else "compliant" for code in CODES
    }
    actions = [_make_action(family, source, place) for place in range(family.actions)]
    begun = time.process_time()
    try:
        find_route(STANDARD, levels, actions, margin=family.margin, most_steps=MOST_STEPS)
    except SearchTooLongError:
        return time.process_time() - begun, False
    return time.process_time() - begun, True


def _make_action(family: Family, source: random.Random, place: int) -> PlannedAction:
    codes = family.pick(source, source.randint(*family.effects))
    effects = tuple(Effect(code, family.level) for code in codes)
    name = f"Action {place}"
    return PlannedAction(name, name, Decimal(family.effort(source)), None, effects)


if __name__ == "__main__":
    main()
