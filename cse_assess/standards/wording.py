"""Puts official wording beside a standard's own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cse_assess.standards.structure import Criterion, Element, Standard, Subcriterion


class Wording(Protocol):
    """The official words for one element, wherever they are kept."""

    @property
    def element_code(self) -> str:
        """Return the element's code."""

    @property
    def statement(self) -> str:
        """Return the official statement."""

    @property
    def guidance(self) -> Sequence[str]:
        """Return the official guidance points, in order."""


def with_official_wording(standard: Standard, wordings: Iterable[Wording]) -> Standard:
    """Return the standard with the official wording of the elements that have one.

    Wording for a code that the standard does not have, or with another number of guidance points
    than it has by now, is left aside: it was imported for another version of the standard.
    """
    by_code = {wording.element_code: wording for wording in wordings}
    if not by_code:
        return standard
    criteria = tuple(_word_criterion(criterion, by_code) for criterion in standard.criteria)
    return standard.replace(criteria=criteria)


def _word_criterion(criterion: Criterion, by_code: Mapping[str, Wording]) -> Criterion:
    tier = tuple(_word_subcriterion(sub, by_code) for sub in criterion.tier)
    own = tuple(_word_element(element, by_code) for element in criterion.own_elements)
    return criterion.replace(tier=tier, own_elements=own)


def _word_subcriterion(sub: Subcriterion, by_code: Mapping[str, Wording]) -> Subcriterion:
    elements = tuple(_word_element(element, by_code) for element in sub.elements)
    return sub.replace(elements=elements)


def _word_element(element: Element, by_code: Mapping[str, Wording]) -> Element:
    wording = by_code.get(element.code)
    if wording is None or len(wording.guidance) != len(element.guidance):
        return element
    return element.replace(
        official_statement=wording.statement, official_guidance=tuple(wording.guidance)
    )
