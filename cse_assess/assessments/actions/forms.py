"""The forms of improvement actions."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from wtforms import Field, FieldList, Form, FormField, ValidationError

from cse_assess.accounts.models import User
from cse_assess.assessments.actions.lines import EffectLine
from cse_assess.assessments.actions.models import ActionStatus
from cse_assess.assessments.actions.queries import ActionFilters, ActionOrder
from cse_assess.assessments.actions.values import (
    LONGEST_TITLE,
    ActionValues,
    EffectValue,
    list_reachable_levels,
    read_effort,
    read_points,
)
from cse_assess.assessments.actions.words import STATUS_TITLES
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON
from cse_assess.errors import DomainError
from cse_assess.evidence.forms import read_id, unless_wrong
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import (
    VERSION,
    DateField,
    DropDownField,
    LongTextField,
    TextField,
    TickBoxesField,
    TickBoxField,
)
from cse_assess.web.forms import BaseForm, ReadingForm

ALL = "all"
NOBODY = "nobody"
SPARE_ROWS = 2
MOST_ROWS = 60
LONGEST_POINTS = 60


class EffectForm(Form):
    """An element that an action moves; a row without an element says nothing."""

    code = DropDownField("")
    to_level = DropDownField("Leads to")
    points = TextField("", max_length=LONGEST_POINTS)

    def validate_points(self, field: TextField) -> None:
        """Refuse what is no list of numbers, or numbers of no element."""
        if field.data and not self.code.data:
            raise ValidationError("Choose the element to which these numbers belong")
        try:
            read_points(field.data or "")
        except ValueError:
            raise ValidationError("Give the numbers, such as 1, 3") from None

    def validate_to_level(self, field: DropDownField) -> None:
        """Refuse a level of no element."""
        if field.data and not self.code.data:
            raise ValidationError("Choose the element that comes to this level")

    @property
    def value(self) -> EffectValue:
        """Return what the row says."""
        return EffectValue(
            self.code.data, self.to_level.data or None, read_points(self.points.data or "")
        )


class ActionForm(VersionedForm):
    """What is to be done, by whom, by when, and which elements it moves."""

    title = TextField(
        "What is to be done?",
        required="Enter what is to be done",
        max_length=LONGEST_TITLE,
        hint="For example, “Ask last year's complainants what the procedure was like for them”",
    )
    owner_id = DropDownField("Who sees to it?", coerce=read_id)
    due_on = DateField("Due", hint="Optional, for example 27 3 2027")
    effort_days = TextField(
        "Effort in days of work",
        max_length=20,
        hint="Optional, for example 2 or 0.5. The cheapest way to the award is found from it.",
    )
    effects = FieldList(FormField(EffectForm), min_entries=1, max_entries=MOST_ROWS)
    notes = LongTextField("Notes", max_length=LONGEST_REASON, count=True)

    @classmethod
    def of(cls, values: ActionValues, version_id: int = 0) -> "ActionForm":
        """Return the form as it was sent, or else with these values and empty rows below them."""
        return cls(data=_form_data(values, version_id))

    @classmethod
    def showing(cls, values: ActionValues, version_id: int) -> "ActionForm":
        """Return the form with these values, whatever was sent."""
        return cls(formdata=None, data=_form_data(values, version_id))

    def offer(self, standard: Standard, people: Iterable[User], owner: User | None = None) -> None:
        """Fill the lists; a present `owner` who has left may stay."""
        known = {person.id: person.name for person in people}
        if owner is not None:
            known.setdefault(owner.id, f"{owner.name} (has left)")
        self.owner_id.choices = [("", "Nobody yet"), *known.items()]
        for row in self.effects:
            _offer_row(row.form, standard)

    def validate_effort_days(self, field: TextField) -> None:
        """Refuse what is no number of days."""
        try:
            read_effort(field.data or "")
        except DomainError as error:
            raise ValidationError(error.message) from error

    def validate_effects(self, _field: Field) -> None:
        """Refuse an element that is named twice, in the row where it is named again."""
        seen: set[str] = set()
        for row in self._filled_rows():
            if row.code.data in seen:
                row.code.errors = [*row.code.errors, "This is named twice: name it once"]
                raise ValidationError("named twice")
            seen.add(row.code.data)

    def add_rows(self) -> None:
        """Put more empty rows below those that are there."""
        for _ in range(min(SPARE_ROWS, MOST_ROWS - len(self.effects))):
            self.effects.append_entry()

    @property
    def values(self) -> ActionValues:
        """Return what a valid form says."""
        effort: Decimal | None = read_effort(self.effort_days.data or "")
        return ActionValues(
            title=self.title.data or "",
            notes=self.notes.data or "",
            owner_id=self.owner_id.data,
            due_on=self.due_on.data,
            effort_days=effort,
            effects=tuple(row.value for row in self._filled_rows()),
        )

    def add_error(self, message: str, field_name: str | None = None) -> None:
        """Put a fault of what is moved on the first row, which has a box that can be named."""
        if field_name == "effects":
            box = self.effects[0].form.code
            box.errors = [*box.errors, message]
        else:
            super().add_error(message, field_name)

    def _filled_rows(self) -> Iterator[EffectForm]:
        return (row.form for row in self.effects if row.form.code.data)


def _form_data(values: ActionValues, version_id: int) -> dict[str, Any]:
    rows: list[dict[str, str]] = [
        {
            "code": effect.code,
            "to_level": effect.to_level or "",
            "points": ", ".join(map(str, effect.guidance_points)),
        }
        for effect in values.effects
    ]
    spare = min(SPARE_ROWS, max(1, MOST_ROWS - len(rows)))
    return {
        "version_id": str(version_id),
        "title": values.title,
        "notes": values.notes,
        "owner_id": values.owner_id,
        "due_on": values.due_on,
        "effort_days": "" if values.effort_days is None else f"{values.effort_days.normalize():f}",
        "effects": rows + [{} for _ in range(spare)],
    }


def _offer_row(row: EffectForm, standard: Standard) -> None:
    terms = standard.terms
    row.code.label.text = terms.element.one.capitalize()
    row.points.label.text = f"{terms.guidance.many.capitalize()}, by number"
    elements = [(each.code, f"{each.code} {each.title}") for each in standard.elements]
    present = row.code.data
    if present and standard.find_element(present) is None and row.code.raw_data is None:
        elements.append((present, present))
    row.code.choices = [("", f"Choose one {terms.element.one}"), *elements]
    levels = [(level.id, level.title) for level in list_reachable_levels(standard)]
    row.to_level.choices = [("", "No other level"), *levels]


class StepForm(VersionedForm):
    """A step of an action, with a few words where they help."""

    words = LongTextField("What is to be said about it? (optional)", max_length=LONGEST_NOTE)


class DropForm(VersionedForm):
    """Why an action is dropped."""

    words = LongTextField("Why is it dropped?", required="Say why", max_length=LONGEST_NOTE)


class MoveForm(VersionedForm):
    """To which status an action is moved."""

    to = DropDownField(
        "Move to",
        choices=[(status.value, title) for status, title in STATUS_TITLES.items()],
        required="Choose where to move it",
    )


class NoteForm(BaseForm):
    """A note on how an action goes."""

    words = LongTextField("Add a note", required="Write the note", max_length=LONGEST_NOTE)


class FinishForm(StepForm):
    """What is to happen with the elements that an action moved."""

    attaches_evidence = TickBoxField("Attach this evidence to the elements that the action moves")
    raised = TickBoxesField("Raise these levels now", validate_choice=False)

    def offer(self, effects: Sequence[EffectLine]) -> None:
        """Offer the levels that can be raised, each with the version that is on the screen."""
        self.raised.choices = [
            (f"{effect.code}:{effect.version_id}", _describe_rise(effect))
            for effect in effects
            if effect.raised_to
        ]

    @property
    def seen_versions(self) -> dict[str, int]:
        """Return the codes that are ticked, with the version of each that was on the screen."""
        ticked = (text.rpartition(":") for text in self.raised.data or [])
        return {code: int(version) for code, _, version in ticked if VERSION.fullmatch(version)}


def _describe_rise(effect: EffectLine) -> str:
    title = effect.element.title if effect.element else ""
    before = effect.level.title if effect.level else "not scored"
    after = effect.raised_to.title if effect.raised_to else ""
    return f"{effect.code} {title}: from {before} to {after}"


class ActionFilterForm(ReadingForm):
    """What narrows the lists of actions; sent in the address."""

    status = DropDownField(
        "Status",
        choices=[
            ("", "Open"),
            (ALL, "All"),
            *((status.value, title) for status, title in STATUS_TITLES.items()),
        ],
    )
    owner = DropDownField("Owner")
    code = DropDownField("Moves")
    order = DropDownField(
        "Order",
        choices=[
            (ActionOrder.DUE.value, "Due first"),
            (ActionOrder.EFFORT.value, "Most effort first"),
            (ActionOrder.OWNER.value, "By owner, nobody first"),
            (ActionOrder.NEWEST.value, "Newest first"),
        ],
        default=ActionOrder.DUE.value,
    )
    is_overdue = TickBoxField("Overdue")

    def offer(self, owners: Iterable[User], codes: Iterable[str], standard: Standard) -> None:
        """Offer those who own an action, and the elements that some action moves."""
        self.owner.choices = [
            ("", "Everybody"),
            (NOBODY, "Nobody"),
            *((str(each.id), each.name) for each in owners),
        ]
        found = (standard.find_element(code) for code in codes)
        self.code.choices = [
            ("", "Everything"),
            *((each.code, f"{each.code} {each.title}") for each in found if each),
        ]

    def read_filters(self) -> ActionFilters:
        """Return the filters; what the address says wrongly counts as not said."""
        self.validate()
        status, owner = unless_wrong(self.status, ""), unless_wrong(self.owner, "")
        return ActionFilters(
            status="" if status == ALL else ActionStatus(status) if status else "",
            shows_all=status == ALL,
            owner_id=None if owner in {"", NOBODY} else int(owner),
            is_unowned=owner == NOBODY,
            is_overdue=bool(self.is_overdue.data),
            code=unless_wrong(self.code, ""),
            order=ActionOrder(unless_wrong(self.order, ActionOrder.DUE.value)),
        )
