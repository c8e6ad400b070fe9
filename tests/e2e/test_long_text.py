"""Texts as long as they may be, and words without an end: kept whole, and never cut off."""

import re

import pytest
from e2e.steps import expect_confirmation, path_of, press, start_assessment, upload
from playwright.sync_api import Page, expect

LONG_TEXT = ("A sentence about our customers. " * 625)[:20_000].strip()
LONG_WORD = "Kundendienstqualitätsbewertungsverfahren" * 7
LONG_TITLE = (f"{LONG_WORD} " + "and so on " * 10)[:300].strip()
WIDTHS = ("desktop", "phone")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_texts_fit_on_every_page_that_shows_them(open_page, check_page, width):
    page = open_page("Improvement lead", width)
    overview = start_assessment(page, f"{'Cycle' * 10} {width}")
    element = f"{overview}/elements/1.1.1"
    page.goto(element)
    _save_long_texts(page)
    item = _attach_a_long_title(page, element, width)
    for address in (element, f"{element}/history", overview, f"{overview}/readiness", item):
        page.goto(address)
        check_page(page)
    reader = open_page("Reader", width)
    reader.goto(element)
    check_page(reader)


def _save_long_texts(page: Page) -> None:
    page.get_by_label("Justification").fill(LONG_TEXT)
    page.get_by_label("To tell or see on site").fill(LONG_WORD * 10)
    press(page, "Save")
    expect_confirmation(page, "is saved.")
    expect(page.get_by_label("Justification")).to_have_value(LONG_TEXT)


def _attach_a_long_title(page: Page, element: str, width: str) -> str:
    page.goto(f"{element}/evidence")
    file = upload(f"{'name' * 40}.txt", f"Long, {width}", "text/plain")
    page.get_by_label("Files").set_input_files([file])
    page.get_by_label("What does it prove?").fill(LONG_WORD)
    page.get_by_label("Title").fill(LONG_TITLE)
    press(page, "Upload and attach")
    expect(page.get_by_role("heading", name="Evidence (1)")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Details")).click()
    page.wait_for_url(re.compile(r"/evidence/\d+$"))
    return path_of(page)


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(open_page, check_page):
    page = open_page("Improvement lead")
    overview = start_assessment(page, "Too long")
    page.goto(f"{overview}/elements/1.1.1")
    page.get_by_label("Justification").fill(f"{LONG_TEXT}{LONG_TEXT}")
    press(page, "Save")
    expect(page.locator(".govuk-error-summary")).to_contain_text("20,000 characters")
    expect(page.get_by_label("Justification")).to_have_value(f"{LONG_TEXT}{LONG_TEXT}")
    check_page(page)
