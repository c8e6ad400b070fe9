"""What goes into a report, for whom and as which file: the reader's choice, stored with it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Audience(StrEnum):
    """For whom a report is written; they differ in what goes in and in how it is said."""

    BOARD = "board"
    TEAM = "team"
    ASSESSOR = "assessor"


class Format(StrEnum):
    """The kind of file; the value is also how its name ends."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """Return what the file is handed out as."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
}


class Section(StrEnum):
    """A part of the document that can be left out; the order is that of the document."""

    SUMMARY = "summary"
    GROUPS = "groups"
    GAPS = "gaps"
    ACTIONS = "actions"
    ROUTE = "route"
    FORECAST = "forecast"
    FRAGILITY = "fragility"
    CHECKS = "checks"
    ELEMENTS = "elements"
    GUIDANCE = "guidance"
    COVERAGE = "coverage"
    EVIDENCE = "evidence"
    HISTORY = "history"
    RULES = "rules"


INSIDE = frozenset(
    {
        Section.ACTIONS,
        Section.ROUTE,
        Section.FORECAST,
        Section.FRAGILITY,
        Section.CHECKS,
        Section.HISTORY,
    }
)
"""What only the organisation's own people are told.

The forecast counts on planned actions, and what hangs on what says where the claim is weakest.
"""

OFFERED = {
    Audience.BOARD: frozenset(
        {
            Section.SUMMARY,
            Section.GROUPS,
            Section.GAPS,
            Section.ROUTE,
            Section.FORECAST,
            Section.FRAGILITY,
        }
    ),
    Audience.TEAM: frozenset(Section),
    Audience.ASSESSOR: frozenset(Section) - INSIDE,
}
"""What each may be given. An assessor is told what is claimed and its proof, and no plans."""

STANDARD_CHOICES = {
    Audience.BOARD: OFFERED[Audience.BOARD],
    Audience.TEAM: OFFERED[Audience.TEAM] - {Section.GUIDANCE},
    Audience.ASSESSOR: OFFERED[Audience.ASSESSOR] - {Section.GUIDANCE, Section.GAPS},
}
"""What is chosen unless somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What goes in, and for whom; the note that ends the document always goes in.

    Without `shows_confidential_titles` a confidential piece of evidence is printed with its dates
    and its fingerprint, and without its title, its address and what it is said to prove. Raises
    `ValueError` for what the audience is not given.
    """

    sections: frozenset[Section] = STANDARD_CHOICES[Audience.TEAM]
    shows_confidential_titles: bool = False
    audience: Audience = Audience.TEAM

    def __post_init__(self) -> None:
        """Refuse what the audience is not given."""
        if not self.sections <= OFFERED[self.audience]:
            raise ValueError(f"not for the {self.audience}: {self.sections}")
        if self.shows_confidential_titles and self.audience is Audience.BOARD:
            raise ValueError("a board is not told confidential titles")

    def to_json(self) -> dict[str, Any]:
        """Return the form that the database keeps."""
        return {
            "sections": [section.value for section in Section if section in self.sections],
            "confidential_titles": self.shows_confidential_titles,
            "audience": self.audience.value,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ReportOptions":
        """Return the options that `to_json` gave.

        What was stored before there were audiences holds nothing that an assessor may not know.
        """
        return cls(
            sections=frozenset(Section(name) for name in stored["sections"]),
            shows_confidential_titles=stored["confidential_titles"],
            audience=Audience(stored.get("audience", Audience.ASSESSOR)),
        )


def choose_standard(audience: Audience) -> ReportOptions:
    """Return what an audience is given unless somebody chooses otherwise."""
    return ReportOptions(STANDARD_CHOICES[audience], audience=audience)
