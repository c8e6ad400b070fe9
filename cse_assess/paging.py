"""Lists that are shown page by page; pages are counted from 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list: its rows, and how many of them there are in all and at most on a page."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int

    @property
    def page_count(self) -> int:
        """Return how many pages there are, at least one."""
        return count_pages(self.total, self.size)


def count_pages(total: int, size: int) -> int:
    """Return how many pages a list of `total` rows takes, at least one."""
    return max(1, -(-total // size))


def choose_page(wanted: int, total: int, size: int) -> int:
    """Return the number of the page to show: the wanted one, or else the nearest there is."""
    return max(1, min(wanted, count_pages(total, size)))


def cut_page(rows: Sequence[Row], wanted: int, size: int) -> Page[Row]:
    """Return the wanted page of a whole list, or else the nearest there is."""
    number = choose_page(wanted, len(rows), size)
    return Page(rows[(number - 1) * size : number * size], number, len(rows), size)
