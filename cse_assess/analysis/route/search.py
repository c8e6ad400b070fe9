"""Finds the actions of least weight that meet every need: branch and bound, exact.

A node has some actions taken and some left out. Where nothing is lacking any more, it is an answer;
otherwise one of the free actions that bring about something lacking has to be taken, or there is
none. Nothing is left out unless the bound shows that it cannot lead to a better answer, or another
action that is no heavier does the same. What falls apart into parts is solved part by part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cse_assess.analysis.route.bounds import Bound, Option, Prices, find_bound
from cse_assess.analysis.route.problem import Node, Problem
from cse_assess.analysis.route.rules import Need, Places

FIRST_ROUNDS = 200
LATER_ROUNDS = 12


class SearchTooLongError(Exception):
    """The search took more steps than it was allowed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Actions that are enough, and what they weigh."""

    weight: int
    taken: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A node with what is open in it; `reduced`: how much dearer than its lifts an action is."""

    node: Node
    needs: list[Need]
    options: list[Option]
    reduced: dict[int, int] = field(default_factory=dict)


class Search:
    """One question after the other about the same problem.

    `most_steps` ends a search that takes too long, with `SearchTooLongError`.
    """

    def __init__(self, problem: Problem, *, most_steps: int | None = None) -> None:
        self._problem = problem
        self._steps_left = most_steps
        self._prices: Prices = {}

    def find_best(self, start: Places, free: Iterable[int]) -> tuple[int, ...] | None:
        """Return the actions of least weight, in order, or None where there is no answer.

        Of several answers of that weight, the one whose first action comes first, and so on.
        """
        view = self._look(self._problem.start(start, free))
        if not _can_be_met(view):
            return None
        chosen: list[int] = []
        for part in self._problem.split(view.node, view.needs, view.options):
            found = self._solve(part, self._problem.sum(part.free))
            if found is None:
                return None
            chosen += self._find_earliest(part, found)
        return tuple(sorted(chosen))

    def _find_earliest(self, node: Node, found: Answer) -> tuple[int, ...]:
        """Take each action in turn if an answer that weighs no more has it, and leave it if not."""
        answer = found
        while (view := self._look(node)).needs:
            node = self._leave_hopeless(view, found.weight, answer)
            action = node.free[0]
            child = self._problem.take(node, [action])
            other = answer if action in answer.taken else self._find_any(child, found.weight)
            node = node.without({action}) if other is None else child
            answer = other or answer
        return node.taken

    def _leave_hopeless(self, view: _View, ceiling: int, answer: Answer) -> Node:
        """Leave what no answer of at most this weight has; `answer` is one, and is kept."""
        enough = self._find_enough(view.node, ceiling)
        hopeless, _ = _judge(view.options, self._find_bound(view, enough), enough)
        return view.node.without(hopeless.difference(answer.taken))

    def _find_any(self, node: Node, ceiling: int) -> Answer | None:
        return self._solve(node, ceiling, is_any_enough=True)

    def _solve(self, node: Node, ceiling: int, *, is_any_enough: bool = False) -> Answer | None:
        """Return the lightest answer of at most `ceiling`, or the first if any is enough."""
        best: Answer | None = None
        while (view := self._narrow(node, ceiling)) is not None:
            if not view.needs:
                return Answer(view.node.weight, view.node.taken)
            parts = self._problem.split(view.node, view.needs, view.options)
            if len(parts) > 1:
                return self._solve_parts(view.node, parts, ceiling) or best
            action = _choose(view)
            child = self._problem.take(view.node, [action])
            found = self._solve(child, ceiling, is_any_enough=is_any_enough)
            if found is not None:
                if is_any_enough:
                    return found
                best, ceiling = found, found.weight - 1
            node = view.node.without({action})
        return best

    def _solve_parts(self, node: Node, parts: Sequence[Node], ceiling: int) -> Answer | None:
        """Return the lightest answer of at most `ceiling` from those of the parts, or None."""
        least = [self._find_least(part, ceiling) for part in parts]
        weight, rest, taken = node.weight, sum(least), node.taken
        for part, own in sorted(zip(parts, least, strict=True), key=lambda each: len(each[0].free)):
            rest -= own
            found = self._solve(part, ceiling - weight - rest)
            if found is None:
                return None
            weight += found.weight
            taken = (*taken, *found.taken)
        return Answer(weight, taken)

    def _find_least(self, part: Node, ceiling: int) -> int:
        """Return what the part weighs at least."""
        view = self._look(part)
        if not _can_be_met(view):
            return ceiling + 1
        return self._problem.weights.round_up(self._find_bound(view, ceiling).value)

    def _narrow(self, node: Node, ceiling: int) -> _View | None:
        """Leave what no answer of at most `ceiling` needs, and take what each of them has.

        Returns None where there is no such answer.
        """
        while (view := self._look(node)).needs:
            if not _can_be_met(view):
                return None
            self._count_step()
            enough = self._find_enough(node, ceiling)
            bound = self._find_bound(view, enough)
            if bound.value >= enough:
                return None
            hopeless, needed = _judge(view.options, bound, enough)
            node = node.without(hopeless)
            if not needed:
                return self._without_dominated(view, bound, hopeless)
            node = self._problem.take(node, needed)
        return view if node.weight <= ceiling else None

    def _look(self, node: Node) -> _View:
        needs = self._problem.find_needs(node)
        return _View(node, needs, self._problem.list_options(node, needs))

    def _without_dominated(self, view: _View, bound: Bound, hopeless: set[int]) -> _View | None:
        options = [each for each in view.options if each.action not in hopeless]
        left_out = hopeless | self._problem.find_dominated(view.node, view.needs, options)
        kept = [each for each in options if each.action not in left_out]
        actions = [each.action for each in view.options]
        reduced = dict(zip(actions, bound.reduced, strict=True))
        return _View(view.node.without(left_out), view.needs, kept, reduced) if kept else None

    def _count_step(self) -> None:
        if self._steps_left is not None:
            self._steps_left -= 1
            if self._steps_left < 0:
                raise SearchTooLongError

    def _find_bound(self, view: _View, enough: int) -> Bound:
        """Return the bound of a view; prices that were good elsewhere are good to begin with."""
        rounds = LATER_ROUNDS if self._prices else FIRST_ROUNDS
        bound = find_bound(view.needs, view.options, self._prices, rounds=rounds, enough=enough)
        self._prices |= bound.prices
        return bound

    def _find_enough(self, node: Node, ceiling: int) -> int:
        return self._problem.weights.find_enough(ceiling - node.weight)


def _judge(options: Sequence[Option], bound: Bound, enough: int) -> tuple[set[int], list[int]]:
    """Return the actions that no better answer can have, and those that each must have."""
    room = enough - bound.value
    hopeless = {
        each.action
        for each, reduced in zip(options, bound.reduced, strict=True)
        if reduced >= room and reduced > 0
    }
    needed = [
        each.action
        for each, reduced in zip(options, bound.reduced, strict=True)
        if -reduced >= room and reduced < 0
    ]
    return hopeless, needed


def _can_be_met(view: _View) -> bool:
    keys = {key for option in view.options for key in option.keys}
    return all(sum(lift.key in keys for lift in need.lifts) >= need.count for need in view.needs)


def _choose(view: _View) -> int:
    """Return the action that costs least beyond what it lifts; of equal ones, that lifts most."""
    return min(
        (view.reduced[option.action], -len(option.keys), option.action) for option in view.options
    )[2]
