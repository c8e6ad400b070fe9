"""How levels compare with assessors' verdicts on the same elements, over many of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from cse_assess.analysis.disagreement import count_steps
from cse_assess.analysis.readiness import Levels
from cse_assess.standards.structure import Criterion, Standard

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """An element with a level and the assessor's verdict on it.

    `steps` is how many places of the scale the level was better than the verdict, negative where it
    was worse, None where one of them is “not applicable”.
    """

    code: str
    level: str
    verdict: str
    steps: int | None

    @property
    def is_same(self) -> bool:
        """Tell whether level and verdict are the same."""
        return self.level == self.verdict


@dataclass(frozen=True, slots=True)
class Calibration:
    """How some levels compare with verdicts; `steps` is the sum over the `on_scale` ones."""

    judged: int
    same: int
    better: int
    worse: int
    on_scale: int
    steps: int

    @property
    def percent_same(self) -> int:
        """Return the share that is exactly the verdict, in whole percent, rounded down."""
        return 100 * self.same // self.judged if self.judged else 0

    @property
    def mean_steps(self) -> Fraction | None:
        """Return by how many steps the levels were better on average, None without any."""
        return Fraction(self.steps, self.on_scale) if self.on_scale else None


def pair_with_verdicts(standard: Standard, levels: Levels, verdicts: Levels) -> list[Judged]:
    """Return the elements that have both a level and a verdict, in the order of the standard.

    Raises `UnknownLevelError` for a level that the standard does not have.
    """
    pairs = [
        (element.code, levels.get(element.code), verdicts.get(element.code))
        for element in standard.elements
    ]
    return [
        Judged(code, level, verdict, count_steps(standard, level, verdict))
        for code, level, verdict in pairs
        if level is not None and verdict is not None
    ]


def calibrate(judged: Iterable[Judged]) -> Calibration:
    """Return how the levels compare with the verdicts, taken together."""
    everything = list(judged)
    steps = [each.steps for each in everything if each.steps is not None]
    return Calibration(
        judged=len(everything),
        same=sum(each.is_same for each in everything),
        better=sum(each > 0 for each in steps),
        worse=sum(each < 0 for each in steps),
        on_scale=len(steps),
        steps=sum(steps),
    )


def calibrate_by_criterion(
    standard: Standard, judged: Iterable[Judged]
) -> list[tuple[Criterion, Calibration]]:
    """Return the comparison within each criterion, in order, empty ones too."""
    everything = list(judged)
    return [
        (
            criterion,
            calibrate(each for each in everything if standard.criterion_of(each.code) == criterion),
        )
        for criterion in standard.criteria
    ]


def describe_mean(calibration: Calibration) -> str:
    """Say in words how far the levels were off on average, to a tenth of a step."""
    mean = calibration.mean_steps
    if mean is None:
        return "Nothing to compare"
    tenths = round(abs(mean) * TENTHS)
    if not tenths:
        return "On average neither better nor worse than the assessors"
    amount = "1 step" if tenths == TENTHS else f"{tenths / TENTHS:.1f} steps"
    side = "better" if mean > 0 else "worse"
    return f"On average {amount} {side} than the assessors"
