"""The view model of a gap analysis: plain values, ready to be printed, and nothing to look up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from cse_assess.analysis.coverage import Coverage, ElementCoverage
from cse_assess.analysis.freshness import Freshness
from cse_assess.analysis.gaps import Gap, GapAnalysis
from cse_assess.audit.queries import End
from cse_assess.reports.chart import GroupChart
from cse_assess.reports.options import Audience, ReportOptions, Section
from cse_assess.reports.plans import NO_PLANS, Plans
from cse_assess.standards.structure import Level, Standard

NAMES = {
    Audience.BOARD: "Summary for the board",
    Audience.TEAM: "Gap analysis",
    Audience.ASSESSOR: "Self-assessment for the assessor",
}


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """Whose self-assessment it is, and as of when; `made_at` is in UK time.

    `trail` is where the audit trail ended then: printed, it proves later that nothing was cut off.
    """

    organisation: str
    service: str
    cycle: str
    visit_on: date | None
    is_locked: bool
    made_at: datetime
    wording: str
    program: str
    trail: End | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A piece of evidence: `fingerprint` is the first part of its SHA-256, empty for an address."""

    item_id: int
    title: str
    kind: str
    evidence_on: date | None
    valid_until: date | None
    revision: int
    fingerprint: str
    address: str
    is_confidential: bool
    look_at: str = ""
    needs_access: bool = False


@dataclass(frozen=True, slots=True)
class PinnedPassage:
    """Words quoted as proof; `address` leads to their page where the installation has an address.

    One that is not `is_found` is not in the newest revision word for word.
    """

    quotation: str
    page_number: int
    address: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """A piece of evidence as one element uses it.

    `last_valid_on` is the last day on which it counts there; it is `assumed` where nobody stated
    one, so that it follows from the evidence's age. `answers` names guidance points and kinds of
    proof in a few words.
    """

    record: EvidenceRecord
    note: str
    freshness: Freshness
    last_valid_on: date | None
    is_assumed: bool
    answers: str = ""
    pins: tuple[PinnedPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementEntry:
    """What the document says of one element; `level` None means not scored."""

    code: str
    title: str
    statement: str
    guidance: tuple[str, ...]
    level: Level | None
    level_reason: str
    justification: str
    tell: str
    owner: str
    evidence: tuple[LinkedEvidence, ...]
    gap: Gap | None
    coverage: ElementCoverage


@dataclass(frozen=True, slots=True)
class SubcriterionEntry:
    """A heading with its elements; an implied one is printed without its heading."""

    code: str
    title: str
    is_implied: bool
    elements: tuple[ElementEntry, ...]


@dataclass(frozen=True, slots=True)
class CriterionEntry:
    """A chapter of the element-by-element section."""

    code: str
    title: str
    name: str
    description: str
    subcriteria: tuple[SubcriterionEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexedEvidence:
    """A piece of evidence with the codes of the elements that use it, in order."""

    record: EvidenceRecord
    used_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents; `depth` 1 is a section."""

    number: str
    title: str
    anchor: str
    depth: int


@dataclass(frozen=True)
class GapReport:
    """Everything that the page, the PDF, the JSON and the CSV are made from."""

    subject: ReportSubject
    standard: Standard
    options: ReportOptions
    analysis: GapAnalysis
    charts: tuple[GroupChart, ...]
    coverage: Coverage
    coverage_charts: tuple[GroupChart, ...]
    criteria: tuple[CriterionEntry, ...]
    evidence: tuple[IndexedEvidence, ...]
    plans: Plans = NO_PLANS

    @cached_property
    def entries(self) -> dict[str, ElementEntry]:
        """Return the elements by code, in order."""
        return {
            element.code: element
            for criterion in self.criteria
            for subcriterion in criterion.subcriteria
            for element in subcriterion.elements
        }

    @property
    def name(self) -> str:
        """Return what this kind of document is called."""
        return NAMES[self.options.audience]

    @property
    def title(self) -> str:
        """Return the document's title, as a reader's window shows it."""
        return f"{self.name}: {self.subject.service}, {self.subject.cycle}"

    @property
    def hidden_evidence(self) -> int:
        """Return how many confidential pieces are printed without their titles."""
        if self.options.shows_confidential_titles:
            return 0
        return sum(entry.record.is_confidential for entry in self.evidence)

    @property
    def stale_evidence(self) -> int:
        """Return how many pieces are out of date, on the day that is judged, where they are used.

        A piece counts once, however many elements use it.
        """
        stale = (Freshness.EXPIRED, Freshness.EXPIRES_BEFORE)
        return len(
            {
                link.record.item_id
                for entry in self.entries.values()
                for link in entry.evidence
                if link.freshness in stale
            }
        )

    @property
    def tells_gaps(self) -> bool:
        """Tell whether it says at each element what is missing; an assessor is told if asked."""
        return self.options.audience is not Audience.ASSESSOR or self.includes(Section.GAPS)

    def includes(self, section: str) -> bool:
        """Tell whether a section goes in; raise `ValueError` for one that does not exist."""
        return Section(section) in self.options.sections

    def level_of(self, level_id: str | None) -> Level | None:
        """Return the level of this id; None is “not scored”."""
        return None if level_id is None else self.standard.get_level(level_id)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Return the lines of the contents, the sections numbered as they come."""
        return tuple(self._make_headings())

    def heading(self, anchor: str) -> Heading:
        """Return the heading of a section that goes in."""
        return next(heading for heading in self.headings if heading.anchor == anchor)

    def _make_headings(self) -> Iterator[Heading]:
        printed = [(s, t) for s, t in self._section_titles() if s is None or self.includes(s)]
        for number, (section, title) in enumerate(printed, start=1):
            yield Heading(str(number), title, section or "note", 1)
            if section is Section.ELEMENTS:
                yield from self._element_headings()

    def _section_titles(self) -> Iterator[tuple[Section | None, str]]:
        terms = self.standard.terms
        group = "The whole standard"
        if self.standard.rules.group != "standard":
            term = getattr(terms, self.standard.rules.group).one
            group = f"{term[0].upper()}{term[1:]} by {term}"
        element = terms.element.one
        yield Section.SUMMARY, "Summary"
        yield Section.GROUPS, group
        yield Section.GAPS, "Gaps, the most pressing first"
        yield Section.ACTIONS, "Improvement actions"
        yield Section.ROUTE, "The least work that leads to the award"
        yield Section.FORECAST, "The forecast"
        yield Section.FRAGILITY, "What hangs on what"
        yield Section.CHECKS, "What does not fit together"
        yield Section.ELEMENTS, f"{element[0].upper()}{element[1:]} by {element}"
        yield Section.COVERAGE, "What the evidence covers"
        yield Section.EVIDENCE, "Index of evidence"
        yield Section.HISTORY, "How it came about"
        yield Section.RULES, "What the levels and the rule mean"
        yield None, "About this document"

    def _element_headings(self) -> Iterator[Heading]:
        for criterion in self.criteria:
            yield Heading("", f"{criterion.name}: {criterion.title}", f"c-{criterion.code}", 2)
            for subcriterion in criterion.subcriteria:
                if not subcriterion.is_implied:
                    code = subcriterion.code
                    yield Heading(code, subcriterion.title, f"s-{code}", 3)
