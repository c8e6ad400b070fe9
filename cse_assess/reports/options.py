"""What goes into a gap analysis: the reader's choice, stored with the report."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """A part of the document that can be left out; the order is that of the document."""

    SUMMARY = "summary"
    GROUPS = "groups"
    GAPS = "gaps"
    ELEMENTS = "elements"
    GUIDANCE = "guidance"
    COVERAGE = "coverage"
    EVIDENCE = "evidence"
    RULES = "rules"


STANDARD_CHOICE = frozenset(Section) - {Section.GUIDANCE}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What goes in; the cover, the contents and the note that ends the document always do.

    Without `shows_confidential_titles` a confidential piece of evidence is printed with its dates
    and its fingerprint, and without its title, its address and what it is said to prove.
    """

    sections: frozenset[Section] = STANDARD_CHOICE
    shows_confidential_titles: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the form that the database keeps."""
        return {
            "sections": [section.value for section in Section if section in self.sections],
            "confidential_titles": self.shows_confidential_titles,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ReportOptions":
        """Return the options that `to_json` gave."""
        return cls(
            sections=frozenset(Section(name) for name in stored["sections"]),
            shows_confidential_titles=stored["confidential_titles"],
        )
