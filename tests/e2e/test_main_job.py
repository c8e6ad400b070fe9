"""The main job, from signing in to the PDF: on a desktop, on a phone and without JavaScript."""

import re

import pytest
from e2e.steps import (
    TRANSLATED,
    choose,
    download,
    expect_confirmation,
    expect_error,
    fill_date,
    open_panel,
    press,
    sign_in,
    start_assessment,
    upload,
)
from playwright.sync_api import Page, expect

REPORT_SECONDS = 110
BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone", "has_touch": True},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_lead_goes_from_signing_in_to_the_pdf(open_page, demo, browser_kind):
    page = open_page(**BROWSERS[browser_kind])
    sign_in(page, demo.people["Improvement lead"], demo.password)
    overview = start_assessment(page, f"Walk, {browser_kind}")
    expect(page.get_by_text("0 of 57 scored, 0 met").first).to_be_visible()
    page.get_by_role("link", name="1.1.1 Who our customers are").click()
    _fill_in_the_element(page)
    page.get_by_role("link", name="1.1.1 Who our customers are").click()
    _attach_in_three_ways(page, browser_kind)
    _refuse_not_applicable_without_a_reason(page, overview)
    _filter_the_overview(page, overview)
    _read_the_readiness(page, overview)
    _take_the_pdf_home(page, overview, browser_kind)


def _fill_in_the_element(page: Page) -> None:
    choose(page, "Compliant")
    page.get_by_label("Justification").fill("We know six groups.\nThey are asked every year.")
    page.get_by_label("To tell or see on site").fill("Ask the duty manager.")
    page.get_by_label("Owner").select_option(label="Odette Marchbank")
    press(page, "Save and next")
    expect_confirmation(page, "Element 1.1.1 is saved.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1.2")


def _attach_in_three_ways(page: Page, way: str) -> None:
    expect(page.get_by_label("Justification")).to_have_value(re.compile("every year"))
    expect(page.get_by_role("radio", name="Compliant", exact=True)).to_be_checked()
    press(page, "Save and attach evidence")
    _upload_a_file(page, way)
    press(page, "Save and attach evidence")
    _add_an_address(page, way)
    press(page, "Save and attach evidence")
    _take_from_the_library(page)


def _upload_a_file(page: Page, way: str) -> None:
    file = upload(TRANSLATED, f"What customers said, {way}: very well.", "text/plain")
    page.get_by_label("Files").set_input_files([file])
    page.get_by_label("What does it prove?").fill("Page 1: who was asked.")
    page.get_by_label("Title").fill(f"What customers said, {way}")
    fill_date(page, "Date of the evidence", "1", "10", "2026")
    press(page, "Upload and attach")
    expect(page.get_by_role("heading", name="Evidence (1)")).to_be_visible()
    expect(page.get_by_text("Page 1: who was asked.").first).to_be_visible()
    beside = page.get_by_role("complementary")
    content = download(page, re.compile(f"^What customers said, {way}$"), within=beside)
    assert content.decode() == f"What customers said, {way}: very well."


def _add_an_address(page: Page, way: str) -> None:
    page.get_by_role("link", name="Web address").click()
    page.get_by_label("Web address", exact=True).fill(f"https://www.example.org/{way}")
    page.get_by_label("Title").fill(f"Charter page, {way}")
    press(page, "Add and attach")
    expect(page.get_by_role("heading", name="Evidence (2)")).to_be_visible()


def _take_from_the_library(page: Page) -> None:
    page.get_by_role("link", name="From the library").click()
    open_panel(page, "Search")
    page.get_by_label("Search the library").fill("mystery shopping")
    press(page, "Search")
    page.get_by_label("Mystery shopping report").check()
    press(page, "Attach what is ticked")
    expect(page.get_by_role("heading", name="Evidence (3)")).to_be_visible()


def _refuse_not_applicable_without_a_reason(page: Page, overview: str) -> None:
    page.goto(f"{overview}/elements/1.1.2")
    choose(page, "Not applicable")
    press(page, "Save")
    expect(page).to_have_title(re.compile("^Error: "))
    page.locator(".govuk-error-summary a").first.click()
    reason = page.get_by_label("Reason", exact=True)
    expect(reason).to_be_focused()
    reason.fill("Nobody comes to us in person.")
    press(page, "Save")
    expect_confirmation(page, "Element 1.1.2 is saved.")


def _filter_the_overview(page: Page, overview: str) -> None:
    page.goto(overview)
    expect(page.get_by_text("2 of 57 scored, 1 met").first).to_be_visible()
    open_panel(page, "Filter")
    page.get_by_label("Level", exact=True).select_option(label="Compliant")
    press(page, "Apply filters")
    expect(page.get_by_text("1 of 57 elements shown")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)


def _read_the_readiness(page: Page, overview: str) -> None:
    page.goto(overview)
    page.get_by_role("link", name="Readiness", exact=True).click()
    expect(page.get_by_text("Criterion 1 has 1 of 10 met and needs 8.").first).to_be_visible()
    expect(page.get_by_text("Would not pass").first).to_be_visible()


def _take_the_pdf_home(page: Page, overview: str, browser_kind: str) -> None:
    page.get_by_role("link", name="Reports", exact=True).click()
    press(page, "Continue")
    page.get_by_label("Levels, texts and evidence in full").set_checked(browser_kind == "desktop")
    press(page, "Make the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your report")
    report = page.url
    page.goto(overview)
    page.goto(report)
    _wait_for_the_report(page, is_refreshing=browser_kind != "without_javascript")
    assert download(page, "Download the PDF file").startswith(b"%PDF-1.")
    page.goto(f"{overview}/reports")
    expect(page.get_by_role("link", name=re.compile("^Download PDF"))).to_be_visible()


def _wait_for_the_report(page: Page, *, is_refreshing: bool) -> None:
    done = page.get_by_role("button", name="Download the PDF file")
    if is_refreshing:
        expect(done).to_be_visible(timeout=REPORT_SECONDS * 1000)
        return
    for _ in range(REPORT_SECONDS):
        if done.is_visible():
            return
        page.wait_for_timeout(1000)  # without a script, a person presses reload
        page.reload()
    pytest.fail("the report was not made in time")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_another_standard_is_worked_through_in_its_own_words(open_page, check_page, width):
    page = open_page("Improvement lead", width)
    overview = start_assessment(page, f"Points, {width}", standard="Fourteen Service Points")
    expect(page.get_by_text("0 of 14 scored, 0 met").first).to_be_visible()
    check_page(page)
    page.locator("tbody a").first.click()
    choose(page, "Red")
    press(page, "Save")
    expect(page).to_have_title(re.compile("^Error: "))
    check_page(page)
    page.get_by_label("Reason", exact=True).fill("The counter is shut.")
    press(page, "Save")
    expect_confirmation(page, "is saved.")
    page.goto(f"{overview}/readiness")
    expect(page.get_by_text("is “Red”, which blocks").first).to_be_visible()
    check_page(page)


def test_an_empty_form_says_what_is_missing_and_links_to_it(open_page):
    page = open_page("Improvement lead")
    page.goto("/assessments/new")
    press(page, "Start the self-assessment")
    expect_error(page, "Choose the service that is assessed")
    expect_error(page, "Enter the cycle, such as 2026")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter the cycle, such as 2026").click()
    expect(page.get_by_label("Cycle", exact=True)).to_be_focused()
