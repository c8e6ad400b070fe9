"""The forms of a visit: sessions, questions, the layout of a day, notes, and sharing."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from wtforms import HiddenField, ValidationError

from cse_assess.assessments.forms import VersionedForm
from cse_assess.evidence.forms import read_id
from cse_assess.review.visit.models import VisitNote, VisitSession
from cse_assess.review.visit.services import DayLayout
from cse_assess.review.visit.values import (
    LONGEST_LINE,
    LONGEST_NOTE,
    LONGEST_QUESTIONS,
    MOST_SESSIONS,
    USUAL_MINUTES,
    SessionValues,
    name_element,
)
from cse_assess.review.visit.words import (
    FIELD_LABELS,
    KIND_TITLES,
    PEOPLE_TITLES,
    format_time,
    read_time,
)
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    DropDownField,
    LongTextField,
    NumberField,
    TextField,
    TickBoxesField,
)
from cse_assess.web.forms import BaseForm

ORDER = "order-"
NOT_A_TIME = "Enter a time, like 9:30am or 14:00"


class TimeField(TextField):
    """A time of the day, as text; `moment` is the time that a valid field says."""

    @property
    def moment(self) -> time | None:
        """Return the time, or None where the field is empty."""
        return read_time(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no time."""
        try:
            read_time(self.data or "")
        except ValueError:
            raise ValidationError(NOT_A_TIME) from None


class SessionForm(VersionedForm):
    """What a session is, with whom, where, when, and what it is about."""

    kind = ChoiceField(
        FIELD_LABELS["kind"],
        choices=[(kind.value, title) for kind, title in KIND_TITLES.items()],
        required="Choose what it is",
    )
    people = DropDownField(
        FIELD_LABELS["people"],
        choices=[
            ("", "Nobody in particular"),
            *((people.value, title) for people, title in PEOPLE_TITLES.items()),
        ],
        hint="The questions that are proposed go by this",
    )
    title = TextField(
        FIELD_LABELS["title"],
        required="Enter a title",
        max_length=LONGEST_LINE,
        hint="The organisation sees it once you share the plan. For example, Advisers at the desk",
    )
    with_whom = TextField(
        FIELD_LABELS["with_whom"],
        max_length=LONGEST_LINE,
        hint="Roles, not names. For example, two advisers and their team leader",
    )
    place = TextField(FIELD_LABELS["place"], max_length=LONGEST_LINE)
    on_day = DateField(FIELD_LABELS["on_day"], hint="Leave empty until you know")
    starts_at = TimeField(
        FIELD_LABELS["starts_at"],
        max_length=20,
        hint="For example, 9:30am or 14:00. Leave empty to have a day laid out for you later",
    )
    minutes = NumberField(FIELD_LABELS["minutes"], required="Enter how many minutes it takes")
    element_codes = TickBoxesField(FIELD_LABELS["element_codes"], validate_choice=False)

    @classmethod
    def of(cls, values: SessionValues, version_id: int = 0) -> "SessionForm":
        """Return the form as it was sent, or else with these values."""
        return cls(data=_form_data(values, version_id))

    @classmethod
    def showing(cls, values: SessionValues, version_id: int) -> "SessionForm":
        """Return the form with these values, whatever was sent."""
        return cls(formdata=None, data=_form_data(values, version_id))

    @property
    def values(self) -> SessionValues:
        """Return what a valid form says."""
        return SessionValues(
            kind=self.kind.data,
            people=self.people.data or "",
            title=self.title.data or "",
            with_whom=self.with_whom.data or "",
            place=self.place.data or "",
            on_day=self.on_day.data,
            starts_at=self.starts_at.moment,
            minutes=USUAL_MINUTES if self.minutes.data is None else self.minutes.data,
            element_codes=tuple(self.element_codes.data or ()),
        )


def _form_data(values: SessionValues, version_id: int) -> dict[str, Any]:
    return {
        "version_id": str(version_id),
        "kind": values.kind,
        "people": values.people,
        "title": values.title,
        "with_whom": values.with_whom,
        "place": values.place,
        "on_day": values.on_day,
        "starts_at": format_time(values.starts_at),
        "minutes": values.minutes,
        "element_codes": list(values.element_codes),
    }


class QuestionsForm(VersionedForm):
    """The questions of a session."""

    questions = LongTextField(
        FIELD_LABELS["questions"],
        max_length=LONGEST_QUESTIONS,
        hint=(
            "One on a line. A line that begins with a code heads the questions below it. "
            "Only assessors ever see them."
        ),
    )

    @classmethod
    def showing(cls, questions: str, version_id: int) -> "QuestionsForm":
        """Return the form with these questions, whatever was sent."""
        return cls(formdata=None, data={"version_id": str(version_id), "questions": questions})


class RemoveForm(VersionedForm):
    """That a session or a note may be taken away."""


class LayOutForm(BaseForm):
    """On which day sessions are and from when; `seen` is what was on the screen."""

    on_day = DateField("Day", required="Enter the day")
    starts_at = TimeField(
        "The first session starts at",
        required="Enter when the first session starts",
        max_length=20,
        hint="For example, 9:30am",
    )
    pause = NumberField(
        "Minutes between sessions",
        required="Enter the minutes between sessions, or 0",
        hint="For the way from one to the next",
    )
    seen = HiddenField()

    @property
    def layout(self) -> DayLayout | None:
        """Return what a valid form says; None where anything is missing."""
        on_day, starts_at, pause = self.on_day.data, self.starts_at.moment, self.pause.data
        if on_day is None or starts_at is None or pause is None:
            return None
        return DayLayout(on_day, starts_at, pause)


def read_order(sent: dict[str, str], sessions: Sequence[VisitSession]) -> list[VisitSession]:
    """Return the sessions that were numbered, in the order of their numbers.

    `sent` holds a number for each session's id; sessions of one number stay in the order of the
    list, and those without a number, or with none that can be, are left out.
    """
    numbered = [
        (number, each) for each in sessions if (number := _read_number(sent.get(str(each.id), "")))
    ]
    return [each for _, each in sorted(numbered, key=lambda pair: pair[0])]


def _read_number(text: str) -> int:
    said = text.strip()
    is_number = said.isascii() and said.isdigit() and len(said) <= len(str(MOST_SESSIONS))
    return int(said) if is_number else 0


class NoteForm(VersionedForm):
    """A note, on an element, on a session, on both, or on the visit as a whole."""

    text = LongTextField(
        "Note",
        required="Write what you noted",
        max_length=LONGEST_NOTE,
        hint="Only assessors of this review ever see it",
    )
    element_code = DropDownField("About")
    session_id = DropDownField("Session", coerce=read_id)

    def offer(
        self, standard: Standard, codes: Iterable[str], sessions: Iterable[VisitSession]
    ) -> None:
        """Fill the lists: the elements to choose from, and the sessions of the visit."""
        named = [(code, name_element(standard, code)) for code in codes]
        self.element_code.choices = [("", f"No {standard.terms.element.one}"), *named]
        self.session_id.choices = [
            ("", "The visit as a whole"),
            *((each.id, each.title) for each in sessions),
        ]


class EditNoteForm(VersionedForm):
    """The words of a note."""

    text = LongTextField("Note", required="Write what you noted", max_length=LONGEST_NOTE)

    @classmethod
    def of(cls, note: VisitNote) -> "EditNoteForm":
        """Return the form as it was sent, or else with the note as it stands."""
        return cls(data={"version_id": str(note.version_id), "text": note.text})

    @classmethod
    def showing(cls, text: str, version_id: int) -> "EditNoteForm":
        """Return the form with these words, whatever was sent."""
        return cls(formdata=None, data={"version_id": str(version_id), "text": text})


class ShareForm(BaseForm):
    """That the plan on the screen may be shown to the organisation."""

    seen = HiddenField()
