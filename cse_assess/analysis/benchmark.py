"""Several self-assessments against one standard side by side, and what one could show another.

A side *stands* at an element where its level counts as met and is proven on the day on which its
evidence is judged. Where it applies and does not stand, the element is lacking there. Evidence
without any date is not known to be out of date, so it counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.actions import rank_level
from cse_assess.analysis.freshness import FreshnessRule, last_valid_day
from cse_assess.analysis.gaps import ElementState, GapAnalysis, GapKind, analyse_gaps
from cse_assess.analysis.standing import Standing, judge_standings
from cse_assess.standards.structure import Element, Standard


@dataclass(frozen=True, slots=True)
class Side:
    """A self-assessment that is compared; `key` tells it from the others."""

    key: str
    states: tuple[ElementState, ...]
    rule: FreshnessRule


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, and the last day on which it counts; None where it has no end."""

    item_id: int
    last_day: date | None

    def is_current_on(self, day: date) -> bool:
        """Tell whether it counts on `day`."""
        return self.last_day is None or self.last_day >= day


@dataclass(frozen=True, slots=True)
class Cell:
    """How one side stands at one element.

    `pieces` is all of its evidence, `current` how many pieces of it count on the day judged.
    """

    level: str | None
    applies: bool
    stands: bool
    pieces: tuple[Piece, ...]
    current: int

    @property
    def is_lacking(self) -> bool:
        """Tell whether something is to be done here."""
        return self.applies and not self.stands


@dataclass(frozen=True, slots=True)
class ComparedElement:
    """One element on all sides, cells in the order of the sides.

    `best` is the best level where it applies and is scored, and `spread` how many steps of the
    scale the worst lies below it.
    """

    element: Element
    cells: tuple[Cell, ...]
    best: str | None
    spread: int

    @property
    def lacking(self) -> int:
        """Return on how many sides something is to be done."""
        return sum(cell.is_lacking for cell in self.cells)

    @property
    def applicable(self) -> int:
        """Return on how many sides it applies."""
        return sum(cell.applies for cell in self.cells)

    @property
    def is_lacking_on_most(self) -> bool:
        """Tell whether something is to be done on at least two sides, and on more than half."""
        return self.lacking > 1 and self.lacking * 2 > self.applicable


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """A side as a whole; `stale_items` are its pieces that will be out of date on the day judged.

    `offered` is at how many of its lacking elements another side has something to show.
    """

    side: Side
    analysis: GapAnalysis
    stale_items: int
    lacking: int
    offered: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What another side has to show for an element: its level, and pieces that count on both."""

    key: str
    level: str
    item_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """An element that is lacking on a side, and who has proof of it, the best level first."""

    element: Element
    cell: Cell
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Sides and elements compared, in the order of the arguments and of the standard."""

    sides: tuple[ComparedSide, ...]
    elements: tuple[ComparedElement, ...]

    @property
    def lacking_on_most(self) -> tuple[ComparedElement, ...]:
        """Return the elements that most sides lack, those that the most lack first."""
        wanted = (each for each in self.elements if each.is_lacking_on_most)
        return tuple(sorted(wanted, key=lambda each: -each.lacking))


def compare_sides(standard: Standard, sides: Sequence[Side]) -> Benchmark:
    """Return the sides compared; an element without a state is not scored there.

    Raises `UnknownCodeError` or `UnknownLevelError` for what the standard does not have.
    """
    columns = [_make_column(standard, side) for side in sides]
    elements = tuple(
        _compare(standard, element, tuple(column[element.code] for column in columns))
        for element in standard.elements
    )
    compared = (_sum_up(standard, sides, elements, place) for place in range(len(sides)))
    return Benchmark(tuple(compared), elements)


def list_needs(standard: Standard, benchmark: Benchmark, key: str) -> tuple[Need, ...]:
    """Return what is lacking on the side `key` and proven elsewhere, in the standard's order.

    A piece is offered that counts on the days on which either side is judged, and that this side
    has not attached there already. Raises `KeyError` where there is no such side.
    """
    sides = [compared.side for compared in benchmark.sides]
    place = _place_of(sides, key)
    return tuple(_find_needs(standard, sides, benchmark.elements, place))


def _place_of(sides: Iterable[Side], key: str) -> int:
    try:
        return [side.key for side in sides].index(key)
    except ValueError:
        raise KeyError(key) from None


def _make_column(standard: Standard, side: Side) -> dict[str, Cell]:
    day = side.rule.judged_on
    standings = judge_standings(standard, side.states, day, today=side.rule.today)
    states = {state.code: state for state in side.states}
    return {
        element.code: _make_cell(standard, element, states, standings[element.code], side.rule)
        for element in standard.elements
    }


def _make_cell(
    standard: Standard,
    element: Element,
    states: Mapping[str, ElementState],
    standing: Standing,
    rule: FreshnessRule,
) -> Cell:
    state = states.get(element.code)
    months, age = rule.validity_months, element.evidence_max_age_months
    pieces = tuple(
        Piece(each.item_id, last_valid_day(each, months, age))
        for each in (state.evidence if state else ())
    )
    level = standing.claimed
    return Cell(
        level=level,
        applies=level not in standard.rules.not_applicable,
        stands=level in standard.rules.met and standing.is_proven,
        pieces=pieces,
        current=sum(piece.is_current_on(rule.judged_on) for piece in pieces),
    )


def _compare(standard: Standard, element: Element, cells: tuple[Cell, ...]) -> ComparedElement:
    levels = sorted(
        {cell.level for cell in cells if cell.applies and cell.level is not None},
        key=lambda each: rank_level(standard, each),
    )
    spread = _count_steps(standard, levels[0], levels[-1]) if levels else 0
    return ComparedElement(element, cells, levels[0] if levels else None, spread)


def _count_steps(standard: Standard, better: str, worse: str) -> int:
    steps = [level.id for level in standard.levels if level.id not in standard.rules.not_applicable]
    return steps.index(worse) - steps.index(better)


def _sum_up(
    standard: Standard, sides: Sequence[Side], elements: Sequence[ComparedElement], place: int
) -> ComparedSide:
    side = sides[place]
    analysis = analyse_gaps(standard, side.states, side.rule)
    stale = {
        item_id
        for gap in analysis.gaps
        for finding in gap.findings
        if finding.kind is GapKind.EVIDENCE_STALE
        for item_id in finding.item_ids
    }
    return ComparedSide(
        side=side,
        analysis=analysis,
        stale_items=len(stale),
        lacking=sum(each.cells[place].is_lacking for each in elements),
        offered=sum(1 for _ in _find_needs(standard, sides, elements, place)),
    )


def _find_needs(
    standard: Standard, sides: Sequence[Side], elements: Iterable[ComparedElement], place: int
) -> Iterator[Need]:
    for compared in elements:
        cell = compared.cells[place]
        offers = _gather_offers(standard, sides, compared, place) if cell.is_lacking else []
        if offers:
            yield Need(compared.element, cell, tuple(offers))


def _gather_offers(
    standard: Standard, sides: Sequence[Side], compared: ComparedElement, place: int
) -> list[Offer]:
    """Return the offers, the best level first, then the most pieces, then the order of sides."""
    own = {piece.item_id for piece in compared.cells[place].pieces}
    here = sides[place].rule.judged_on
    offers = []
    for other, cell in zip(sides, compared.cells, strict=True):
        day = max(here, other.rule.judged_on)
        item_ids = tuple(
            piece.item_id
            for piece in cell.pieces
            if piece.item_id not in own and piece.is_current_on(day)
        )
        if cell.stands and cell.level is not None and item_ids:
            offers.append(Offer(other.key, cell.level, item_ids))
    return sorted(offers, key=lambda each: (rank_level(standard, each.level), -len(each.item_ids)))
