"""Where the lines of a chart over time stand: values that hold until the next one, day by day.

Across, places are percent of the chart's width, so that text keeps its size on a phone and in the
PDF; down, they are pixels. Lines are told apart by their dashes and the letter at their end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count, pairwise

LEFT, RIGHT = 11.0, 94.0
PLOT_HEIGHT = 220
EDGE, ROW, AXIS_HEIGHT, LETTER_HEIGHT = 10, 24, 28, 17
MARK_RADIUS, MARK_GAP = 10, 6
NARROWEST = 300
MOST_LABELS, MOST_GRID_LINES = 4, 5
SHORT_SPAN, MONTHS_PER_YEAR = 92, 12

COLOURS = {
    "blue": "#12436d",
    "orange": "#c7501a",
    "teal": "#14705f",
    "pink": "#801650",
    "grey": "#3d3d3d",
    "purple": "#7d5bb5",
}
LINE_TONES = tuple(COLOURS)
DASHES = ("", "10 4", "3 3", "14 4 3 4", "6 6", "2 5")


@dataclass(frozen=True, slots=True)
class Series:
    """A value over time: each point's value holds until the next point.

    `tone` is one of `LINE_TONES`; the points are in the order of their days.
    """

    name: str
    points: tuple[tuple[date, int], ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day to be pointed out, and in what words."""

    on: date
    label: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of a line, from one end to the other."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn series; `letter_y` is where its letter stands, clear of the others'."""

    name: str
    letter: str
    colour: str
    dashes: str
    strokes: tuple[Stroke, ...]
    letter_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on one of the axes, across or down, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A drawn mark; `number` tells it from the others, `y` is the middle of its circle."""

    x: float
    y: float
    number: int
    on: date
    label: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """A chart over time with all its places; `threshold` is where its line runs, if it has one."""

    height: int
    top: int
    bottom: int
    description: str
    lines: tuple[Line, ...]
    grid: tuple[Tick, ...]
    days: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    threshold: Tick | None
    left: float = LEFT
    right: float = RIGHT
    radius: int = MARK_RADIUS


@dataclass(frozen=True, slots=True)
class _Scale:
    """What turns days and values into places."""

    first: date
    last: date
    highest: int
    top: int

    def across(self, day: date) -> float:
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.0
        return round(LEFT + (RIGHT - LEFT) * share, 3)

    def down(self, value: float) -> float:
        return round(self.top + PLOT_HEIGHT * (1 - value / self.highest), 1)

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def draw_time_chart(
    series: Sequence[Series],
    *,
    first: date,
    last: date,
    highest: int,
    marks: Iterable[Mark] = (),
    threshold: int | None = None,
    unit: str = "%",
    description: str,
) -> TimeChart:
    """Lay out values from 0 to `highest` between two days, both included.

    What lies outside is left out; a value of before `first` holds on it. `unit` is written behind
    each value, `description` stands for the whole chart where it cannot be seen. Raises
    `ValueError` where `last` is before `first` or `highest` is not positive.
    """
    if last < first or highest <= 0:
        raise ValueError("A chart needs a span of days and a highest value above 0.")
    shown = sorted((mark for mark in marks if first <= mark.on <= last), key=lambda mark: mark.on)
    rows = _choose_rows(shown, _Scale(first, last, highest, 0))
    scale = _Scale(first, last, highest, EDGE + ROW * len(set(rows)))
    bottom = scale.top + PLOT_HEIGHT
    return TimeChart(
        height=bottom + AXIS_HEIGHT,
        top=scale.top,
        bottom=bottom,
        description=description,
        lines=tuple(_draw_lines(series, scale)),
        grid=tuple(Tick(scale.down(each), f"{each}{unit}") for each in _list_values(highest)),
        days=tuple(_list_days(scale)),
        flags=tuple(_draw_flags(shown, rows, scale)),
        threshold=None if threshold is None else Tick(scale.down(threshold), f"{threshold}{unit}"),
    )


def _draw_lines(series: Sequence[Series], scale: _Scale) -> Iterator[Line]:
    drawn = [tuple(_draw_strokes(_clip(each, scale), scale)) for each in series]
    ends = [strokes[-1].y2 if strokes else float(scale.top) for strokes in drawn]
    letters = _part_letters(ends, scale)
    for place, (each, strokes) in enumerate(zip(series, drawn, strict=True)):
        yield Line(
            name=each.name,
            letter=_letter(place),
            colour=COLOURS[each.tone],
            dashes=DASHES[place % len(DASHES)],
            strokes=strokes,
            letter_y=letters[place],
        )


def _letter(place: int) -> str:
    turn, letter = divmod(place, 26)
    return f"{chr(ord('A') + letter)}{turn + 1 if turn else ''}"


def _clip(series: Series, scale: _Scale) -> list[tuple[date, int]]:
    """Return the points within the span, with the value that holds on its first day."""
    before = [value for day, value in series.points if day <= scale.first]
    start = [(scale.first, before[-1])] if before else []
    return [*start, *(point for point in series.points if scale.first < point[0] <= scale.last)]


def _draw_strokes(points: Sequence[tuple[date, int]], scale: _Scale) -> Iterator[Stroke]:
    places = [(scale.across(day), scale.down(min(value, scale.highest))) for day, value in points]
    for (x, y), (next_x, next_y) in pairwise(places):
        yield Stroke(x, y, next_x, y)
        if next_y != y:
            yield Stroke(next_x, y, next_x, next_y)
    if places:
        x, y = places[-1]
        yield Stroke(x, y, RIGHT, y)


def _part_letters(ends: Sequence[float], scale: _Scale) -> list[float]:
    """Return where each letter stands: at the end of its line, or below the one in its place."""
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    bottom = scale.top + PLOT_HEIGHT
    placed: dict[int, float] = {}
    lowest = float("-inf")
    for place in order:
        lowest = max(ends[place], lowest + LETTER_HEIGHT)
        placed[place] = lowest
    for room, place in enumerate(reversed(order)):
        placed[place] = min(placed[place], bottom - room * LETTER_HEIGHT)
    return [placed[place] for place in range(len(ends))]


def _list_values(highest: int) -> range:
    """Return round values from 0 to `highest`, few enough to read."""
    steps = (figure * 10**power for power in count() for figure in (1, 2, 5))
    step = next(each for each in steps if highest <= each * MOST_GRID_LINES)
    return range(0, highest + 1, step)


def _list_days(scale: _Scale) -> Iterator[Tick]:
    """Yield the days to write along the axis: months, or days where the span is short."""
    if (scale.last - scale.first).days < SHORT_SPAN:
        yield from _list_single_days(scale)
        return
    months = list(_list_months(scale))
    step = next(
        each for each in chain((1, 2, 3, 6), count(12, 12)) if len(months) <= each * MOST_LABELS
    )
    for day in months:
        if (day.year * MONTHS_PER_YEAR + day.month - 1) % step == 0:
            yield Tick(scale.across(day), f"{day:%b %Y}")


def _list_months(scale: _Scale) -> Iterator[date]:
    for number in count(scale.first.year * MONTHS_PER_YEAR + scale.first.month - 1):
        day = date(number // MONTHS_PER_YEAR, number % MONTHS_PER_YEAR + 1, 1)
        if day > scale.last:
            return
        if scale.covers(day):
            yield day


def _list_single_days(scale: _Scale) -> Iterator[Tick]:
    span = (scale.last - scale.first).days
    step = span // MOST_LABELS + 1
    for offset in range(0, span + 1, step):
        day = scale.first + timedelta(days=offset)
        yield Tick(scale.across(day), f"{day.day} {day:%b}")


def _choose_rows(marks: Sequence[Mark], scale: _Scale) -> list[int]:
    """Return in which row above the chart each mark stands, so that none covers another."""
    apart = 100 * (2 * MARK_RADIUS + 4) / NARROWEST
    ends: list[float] = []
    rows = []
    for mark in marks:
        x = scale.across(mark.on)
        row = next((row for row, end in enumerate(ends) if end + apart <= x), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _draw_flags(marks: Sequence[Mark], rows: Sequence[int], scale: _Scale) -> Iterator[Flag]:
    for number, (mark, row) in enumerate(zip(marks, rows, strict=True), start=1):
        y = scale.top - row * ROW - MARK_RADIUS - MARK_GAP
        yield Flag(scale.across(mark.on), y, number, mark.on, mark.label)
