"""The form that every form of this project extends."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, FormField, PasswordField, StringField

from cse_assess.errors import DomainError
from cse_assess.web.cleaning import (
    clean_text,
    has_refused_characters,
    replace_refused_characters,
)
from cse_assess.web.transactions import refuse_commit

LONGEST_TEXT = 20_000

WORDING = {
    "This field is required.": "Answer this question",
    "Not a valid choice.": "Choose one of the answers",
    "Not a valid choice": "Choose one of the answers",
    "Invalid Choice: could not coerce.": "Choose one of the answers",
    "Not a valid integer value.": "Enter a whole number, like 12",
    "Invalid email address.": (
        "Enter an email address in the correct format, like name@example.org"
    ),
}


class _Wording:
    """Says in plain words what WTForms says of its own accord."""

    def gettext(self, text: str) -> str:
        return WORDING.get(text, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """A form in the GOV.UK manner.

    Typed text comes without outer white space, with line feeds, and never with control characters;
    passwords come as typed. No field carries the browser's `required`. `error_summary` lists the
    faults for the top of the page.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF is untyped
        """Where the words come from, and what counts as form data."""

        def get_translations(self, form: Form) -> _Wording:
            """Return our wording of the library's messages."""
            return _Wording()

        def wrap_formdata(self, form: Form, formdata: Any) -> MultiDict[str, Any] | None:
            """Take what a browser's form sends; a JSON body is not a form."""
            values = super().wrap_formdata(form, formdata)
            is_form = isinstance(values, MultiDict) and _holds_form_values(values)
            return values if values is None or is_form else MultiDict()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in _walk(self):
            field.flags.required = False

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read what was sent or what is stored, and trim all text."""
        super().process(*args, **kwargs)
        for field in _text_fields(self):
            if field.data is not None:
                field.data = clean_text(field.data)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check every field, and all text for characters that cannot be kept and for its length."""
        is_valid = bool(super().validate(*args, **kwargs))
        faults = [_refuse(field, fault) for field in _text_fields(self) if (fault := _fault(field))]
        return is_valid and not faults

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """Return the faults as the design system's error list, in the order of the fields."""
        of_form = [{"text": str(error)} for error in self.form_errors]
        return of_form + [
            {"text": str(field.errors[0]), "href": f"#{_first_box(field)}"}
            for field in _walk(self)
            if field.errors
        ]

    def add_error(self, message: str, field_name: str | None = None) -> None:
        """Put `message` on the field of that name, or, where there is none, on the whole form."""
        field = self._fields.get(field_name)
        if field is None:
            self.form_errors.append(message)
        else:
            field.errors = [*field.errors, message]

    def show_error(self, error: DomainError) -> None:
        """Show why the domain refused, on its field or on the whole form.

        What the request wrote before it was refused is not kept.
        """
        refuse_commit()
        self.add_error(error.message, error.field)


class ReadingForm(BaseForm):
    """A form that only narrows or asks, and so may stand in an address: it carries no token."""

    class Meta(BaseForm.Meta):
        """Nothing changes, so there is nothing to protect."""

        csrf = False


def _holds_form_values(values: MultiDict[str, Any]) -> bool:
    return all(not isinstance(value, dict | list) for value in values.values())


def _walk(form: Form) -> Iterator[Field]:
    """Yield every field that a person fills in, those of nested forms and lists too."""
    for field in form:
        yield from _unfold(field)


def _unfold(field: Field) -> Iterator[Field]:
    if isinstance(field, FormField):
        yield from _walk(field.form)
    elif isinstance(field, FieldList):
        for entry in field:
            yield from _unfold(entry)
    else:
        yield field


def _text_fields(form: Form) -> Iterator[Field]:
    for field in _walk(form):
        if isinstance(field, StringField) and not isinstance(field, PasswordField):
            yield field


def _fault(field: Field) -> str | None:
    text = field.data or ""
    if has_refused_characters(text):
        return (
            f"{field.label.text} has a character that cannot be kept. Delete it and type it again"
        )
    if len(text) > LONGEST_TEXT and not field.errors:
        return f"{field.label.text} must be {LONGEST_TEXT:,} characters or fewer"
    return None


def _refuse(field: Field, message: str) -> str:
    """Put `message` on `field`, and show its text with a mark for each refused character."""
    field.data = replace_refused_characters(field.data)
    field.errors = [message]
    return message


def _first_box(field: Field) -> str:
    """Return the id of what the error summary's link moves to."""
    return f"{field.id}-day" if hasattr(field, "boxes") else str(field.id)
