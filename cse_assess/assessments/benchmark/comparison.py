"""Loads self-assessments and compares them, as one person may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.benchmark import (
    Benchmark,
    Cell,
    ComparedElement,
    ComparedSide,
    Side,
    compare_sides,
)
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import AssessmentTree, load_trees
from cse_assess.assessments.readiness import describe_states, freshness_rule
from cse_assess.clock import today
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Column:
    """A self-assessment with its tree and how it compares.

    `name` tells it from the others: its service, with the cycle where the service is there twice.
    """

    name: str
    tree: AssessmentTree
    compared: ComparedSide
    today: date

    @property
    def assessment(self) -> Assessment:
        """Return the self-assessment."""
        return self.tree.assessment

    @property
    def days_to_visit(self) -> int | None:
        """Return in how many days the visit is, 0 for today and less where it was; or None."""
        visit_on = self.assessment.visit_on
        return None if visit_on is None else (visit_on - self.today).days


@dataclass(frozen=True, slots=True)
class Comparison:
    """Self-assessments side by side; cells and columns are in the same order."""

    standard: Standard
    columns: tuple[Column, ...]
    benchmark: Benchmark

    def find_column(self, key: str) -> Column:
        """Return the column of this key; raise `KeyError`."""
        return {column.compared.side.key: column for column in self.columns}[key]

    def list_elements(self, criterion: str = "") -> list[ComparedElement]:
        """Return the elements of a criterion, or without one all of them."""
        return [
            each
            for each in self.benchmark.elements
            if criterion in {"", self.standard.criterion_of(each.element.code).code}
        ]

    def list_standing(self, compared: ComparedElement) -> list[tuple[Column, Cell]]:
        """Return where an element is met and proven."""
        pairs = zip(self.columns, compared.cells, strict=True)
        return [(column, cell) for column, cell in pairs if cell.stands]


def key_of(assessment: Assessment) -> str:
    """Return what tells a self-assessment from the others to the arithmetic."""
    return str(assessment.id)


def compare_assessments(
    assessments: Sequence[Assessment], standard: Standard, *, on: date | None = None
) -> Comparison:
    """Return self-assessments against one standard compared on a day (by default today).

    Each is judged as its own readiness is. It takes three queries however many there are.
    """
    day = on or today()
    trees = load_trees(assessments)
    benchmark = compare_sides(standard, [_make_side(tree, standard, day) for tree in trees])
    names = _name_all(assessments)
    columns = (
        Column(name, tree, compared, day)
        for name, tree, compared in zip(names, trees, benchmark.sides, strict=True)
    )
    return Comparison(standard, tuple(columns), benchmark)


def _make_side(tree: AssessmentTree, standard: Standard, day: date) -> Side:
    return Side(
        key=key_of(tree.assessment),
        states=describe_states(tree, standard),
        rule=freshness_rule(tree.assessment, standard, on=day),
    )


def _name_all(assessments: Iterable[Assessment]) -> list[str]:
    services = [each.service_id for each in assessments]
    return [
        each.service.name
        if services.count(each.service_id) == 1
        else f"{each.service.name}, {each.cycle}"
        for each in assessments
    ]
