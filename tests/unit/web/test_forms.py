"""Forms read, refuse and show in the GOV.UK manner."""

from datetime import date
from io import BytesIO

import html5lib
import pytest
from flask import g
from wtforms import StringField

from cse_assess.errors import DomainError
from cse_assess.web import fields
from cse_assess.web.forms import LONGEST_TEXT, BaseForm


class SampleForm(BaseForm):
    title = fields.TextField("Title", required="Enter a title", max_length=10, hint="Its name")
    text = fields.LongTextField("Justification", max_length=30, count=True)
    plain = StringField("Plain")
    email = fields.EmailField("Email address")
    password = fields.PasswordField("Password")
    number = fields.NumberField("Number of files")
    level = fields.ChoiceField("Level", choices=[("a", "All"), ("b", "Bits")])
    owner = fields.DropDownField("Owner", choices=[("", "Nobody"), ("1", "Ann")])
    roles = fields.TickBoxesField("Roles", choices=[("a", "Administrator"), ("b", "Reader")])
    secret = fields.TickBoxField("Confidential")
    on = fields.DateField("Date of the evidence")
    files = fields.FilesField("Files")


class DemandingForm(BaseForm):
    title = fields.TextField("Title", required="Enter a title")
    level = fields.ChoiceField("Level", choices=[("a", "All")], required="Choose a level")
    owner = fields.DropDownField("Owner", choices=[("", "Nobody")], required="Choose an owner")
    roles = fields.TickBoxesField("Roles", choices=[("a", "A")], required="Choose a role")
    sure = fields.TickBoxField("Sure", required="Confirm that you are sure")
    on = fields.DateField("Visit date", required="Enter the visit date")
    number = fields.NumberField("Number", required="Enter a number")
    files = fields.FilesField("Files", required="Choose a file")


def _errors(form):
    return {name: messages[0] for name, messages in form.errors.items()}


@pytest.mark.parametrize("name", ["level", "roles"])
def test_an_empty_answer_is_refused_where_no_choice_is_empty(fill, name):
    assert name in _errors(_checked(fill(SampleForm, **{name: ""})))


def test_a_choice_that_was_left_out_or_is_empty_itself_is_fine(fill):
    assert not {"level", "owner", "roles"} & set(_errors(_checked(fill(SampleForm, owner=""))))


def _checked(form):
    form.validate()
    return form


def test_what_was_typed_comes_trimmed_and_typed(fill):
    form = fill(
        SampleForm,
        **{
            "title": "  Survey ",
            "text": "one\r\ntwo",
            "plain": " x ",
            "email": " Ann@Example.ORG ",
            "password": " as typed ",
            "number": "7",
            "level": "b",
            "owner": "1",
            "roles": ["a", "b"],
            "secret": "y",
            "on-day": "27",
            "on-month": "mar",
            "on-year": "2026",
            "files": [(BytesIO(b"1"), "one.pdf"), (BytesIO(b"2"), "two.pdf")],
        },
    )
    assert form.errors == {}
    assert (form.title.data, form.text.data, form.plain.data) == ("Survey", "one\ntwo", "x")
    assert (form.email.data, form.password.data) == ("ann@example.org", " as typed ")
    assert (form.number.data, form.level.data, form.owner.data) == (7, "b", "1")
    assert (form.roles.data, form.secret.data, form.on.data) == (
        ["a", "b"],
        True,
        date(2026, 3, 27),
    )
    assert [file.filename for file in form.files.data] == ["one.pdf", "two.pdf"]


def test_optional_fields_may_stay_empty(fill):
    form = fill(SampleForm, title="Survey", files=(BytesIO(b""), ""))
    assert form.errors == {}
    assert (form.on.data, form.number.data, form.files.data) == (None, None, [])


def test_each_required_field_asks_in_its_own_words(fill):
    assert _errors(fill(DemandingForm, title="   ")) == {
        "title": "Enter a title",
        "level": "Choose a level",
        "owner": "Choose an owner",
        "roles": "Choose a role",
        "sure": "Confirm that you are sure",
        "on": "Enter the visit date",
        "number": "Enter a number",
        "files": "Choose a file",
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": "x" * 11}, "Title must be 10 characters or fewer"),
        ({"plain": "x" * (LONGEST_TEXT + 1)}, "Plain must be 20,000 characters or fewer"),
        ({"plain": "a\0"}, "Plain has a character that cannot be kept"),
        ({"text": "a\x1b"}, "Justification has a character that cannot be kept"),
        ({"email": "nobody"}, "Enter an email address in the correct format"),
        ({"number": "many"}, "Enter a whole number, like 12"),
        ({"level": "z"}, "Choose one of the answers"),
        ({"owner": "9"}, "Choose one of the answers"),
        ({"on-day": "31", "on-month": "2", "on-year": "2026"}, "Date of the evidence must be"),
        ({"on-day": "31"}, "Date of the evidence must include a month and a year"),
    ],
)
def test_a_wrong_answer_is_refused_in_plain_words(fill, values, message):
    form = fill(SampleForm, **{"title": "Survey", **values})
    (error,) = _errors(form).values()
    assert error.startswith(message)


def test_a_character_that_is_refused_is_shown_as_a_mark(fill):
    assert fill(SampleForm, title="a\0b").title.data == "a\N{REPLACEMENT CHARACTER}b"


def test_the_summary_leads_to_the_first_box_of_each_field(fill):
    form = fill(SampleForm, **{"on-day": "x", "level": "z"})
    assert [item["href"] for item in form.error_summary] == ["#title", "#level", "#on-day"]


def test_a_domain_error_stands_at_its_field_and_nothing_is_kept(web_app):
    with web_app.test_request_context("/", method="POST", data={"title": "Survey"}):
        form = SampleForm()
        form.show_error(DomainError("That title is taken", field="title"))
        assert form.error_summary == [{"text": "That title is taken", "href": "#title"}]
        assert g.is_commit_refused


def test_a_domain_error_without_a_field_stands_at_the_form(web_app):
    with web_app.test_request_context("/", method="POST", data={"title": "Survey"}):
        form = SampleForm()
        form.show_error(DomainError("The self-assessment is locked"))
        assert form.error_summary == [{"text": "The self-assessment is locked"}]


def test_an_added_error_keeps_the_requests_work(web_app):
    with web_app.test_request_context("/", method="POST", data={"title": "Survey"}):
        form = SampleForm()
        form.add_error("Wrong password")
        assert form.errors
        assert "is_commit_refused" not in g


def test_a_body_of_json_is_no_form(web_app):
    with web_app.test_request_context("/", method="POST", json={"title": {"a": 1}}):
        form = SampleForm()
        assert not form.validate()
        assert form.title.errors == ["Enter a title"]


def _drawn(web_app, **values):
    with web_app.test_request_context("/", method="POST", data=values):
        form = SampleForm()
        form.validate()
        html = "".join(str(field()) for field in form if field.name != "plain")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html)


def test_no_field_carries_the_browsers_required(web_app):
    assert not _drawn(web_app).findall(".//*[@required]")


def test_every_box_has_a_label_or_stands_in_a_labelled_group(web_app):
    page = _drawn(web_app)
    labelled = {label.get("for") for label in page.findall(".//label")}
    boxes = [
        box.get("id")
        for kind in ("input", "select", "textarea")
        for box in page.findall(f".//{kind}")
        if box.get("type") != "hidden"
    ]
    assert len(boxes) == 15
    assert set(boxes) <= labelled


def test_a_wrong_date_is_shown_as_it_was_typed(web_app):
    page = _drawn(web_app, **{"on-day": "31", "on-month": "feb", "on-year": "2026"})
    shown = [
        page.find(f".//input[@name='on-{part}']").get("value") for part in ("day", "month", "year")
    ]
    assert shown == ["31", "feb", "2026"]


def test_a_stored_date_fills_the_boxes(web_app):
    with web_app.test_request_context("/"):
        form = SampleForm(on=date(2026, 3, 7))
        assert form.on.boxes == {"day": "7", "month": "3", "year": "2026"}


def test_a_file_chooser_takes_several_files(web_app):
    assert _drawn(web_app).find(".//input[@type='file']").get("multiple") is not None
