"""Where the squares of a chart stand: one square per element, the best level first.

Each square carries the sign of its level, so that the chart reads without colour. The lengths are
units of the SVG's own coordinates.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cse_assess.analysis.coverage import ElementCoverage
from cse_assess.analysis.readiness import GroupReadiness
from cse_assess.standards.structure import Level, Standard

PER_ROW = 13
PITCH = 37
SIDE = 30
ROW_HEIGHT = 58
ROW_CONTENT = 46
TOP = 14
UNSCORED_MARK = "?"
LONGEST_CODE = 6


@dataclass(frozen=True, slots=True)
class Paint:
    """How a square is painted: the darker, the better, so that a black and white print tells.

    `width` and `dashes` are those of its outline.
    """

    fill: str
    line: str
    ink: str
    width: float = 1
    dashes: str = ""


PAINTS = {
    "best": Paint("#0b4f33", "#0b4f33", "#ffffff"),
    "good": Paint("#7cc29b", "#3f7a5a", "#0b0c0c"),
    "middling": Paint("#f9e3b4", "#8a6410", "#0b0c0c"),
    "bad": Paint("#ffffff", "#b3261e", "#b3261e", width=2.5),
    "none": Paint("#e4e7e9", "#aab1b6", "#4a4f54"),
    "unscored": Paint("#ffffff", "#4a4f54", "#4a4f54", dashes="3 2"),
}


@dataclass(frozen=True, slots=True)
class Square:
    """One element: its upper left corner, its sign, how it is painted, and its code.

    `label` is the code where it fits under the square, else empty.
    """

    x: int
    y: int
    code: str
    mark: str
    paint: Paint
    label: str


@dataclass(frozen=True, slots=True)
class GroupChart:
    """The chart of one group; the threshold's line has a place only where something applies."""

    width: int
    height: int
    description: str
    squares: tuple[Square, ...]
    threshold_x: int | None
    threshold_y: int
    threshold_anchor: str
    required: int


def draw_group(
    standard: Standard,
    group: GroupReadiness,
    codes: Iterable[str],
    levels: Mapping[str, str],
) -> GroupChart:
    """Lay out the chart of `group`, whose elements are `codes`; `levels` has the scored ones."""
    squares = tuple(_place(map(_sign_level, _sort(standard, codes, levels))))
    last = max(0, group.required - 1)
    return GroupChart(
        width=PER_ROW * PITCH,
        height=_measure_height(squares),
        description=_describe(group),
        squares=squares,
        threshold_x=_threshold_x(group, last),
        threshold_y=TOP + last // PER_ROW * ROW_HEIGHT,
        threshold_anchor="start" if last % PER_ROW == 0 else "end",
        required=group.required,
    )


def draw_coverage(title: str, elements: Iterable[ElementCoverage]) -> GroupChart:
    """Lay out how the elements under one heading are covered, in their order."""
    covered = list(elements)
    drawn = [(each.code, each.state.sign.mark, each.state.sign.tone) for each in covered]
    squares = tuple(_place(drawn))
    return GroupChart(
        width=PER_ROW * PITCH,
        height=_measure_height(squares),
        description=f"Coverage of {title}: {_count_states(covered)}.",
        squares=squares,
        threshold_x=None,
        threshold_y=TOP,
        threshold_anchor="start",
        required=0,
    )


def _count_states(elements: Iterable[ElementCoverage]) -> str:
    counts = Counter(each.state.sign.title.lower() for each in elements)
    return ", ".join(f"{count} {words}" for words, count in counts.items())


def _measure_height(squares: Sequence[Square]) -> int:
    rows = max(1, -(-len(squares) // PER_ROW))
    return TOP + (rows - 1) * ROW_HEIGHT + ROW_CONTENT


def _threshold_x(group: GroupReadiness, last: int) -> int | None:
    if not group.required:
        return None
    return (last % PER_ROW) * PITCH + (PITCH + SIDE) // 2 + 1


def _describe(group: GroupReadiness) -> str:
    tally = group.tally
    return (
        f"{group.name}: {tally.met} met, {tally.partial} partly met, {tally.not_met} not met, "
        f"{tally.not_scored} not scored and {tally.not_applicable} not applicable; "
        f"{group.required} needed."
    )


def _sort(
    standard: Standard, codes: Iterable[str], levels: Mapping[str, str]
) -> list[tuple[str, Level | None]]:
    """Put the met ones first, then the other levels, the unscored and the not applicable."""
    order = {level.id: place for place, level in enumerate(standard.levels)}
    excluded = standard.rules.not_applicable
    unscored = len(order)

    def weigh(code: str) -> tuple[bool, int]:
        level = levels.get(code)
        return level in excluded, unscored if level is None else order[level]

    found = ((code, levels.get(code)) for code in sorted(codes, key=weigh))
    return [(code, None if level is None else standard.get_level(level)) for code, level in found]


def _sign_level(element: tuple[str, Level | None]) -> tuple[str, str, str]:
    code, level = element
    return (code, level.mark, level.tone) if level else (code, UNSCORED_MARK, "unscored")


def _place(elements: Iterable[tuple[str, str, str]]) -> Iterator[Square]:
    """Place elements, each given by its code, its mark and its tone."""
    for place, (code, mark, tone) in enumerate(elements):
        row, column = divmod(place, PER_ROW)
        yield Square(
            x=column * PITCH + 1,
            y=TOP + row * ROW_HEIGHT,
            code=code,
            mark=mark,
            paint=PAINTS[tone],
            label=code if len(code) <= LONGEST_CODE else "",
        )
