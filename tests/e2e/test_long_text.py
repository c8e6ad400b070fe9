"""Texts as long as they may be, and words without an end: kept whole, and never cut off."""

import re

import pytest
from e2e.steps import choose, expect_confirmation, path_of, press, start_assessment, upload
from playwright.sync_api import Page, expect

LONG_TEXT = ("A sentence about our customers. " * 625)[:20_000].strip()
LONG_WORD = "Kundendienstqualitätsbewertungsverfahren" * 7
LONG_TITLE = (f"{LONG_WORD} " + "and so on " * 10)[:300].strip()
WIDTHS = ("desktop", "phone")
VIEWS = (
    *("readiness", "forecast", "fragility", "route", "what-if", "checks", "reports/new"),
    *("actions", "actions/board", "actions/calendar", "actions/new", "actions/import"),
    *("history", "compare", "compare?before=now&after=now&show=all", "carry-forward"),
    *("take-aways", "take-aways/new", "proof-elsewhere"),
)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_texts_fit_on_every_page_that_shows_them(open_page, check_page, width):
    page = open_page("Improvement lead", width)
    overview = start_assessment(page, f"{'Cycle' * 10} {width}")
    element = f"{overview}/elements/1.1.1"
    page.goto(element)
    _save_long_texts(page)
    item = _attach_a_long_title(page, element, width)
    for address in (element, f"{element}/history", overview, item):
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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_texts_fit_on_every_page_of_readiness(open_page, check_page, width):
    page = open_page("Improvement lead", width)
    overview = start_assessment(page, f"{'Cycle' * 10}2 {width}")
    element = f"{overview}/elements/1.1.1"
    page.goto(element)
    choose(page, "Compliant")
    _save_long_texts(page)
    _attach_a_long_title(page, element, width)
    action = _plan_a_long_action(page, overview)
    snapshot = _take_a_long_snapshot(page, overview)
    sheet = _make_a_long_sheet(page, overview)
    views = [f"{overview}/{view}" for view in VIEWS]
    for address in (*views, action, f"{action}/edit", f"{action}/done", snapshot, sheet):
        assert page.goto(address).ok, address
        check_page(page)


def _plan_a_long_action(page: Page, overview: str) -> str:
    page.goto(f"{overview}/actions/new?code=1.1.1")
    page.get_by_label("What is to be done?").fill(LONG_WORD[:200])
    page.get_by_label("Effort in days of work").fill("999.5")
    page.get_by_label("Notes").fill(f"{LONG_WORD} {LONG_TEXT}"[:4_000])
    press(page, "Add the action")
    page.goto(f"{overview}/actions")
    page.get_by_role("link", name=LONG_WORD[:200]).first.click()
    page.wait_for_url(re.compile(r"/actions/\d+$"))
    return path_of(page)


def _take_a_long_snapshot(page: Page, overview: str) -> str:
    page.goto(f"{overview}/snapshots/new")
    page.get_by_label("Name").fill(LONG_WORD[:100])
    press(page, "Take the snapshot")
    expect_confirmation(page, "The snapshot is taken")
    page.goto(f"{overview}/history")
    page.get_by_role("link", name=LONG_WORD[:100]).first.click()
    page.wait_for_url(re.compile(r"/snapshots/\d+$"))
    return path_of(page)


def _make_a_long_sheet(page: Page, overview: str) -> str:
    page.goto(f"{overview}/take-aways/new")
    page.get_by_label("Who is it for?").fill(LONG_WORD[:100])
    press(page, "Make the sheet")
    expect_confirmation(page, "The sheet is made.")
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
