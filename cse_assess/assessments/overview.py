"""What the overview shows: criteria with their elements, progress, filters and search."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.progress import Progress, measure_progress
from cse_assess.assessments.queries import ResponseRow
from cse_assess.standards.structure import Criterion, Element, Level, Standard, Subcriterion

NOT_SCORED = "not_scored"
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the overview; empty shows everything.

    `level` is a level's id or `NOT_SCORED`, `owner` a person's id as text or `NOBODY`.
    """

    search: str = ""
    criterion: str = ""
    level: str = ""
    owner: str = ""
    is_without_evidence: bool = False
    is_mine: bool = False
    is_to_confirm: bool = False

    @property
    def is_narrowing(self) -> bool:
        """Tell whether anything may be hidden."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Line:
    """One element in the list; `to_confirm` is the level of the cycle before, while to confirm."""

    element: Element
    response: ElementResponse
    level: Level | None
    to_confirm: Level | None
    evidence_count: int
    lost_passages: int


@dataclass(frozen=True, slots=True)
class Section:
    """A sub-criterion with those of its elements that are shown."""

    subcriterion: Subcriterion
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A criterion with its progress, whatever is hidden, and the sections that are shown."""

    criterion: Criterion
    progress: Progress
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page: chapters with something to show, and the progress of everything.

    `to_confirm` is how many levels of the cycle before wait to be confirmed.
    """

    chapters: tuple[Chapter, ...]
    progress: Progress
    to_confirm: int
    shown: int
    owners: tuple[User, ...]


def make_overview(
    standard: Standard,
    rows: Iterable[ResponseRow],
    filters: Filters,
    user_id: int | None,
) -> Overview:
    """Arrange the responses as the standard does, showing what the filters let through."""
    lines = _make_lines(standard, rows)
    shown = {
        code: line for code, line in lines.items() if _matches(standard, line, filters, user_id)
    }
    chapters = [_make_chapter(standard, criterion, lines, shown) for criterion in standard.criteria]
    owners = {line.response.owner for line in lines.values()} - {None}
    return Overview(
        chapters=tuple(chapter for chapter in chapters if chapter.sections),
        progress=_measure(standard, lines.values()),
        to_confirm=sum(line.to_confirm is not None for line in lines.values()),
        shown=len(shown),
        owners=tuple(sorted((o for o in owners if o), key=lambda o: (o.name.lower(), o.id))),
    )


def _make_lines(standard: Standard, rows: Iterable[ResponseRow]) -> dict[str, Line]:
    by_code = {row.response.element_code: row for row in rows}
    return {
        element.code: _make_line(standard, element, by_code[element.code])
        for element in standard.elements
        if element.code in by_code
    }


def _make_line(standard: Standard, element: Element, row: ResponseRow) -> Line:
    response = row.response
    carried = response.carried_level if response.is_to_confirm else None
    return Line(
        element=element,
        response=response,
        level=standard.find_level(response.level or ""),
        to_confirm=standard.find_level(carried or ""),
        evidence_count=row.evidence_count,
        lost_passages=row.lost_passages,
    )


def _make_chapter(
    standard: Standard, criterion: Criterion, lines: dict[str, Line], shown: dict[str, Line]
) -> Chapter:
    sections = (Section(sub, tuple(_pick(sub.elements, shown))) for sub in criterion.subcriteria)
    return Chapter(
        criterion=criterion,
        progress=_measure(standard, list(_pick(criterion.elements, lines))),
        sections=tuple(section for section in sections if section.lines),
    )


def _pick(elements: Sequence[Element], lines: dict[str, Line]) -> Iterator[Line]:
    return (lines[element.code] for element in elements if element.code in lines)


def _measure(standard: Standard, lines: Iterable[Line]) -> Progress:
    return measure_progress(
        standard, ((line.response.level, line.evidence_count) for line in lines)
    )


def _matches(standard: Standard, line: Line, filters: Filters, user_id: int | None) -> bool:
    return (
        _is_in_criterion(standard, line, filters.criterion)
        and _has_level(line, filters.level)
        and _has_owner(line, filters.owner)
        and not (filters.is_without_evidence and line.evidence_count)
        and not (filters.is_to_confirm and line.to_confirm is None)
        and not (filters.is_mine and (user_id is None or line.response.owner_id != user_id))
        and _mentions(standard, line, filters.search)
    )


def _is_in_criterion(standard: Standard, line: Line, code: str) -> bool:
    return not code or standard.criterion_of(line.element.code).code == code


def _has_level(line: Line, wanted: str) -> bool:
    return not wanted or (line.level.id if line.level else NOT_SCORED) == wanted


def _has_owner(line: Line, wanted: str) -> bool:
    owner_id = line.response.owner_id
    return not wanted or (NOBODY if owner_id is None else str(owner_id)) == wanted


def _mentions(standard: Standard, line: Line, search: str) -> bool:
    """Tell whether every word that is searched for occurs somewhere in what belongs to a line."""
    text = "\n".join(_texts_of(standard, line)).casefold()
    return all(word in text for word in search.casefold().split())


def _texts_of(standard: Standard, line: Line) -> Iterator[str]:
    element, response = line.element, line.response
    criterion = standard.criterion_of(element.code)
    subcriterion = next(sub for sub in criterion.subcriteria if element in sub.elements)
    yield from (element.code, element.title, element.statement, criterion.title)
    yield from (subcriterion.title, *element.guidance, *element.keywords)
    yield from (response.justification, response.tell, response.level_reason)
