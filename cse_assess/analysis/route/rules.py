"""The pass rule as needs: so many of these elements have to be brought to one of those levels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cse_assess.analysis.actions import rank_level
from cse_assess.analysis.readiness import Levels
from cse_assess.standards.structure import Group, LevelKind, Standard

Places = tuple[int, ...]
"""Where each element stands: the rank of its level, 0 for the best; one more than any: none."""

Effects = tuple[tuple[int, int], ...]
"""What an action changes: elements, each with the rank to which it is brought."""

MET, PARTIAL, BLOCKING, UNSCORED, APPLIES = range(5)
ASPECTS = 5
WHOLE = -1


@dataclass(frozen=True, slots=True)
class Lift:
    """An element that has to be brought to one of the ranks `to`; `key` names the matter."""

    key: int
    element: int
    to: frozenset[int]


@dataclass(frozen=True, slots=True)
class Need:
    """Of `lifts` at least `count` have to come about, or the standard is not passed.

    `group` is the number of the group that asks for it, `WHOLE` for the standard as a whole.
    """

    group: int
    count: int
    lifts: tuple[Lift, ...]


class PassRules:
    """A standard's pass rule with a margin: so many more met in each group than it asks for.

    A group in which nothing applies asks for nothing, with whatever margin.
    """

    def __init__(self, standard: Standard, margin: int) -> None:
        self._margin = margin
        self._standard = standard
        rules, ids = standard.rules, [level.id for level in standard.levels]
        self._kinds: list[LevelKind | None] = [*map(rules.kind_of, ids), None]
        self._blocking = frozenset(ids.index(level) for level in rules.blocking)
        self._unscored = len(ids)
        self._ranks = self._merge_ranks()
        self._codes = {element.code: place for place, element in enumerate(standard.elements)}
        self._groups = [
            (rules.threshold_of(group.code), self._elements_of(group))
            for group in standard.groups()
        ]
        allowance = rules.partial_allowance
        self._most_partials = allowance if isinstance(allowance, int) else None
        self._settled = self._ranks_of("met", "not_applicable")
        self._applicable = self._ranks_of("met", "partial", "not_met")
        self._not_partial = self._ranks_of("met", "not_met", "not_applicable")
        self._not_blocking = frozenset(range(self._unscored)) - self._blocking
        self._scored = frozenset(range(self._unscored))

    def place_all(self, levels: Levels) -> Places:
        """Return where every element of the standard stands."""
        return tuple(self._place(levels.get(element.code)) for element in self._standard.elements)

    def place_effects(self, effects: Iterable[tuple[str, str]], start: Places) -> Effects:
        """Return what an action changes, as (element, rank), once for each element.

        What lowers a level is left out, and so is what is not applicable. Raises
        `UnknownCodeError` and `UnknownLevelError`.
        """
        best: dict[int, int] = {}
        for code, level in effects:
            element = self._codes[self._standard.get_element(code).code]
            rank = self._ranks[rank_level(self._standard, level)]
            if self.can_change(start[element]) and rank < start[element]:
                best[element] = min(rank, best.get(element, rank))
        return tuple(best.items())

    def can_change(self, rank: int) -> bool:
        """Tell whether an action can raise an element; not one that is not applicable."""
        return self._kinds[rank] != "not_applicable"

    def find_needs(self, places: Places, groups: Iterable[int]) -> list[Need]:
        """Return what groups lack, by their numbers; nothing where they pass with the margin.

        Whatever passes later meets each of these needs first, so that none can be left out.
        """
        needs = [need for group in groups for need in self._find_in_group(places, group)]
        if all(self._kinds[place] == "not_applicable" for place in places):
            needs.append(self._need(WHOLE, 1, APPLIES, range(len(places)), self._applicable))
        return needs

    @property
    def group_numbers(self) -> tuple[int, ...]:
        """Return the numbers of all groups."""
        return tuple(range(len(self._groups)))

    @property
    def is_monotone(self) -> bool:
        """Tell whether a higher level can never do harm: no limit on partials, a sound scale."""
        scale = [
            (self._kinds[rank] == "met", rank not in self._blocking)
            for rank in sorted(self._scored)
            if self._kinds[rank] != "not_applicable"
        ]
        return self._most_partials is None and all(
            above[0] >= below[0] and above[1] >= below[1] for above, below in pairwise(scale)
        )

    def leads_out(self, rank: int) -> bool:
        """Tell whether what reaches this rank counts no more."""
        return self._kinds[rank] == "not_applicable"

    def _place(self, level: str | None) -> int:
        if level is None:
            return self._unscored
        return self._ranks[rank_level(self._standard, level)]

    def _merge_ranks(self) -> list[int]:
        """Return for each rank the best one beside it that the pass rule treats alike."""
        ranks: list[int] = []
        for rank in range(self._unscored):
            is_alike = rank > 0 and self._treat(rank) == self._treat(rank - 1)
            ranks.append(ranks[-1] if is_alike else rank)
        return ranks

    def _treat(self, rank: int) -> tuple[LevelKind | None, bool]:
        return self._kinds[rank], rank in self._blocking

    def _elements_of(self, group: Group) -> list[int]:
        return [self._codes[element.code] for element in group.elements]

    def _ranks_of(self, *kinds: LevelKind) -> frozenset[int]:
        return frozenset(rank for rank in range(self._unscored) if self._kinds[rank] in kinds)

    def _find_in_group(self, places: Places, group: int) -> Iterator[Need]:
        threshold, elements = self._groups[group]
        open_ones = [each for each in elements if places[each] not in self._settled]
        met = sum(self._kinds[places[each]] == "met" for each in elements)
        lacking = self._count_lacking(threshold, met, len(open_ones))
        if lacking > 0:
            # What an action made not applicable may still be met by another.
            unmet = [each for each in elements if self._kinds[places[each]] != "met"]
            yield self._need(group, lacking, MET, unmet, self._settled)
        yield from self._find_partials(places, group, open_ones)
        for element in open_ones:
            if places[element] in self._blocking:
                yield self._need(group, 1, BLOCKING, [element], self._not_blocking)
            elif places[element] == self._unscored:
                yield self._need(group, 1, UNSCORED, [element], self._scored)

    def _count_lacking(self, threshold: int, met: int, unmet: int) -> int:
        """Return how many of the unmet have at least to be met, or to apply no more.

        Where none is met, all of them may come to apply no more, and then nothing is asked for.
        """
        if not met + unmet:
            return 0
        lacking = -(-(threshold * (met + unmet) - 100 * (met - self._margin)) // 100)
        return min(lacking, unmet) if unmet and not met else lacking

    def _find_partials(
        self, places: Places, group: int, open_ones: Sequence[int]
    ) -> Iterator[Need]:
        partials = [each for each in open_ones if self._kinds[places[each]] == "partial"]
        if self._most_partials is not None and len(partials) > self._most_partials:
            yield self._need(
                group, len(partials) - self._most_partials, PARTIAL, partials, self._not_partial
            )

    def _need(
        self, group: int, count: int, aspect: int, elements: Sequence[int], to: frozenset[int]
    ) -> Need:
        lifts = tuple(Lift(each * ASPECTS + aspect, each, to) for each in elements)
        return Need(group, count, lifts)
