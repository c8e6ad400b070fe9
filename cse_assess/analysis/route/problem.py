"""What is asked at a point of the search: which needs are open, what each free action offers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cse_assess.analysis.route.bounds import Option
from cse_assess.analysis.route.rules import Effects, Need, PassRules, Places
from cse_assess.analysis.route.weights import Weights


@dataclass(frozen=True, slots=True)
class Node:
    """Where the elements stand with the actions taken, what these weigh, and which are free.

    Only the needs of `groups` are looked at, by their numbers.
    """

    places: Places
    taken: tuple[int, ...]
    weight: int
    free: tuple[int, ...]
    groups: tuple[int, ...]

    def without(self, actions: set[int]) -> "Node":
        """Return the node in which these actions are not free any more."""
        if not actions:
            return self
        return replace(self, free=tuple(each for each in self.free if each not in actions))


class Problem:
    """The actions, by their numbers: what each changes (`effects`) and weighs.

    Where it is plain, a higher level never does harm: what a group needs is needed until it is
    met, and then nothing else can spoil it.
    """

    def __init__(self, rules: PassRules, effects: Sequence[Effects], weights: Weights) -> None:
        self.weights = weights
        self.is_plain = rules.is_monotone and not any(
            rules.leads_out(rank) for each in effects for _, rank in each
        )
        self._rules = rules
        self._effects = effects

    def start(self, places: Places, free: Iterable[int]) -> Node:
        """Return the node in which nothing is taken, of all groups."""
        return Node(places, (), 0, tuple(free), self._rules.group_numbers)

    def sum(self, actions: Iterable[int]) -> int:
        """Return what actions weigh together."""
        return sum(self.weights.of[action] for action in actions)

    def take(self, node: Node, actions: Sequence[int]) -> Node:
        """Return the node in which these free actions are taken."""
        places = list(node.places)
        for action in actions:
            for element, rank in self._effects[action]:
                places[element] = min(places[element], rank)
        return Node(
            tuple(places),
            (*node.taken, *actions),
            node.weight + self.sum(actions),
            tuple(action for action in node.free if action not in actions),
            node.groups,
        )

    def find_needs(self, node: Node) -> list[Need]:
        """Return what is lacking in the node's groups."""
        return self._rules.find_needs(node.places, node.groups)

    def list_options(self, node: Node, needs: Sequence[Need]) -> list[Option]:
        """Return the free actions that would bring about something that is needed."""
        lifts: dict[int, list[tuple[int, frozenset[int]]]] = {}
        for need in needs:
            for lift in need.lifts:
                lifts.setdefault(lift.element, []).append((lift.key, lift.to))
        places, options = node.places, []
        for action in node.free:
            keys = [
                key
                for element, rank in self._effects[action]
                if element in lifts and rank < places[element]
                for key, to in lifts[element]
                if rank in to
            ]
            if keys:
                options.append(Option(action, self.weights.of[action], tuple(keys)))
        return options

    def find_dominated(
        self, node: Node, needs: Sequence[Need], options: Sequence[Option]
    ) -> set[int]:
        """Return the options in whose stead another can be taken, which is no heavier.

        Of those that change the same and weigh the same, the first is kept.
        """
        if not self.is_plain:
            return set()
        elements = {lift.element for need in needs for lift in need.lifts}
        ranked = sorted(options, key=lambda each: (each.weight, -len(each.keys), each.action))
        gains = [list(self._list_gains(each.action, node.places, elements)) for each in ranked]
        holders: dict[tuple[int, int], int] = {}
        for number, steps in enumerate(gains):
            for step in steps:
                holders[step] = holders.get(step, 0) | 1 << number
        return {
            option.action
            for number, option in enumerate(ranked)
            if _have_all(holders, gains[number]) & ((1 << number) - 1)
        }

    def split(self, node: Node, needs: Sequence[Need], options: Sequence[Option]) -> list[Node]:
        """Return the parts of a node that can be solved each for itself, with nothing taken yet.

        Groups belong together if an action serves both. Mostly it is one part: the node itself.
        """
        if not self.is_plain:
            return [node]
        group_of = {lift.key: 1 << need.group for need in needs for lift in need.lifts}
        parts = _join_all([*group_of.values(), *(_bits(each, group_of) for each in options)])
        is_whole = len(parts) == 1
        return [node] if is_whole else [_take_part(node, part, options, group_of) for part in parts]

    def _list_gains(
        self, action: int, places: Places, elements: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield each step that the action raises an element of those that matter."""
        for element, rank in self._effects[action]:
            if element in elements:
                for step in range(rank, places[element]):
                    yield element, step


def _have_all(holders: dict[tuple[int, int], int], steps: Iterable[tuple[int, int]]) -> int:
    having = -1
    for step in steps:
        having &= holders[step]
    return having


def _take_part(
    node: Node, part: int, options: Sequence[Option], group_of: Mapping[int, int]
) -> Node:
    free = tuple(each.action for each in options if part & _bits(each, group_of))
    groups = tuple(group for group in node.groups if part >> group & 1)
    return Node(node.places, (), 0, free, groups)


def _bits(option: Option, group_of: Mapping[int, int]) -> int:
    """Return the groups that an option serves, a bit for each."""
    bits = 0
    for key in option.keys:
        bits |= group_of[key]
    return bits


def _join_all(sets: Iterable[int]) -> list[int]:
    """Return the sets of bits with those made one that share a bit."""
    parts: list[int] = []
    for bits in set(sets):
        joined = bits
        for part in parts:
            joined |= part if part & bits else 0
        parts = [*(part for part in parts if not part & bits), joined]
    return sorted(parts)
