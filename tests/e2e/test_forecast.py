"""A lead looks ahead, asks for another day, and mends what runs out or rests on one piece alone."""

import re

import pytest
from e2e.pages import LEAD
from e2e.steps import (
    LIBRARIES,
    choose,
    expect_error,
    fill_date,
    find_overview,
    press,
    start_assessment,
    upload,
)
from playwright.sync_api import Page, expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}
DAY = r"\d{1,2} \w+ \d{4}"
FIGURES = "The chart in figures"
SECOND = (
    "Learning from complaints and comments: complaints log, trends in complaints, lessons learnt"
)


@pytest.fixture(params=BROWSERS)
def look(request, open_page, check_page):
    """Give a page of the lead, and what checks it where a script can."""
    page = open_page(LEAD, **BROWSERS[request.param])
    check = check_page if request.param != "without_javascript" else lambda _page: None
    return request.param, page, check


def open_forecast(page: Page) -> None:
    page.goto(f"{find_overview(page, LIBRARIES)}/forecast")


def test_the_first_failing_day_is_named_with_its_reason_and_leads_to_where_it_is_mended(look):
    _, page, check = look
    open_forecast(page)
    main = page.locator("main")
    expect(main).to_contain_text("which blocks the award")
    expect(main).to_contain_text(re.compile(f"The first day on which it would pass is {DAY}"))
    again = page.get_by_role("heading", name=re.compile(f"^It would fail again on {DAY}$"))
    expect(again).to_be_visible()
    check(page)
    reasons = again.locator("xpath=following-sibling::p[1]/following-sibling::ul[1]")
    expect(reasons).to_contain_text("has run out")
    evidence = reasons.get_by_role("link").nth(1)
    title = evidence.inner_text()
    evidence.click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.get_by_role("button", name="Replace content")).to_be_visible()


def test_another_day_is_asked_about_and_a_wrong_one_is_explained(look):
    _, page, check = look
    open_forecast(page)
    fill_date(page, "Another day", "31", "2", "2027")
    press(page, "Show this day")
    expect_error(page, "Another day must be a real date, like 27 3 2026")
    check(page)
    last = page.get_by_role("row", name=re.compile("The award ends")).last
    day, month, year = re.search(DAY, last.inner_text()).group().split()
    fill_date(page, "Another day", day, month, year)
    press(page, "Show this day")
    expect(page.get_by_role("heading", name=f"On {day} {month} {year}")).to_contain_text(
        "Would not pass"
    )
    expect(page.get_by_role("table", name="By criterion").get_by_role("row")).to_have_count(6)
    check(page)


def test_the_chart_has_its_table_with_each_criterion(look):
    kind, page, check = look
    open_forecast(page)
    expect(page.get_by_role("img", name=re.compile("over time, as in the table"))).to_be_visible()
    page.locator("summary", has_text=FIGURES).click()
    table = page.get_by_role("table", name=FIGURES)
    expect(table).to_be_visible()
    criteria = "Customer Insight"
    if kind == "phone":
        expect(table.locator(f"[data-label='1 {criteria}']").first).to_be_visible()
    else:
        expect(table.get_by_role("columnheader", name=criteria)).to_be_visible()
    check(page)


def test_the_figures_and_the_day_are_reached_by_keyboard(open_page):
    page = open_page(LEAD)
    open_forecast(page)
    page.locator("summary", has_text="claimed").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("This page counts what is proven")
    page.locator("summary", has_text=FIGURES).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("table", name=FIGURES)).to_be_visible()
    page.keyboard.press("Space")
    for text in ("1", "3", "2027"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^On 1 March 2027"))).to_be_visible()


def test_what_rests_on_one_piece_is_made_safe_by_another(look):
    kind, page, check = look
    overview = start_assessment(page, f"Resting, {kind}")
    element = f"{overview}/elements/4.3.4"
    page.goto(element)
    choose(page, "Compliant")
    press(page, "Save")
    _attach(page, element, f"Only proof, {kind}")
    _add_to_library(page, f"{SECOND}, {kind}")
    page.goto(f"{overview}/fragility")
    expect(page.get_by_role("row", name=f"Only proof, {kind}")).to_contain_text("1 element falls")
    check(page)
    # Any of those that this test has added in another browser fits as well.
    page.get_by_role("button", name=re.compile(f"^Attach to 4.3.4.*{SECOND}")).first.click()
    expect(page.locator("main")).to_contain_text("is attached to 4.3.4")
    expect(page.locator("main")).to_contain_text("Nothing rests on a single piece")
    check(page)


def _attach(page: Page, element: str, title: str) -> None:
    page.goto(f"{element}/evidence")
    page.get_by_label("Files").set_input_files([upload("only.txt", title, "text/plain")])
    page.get_by_label("Title").fill(title)
    press(page, "Upload and attach")
    expect(page.get_by_role("heading", name="Evidence (1)")).to_be_visible()


def _add_to_library(page: Page, title: str) -> None:
    page.goto("/evidence/add")
    page.get_by_label("Files").set_input_files([upload("log.txt", title, "text/plain")])
    page.get_by_label("Title").fill(title)
    press(page, "Add to the library")
    expect(page.locator("main")).to_contain_text(title)


def test_a_piece_that_much_rests_on_leads_to_the_evidence_that_may_fit(open_page, check_page):
    page = open_page(LEAD, "phone")
    page.goto(f"{find_overview(page, LIBRARIES)}/fragility")
    check_page(page)
    page.get_by_role("link", name=re.compile("^Look for others for ")).first.click()
    expect(page.locator("main")).to_contain_text("not attached yet")
    check_page(page)
