"""Points of the organisation as pages list them: with the part of the report in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.review.decision.models import AccuracyPoint
from cse_assess.review.decision.sections import find_section
from cse_assess.standards.structure import Standard

WHOLE = "The report as a whole"


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point, and which part of the report it is about."""

    point: AccuracyPoint
    place: str


def make_lines(points: Iterable[AccuracyPoint], standard: Standard) -> list[PointLine]:
    """Return the lines of points in their order, without a query."""
    return [PointLine(point, name_place(point, standard)) for point in points]


def name_place(point: AccuracyPoint, standard: Standard) -> str:
    """Return which part of the report a point is about."""
    if point.element_code:
        element = standard.find_element(point.element_code)
        return f"{point.element_code} {element.title}" if element else point.element_code
    section = find_section(standard, point.section_key)
    return section.title if section else WHOLE
