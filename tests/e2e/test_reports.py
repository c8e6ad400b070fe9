"""Reports for the board and the assessor, on a desktop and on a phone, without JavaScript too."""

import re

import pytest
from e2e.steps import download, expect_confirmation, expect_error, press, start_assessment
from playwright.sync_api import Page, expect

MOST_SECONDS = 60
BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone", "java_script_enabled": False},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_workbook_for_the_board_is_made_once_and_served_again(open_page, browser_kind):
    page = open_page("Improvement lead", **BROWSERS[browser_kind])
    overview = start_assessment(page, f"Papers, {browser_kind}")
    _choose_excel_for_the_board(page, overview)
    press(page, "Make the report")
    _wait_for_the_file(page)
    made = page.url
    assert download(page, "Download the Excel file").startswith(b"PK")
    _choose_excel_for_the_board(page, overview)
    press(page, "Make the report")
    expect_confirmation(page, "from the same data")
    assert page.url == made
    page.goto(f"{overview}/reports")
    expect(page.get_by_role("link", name=re.compile("^Summary for the board"))).to_have_count(1)


def _choose_excel_for_the_board(page: Page, overview: str) -> None:
    page.goto(f"{overview}/reports")
    page.get_by_label("A board").check()
    press(page, "Continue")
    page.get_by_label("Excel, one sheet for each view").check()


def _wait_for_the_file(page: Page) -> None:
    done = page.get_by_role("button", name="Download the Excel file")
    for _ in range(MOST_SECONDS):
        if done.is_visible():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("the report was not made in time")


def test_a_report_of_nothing_is_refused_at_its_field(open_page, check_page):
    page = open_page("Improvement lead")
    overview = start_assessment(page, "Papers of nothing")
    page.goto(f"{overview}/reports/new?for=board")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    press(page, "Make the report")
    expect_error(page, "Choose at least one part")
    check_page(page)
