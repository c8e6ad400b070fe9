"""The sections of an assessor's report, in the order in which it has them.

The order and the names are those of published assessors' reports (DOMAIN, life of a certificate).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.standards.structure import Criterion, Standard


class SectionKey(StrEnum):
    """The sections that every report has; those of the criteria come from the standard."""

    KEY_INFORMATION = "key_information"
    INTRODUCTION = "introduction"
    METHOD = "method"
    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    PARTIALS = "partials"
    RECOMMENDATION = "recommendation"


TITLES = {
    SectionKey.KEY_INFORMATION: "Key information",
    SectionKey.INTRODUCTION: "Introduction",
    SectionKey.METHOD: "Method",
    SectionKey.STRENGTHS: "Summary of strengths",
    SectionKey.IMPROVEMENTS: "Areas for continuous improvement",
    SectionKey.PARTIALS: "Areas of partial compliance",
    SectionKey.RECOMMENDATION: "Recommendation",
}
HINTS = {
    SectionKey.KEY_INFORMATION: (
        "The table of facts is made by itself. Add what it cannot know, such as the sites that "
        "were visited."
    ),
    SectionKey.RECOMMENDATION: "What is recommended, and why.",
}
CRITERION = "criterion-"
BEFORE_CRITERIA = tuple(each for each in SectionKey if each is not SectionKey.RECOMMENDATION)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its key, its heading, and what to say to whoever writes it."""

    key: str
    title: str
    hint: str = ""

    @property
    def is_recommendation(self) -> bool:
        """Tell whether it holds the decision."""
        return self.key == SectionKey.RECOMMENDATION


def list_sections(standard: Standard) -> tuple[Section, ...]:
    """Return the sections of a report against this standard, in order."""
    return tuple(_walk(standard))


def find_section(standard: Standard, key: str) -> Section | None:
    """Return the section of this key, or None."""
    return next((each for each in _walk(standard) if each.key == key), None)


def find_criterion(standard: Standard, key: str) -> Criterion | None:
    """Return the criterion whose findings a section tells, or None for any other section."""
    return next((each for each in standard.criteria if key_of(each) == key), None)


def key_of(criterion: Criterion) -> str:
    """Return the key of the section with the findings of a criterion."""
    return f"{CRITERION}{criterion.code}"


def name_criterion(standard: Standard, criterion: Criterion) -> str:
    """Return what a heading calls a criterion: “Criterion 3: Information and Access”."""
    return f"{standard.terms.criterion.one.capitalize()} {criterion.code}: {criterion.title}"


def _walk(standard: Standard) -> Iterator[Section]:
    for key in BEFORE_CRITERIA:
        yield Section(key.value, TITLES[key], HINTS.get(key, ""))
    for criterion in standard.criteria:
        yield Section(key_of(criterion), name_criterion(standard, criterion))
    last = SectionKey.RECOMMENDATION
    yield Section(last.value, TITLES[last], HINTS[last])
