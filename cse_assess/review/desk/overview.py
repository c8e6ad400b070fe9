"""What the page of a review shows: each element with both levels, how far it is, and filters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cse_assess.assessments.past.content import Content
from cse_assess.review.desk.claims import list_places_of
from cse_assess.review.desk.models import Finding
from cse_assess.review.desk.values import TEXT_LABELS
from cse_assess.standards.structure import Criterion, Element, Level, Standard

Place = tuple[int, int]
CONFIDENTIAL_NOTE = "Confidential note"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list; empty shows everything."""

    criterion: str = ""
    is_not_done: bool = False
    is_differing: bool = False
    is_unopened: bool = False
    is_in_sample: bool = False
    is_flagged: bool = False

    @property
    def is_narrowing(self) -> bool:
        """Tell whether anything may be hidden."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Worked:
    """What there is to a review: claims and findings by code, and what was opened and noted.

    `opened` are (item, number of its revision), `noted` codes with a confidential note.
    """

    claims: Mapping[str, Content]
    findings: Mapping[str, Finding]
    opened: set[Place]
    noted: set[str]

    @property
    def places(self) -> set[Place]:
        """Return every piece of evidence that stands for an element, each once."""
        return {place for claim in self.claims.values() for place in list_places_of(claim)}


@dataclass(frozen=True, slots=True)
class Line:
    """One element: what is claimed, what was found, and what the assessor opened of its evidence.

    `claimed` is None for what is not scored, and where the submission was taken back.
    """

    element: Element
    claimed: Level | None
    finding: Finding | None
    level: Level | None
    flags: tuple[str, ...]
    opened: int
    pieces: int

    @property
    def is_done(self) -> bool:
        """Tell whether the assessor has ticked it as done."""
        return self.finding is not None and self.finding.is_done

    @property
    def differs(self) -> bool:
        """Tell whether the assessor decided on another level than is claimed."""
        return self.level is not None and self.level != self.claimed

    @property
    def is_in_sample(self) -> bool:
        """Tell whether it was chosen for the sample."""
        return self.finding is not None and self.finding.is_in_sample

    @property
    def unopened(self) -> int:
        """Return how many of its pieces of evidence the assessor has not opened yet."""
        return self.pieces - self.opened


@dataclass(frozen=True, slots=True)
class Chapter:
    """A criterion with its lines that are shown, and how many of all are done."""

    criterion: Criterion
    lines: tuple[Line, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page: chapters with something to show, and figures of everything.

    `following` is the first element that is not done.
    """

    chapters: tuple[Chapter, ...]
    done: int
    total: int
    shown: int
    opened: int
    pieces: int
    differing: int
    in_sample: int
    following: Element | None


def make_lines(standard: Standard, work: Worked) -> list[Line]:
    """Return a line for each element that was submitted, or, of what was taken back, for each."""
    return [
        _make_line(standard, element, work)
        for element in standard.elements
        if not work.claims or element.code in work.claims
    ]


def _make_line(standard: Standard, element: Element, work: Worked) -> Line:
    claim, finding = work.claims.get(element.code), work.findings.get(element.code)
    pieces = list_places_of(claim) if claim else set()
    return Line(
        element=element,
        claimed=standard.find_level((claim["level"] if claim else "") or ""),
        finding=finding,
        level=standard.find_level((finding.level if finding else "") or ""),
        flags=tuple(_list_flags(finding, is_noted=element.code in work.noted)),
        opened=len(pieces & work.opened),
        pieces=len(pieces),
    )


def _list_flags(finding: Finding | None, *, is_noted: bool) -> Iterator[str]:
    for name, label in TEXT_LABELS.items():
        if finding is not None and getattr(finding, name):
            yield label
    if is_noted:
        yield CONFIDENTIAL_NOTE


def make_overview(standard: Standard, work: Worked, filters: Filters) -> Overview:
    """Arrange the elements by criterion, showing what the filters let through."""
    every, places = make_lines(standard, work), work.places
    shown = [line for line in every if _matches(standard, line, filters)]
    chapters = [_make_chapter(criterion, every, shown) for criterion in standard.criteria]
    waiting = (line.element for line in every if not line.is_done)
    return Overview(
        chapters=tuple(chapter for chapter in chapters if chapter.lines),
        done=sum(line.is_done for line in every),
        total=len(every),
        shown=len(shown),
        opened=len(places & work.opened),
        pieces=len(places),
        differing=sum(line.differs for line in every),
        in_sample=sum(line.is_in_sample for line in every),
        following=next(waiting, None),
    )


def _make_chapter(criterion: Criterion, every: list[Line], shown: list[Line]) -> Chapter:
    own = {element.code for element in criterion.elements}
    all_own = [line for line in every if line.element.code in own]
    return Chapter(
        criterion=criterion,
        lines=tuple(line for line in shown if line.element.code in own),
        done=sum(line.is_done for line in all_own),
        total=len(all_own),
    )


def _matches(standard: Standard, line: Line, filters: Filters) -> bool:
    code = filters.criterion
    return (
        (not code or standard.criterion_of(line.element.code).code == code)
        and not (filters.is_not_done and line.is_done)
        and not (filters.is_differing and not line.differs)
        and not (filters.is_unopened and not line.unopened)
        and not (filters.is_in_sample and not line.is_in_sample)
        and not (filters.is_flagged and not line.flags)
    )
