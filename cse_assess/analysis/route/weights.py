"""What an action weighs: its effort, and by so much less that nothing else can outweigh it, itself.

The least weight is then the least effort, and of equal efforts the fewest actions.
"""

from bisect import bisect_left
from collections.abc import Sequence
from math import gcd

GRAIN = 4096
"""So much more finely than in actions do prices and bounds count."""

ROOM = 1024
"""So many times heavier than all actions together is the smallest step of effort."""


class Weights:
    """Weights of actions whose efforts are given as whole numbers."""

    def __init__(self, efforts: Sequence[int]) -> None:
        self._unit = gcd(*efforts) or 1
        self._most_for_count = GRAIN * len(efforts)
        self._step = GRAIN * ROOM * (len(efforts) + 1)
        self._highest = max(efforts, default=0) // self._unit
        self.of = [effort // self._unit * self._step + GRAIN for effort in efforts]

    def round_up(self, bound: int) -> int:
        """Return the least weight that a set of actions can have if it has at least `bound`."""
        effort, rest = divmod(bound, self._step)
        if rest > self._most_for_count:
            effort, rest = effort + 1, 0
        fewest = -(-effort // self._highest) if self._highest else 0
        return effort * self._step + GRAIN * max(fewest, -(-rest // GRAIN))

    def find_enough(self, ceiling: int) -> int:
        """Return the least bound with which a set of actions weighs more than `ceiling`."""
        return bisect_left(range(max(0, ceiling) + 1), ceiling + 1, key=self.round_up)
