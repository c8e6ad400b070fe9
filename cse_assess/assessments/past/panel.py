"""What an element brought along from the cycle before."""

from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.past.carrying import REASON_TITLES, CarryReason
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.past.queries import list_open_points
from cse_assess.assessments.queries import find_assessment
from cse_assess.evidence.policy import CONFIDENTIAL_TITLE, can_open_item
from cse_assess.standards.structure import Level, Standard


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point of the carry-forward list; `about` names its evidence, whose words may be hidden."""

    point: CarriedPoint
    reason: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class CarriedPanel:
    """The level and the open points of the cycle before; no level where it had none."""

    cycle: str
    level: Level | None
    points: tuple[ShownPoint, ...]


def show_carried(
    standard: Standard, response: ElementResponse, viewer: Actor
) -> CarriedPanel | None:
    """Return what an element brought along, None where nothing."""
    assessment = response.assessment
    source = find_assessment(assessment.carried_from_id or 0)
    if source is None:
        return None
    points = list_open_points(assessment.id, response.element_code)
    return CarriedPanel(
        cycle=source.cycle,
        level=standard.find_level(response.carried_level or ""),
        points=tuple(show_point(each, viewer) for each in points),
    )


def show_point(point: CarriedPoint, viewer: Actor) -> ShownPoint:
    """Return a point as the viewer may see it: what quotes confidential evidence is hidden."""
    reason = REASON_TITLES[CarryReason(point.reason)]
    if point.item is None:
        return ShownPoint(point, reason, "", point.words)
    if can_open_item(viewer, point.item):
        return ShownPoint(point, reason, point.item.title, point.words)
    return ShownPoint(point, reason, CONFIDENTIAL_TITLE, "")
