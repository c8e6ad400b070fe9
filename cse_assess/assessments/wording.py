"""The standard of a self-assessment, in the wording that it shows."""

from collections.abc import Sequence
from pathlib import Path

from cse_assess.assessments.models import Assessment
from cse_assess.errors import NotFound
from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.queries import add_imported_wording
from cse_assess.standards.registry import get_standard
from cse_assess.standards.structure import Criterion, Element, Standard, Subcriterion

OFFICIAL = "official"


def find_standard(
    assessment: Assessment, *, folders: Sequence[Path] | None = None
) -> Standard | None:
    """Return the standard as its file has it, or None where it is not installed any more."""
    try:
        return get_standard(assessment.standard_id, folders)
    except (UnknownStandardError, StandardError):
        return None


def standard_for(assessment: Assessment, *, folders: Sequence[Path] | None = None) -> Standard:
    """Return the standard with the wording that the self-assessment is set to, in one query.

    What the organisation imported stands in `official_statement` and `official_guidance`; set to
    the official wording, it is `statement` and `guidance` as well, wherever it was imported.
    Raises `NotFound` where the standard is not installed any more.
    """
    plain = find_standard(assessment, folders=folders)
    if plain is None:
        raise NotFound(
            f"The standard “{assessment.standard_id}” of this self-assessment is not installed, or "
            "its file has faults. Whoever runs this server can put it back."
        )
    standard = add_imported_wording(plain, assessment.organisation_id)
    return _speak_officially(standard) if assessment.wording == OFFICIAL else standard


def other_wording(
    element: Element, assessment: Assessment, *, folders: Sequence[Path] | None = None
) -> Element | None:
    """Return the element in the wording that is not shown, or None where there is only one."""
    if element.official_statement is None:
        return None
    if assessment.wording != OFFICIAL:
        return _speak_element(element)
    plain = find_standard(assessment, folders=folders)
    return plain.find_element(element.code) if plain else None


def _speak_officially(standard: Standard) -> Standard:
    return standard.replace(criteria=tuple(map(_speak_criterion, standard.criteria)))


def _speak_criterion(criterion: Criterion) -> Criterion:
    return criterion.replace(
        tier=tuple(map(_speak_subcriterion, criterion.tier)),
        own_elements=tuple(map(_speak_element, criterion.own_elements)),
    )


def _speak_subcriterion(subcriterion: Subcriterion) -> Subcriterion:
    return subcriterion.replace(elements=tuple(map(_speak_element, subcriterion.elements)))


def _speak_element(element: Element) -> Element:
    if element.official_statement is None:
        return element
    return element.replace(
        statement=element.official_statement,
        guidance=element.official_guidance or element.guidance,
    )
