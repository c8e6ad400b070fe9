"""Where two who scored the same elements differ, what matters most first."""

from collections.abc import Iterator
from dataclasses import dataclass

from cse_assess.analysis.agreement import list_scale
from cse_assess.analysis.readiness import GroupReadiness, Levels, Verdict, assess_readiness
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Difference:
    """An element with two levels.

    `steps` is how many places of the scale the first is better than the second, negative where
    worse, and None where one holds it to be not applicable. `decides` tells whether the verdict on
    its group hangs on it: whether it would be another if one of the two gave the other's level to
    this element alone.
    """

    code: str
    first: str
    second: str
    steps: int | None
    decides: bool


def list_differences(standard: Standard, first: Levels, second: Levels) -> list[Difference]:
    """Return the elements on which two who both scored them differ, for an agenda.

    First come those that a verdict hangs on; of alike ones those further apart, where “not
    applicable” against a level is furthest of all; then in the order of the standard. Raises
    `UnknownCodeError` or `UnknownLevelError` for what the standard does not have.
    """
    farthest = len(standard.levels)
    return sorted(
        _find_differences(standard, first, second),
        key=lambda each: (
            not each.decides,
            -(farthest if each.steps is None else abs(each.steps)),
        ),
    )


def _find_differences(standard: Standard, first: Levels, second: Levels) -> Iterator[Difference]:
    for element in standard.elements:
        ours, theirs = first.get(element.code), second.get(element.code)
        if ours is None or theirs is None or ours == theirs:
            continue
        yield Difference(
            code=element.code,
            first=ours,
            second=theirs,
            steps=count_steps(standard, ours, theirs),
            decides=_decides(standard, first, element.code, theirs)
            or _decides(standard, second, element.code, ours),
        )


def count_steps(standard: Standard, level: str, other: str) -> int | None:
    """Return how many places of the scale a level is better than the other, negative where worse.

    It is None where one of them is “not applicable”. Raises `UnknownLevelError`.
    """
    scale = list_scale(standard)
    ours, theirs = standard.get_level(level), standard.get_level(other)
    if ours not in scale or theirs not in scale:
        return None
    return scale.index(theirs) - scale.index(ours)


def _decides(standard: Standard, levels: Levels, code: str, other: str) -> bool:
    """Tell whether the verdict on the element's group would be another with the other level."""
    return _judge_group(standard, levels, code) != _judge_group(
        standard, {**levels, code: other}, code
    )


def _judge_group(standard: Standard, levels: Levels, code: str) -> Verdict:
    return _find_group(standard, levels, code).verdict


def _find_group(standard: Standard, levels: Levels, code: str) -> GroupReadiness:
    groups = zip(standard.groups(), assess_readiness(standard, levels).groups, strict=True)
    return next(
        judged
        for group, judged in groups
        if any(element.code == code for element in group.elements)
    )
