"""A lower bound on what is still to be paid, in whole numbers throughout.

Each lift gets a price. If no action could be had for less than the prices of what it lifts, all
needs together cost at least the cheapest lifts that they ask for; whatever an action is too cheap
by is taken off again. That holds for any prices (Lagrange), so rounding them does no harm; they are
moved towards those that give the highest bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cse_assess.analysis.route.rules import Need

PATIENCE = 6
SMALLEST_STRIDE = 0.02


@dataclass(frozen=True, slots=True)
class Option:
    """An action that is free to be taken, and the keys of the lifts that it would bring about."""

    action: int
    weight: int
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """What all needs cost at least, and by how much each option is dearer than its lifts."""

    value: int
    reduced: list[int]


class Prices:
    """The price of each lift, kept from one question to the next."""

    def __init__(self) -> None:
        self._prices: dict[int, int] = {}

    def find_bound(
        self,
        needs: Sequence[Need],
        options: Sequence[Option],
        *,
        rounds: int,
        budget: int,
        is_enough: Callable[[int], bool],
    ) -> Bound:
        """Return the best bound of so many rounds; the first that is enough ends them.

        `budget` is what may be spent at most: the prices are moved faster the further off it is.
        """
        self._price_new(options)
        offered = {key for option in options for key in option.keys}
        wanted = [
            (need.count, [lift.key for lift in need.lifts if lift.key in offered]) for need in needs
        ]
        best, slopes = self._weigh(wanted, options)
        kept, stride, misses = {key: self._prices[key] for key in slopes}, 1.0, 0
        bound = best
        for _ in range(rounds):
            if stride < SMALLEST_STRIDE or is_enough(best.value) or not any(slopes.values()):
                break
            self._move(slopes, stride * _aim(budget, bound.value))
            bound, slopes = self._weigh(wanted, options)
            if bound.value > best.value:
                best, misses = bound, 0
                kept = {key: self._prices[key] for key in slopes}
            else:
                misses += 1
                stride = stride / 2 if misses % PATIENCE == 0 else stride
        self._prices.update(kept)
        return best

    def _price_new(self, options: Sequence[Option]) -> None:
        """Begin with prices that no action undercuts."""
        for option in options if not self._prices else ():
            share = option.weight // len(option.keys)
            for key in option.keys:
                self._prices[key] = min(share, self._prices.get(key, share))

    def _weigh(
        self, wanted: Sequence[tuple[int, list[int]]], options: Sequence[Option]
    ) -> tuple[Bound, dict[int, int]]:
        """Return the bound of these prices, and which way each of them should move."""
        prices, slopes, value = self._prices, {}, 0
        for count, keys in wanted:
            by_price = sorted(keys, key=lambda key: prices.setdefault(key, 0))
            for key in by_price[:count]:
                slopes[key] = 1
                value += prices[key]
            for key in by_price[count:]:
                slopes[key] = 0
        reduced = []
        for option in options:
            left = option.weight
            for key in option.keys:
                left -= prices[key]
            reduced.append(left)
            if left < 0:
                value += left
                for key in option.keys:
                    slopes[key] -= 1
        return Bound(value, reduced), slopes

    def _move(self, slopes: dict[int, int], reach: float) -> None:
        step = reach / sum(slope * slope for slope in slopes.values())
        for key, slope in slopes.items():
            if slope:
                self._prices[key] = max(0, self._prices[key] + int(step * slope))


def _aim(budget: int, value: int) -> int:
    return max(1, min(budget - value, abs(value) // 8 + 1))
