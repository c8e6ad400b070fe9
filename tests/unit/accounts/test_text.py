"""Names and addresses: what is made one form, and what is refused."""

import pytest

from cse_assess.accounts.text import clean_name, normalise_email
from cse_assess.errors import DomainError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("  ada@example.org\n", "ada@example.org"),
        ("\uff41\uff44\uff41@example.org", "ada@example.org"),
        ("ada+cse@example.org", "ada+cse@example.org"),
        ("\u212a@example.org", "k@example.org"),
        ("o'brien@council.internal", "o'brien@council.internal"),
    ],
)
def test_one_person_has_one_form_of_address(typed, kept):
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@localhost",
        "ada@example",
        "a b@example.org",
        "ada@example.org, eve@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada\x00@example.org",
        "\u0430da@example.org",
        "ada@ex\u0430mple.org",
        "<ada@example.org>",
        '"ada"@example.org',
        "ada@[127.0.0.1]",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_plain_address_is_refused(typed):
    with pytest.raises(DomainError, match="correct format") as refusal:
        normalise_email(typed)
    assert refusal.value.field == "email"


@pytest.mark.parametrize(
    "name", ["Ada Example", "Zoë Müller-O'Brien", "李小龍", "A", "نور الهدى", "x" * 200]
)
def test_names_of_any_script_are_kept(name):
    assert clean_name(f"  {name} ", field="name", what="Name") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "x" * 201,
        "Ada\r\nBcc: eve@example.org",
        "Ada\nExample",
        "Ada\x00",
        "Ada\x1b[31m",
        "Ada \u202eelpmaxE",
        "Ada\ud800",
    ],
)
def test_a_name_that_is_not_one_line_of_text_is_refused(name):
    with pytest.raises(DomainError, match=r"^Name ") as refusal:
        clean_name(name, field="name", what="Name")
    assert refusal.value.field == "name"
