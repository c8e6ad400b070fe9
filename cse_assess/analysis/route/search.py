"""Finds the actions of least weight that meet every need: branch and bound, exact.

A node has some actions taken and some left out. Where nothing is lacking any more, it is an answer;
otherwise one of the free actions that bring about something lacking has to be taken, or there is
none. Nothing is left out unless the bound shows that it cannot lead to a better answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cse_assess.analysis.route.bounds import Bound, Option, Prices
from cse_assess.analysis.route.rules import Effects, Need, PassRules, Places
from cse_assess.analysis.route.weights import Weights

FIRST_ROUNDS = 200
LATER_ROUNDS = 12


class SearchTooLongError(Exception):
    """The search took more steps than it was allowed."""


@dataclass(frozen=True, slots=True)
class _Node:
    """Where the elements stand with the actions taken, what these weigh, and which are free."""

    places: Places
    taken: tuple[int, ...]
    weight: int
    free: tuple[int, ...]


class Search:
    """One question after the other about the same actions and rules.

    `effects` are the actions' own, by their numbers; `most_steps` ends a search that takes too
    long, with `SearchTooLongError`.
    """

    def __init__(
        self,
        rules: PassRules,
        effects: Sequence[Effects],
        weights: Weights,
        *,
        most_steps: int | None = None,
    ) -> None:
        self._rules = rules
        self._effects = effects
        self._weights = weights
        self._steps_left = most_steps
        self._prices = Prices()
        self._rounds = FIRST_ROUNDS
        self._best: tuple[int, ...] | None = None
        self._ceiling = 0
        self._stops_at_first = False

    @property
    def _is_over(self) -> bool:
        return self._stops_at_first and self._best is not None

    def find_best(self, start: Places, free: Iterable[int]) -> tuple[int, ...] | None:
        """Return the actions of least weight, in order, or None where there is no answer.

        Of several answers of that weight, the one whose first action comes first, and so on.
        """
        root = _Node(start, (), 0, tuple(free))
        found = self._find_least(root)
        return None if found is None else self._find_earliest(root, found)

    def _find_least(self, root: _Node) -> tuple[int, ...] | None:
        self._best, self._stops_at_first = None, False
        self._ceiling = sum(self._weights.of[action] for action in root.free)
        self._descend(root)
        return self._best

    def _find_earliest(self, root: _Node, found: tuple[int, ...]) -> tuple[int, ...]:
        """Take each action in turn if an answer that weighs no more has it, and leave it if not."""
        self._ceiling, self._stops_at_first = self._sum(found), True
        node, answer = root, set(found)
        while self._rules.find_needs(node.places):
            node = self._without_hopeless(node, answer)
            action = node.free[0]
            child = self._take(node, [action])
            if action not in answer:
                self._best = None
                self._descend(child)
                if self._best is None:
                    node = _leave(node, {action})
                    continue
                answer = set(self._best)
            node = child
        return tuple(sorted(node.taken))

    def _without_hopeless(self, node: _Node, answer: set[int]) -> _Node:
        """Leave what weighs too much for this answer's weight whatever else is taken."""
        needs = self._rules.find_needs(node.places)
        options = self._list_options(node, needs)
        bound = self._bound(node, needs, options)
        hopeless = {
            option.action
            for option, reduced in zip(options, bound.reduced, strict=True)
            if reduced > 0 and self._is_too_heavy(node.weight + bound.value + reduced)
        }
        return _leave(node, hopeless - answer)

    def _descend(self, node: _Node) -> None:
        """Try all choices among the free actions, the likeliest first."""
        while not self._is_over:
            needs = self._rules.find_needs(node.places)
            if not needs:
                self._keep(node)
                return
            options = self._list_options(node, needs)
            if not _can_be_met(needs, options):
                return
            self._count_step()
            bound = self._bound(node, needs, options)
            if self._is_too_heavy(node.weight + bound.value):
                return
            hopeless, needed = self._judge(node, options, bound)
            node = _leave(node, hopeless)
            if needed:
                node = self._take(node, needed)
                continue
            action = _choose(options, bound, hopeless)
            if action is None:
                return
            self._descend(self._take(node, [action]))
            node = _leave(node, {action})

    def _keep(self, node: _Node) -> None:
        if node.weight <= self._ceiling:
            self._best = tuple(sorted(node.taken))
            self._ceiling = node.weight if self._stops_at_first else node.weight - 1

    def _count_step(self) -> None:
        if self._steps_left is not None:
            self._steps_left -= 1
            if self._steps_left < 0:
                raise SearchTooLongError

    def _list_options(self, node: _Node, needs: Sequence[Need]) -> list[Option]:
        """Return the free actions that would bring about something that is needed."""
        lifts: list[list[tuple[int, frozenset[int]]]] = [[] for _ in node.places]
        for need in needs:
            for lift in need.lifts:
                lifts[lift.element].append((lift.key, lift.to))
        options = []
        for action in node.free:
            keys = tuple(
                key
                for element, rank in self._effects[action]
                if rank < node.places[element]
                for key, to in lifts[element]
                if rank in to
            )
            if keys:
                options.append(Option(action, self._weights.of[action], keys))
        return options

    def _bound(self, node: _Node, needs: Sequence[Need], options: Sequence[Option]) -> Bound:
        rounds, self._rounds = self._rounds, LATER_ROUNDS
        return self._prices.find_bound(
            needs,
            options,
            rounds=rounds,
            budget=self._ceiling - node.weight,
            is_enough=lambda value: self._is_too_heavy(node.weight + value),
        )

    def _is_too_heavy(self, bound: int) -> bool:
        return self._weights.round_up(bound) > self._ceiling

    def _judge(
        self, node: _Node, options: Sequence[Option], bound: Bound
    ) -> tuple[set[int], list[int]]:
        """Return the actions that no better answer can have, and those that each must have."""
        least = node.weight + bound.value
        hopeless, needed = set(), []
        for option, reduced in zip(options, bound.reduced, strict=True):
            if reduced and self._is_too_heavy(least + abs(reduced)):
                if reduced > 0:
                    hopeless.add(option.action)
                else:
                    needed.append(option.action)
        return hopeless, needed

    def _take(self, node: _Node, actions: Sequence[int]) -> _Node:
        places = list(node.places)
        for action in actions:
            for element, rank in self._effects[action]:
                places[element] = min(places[element], rank)
        return _Node(
            tuple(places),
            (*node.taken, *actions),
            node.weight + self._sum(actions),
            tuple(action for action in node.free if action not in actions),
        )

    def _sum(self, actions: Iterable[int]) -> int:
        return sum(self._weights.of[action] for action in actions)


def _leave(node: _Node, actions: set[int]) -> _Node:
    if not actions:
        return node
    return replace(node, free=tuple(each for each in node.free if each not in actions))


def _can_be_met(needs: Iterable[Need], options: Iterable[Option]) -> bool:
    keys = {key for option in options for key in option.keys}
    return all(sum(lift.key in keys for lift in need.lifts) >= need.count for need in needs)


def _choose(options: Sequence[Option], bound: Bound, hopeless: set[int]) -> int | None:
    """Return the action that costs least beyond what it lifts, or None where none is left."""
    ranked = [
        (reduced / len(option.keys), -len(option.keys), option.action)
        for option, reduced in zip(options, bound.reduced, strict=True)
        if option.action not in hopeless
    ]
    return min(ranked)[2] if ranked else None
