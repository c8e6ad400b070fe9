"""The plan of a visit as its pages show it: by day, with what does not fit pointed out in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cse_assess.analysis.agenda import Slot, find_gaps, find_overlaps
from cse_assess.review.desk.models import Finding
from cse_assess.review.visit.models import People, SessionKind, VisitSession
from cse_assess.review.visit.questions import Topic
from cse_assess.review.visit.sharing import Change
from cse_assess.review.visit.values import WITHOUT_ELEMENTS, minute_of
from cse_assess.review.visit.words import (
    KIND_TITLES,
    PEOPLE_TITLES,
    format_length,
    format_minute,
)
from cse_assess.standards.structure import Criterion, Element, Standard


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element of a session; `element` is None where the standard has it no longer."""

    code: str
    element: Element | None

    @property
    def title(self) -> str:
        """Return what it is called, or that it is gone."""
        return self.element.title if self.element else "(not in the standard any more)"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A session as it is listed: `remarks` say what does not fit, `free_before` what is free."""

    session: VisitSession
    elements: tuple[NamedElement, ...]
    remarks: tuple[str, ...] = ()
    free_before: str = ""
    change: Change = Change.NONE
    note_count: int = 0

    @property
    def is_break(self) -> bool:
        """Tell whether nobody is met."""
        return self.session.kind == SessionKind.BREAK

    @property
    def kind(self) -> str:
        """Return what it is, and with whom: “Interview with staff”."""
        kind, people = KIND_TITLES[SessionKind(self.session.kind)], self.session.people
        if not people or self.is_break:
            return kind
        joined = "of" if self.session.kind == SessionKind.OBSERVATION else "with"
        return f"{kind} {joined} {PEOPLE_TITLES[People(people)].lower()}"

    @property
    def times(self) -> str:
        """Return from when until when it is: “9:30am to 10:15am”; nothing without a time."""
        slot = find_slot(self.session)
        return f"{format_minute(slot.start)} to {format_minute(slot.end)}" if slot else ""

    @property
    def length(self) -> str:
        """Return how long it is."""
        return format_length(self.session.minutes)


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """The sessions of one day that have a time, in order."""

    on: date
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole plan: its days, and apart from them the sessions that have no time yet."""

    days: tuple[AgendaDay, ...]
    untimed: tuple[AgendaLine, ...]

    @property
    def lines(self) -> tuple[AgendaLine, ...]:
        """Return every session, those without a time last."""
        return (*(line for day in self.days for line in day.lines), *self.untimed)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An element with something to see or ask that no session is about."""

    element: Element
    to_see: str


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """How much of one criterion is in the plan; `waiting` elements have something to see or ask."""

    criterion: Criterion
    sessions: int
    planned: int
    waiting: int


def find_slot(visit_session: VisitSession) -> Slot | None:
    """Return when a session is, in minutes of its day, or None without day or time."""
    if visit_session.on_day is None or visit_session.starts_at is None:
        return None
    return Slot(minute_of(visit_session.starts_at), visit_session.minutes)


def make_agenda(
    sessions: Sequence[VisitSession],
    standard: Standard,
    *,
    changes: Mapping[int, Change] | None = None,
    note_counts: Mapping[int | None, int] | None = None,
) -> Agenda:
    """Return sessions, in the order of `queries.list_sessions`, as a plan to be shown."""
    known = _Known(standard, changes or {}, note_counts or {})
    timed = [each for each in sessions if find_slot(each)]
    days = groupby(timed, key=lambda each: each.on_day)
    return Agenda(
        days=tuple(AgendaDay(on, tuple(known.lay_out(list(group)))) for on, group in days if on),
        untimed=tuple(known.make_line(each) for each in sessions if not find_slot(each)),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    standard: Standard
    changes: Mapping[int, Change]
    note_counts: Mapping[int | None, int]

    def lay_out(self, sessions: Sequence[VisitSession]) -> Iterator[AgendaLine]:
        """Yield the lines of one day, each with what overlaps it and what is free before it."""
        slots = [slot for each in sessions if (slot := find_slot(each))]
        gaps = {gap.end: format_length(gap.minutes) for gap in find_gaps(slots)}
        overlaps = find_overlaps(slots)
        for place, each in enumerate(sessions):
            remarks = _speak_overlaps(place, overlaps, sessions)
            yield self.make_line(each, remarks, gaps.pop(slots[place].start, ""))

    def make_line(
        self, each: VisitSession, remarks: Iterable[str] = (), free_before: str = ""
    ) -> AgendaLine:
        elements = tuple(
            NamedElement(code, self.standard.find_element(code)) for code in each.element_codes
        )
        return AgendaLine(
            session=each,
            elements=elements,
            remarks=(*remarks, *_find_missing(each, self.standard)),
            free_before=free_before,
            change=self.changes.get(each.id, Change.NONE),
            note_count=self.note_counts.get(each.id, 0),
        )


def _speak_overlaps(
    place: int, overlaps: Iterable[tuple[int, int, int]], sessions: Sequence[VisitSession]
) -> list[str]:
    return [
        f"At the same time as “{sessions[other].title}” for {format_length(minutes)}."
        for first, second, minutes in overlaps
        if place in {first, second}
        for other in [second if place == first else first]
    ]


def _find_missing(visit_session: VisitSession, standard: Standard) -> Iterator[str]:
    if visit_session.kind not in WITHOUT_ELEMENTS and not visit_session.element_codes:
        yield f"No {standard.terms.element.one} is chosen for it."


def list_unplanned(
    standard: Standard, sessions: Iterable[VisitSession], findings: Mapping[str, Finding]
) -> list[Unplanned]:
    """Return the elements with something to see or ask that are in no session, in order."""
    planned = _list_planned(sessions)
    return [
        Unplanned(element, findings[element.code].to_see)
        for element in standard.elements
        if element.code not in planned
        and element.code in findings
        and findings[element.code].to_see.strip()
    ]


def count_criteria(
    standard: Standard, sessions: Sequence[VisitSession], unplanned: Collection[Unplanned]
) -> list[CriterionCount]:
    """Return for each criterion how many sessions and elements the plan has of it."""
    waiting = {each.element.code for each in unplanned}
    return [_count(criterion, sessions, waiting) for criterion in standard.criteria]


def _count(
    criterion: Criterion, sessions: Sequence[VisitSession], waiting: Collection[str]
) -> CriterionCount:
    codes = {element.code for element in criterion.elements}
    return CriterionCount(
        criterion,
        sessions=sum(not codes.isdisjoint(each.element_codes) for each in sessions),
        planned=len(codes & _list_planned(sessions)),
        waiting=len(codes & set(waiting)),
    )


def _list_planned(sessions: Iterable[VisitSession]) -> set[str]:
    return {code for each in sessions for code in each.element_codes}


def make_topics(
    standard: Standard, codes: Iterable[str], findings: Mapping[str, Finding]
) -> list[Topic]:
    """Return what questions are proposed from for these elements; unknown ones are left out."""
    elements = [found for code in codes if (found := standard.find_element(code))]
    return [
        Topic(
            element.code,
            element.title,
            element.guidance,
            findings[element.code].to_see if element.code in findings else "",
        )
        for element in elements
    ]
