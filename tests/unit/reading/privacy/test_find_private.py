"""Where private details stand, which may be public, and what a document hides."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.reading.document import Document, HiddenKind, HiddenText, Page
from cse_assess.reading.privacy import PrivacyFinding, PrivacyKind, find_private
from cse_assess.reading.privacy.numbers import has_nhs_check_digit

NINE_DIGITS = st.integers(0, 999_999_999).map("{:09d}".format)


def find(text):
    return find_private(Document("txt", (Page(1, text),)))


def is_public(text):
    [finding] = find(text)
    return finding.may_be_public


def add_check_digit(nine):
    """Work the digit out as the NHS Data Dictionary tells it; None where a number has none."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    whole = f"{nine}{check}"
    return None if check == 10 or len(set(whole)) == 1 else whole


@given(NINE_DIGITS)
def test_an_nhs_number_passes_with_its_own_check_digit_only(nine):
    passing = {f"{nine}{last}" for last in range(10) if has_nhs_check_digit(f"{nine}{last}")}
    assert passing == {add_check_digit(nine)} - {None}


@given(NINE_DIGITS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(nine, place, by):
    whole = add_check_digit(nine)
    if whole is not None:
        wrong = str((int(whole[place]) + by) % 10)
        assert not has_nhs_check_digit(whole[:place] + wrong + whole[place + 1 :])


@given(NINE_DIGITS, st.integers(0, 7))
def test_two_digits_that_changed_places_never_pass(nine, place):
    whole = add_check_digit(nine)
    if whole is not None and whole[place] != whole[place + 1]:
        swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
        assert not has_nhs_check_digit(swapped)


@given(st.text(max_size=200))
def test_any_text_is_searched_and_each_place_holds_what_was_found(text):
    for finding in find(text):
        assert text[finding.place :].startswith(finding.text)


@pytest.mark.parametrize("digits", ["", "943476591", "94347659190", "943476591X", "٩٤٣٤٧٦٥٩١٩"])
def test_what_is_not_ten_digits_has_no_check_digit(digits):
    assert not has_nhs_check_digit(digits)


def test_a_finding_says_where_it_stands():
    document = Document("pdf", (Page(1, "Nothing."), Page(2, "Ask ada@example.org, please.")))
    assert find_private(document) == [
        PrivacyFinding(PrivacyKind.EMAIL_ADDRESS, "ada@example.org", page=2, place=4)
    ]


def test_the_same_detail_is_told_once_for_each_page():
    document = Document("pdf", (Page(1, "a@example.org a@example.org"), Page(2, "a@example.org")))
    assert [(each.page, each.place) for each in find_private(document)] == [(1, 0), (2, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "enquiries@thistlemere.example",
        "customer.services@thistlemere.example",
        "no-reply@thistlemere.example",
        "Housing.Benefits2@thistlemere.example",
        "Ring 0300 123 0000",
        "Freephone 0808 157 0192",
        "Council switchboard: 01632 960000",
        "Customer services 0191 498 0100",
        "Central Library, High Street, Thistlemere LS7 9QX",
    ],
)
def test_what_looks_like_the_organisations_own_may_be_public(text):
    assert is_public(text)


@pytest.mark.parametrize(
    "text",
    [
        "jane.farrow@thistlemere.example",
        "jane.housing@thistlemere.example",
        "Ring 01632 960123",
        "Customer services mobile 07700 900123",
        "Jane Farrow, 3 Mill Lane, LS7 9QX",
        "NHS number 943 476 5919",
    ],
)
def test_what_looks_like_a_persons_is_not_taken_for_public(text):
    assert not is_public(text)


def test_authors_are_told_but_programs_are_not():
    document = Document(
        "docx",
        (Page(1, ""),),
        authors=("Jane Farrow", "python-docx", "Microsoft Office User", " ", "Thistlemere Council"),
    )
    assert [(each.text, each.page, each.may_be_public) for each in find_private(document)] == [
        ("Jane Farrow", None, False),
        ("Thistlemere Council", None, True),
    ]


@pytest.mark.parametrize("kind", list(HiddenKind))
def test_hidden_words_are_told_whole_and_with_the_details_in_them(kind):
    hidden = HiddenText(kind, " ring Ada on 07700 900123 ", 3)
    found = find_private(Document("docx", (Page(1, "x"),), hidden=(hidden,)))
    assert [(each.kind.value, each.text, each.page, each.place) for each in found] == [
        (kind.value, "ring Ada on 07700 900123", 3, None),
        ("telephone_number", "07700 900123", 3, None),
    ]


def test_hidden_marks_without_words_are_nothing():
    assert (
        find_private(Document("docx", (), hidden=(HiddenText(HiddenKind.COVERED, " .\n"),))) == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "a@" * 100_000,
        "a." * 100_000 + "@",
        "0 " * 100_000,
        "07700 900123 " * 20_000,
        "AB" * 100_000,
        "1st " * 50_000,
        "x" * 500_000,
        "ring " * 100_000,
        "https://" * 50_000,
        "SW1A 1AA, " * 20_000,
        "(at) [dot] " * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(text):
    started = time.perf_counter()
    find(text)
    assert time.perf_counter() - started < 5
