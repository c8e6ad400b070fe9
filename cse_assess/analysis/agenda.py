"""The times of a day's sessions: what overlaps, what is free in between, and one after the other.

Times are minutes since midnight; a day ends at 1,440.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

MINUTES_OF_A_DAY = 24 * 60


class DayTooShort(ValueError):
    """The sessions do not fit into what is left of the day; `minutes` are too many."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"{minutes} minutes too many for one day")
        self.minutes = minutes


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The time of one session: from `start`, for `minutes`."""

    start: int
    minutes: int

    @property
    def end(self) -> int:
        """Return the minute at which it is over."""
        return self.start + self.minutes


def find_overlaps(slots: Sequence[Slot]) -> list[tuple[int, int, int]]:
    """Return each pair of slots at the same time: their places, and for how many minutes."""
    return [
        (first, second, shared)
        for first, second in combinations(range(len(slots)), 2)
        if (shared := _count_shared(slots[first], slots[second])) > 0
    ]


def _count_shared(one: Slot, other: Slot) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def find_gaps(slots: Iterable[Slot]) -> list[Slot]:
    """Return what is free between the first and the last session of a day, in order."""
    return list(_walk_gaps(sorted(slots)))


def _walk_gaps(slots: Sequence[Slot]) -> Iterator[Slot]:
    end = slots[0].end if slots else 0
    for slot in slots[1:]:
        if slot.start > end:
            yield Slot(end, slot.start - end)
        end = max(end, slot.end)


def lay_out(lengths: Sequence[int], *, start: int, pause: int = 0) -> list[Slot]:
    """Return sessions of these `lengths` in minutes one after the other, in the order given.

    The first begins at `start`; `pause` minutes are left between two. Raises `DayTooShort` where
    the last would end after midnight.
    """
    slots, begin = [], start
    for minutes in lengths:
        slots.append(Slot(begin, minutes))
        begin += minutes + pause
    over = slots[-1].end - MINUTES_OF_A_DAY if slots else 0
    if over > 0:
        raise DayTooShort(over)
    return slots
