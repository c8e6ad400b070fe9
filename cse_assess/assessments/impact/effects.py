"""Says in words what a change of a piece of evidence does to one element's proof.

Each function that is named in `_EFFECTS` looks at one sort of proof (the evidence itself, the note
and what it is said to answer, …) and gives a sentence for each that is touched; a new sort of proof
adds its function there. Nothing is read from the database but what `list_touched` has loaded.
"""

from collections.abc import Callable, Iterable, Mapping

from cse_assess.analysis.passages import Match
from cse_assess.assessments.impact.queries import TouchedLink
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.pins.preview import tell_pins
from cse_assess.assessments.proof import StatedProof, speak_kinds
from cse_assess.evidence.usage import ContentChange, Effect, Impact
from cse_assess.standards.structure import Standard

NOT_SCORED = "Not scored"


def name_place(assessment: Assessment, code: str, standard: Standard | None) -> str:
    """Return what an element of a self-assessment is called outside of it."""
    element = standard.find_element(code) if standard else None
    title = f"{code} {element.title}" if element else code
    return f"{title} ({assessment.service.name}, {assessment.cycle})"


def describe_impact(
    touched: TouchedLink,
    change: ContentChange,
    standard: Standard | None,
    url_of: Callable[[Assessment, str], str],
    fates: Mapping[int, Match],
) -> Impact:
    """Return what `change` does to one linked element; `standard` is None where it has gone.

    `fates` tells where its pins would stand, by their ids.
    """
    assessment, response = touched.assessment, touched.response
    return Impact(
        label=name_place(assessment, response.element_code, standard),
        url=url_of(assessment, response.element_code),
        state=_name_level(response.level, standard),
        is_locked=assessment.is_locked,
        effects=(
            *(effect for find in _EFFECTS for effect in find(touched, change)),
            *tell_pins(touched.link, change, fates),
        ),
    )


def _name_level(level_id: str | None, standard: Standard | None) -> str:
    level = standard.find_level(level_id) if standard and level_id else None
    return level.title if level else level_id or NOT_SCORED


def _tell_what_is_left(touched: TouchedLink, change: ContentChange) -> Iterable[Effect]:
    if not change.is_withdrawal:
        return
    if touched.others == 0:
        yield Effect("Nothing else in use is attached: no evidence would be left.", is_alarm=True)
    elif touched.others == 1:
        yield Effect("One other piece of evidence stays.")
    else:
        yield Effect(f"{touched.others} other pieces of evidence stay.")


def _tell_what_is_said(touched: TouchedLink, change: ContentChange) -> Iterable[Effect]:
    """Name what people say that the content proves: only they can tell whether it still holds."""
    stated = StatedProof.of(touched.link)
    lead = "No longer counts" if change.is_withdrawal else "Check that it still holds"
    if stated.note:
        yield Effect(f"{lead}: “{stated.note}”")
    if stated.points:
        yield Effect(f"{lead}: answers guidance {_list_points(stated.points)}")
    if stated.kinds:
        yield Effect(f"{lead}: {speak_kinds(', '.join(stated.kinds))}")


def _list_points(points: tuple[int, ...]) -> str:
    numbers = [str(number) for number in points]
    if len(numbers) == 1:
        return f"point {numbers[0]}"
    return f"points {', '.join(numbers[:-1])} and {numbers[-1]}"


_EFFECTS: tuple[Callable[[TouchedLink, ContentChange], Iterable[Effect]], ...] = (
    _tell_what_is_left,
    _tell_what_is_said,
)
