"""A lower bound on what is still to be paid, in whole numbers throughout.

Each lift gets a price. If no action could be had for less than the prices of what it lifts, all
needs together cost at least the cheapest lifts that they ask for; whatever an action is too cheap
by is taken off again. That holds for any prices (Lagrange), so rounding them does no harm; they are
moved towards those that give the highest bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from cse_assess.analysis.route.rules import Need

PATIENCE = 4
SMALLEST_STRIDE = 0.02
TURN = 1.5
TRIAL = 4
HOPE = 3

Prices = dict[int, int]
"""What each lift is worth, by its key."""

Heading = dict[int, float]
"""Which way each price is moved, by its lift's key."""


@dataclass(frozen=True, slots=True)
class Option:
    """An action that is free to be taken, and the keys of the lifts that it would bring about."""

    action: int
    weight: int
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """What all needs cost at least, and by how much each option is dearer than its lifts.

    `prices` are those that gave it, and `asked` the lifts that are cheapest at these prices.
    """

    value: int
    reduced: list[int]
    prices: Prices
    asked: list[int]


def find_bound(
    needs: Sequence[Need],
    options: Sequence[Option],
    prices: Prices,
    *,
    rounds: int,
    enough: int,
) -> Bound:
    """Return the best bound of so many rounds from `prices` on.

    The first that is `enough` ends them, and so does little hope that one will be.
    """
    prices = prices or _price(options)
    offered = {key for option in options for key in option.keys}
    wanted = [
        (need.count, [lift.key for lift in need.lifts if lift.key in offered]) for need in needs
    ]
    first = _weigh(wanted, options, {key: prices.get(key, 0) for key in offered})
    best = bound = first
    heading: Heading = {}
    stride, misses = 1.0, 0
    for done in range(rounds):
        if stride < SMALLEST_STRIDE or best.value >= enough:
            break
        if done == TRIAL and best.value + HOPE * (best.value - first.value) < enough:
            break
        heading = _deflect(_find_slopes(bound, options), heading)
        bound = _weigh(wanted, options, _move(bound, heading, stride, enough))
        misses = 0 if bound.value > best.value else misses + 1
        best = max(best, bound, key=lambda each: each.value)
        stride = stride / 2 if misses and misses % PATIENCE == 0 else stride
    return best


def _price(options: Sequence[Option]) -> Prices:
    """Return prices to begin with, which no action undercuts."""
    prices: Prices = {}
    for option in options:
        share = option.weight // len(option.keys)
        for key in option.keys:
            prices[key] = min(share, prices.get(key, share))
    return prices


def _weigh(
    wanted: Sequence[tuple[int, list[int]]], options: Sequence[Option], prices: Prices
) -> Bound:
    """Return the bound of these prices."""
    asked: list[int] = []
    price_of = prices.__getitem__
    for count, keys in wanted:
        asked += sorted(keys, key=price_of)[:count]
    reduced = [option.weight - sum(map(price_of, option.keys)) for option in options]
    value = sum(map(price_of, asked)) + sum([left for left in reduced if left < 0])
    return Bound(value, reduced, prices, asked)


def _find_slopes(bound: Bound, options: Sequence[Option]) -> Heading:
    """Return which way each price should move, and how fast."""
    slopes: Heading = dict.fromkeys(bound.asked, 1)
    for option, left in zip(options, bound.reduced, strict=True):
        if left < 0:
            for key in option.keys:
                slopes[key] = slopes.get(key, 0) - 1
    return slopes


def _deflect(slopes: Heading, heading: Heading) -> Heading:
    """Return the slopes, turned where they would lead back against the last heading."""
    against = -sum(slope * heading.get(key, 0) for key, slope in slopes.items())
    if against <= 0:
        return slopes
    share = TURN * against / sum(map(mul, heading.values(), heading.values()))
    return {
        key: slopes.get(key, 0) + share * heading.get(key, 0)
        for key in slopes.keys() | heading.keys()
    }


def _move(bound: Bound, heading: Heading, stride: float, enough: int) -> Prices:
    prices = bound.prices.copy()
    length = sum(map(mul, heading.values(), heading.values()))
    if length:
        aim = max(1, min(enough - bound.value, abs(bound.value) // 8 + 1))
        step = stride * aim / length
        for key, slope in heading.items():
            prices[key] = max(0, prices[key] + int(step * slope))
    return prices
