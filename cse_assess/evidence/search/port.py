"""What the library asks of an index, whichever database holds it.

The index proposes, and a condition on the items themselves says what may be shown: an index that
were out of date could hide an item and never give one away. How well an item fits is told from its
own words alone, never from how common a word is elsewhere in the library: that would take the
longer the larger the library is, and would tell something of items that the person may not open.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from sqlalchemy import ColumnElement

from cse_assess.evidence.search.entries import Entry
from cse_assess.evidence.search.wanted import Wanted

TITLE_WEIGHT = 2.0
OTHER_WEIGHT = 1.0
PREFIX_SHARE = 0.1
"""What the beginning of a longer word is worth beside the word itself."""

MOST_CANDIDATES = 300
"""Entries that are ranked of those with every word in the title, and again of all the others."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where to look: marks that an entry must all have, and others of which it must have one."""

    all_of: tuple[str, ...]
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """The items that were found with how well each fits: more is better within one search.

    There are more than these where they are cut.
    """

    scores: dict[int, float]
    is_cut: bool

    @classmethod
    def gather(cls, rows: Iterable[tuple[int, int, float]]) -> "Hits":
        """Return the best of each item; each row has the pool that it is from, item and score."""
        scores: dict[int, float] = {}
        sizes: Counter[int] = Counter()
        for pool, item_id, score in rows:
            sizes[pool] += 1
            scores[item_id] = max(score, scores.get(item_id, score))
        return cls(scores, is_cut=MOST_CANDIDATES in sizes.values())


def gather_fingerprints(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Return the fingerprints by item; the rows (item, fingerprint) come item by item."""
    grouped = groupby(rows, key=itemgetter(0))
    return {item_id: [row[1] for row in members] for item_id, members in grouped}


class SearchIndex(Protocol):
    """An index of evidence; it writes in the caller's transaction."""

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Keep the entries of some items in place of all that these items had."""

    def remove_items(self, item_ids: Collection[int]) -> None:
        """Forget some items."""

    def find_hits(self, wanted: Wanted, bounds: Bounds, condition: ColumnElement[bool]) -> Hits:
        """Return the items with every wanted term and no excluded one, by one query.

        Where any term is enough, those with at least one. `condition` on `EvidenceItem` holds for
        each. The newest 300 entries that fit by their title are taken, and the newest 300 of all.
        """

    def read_fingerprints(self, first_id: int, last_id: int) -> dict[int, list[str]]:
        """Return the fingerprints of the entries of these items, by item, in their order."""

    def find_fault(self) -> str:
        """Return what is wrong with the index itself; empty where nothing is."""

    def mend(self) -> None:
        """Make the index anew from the words that it keeps."""
