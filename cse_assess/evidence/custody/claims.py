"""What says that a stored file must be there: a revision, a printed report, an upload in hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that names a stored file; `size` in bytes, None where the row does not keep it.

    `holder` names the row for people ("item 12, revision 2"); `item_id` and `revision` are given
    where it is a revision of an item.
    """

    sha256: str
    size: int | None
    holder: str
    item_id: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class HashRange:
    """Hashes from `first` up to, but not including, `end`; None leaves that side open."""

    first: str | None
    end: str | None


ClaimSource = Callable[[HashRange], Sequence[Claim]]
"""Reads the claims whose hash lies in a range, in a fixed order."""


def split_hashes() -> Iterator[tuple[str, HashRange]]:
    """Cut all hashes into 256 ranges by their first two digits; give these beside each range."""
    starts = [f"{number:02x}" for number in range(256)]
    for number, start in enumerate(starts):
        yield start, HashRange(start if number else None, ([*starts, None])[number + 1])
