"""A lead keeps a state, compares it with what came later, and carries a cycle forward."""

import pytest
from e2e.steps import (
    LIBRARIES,
    choose,
    expect_confirmation,
    expect_error,
    fill_date,
    find_overview,
    press,
    start_assessment,
)
from playwright.sync_api import Page, expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_state_is_kept_compared_and_carried_into_the_next_cycle(
    open_page, check_page, browser_kind
):
    lead = open_page("Improvement lead", **BROWSERS[browser_kind])
    checks = check_page if browser_kind != "without_javascript" else lambda _page: None
    overview = start_assessment(lead, f"Past, {browser_kind}")
    _score(lead, overview, "Compliance Plus", "We know our customers well.")
    _take_snapshot(lead, overview, checks)
    _score(lead, overview, "Compliant", "We know our customers.")
    _compare(lead, overview, checks)
    _carry_forward(lead, overview, browser_kind, checks)
    _confirm(lead, checks)


def _score(lead: Page, overview: str, level: str, words: str) -> None:
    lead.goto(f"{overview}/elements/1.1.1")
    choose(lead, level)
    lead.get_by_label("Justification").fill(words)
    press(lead, "Save")
    expect_confirmation(lead, "is saved")


def _take_snapshot(lead: Page, overview: str, checks) -> None:
    lead.goto(f"{overview}/history")
    press(lead, "Take a snapshot")
    press(lead, "Take the snapshot")
    expect_error(lead, "Enter a name, such as “Before the first visit”")
    lead.get_by_label("Name").fill("As sent")
    press(lead, "Take the snapshot")
    expect_confirmation(lead, "The snapshot is taken")
    checks(lead)


def _compare(lead: Page, overview: str, checks) -> None:
    lead.goto(f"{overview}/history")
    press(lead, "Compare")
    expect(lead.locator("main")).to_contain_text("lowered")
    checks(lead)
    lead.get_by_role("link", name="1.1.1").click()
    expect(lead.locator("main")).to_contain_text("We know our customers well.")
    checks(lead)


def _carry_forward(lead: Page, overview: str, browser_kind: str, checks) -> None:
    lead.goto(f"{overview}/history")
    press(lead, "Carry forward into a new cycle")
    lead.get_by_label("New cycle").fill(f"Past, {browser_kind}")
    press(lead, "Carry forward")
    expect(lead.locator(".govuk-error-summary")).to_contain_text("already has a self-assessment")
    lead.get_by_label("New cycle").fill(f"After, {browser_kind}")
    fill_date(lead, "Target visit date", "31", "3", "2028")
    lead.get_by_label("Lock this self-assessment, so that it stays as it is").check()
    press(lead, "Carry forward")
    expect_confirmation(lead, "The next cycle has begun.")
    checks(lead)


def _confirm(lead: Page, checks) -> None:
    lead.get_by_role("link", name="Levels to confirm").click()
    expect(lead.locator("main")).to_contain_text("1 to confirm")
    lead.get_by_role("link", name="1.1.1").click()
    checks(lead)
    press(lead, "Confirm this level")
    expect_confirmation(lead, "The level of element 1.1.1 is confirmed.")
    expect(lead.get_by_role("radio", name="Compliant", exact=True)).to_be_checked()


def test_what_the_cycle_before_left_is_settled(open_page, check_page):
    contributor = open_page("Contributor, libraries", "phone")
    overview = find_overview(contributor, LIBRARIES)
    contributor.goto(f"{overview}/carried?reason=not_met")
    contributor.get_by_role("link", name="Settle").first.click()
    check_page(contributor)
    contributor.get_by_label("How was it settled?").fill("Promises are written down now.")
    press(contributor, "Settle it")
    expect_confirmation(contributor, "It is settled")
    contributor.goto(f"{overview}/carried?state=settled")
    expect(contributor.locator("main")).to_contain_text("Promises are written down now.")
    check_page(contributor)
