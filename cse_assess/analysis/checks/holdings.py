"""The values that texts hold, kept small, and whether a claimed value is among them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cse_assess.analysis.checks.mentions import Amount, Day, Mention, Years

PERCENT = 100
# Texts of years name the same few thousand days again and again.
_share_day = lru_cache(maxsize=8192)(Day)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Amounts in rising order, and days, each once."""

    amounts: tuple[Decimal, ...] = ()
    days: frozenset[Day] = field(default_factory=frozenset)

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> "Holdings":
        """Return what is mentioned; a bare year may also have been meant as an amount."""
        amounts: set[Decimal] = set()
        days: set[Day] = set()
        for value in (mention.value for mention in mentions):
            if isinstance(value, Amount):
                amounts.add(value.value)
            elif isinstance(value, Years):
                days |= {Day(value.first), Day(value.last)}
            else:
                days.add(value)
        amounts |= {Decimal(day.year) for day in days if day.year and not day.month}
        return cls(tuple(sorted(amounts)), frozenset(days))

    @classmethod
    def merge(cls, parts: Iterable["Holdings"]) -> "Holdings":
        """Return what any of `parts` holds."""
        given = list(parts)
        return cls(
            tuple(sorted({amount for part in given for amount in part.amounts})),
            frozenset(day for part in given for day in part.days),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the values as a JSON object."""
        return {"amounts": [str(each) for each in self.amounts], "days": [*map(list, self.days)]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Holdings":
        """Return what `to_json` made an object of."""
        days = frozenset(_share_day(*parts) for parts in kept["days"])
        return cls(tuple(map(Decimal, kept["amounts"])), days)

    def has_amount(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether an amount from `low` to before `high` is held."""
        place = bisect_left(self.amounts, low)
        return place < len(self.amounts) and self.amounts[place] < high

    def has_share(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether a fraction of one is held that is a share between two percentages.

        Spreadsheets keep 87% as 0.87.
        """
        least = max(low / PERCENT, Decimal("0.0001"))
        return self.has_amount(least, min(high / PERCENT, Decimal(1)))

    def has_day(self, wanted: Day) -> bool:
        """Tell whether a day is held that has each part that is wanted: 3 May 2026 for May 2026."""
        return wanted in self.days or any(_fits(day, wanted) for day in self.days)


@dataclass(frozen=True, slots=True)
class JointHoldings:
    """What several texts hold between them, each looked into as it is.

    It answers as `Holdings.merge` of them would, and takes far less than merging where there are
    many texts and few questions.
    """

    parts: tuple[Holdings, ...]

    def has_amount(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether a text holds an amount from `low` to before `high`."""
        return any(part.has_amount(low, high) for part in self.parts)

    def has_share(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether a text holds a fraction of one between two percentages."""
        return any(part.has_share(low, high) for part in self.parts)

    def has_day(self, wanted: Day) -> bool:
        """Tell whether a text holds a day that has each part that is wanted."""
        return any(part.has_day(wanted) for part in self.parts)


def _fits(day: Day, wanted: Day) -> bool:
    return (
        wanted.year in (None, day.year)
        and wanted.month in (None, day.month)
        and wanted.day in (None, day.day)
    )
