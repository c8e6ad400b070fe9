"""A lead enters a certificate, looks ahead to its first review, and begins the cycle for it."""

from datetime import date

import pytest
from e2e.pages import LEAD, READER
from e2e.steps import (
    LIBRARIES,
    choose,
    enter_certificate,
    expect_confirmation,
    expect_error,
    fill_date,
    press,
    sign_in,
    submit_one,
)
from playwright.sync_api import Page, expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}
THIS_YEAR = date.today().year  # noqa: DTZ011 -- as the server, whose clock is not moved


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_certificate_is_entered_and_the_next_cycle_begins_from_it(
    open_page, check_page, browser_kind
):
    lead = open_page(LEAD, **BROWSERS[browser_kind])
    checks = check_page if browser_kind != "without_javascript" else lambda _page: None
    overview = submit_one(lead, f"Certified, {browser_kind}")
    _refuse_what_is_not_a_day(lead, overview, checks)
    certificate = enter_certificate(lead, overview, THIS_YEAR)
    expect(lead.locator("main")).to_contain_text("Review 1 is due on 2 January")
    checks(lead)
    _move_the_first_review(lead, checks)
    _look_ahead(lead, overview, certificate, checks)
    _begin_the_cycle(lead, browser_kind, checks)
    lead.goto(certificate)
    expect(lead.get_by_role("row", name="Review 1")).to_contain_text(f"{THIS_YEAR + 1}, by phone")
    _say_how_it_was_held(lead, checks)


def _refuse_what_is_not_a_day(lead: Page, overview: str, checks) -> None:
    lead.goto(f"{overview}/certificate/new")
    fill_date(lead, "Awarded on", "31", "2", "2026")
    press(lead, "Enter the certificate")
    expect_error(lead, "Awarded on must be a real date")
    checks(lead)


def _move_the_first_review(lead: Page, checks) -> None:
    lead.get_by_role("link", name="Change the day or note of Review 1").click()
    fill_date(lead, "Due on", "5", "2", str(THIS_YEAR + 1))
    lead.get_by_label("Note").fill(f"Agreed for {THIS_YEAR + 1}, by phone")
    checks(lead)
    press(lead, "Save")
    expect_confirmation(lead, "The review is changed")


def _look_ahead(lead: Page, overview: str, certificate: str, checks) -> None:
    lead.goto(f"{overview}/elements/1.1.1")
    choose(lead, "Not compliant")
    press(lead, "Save")
    lead.goto(certificate)
    lead.get_by_role("button", name="Look ahead to review 1").click()
    row = lead.get_by_role("row", name="1.1.1")
    expect(row).to_contain_text("Own level from Partially compliant to Not compliant")
    checks(lead)


def _begin_the_cycle(lead: Page, browser_kind: str, checks) -> None:
    lead.get_by_role("button", name="Begin the next cycle").click()
    press(lead, "Begin the next cycle")
    expect_error(lead, "Enter the cycle")
    checks(lead)
    lead.get_by_label("New cycle").fill(f"Annual review, {browser_kind}")
    press(lead, "Begin the next cycle")
    expect_confirmation(lead, "The next cycle has begun")
    expect(lead.locator("h1")).to_contain_text(f"{LIBRARIES}, Annual review")


def _say_how_it_was_held(lead: Page, checks) -> None:
    lead.get_by_role("link", name="Say how it was held (Review 1)").click()
    lead.get_by_role("radio", name="Without CSE Assess").check()
    press(lead, "Save")
    expect_error(lead, "Enter the day on which it was held")
    fill_date(lead, "Held on", "3", "1", str(THIS_YEAR))
    checks(lead)
    press(lead, "Save")
    expect_confirmation(lead, "It is noted")
    expect(lead.locator("main")).to_contain_text("Review 2 is due on")


def test_what_was_partly_met_is_to_be_looked_at_again(browser, own_demo):
    context = browser.new_context(base_url=own_demo.url, locale="en-GB")
    lead = context.new_page()
    sign_in(lead, own_demo.people[LEAD], own_demo.password)
    enter_certificate(lead, submit_one(lead, "Partly met"), THIS_YEAR)
    lead.get_by_role("button", name="Look ahead to review 1").click()
    expect(lead.get_by_role("row", name="1.1.1")).to_contain_text("Partly met")
    context.close()


def test_a_certificate_ends_early_and_a_reader_sees_it_among_all_on_a_phone(open_page, check_page):
    lead = open_page(LEAD)
    overview = submit_one(lead, "Given up")
    enter_certificate(lead, overview, THIS_YEAR)
    lead.get_by_role("button", name="End it early").click()
    press(lead, "End the certificate")
    expect_error(lead, "Say why it ended")
    fill_date(lead, "Ended on", "3", "1", str(THIS_YEAR))
    lead.get_by_label("Why did it end?").fill("The service was given to somebody else.")
    press(lead, "End the certificate")
    expect_confirmation(lead, "It stays on record")
    check_page(lead)

    reader = open_page(READER, "phone")
    reader.goto("/certificates")
    check_page(reader)
    reader.get_by_role("link", name=f"{LIBRARIES}, Given up").click()
    expect(reader.locator("main")).to_contain_text("The service was given to somebody else.")
    expect(reader.get_by_role("button", name="End it early")).to_have_count(0)
    check_page(reader)
