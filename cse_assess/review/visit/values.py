"""What an assessor says of one session of a visit, and whether that can be."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, time

from cse_assess.analysis.agenda import MINUTES_OF_A_DAY
from cse_assess.assessments.texts import check_line, check_text
from cse_assess.errors import DomainError
from cse_assess.review.visit.models import People, SessionKind, VisitSession
from cse_assess.review.visit.words import (
    FIELD_LABELS,
    HOUR,
    KIND_TITLES,
    PEOPLE_TITLES,
    format_time,
)
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day

LONGEST_LINE = 200
LONGEST_QUESTIONS = 10_000
LONGEST_NOTE = 4_000
USUAL_MINUTES, LEAST_MINUTES, MOST_MINUTES = 30, 5, 600
MOST_SESSIONS = 100
WITHOUT_ELEMENTS = frozenset({SessionKind.MEETING, SessionKind.BREAK})


@dataclass(frozen=True, slots=True)
class SessionValues:
    """Everything of a session but its questions; `element_codes` in the standard's order."""

    kind: str = SessionKind.INTERVIEW
    people: str = ""
    title: str = ""
    with_whom: str = ""
    place: str = ""
    on_day: date | None = None
    starts_at: time | None = None
    minutes: int = USUAL_MINUTES
    element_codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, session: VisitSession) -> "SessionValues":
        """Return what a session says now."""
        values = {field.name: getattr(session, field.name) for field in fields(cls)}
        return cls(**{**values, "element_codes": tuple(session.element_codes)})

    def differing(self, other: "SessionValues") -> list[str]:
        """Return the names of the fields in which the two differ, in order."""
        names = [field.name for field in fields(self)]
        return [name for name in names if getattr(self, name) != getattr(other, name)]


def write_values(session: VisitSession, values: SessionValues) -> None:
    """Put checked values into a session."""
    for field in fields(values):
        setattr(session, field.name, getattr(values, field.name))
    session.element_codes = list(values.element_codes)


def check_values(
    standard: Standard, values: SessionValues, *, kept_codes: Iterable[str] = ()
) -> SessionValues:
    """Return the values as they are kept; `kept_codes` may stay though the standard lacks them.

    Raises `DomainError` with its field for what cannot be.
    """
    _check_kind(values)
    _check_time(values)
    return replace(
        values,
        title=check_line(
            values.title, LONGEST_LINE, name="The title", field="title", missing="Enter a title"
        ),
        with_whom=_check_line(values.with_whom, "with_whom"),
        place=_check_line(values.place, "place"),
        element_codes=order_codes(standard, values.element_codes, kept_codes),
    )


def _check_line(raw: str, field: str) -> str:
    return check_line(raw, LONGEST_LINE, name=FIELD_LABELS[field], field=field, missing="")


def _check_kind(values: SessionValues) -> None:
    if values.kind not in set(SessionKind):
        raise DomainError("Choose what it is", field="kind")
    if values.people not in {"", *People}:
        raise DomainError("Choose one of the answers", field="people")
    if values.kind == SessionKind.INTERVIEW and not values.people:
        raise DomainError("Choose who the interview is with", field="people")
    if values.kind == SessionKind.BREAK and values.element_codes:
        raise DomainError(
            "A break is about nothing: untick what is ticked, or choose another kind",
            field="element_codes",
        )


def _check_time(values: SessionValues) -> None:
    if not LEAST_MINUTES <= values.minutes <= MOST_MINUTES:
        raise DomainError(
            f"A session must take between {LEAST_MINUTES} and {MOST_MINUTES} minutes",
            field="minutes",
        )
    if values.starts_at is None:
        return
    if values.on_day is None:
        raise DomainError("Enter the day as well, or leave the start empty", field="on_day")
    if minute_of(values.starts_at) + values.minutes > MINUTES_OF_A_DAY:
        raise DomainError("The session must end by midnight", field="minutes")


def minute_of(moment: time) -> int:
    """Return a time of the day as minutes since midnight."""
    return moment.hour * HOUR + moment.minute


def order_codes(
    standard: Standard, codes: Iterable[str], kept_codes: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return each code once in the standard's order, then those that it lacks and that may stay.

    Raises `DomainError` for any other code that it does not have.
    """
    wanted = set(codes)
    known = [each.code for each in standard.elements if each.code in wanted]
    gone = [code for code in dict.fromkeys(kept_codes) if code in wanted.difference(known)]
    if wanted - {*known, *gone}:
        raise DomainError(
            f"Choose {standard.terms.element.many} from the list", field="element_codes"
        )
    return (*known, *gone)


def check_questions(raw: str) -> str:
    """Return questions as they are kept; raise `DomainError` where they are too long."""
    return check_text(raw, LONGEST_QUESTIONS, name="The questions", field="questions")


def sign_sessions(sessions: Iterable[VisitSession]) -> str:
    """Return what tells these sessions, in this order and these versions, from any others."""
    return " ".join(f"{each.id}:{each.version_id}" for each in sessions)


def speak_values(standard: Standard, values: SessionValues) -> dict[str, str]:
    """Return each field as a person reads it, for two texts side by side."""
    return {
        "kind": KIND_TITLES[SessionKind(values.kind)],
        "people": PEOPLE_TITLES[People(values.people)] if values.people else "Nobody in particular",
        "title": values.title,
        "with_whom": values.with_whom,
        "place": values.place,
        "on_day": format_day(values.on_day),
        "starts_at": format_time(values.starts_at),
        "minutes": str(values.minutes),
        "element_codes": "\n".join(name_element(standard, code) for code in values.element_codes),
    }


def name_element(standard: Standard, code: str) -> str:
    """Return an element's code with its title, or the code where the standard lacks it."""
    element = standard.find_element(code)
    return f"{code} {element.title}" if element else code
