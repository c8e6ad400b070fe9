"""How far two who scored the same elements agree: weighted kappa, exact share, and where.

Weighted kappa is that of Cohen (1968, “Weighted kappa: nominal scale agreement with provision for
scaled disagreement or partial credit”, Psychological Bulletin 70, 213-220): one minus the weighted
disagreement that there is, divided by the one that chance would bring about if each gave the levels
as often as they did, but to any element. Whether an element applies at all is no step of the scale
and is counted apart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cse_assess.analysis.readiness import Levels
from cse_assess.standards.structure import Criterion, Element, Level, Standard

# Below this many compared elements a single one moves kappa a lot: our judgement, no rule.
FEW = 30

Table = Sequence[Sequence[int]]
Disagreement = Callable[[int, int], int]


def step_between(row: int, column: int) -> int:
    """Return the linear weight: two steps apart count twice as much as one."""
    return abs(row - column)


def square_between(row: int, column: int) -> int:
    """Return the quadratic weight: two steps apart count four times as much as one."""
    return (row - column) ** 2


def weigh_kappa(table: Table, weight: Disagreement) -> Fraction | None:
    """Return weighted kappa of a square table of counts; None where it has no value.

    `weight` says how much a disagreement between two places of the scale counts, 0 for none. There
    is no value where chance could not disagree: nothing was compared, or both gave one level only.
    """
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    places = [(row, column) for row in range(len(rows)) for column in range(len(rows))]
    by_chance = sum(weight(*place) * rows[place[0]] * columns[place[1]] for place in places)
    if not by_chance:
        return None
    found = sum(weight(row, column) * table[row][column] for row, column in places)
    return 1 - Fraction(found * sum(rows), by_chance)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the first and the second agree on some elements.

    `table` counts elements by the place on `scale` that the first (rows) and the second (columns)
    gave. Beside it stand the codes that both hold to be not applicable, that only one does, and
    that one or both have not scored. The kappas are None where they have no value.
    """

    scale: tuple[Level, ...]
    table: tuple[tuple[int, ...], ...]
    both_not_applicable: tuple[str, ...]
    one_not_applicable: tuple[str, ...]
    not_compared: tuple[str, ...]
    linear: Fraction | None
    quadratic: Fraction | None

    @property
    def on_scale(self) -> int:
        """Return how many elements have a place on the scale from both: those kappa speaks of."""
        return sum(map(sum, self.table))

    @property
    def compared(self) -> int:
        """Return how many elements have a level from both, not applicable ones too."""
        return self.on_scale + len(self.both_not_applicable) + len(self.one_not_applicable)

    @property
    def same(self) -> int:
        """Return on how many elements both gave exactly the same level."""
        on_scale = sum(self.table[place][place] for place in range(len(self.scale)))
        return on_scale + len(self.both_not_applicable)

    @property
    def percent_same(self) -> int:
        """Return the share of compared elements with the same level, in whole percent, down."""
        return 100 * self.same // self.compared if self.compared else 0

    @property
    def is_few(self) -> bool:
        """Tell whether so few elements were compared that kappa says little."""
        return self.on_scale < FEW


def compare_scores(standard: Standard, first: Levels, second: Levels) -> Agreement:
    """Compare two people's levels by element code; an absent code or None is “not scored”.

    Raises `UnknownLevelError` for a level that the standard does not have.
    """
    return _compare(standard, standard.elements, first, second)


def compare_by_criterion(
    standard: Standard, first: Levels, second: Levels
) -> list[tuple[Criterion, Agreement]]:
    """Compare two people's levels within each criterion, in order; raises as `compare_scores`."""
    return [
        (criterion, _compare(standard, criterion.elements, first, second))
        for criterion in standard.criteria
    ]


def _compare(
    standard: Standard, elements: Iterable[Element], first: Levels, second: Levels
) -> Agreement:
    scale = list_scale(standard)
    table = [[0] * len(scale) for _ in scale]
    apart: tuple[list[str], list[str], list[str]] = ([], [], [])
    for code in (element.code for element in elements):
        ours, theirs = (
            _find_place(standard, scale, levels.get(code)) for levels in (first, second)
        )
        if isinstance(ours, int) and isinstance(theirs, int):
            table[ours][theirs] += 1
        else:
            _choose_list(apart, ours, theirs).append(code)
    both, one, neither = map(tuple, apart)
    return Agreement(
        scale,
        tuple(map(tuple, table)),
        both,
        one,
        neither,
        weigh_kappa(table, step_between),
        weigh_kappa(table, square_between),
    )


def list_scale(standard: Standard) -> tuple[Level, ...]:
    """Return the levels that stand on the scale, best first: all but the not applicable ones."""
    apart = standard.rules.not_applicable
    return tuple(level for level in standard.levels if level.id not in apart)


OFF_SCALE = "not applicable"
Place = int | str | None


def _find_place(standard: Standard, scale: tuple[Level, ...], level_id: str | None) -> Place:
    """Return the place on the scale, `OFF_SCALE`, or None for what is not scored."""
    if level_id is None:
        return None
    level = standard.get_level(level_id)
    return scale.index(level) if level in scale else OFF_SCALE


def _choose_list(
    apart: tuple[list[str], list[str], list[str]], ours: Place, theirs: Place
) -> list[str]:
    both, one, neither = apart
    if ours is None or theirs is None:
        return neither
    return both if ours == theirs else one


def describe_kappa(agreement: Agreement) -> str:
    """Say in words what the kappas mean, and no more than that; no scale of names is used.

    Names such as “substantial” are conventions that nobody derived, so none is given here.
    """
    kappa = agreement.linear
    if not agreement.on_scale:
        return "There is nothing to compare yet."
    if kappa is None:
        return (
            "Kappa has no value here: both gave one and the same level throughout, and chance "
            "could not have done otherwise."
        )
    if kappa == 1:
        return "They agree on every element that both placed on the scale."
    if kappa > 0:
        return (
            "They agree more than chance would, if each gave the levels as often as they did. "
            "1 would be full agreement, 0 no more than chance."
        )
    if kappa == 0:
        return "They agree exactly as far as chance would, given how often each gave which level."
    return "They agree less than chance would, given how often each gave which level."


def warn_of_few(agreement: Agreement) -> str:
    """Return what to keep in mind where only few elements were compared; empty otherwise."""
    if not agreement.on_scale or not agreement.is_few:
        return ""
    return (
        f"Both placed only {agreement.on_scale} on the scale. With fewer than {FEW}, one more or "
        "one less can move kappa a lot: look at the single differences rather than at the figure."
    )
