"""The view model of an assessor's report on paper: plain values, and nothing to look up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import version

from cse_assess.audit.queries import End
from cse_assess.clock import LONDON, now
from cse_assess.review.decision.content import Content, is_signed, read_signed_at
from cse_assess.review.decision.sections import CRITERION, SectionKey

FINDINGS, TABLE, ACCURACY, NOTE = "findings", "compliance", "accuracy", "note"
NAME = "Assessor’s report"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents; `depth` 1 is numbered."""

    number: str
    title: str
    anchor: str
    depth: int


@dataclass(frozen=True)
class AssessorPaper:
    """A report with what is printed around it.

    `sha256` is the fingerprint of what was signed, empty for a draft. `trail` is where the audit
    trail ended when the paper was made, in UK time.
    """

    content: Content
    made_at: datetime
    program: str
    sha256: str = ""
    trail: End | None = None
    reopened_reason: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether it was not signed."""
        return not is_signed(self.content)

    @property
    def signed_at(self) -> datetime | None:
        """Return when it was signed, or None."""
        return read_signed_at(self.content)

    @property
    def title(self) -> str:
        """Return the document's title, as a reader's window shows it."""
        kind = f"{NAME} (draft)" if self.is_draft else NAME
        return f"{kind}: {self.content['service']}, {self.content['cycle']}"

    @property
    def edge(self) -> str:
        """Return what stands at the foot of each sheet."""
        return f"DRAFT, not signed · {NAME}" if self.is_draft else f"{NAME}, signed"

    @property
    def file_stem(self) -> str:
        """Return what its file is called, without an ending: ASCII, lower case, no spaces."""
        content = self.content
        parts = ["assessors-report", content["service"], content["cycle"]]
        parts.append("draft" if self.is_draft else f"signed-{content['signature']['number']}")
        words = "-".join(str(part) for part in parts).lower()
        return re.sub(r"[^a-z0-9]+", "-", words)[:120].strip("-")

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Return the lines of the contents, the sections numbered as they come."""
        return tuple(self._walk())

    def heading(self, anchor: str) -> Heading:
        """Return the heading of a section."""
        return next(each for each in self.headings if each.anchor == anchor)

    @property
    def opening(self) -> list[Content]:
        """Return the sections before the findings."""
        return [each for each in self._sections if not _is_later(each["key"])]

    @property
    def findings(self) -> list[Content]:
        """Return the sections with the findings, one for each criterion."""
        return [each for each in self._sections if each["key"].startswith(CRITERION)]

    @property
    def recommendation(self) -> Content:
        """Return the section with the recommendation."""
        return next(each for each in self._sections if each["key"] == SectionKey.RECOMMENDATION)

    @property
    def _sections(self) -> list[Content]:
        sections: list[Content] = self.content["sections"]
        return sections

    def _walk(self) -> Iterator[Heading]:
        for number, (title, anchor) in enumerate(self._list_titles(), start=1):
            yield Heading(str(number), title, anchor, 1)
            if anchor == FINDINGS:
                yield from (Heading("", each["title"], each["key"], 2) for each in self.findings)

    def _list_titles(self) -> Iterator[tuple[str, str]]:
        yield from ((each["title"], each["key"]) for each in self.opening)
        yield f"Findings by {self.content['terms']['criterion']}", FINDINGS
        yield "Compliance table", TABLE
        yield self.recommendation["title"], self.recommendation["key"]
        yield "Factual accuracy", ACCURACY
        yield "About this document", NOTE


def _is_later(key: str) -> bool:
    return key.startswith(CRITERION) or key == SectionKey.RECOMMENDATION


def make_paper(
    content: Content, *, trail: End, sha256: str = "", reopened_reason: str = ""
) -> AssessorPaper:
    """Return the paper of a report as of now."""
    return AssessorPaper(
        content=content,
        made_at=now().astimezone(LONDON),
        program=f"CSE Assess {version('cse-assess')}",
        sha256=sha256,
        trail=trail,
        reopened_reason=reopened_reason,
    )
