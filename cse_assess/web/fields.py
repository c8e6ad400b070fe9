"""The fields of this project's forms: WTForms fields with GOV.UK widgets and plain words.

Each takes `required` as the message for an empty answer ("Enter a title"); without it the field is
optional. `hint` stands between label and box. The browser's own `required` is never used.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_wtf.file import MultipleFileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectFieldBase,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms import PasswordField as PlainPasswordField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # no stub yet
from wtforms.utils import unset_value
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    StopValidation,
)
from wtforms.widgets import HiddenInput

from cse_assess.web.dates import PARTS, read_date
from cse_assess.web.widgets import DateInput, FileInput

Choices = Sequence[tuple[Any, str]]

EMAIL_LENGTH = 254
EMAIL_WORDS = "Enter an email address in the correct format, like name@example.org"
PASSWORD_LENGTH = 200
VERSION = re.compile(r"[0-9]{1,9}")


def _as_choices(pairs: Choices | None) -> list[SelectChoice] | None:
    return None if pairs is None else [SelectChoice(value, label) for value, label in pairs]


def _demand(message: str) -> list[Any]:
    return [DataRequired(message)] if message else [Optional()]


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _limit(label: str, max_length: int) -> Length:
    return Length(max=max_length, message=f"{label} must be {max_length:,} characters or fewer")


class TextField(StringField):
    """One line of text."""

    def __init__(
        self,
        label: str,
        *,
        required: str = "",
        max_length: int = 200,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        validators = [*_demand(required), _limit(label, max_length), *kwargs.pop("validators", ())]
        kwargs.setdefault("widget", GovTextInput())
        super().__init__(label, validators, description=hint, **kwargs)


class LongTextField(StringField):
    """Several lines of text; with `count`, the page counts the characters that are left."""

    def __init__(
        self,
        label: str,
        *,
        required: str = "",
        max_length: int = 20_000,
        hint: str = "",
        count: bool = False,
        **kwargs: Any,
    ) -> None:
        validators = [*_demand(required), _limit(label, max_length), *kwargs.pop("validators", ())]
        kwargs.setdefault("widget", GovCharacterCount() if count else GovTextArea())
        super().__init__(label, validators, description=hint, **kwargs)
        self.max_length = max_length

    def __call__(self, **kwargs: Any) -> Any:
        """Draw the box, telling the counter its limit."""
        if isinstance(self.widget, GovCharacterCount):
            kwargs["params"] = {"maxlength": self.max_length, **kwargs.get("params", {})}
        return super().__call__(**kwargs)


class EmailField(StringField):
    """An email address, in lower case."""

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        validators = [*_demand(required), _limit(label, EMAIL_LENGTH), Email(EMAIL_WORDS)]
        kwargs.setdefault("widget", GovTextInput())
        super().__init__(label, validators, description=hint, filters=(_lower,), **kwargs)

    def __call__(self, **kwargs: Any) -> Any:
        """Draw the box as one for an email address."""
        params = {"type": "email", "autocomplete": "email", "spellcheck": False}
        kwargs["params"] = {**params, **kwargs.get("params", {})}
        return super().__call__(**kwargs)


class PasswordField(PlainPasswordField):
    """A password, kept exactly as typed, with the design system's button to show it."""

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        validators = [
            *_demand(required),
            _limit(label, PASSWORD_LENGTH),
            *kwargs.pop("validators", ()),
        ]
        kwargs.setdefault("widget", GovPasswordInput())
        super().__init__(label, validators, description=hint, **kwargs)


class NumberField(IntegerField):
    """A whole number within bounds."""

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        demand = InputRequired(required) if required else Optional()
        validators = [demand, *kwargs.pop("validators", ())]
        kwargs.setdefault("widget", GovTextInput())
        super().__init__(label, validators, description=hint, **kwargs)

    def __call__(self, **kwargs: Any) -> Any:
        """Draw a short box with the digits' keyboard."""
        params = {"inputmode": "numeric", "classes": "govuk-input--width-5"}
        kwargs["params"] = {**params, **kwargs.get("params", {})}
        return super().__call__(**kwargs)


class _UnlessSent:
    """Lets a field with choices be left out; an answer that is sent must be among the choices.

    WTForms' own `Optional` lets an empty answer pass that is not among them.
    """

    field_flags: ClassVar = {"optional": True}

    def __call__(self, form: Any, field: Field) -> None:
        if not field.raw_data:
            field.errors = []
            raise StopValidation


class _WithChoices(SelectFieldBase):
    """What the fields with choices share; choices may also be set on the form's instance."""

    def __init__(
        self,
        label: str,
        *,
        choices: Choices | None = None,
        required: str = "",
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs["choices"] = _as_choices(choices)
        demand = DataRequired(required) if required else _UnlessSent()
        super().__init__(label, [demand], description=hint, **kwargs)


class ChoiceField(_WithChoices, RadioField):
    """One of a few, as radio buttons."""

    widget = GovRadioInput()


class DropDownField(_WithChoices, SelectField):
    """One of many, as a drop-down list; the value `""` stands for no answer."""

    widget = GovSelect()


class TickBoxesField(_WithChoices, SelectMultipleField):
    """Any number of a few, as checkboxes."""

    widget = GovCheckboxesInput()


class TickBoxField(BooleanField):
    """One checkbox: yes or no."""

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        validators = [DataRequired(required)] if required else []
        kwargs.setdefault("widget", GovCheckboxInput())
        super().__init__(label, validators, description=hint, **kwargs)


class DateField(Field):
    """A date in three boxes (`name-day`, `name-month`, `name-year`); empty boxes are None."""

    widget = DateInput()
    data: date | None

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.required = required

    @property
    def boxes(self) -> dict[str, str]:
        """Return what each box shows: what was typed, or the parts of the date."""
        if self.raw_data:
            return dict(zip(PARTS, self.raw_data, strict=True))
        if self.data:
            return {part: str(getattr(self.data, part)) for part in PARTS}
        return dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the three boxes for the values of one field."""
        names = [f"{self.name}-{part}" for part in PARTS]
        if formdata is not None and any(name in formdata for name in names):
            values = [_clean_box(formdata.get(name, "")) for name in names]
            formdata = MultiDict([(self.name, value) for value in values])
        elif formdata is not None:
            formdata = MultiDict()
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Compose the date; a part that is missing or wrong is the field's error."""
        self.data = None
        if valuelist:
            self.data = read_date(*valuelist, label=self.label.text)

    def pre_validate(self, form: Any) -> None:
        """Refuse an empty answer where one is required."""
        if self.required and self.data is None and not self.process_errors:
            raise ValidationError(self.required)


def _clean_box(value: object) -> str:
    """Return what was typed into one box of a date, cut to what a date can need."""
    return value.strip()[:20] if isinstance(value, str) else ""


class FilesField(MultipleFileField):  # type: ignore[misc]  # Flask-WTF is untyped
    """Any number of files; `data` holds those that were chosen."""

    data: list[FileStorage]

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        validators = [DataRequired(required)] if required else []
        kwargs.setdefault("widget", FileInput(multiple=True))
        super().__init__(label, validators, description=hint, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the files that were chosen; an empty chooser sends one without a name."""
        self.data = [value for value in valuelist if isinstance(value, FileStorage) and value]


class OneFileField(FilesField):
    """One file; `data` holds it, or is empty."""

    def __init__(self, label: str, *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, required=required, hint=hint, widget=FileInput(), **kwargs)


class VersionField(IntegerField):
    """The state of the object that the form was filled from; 0, which no row has, where none came.

    What was sent counts, never what the object has by now, or a form without it would pass as new.
    """

    widget = HiddenInput()
    data: int

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the number that was sent, if it is one that a row can have."""
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if VERSION.fullmatch(text) else 0

    def _value(self) -> str:
        return str(self.data or 0)
