"""A lead plans an action from a gap, moves it on the board, closes it, and raises the level."""

import re

import pytest
from e2e.steps import expect_confirmation, expect_error, press, start_assessment
from playwright.sync_api import expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_an_action_goes_from_a_gap_to_a_raised_level(open_page, check_page, browser_kind):
    lead = open_page("Improvement lead", **BROWSERS[browser_kind])
    overview = start_assessment(lead, f"Acting, {browser_kind}")
    lead.goto(f"{overview}/readiness")
    lead.get_by_role("link", name="Plan an action for 1.1.1").click()
    lead.get_by_label("What is to be done?").fill("")
    press(lead, "Add the action")
    expect_error(lead, "Enter what is to be done")
    lead.get_by_label("What is to be done?").fill("Describe our customers anew")
    lead.get_by_label("Who sees to it?").select_option(label="Odette Marchbank")
    lead.get_by_label("Effort in days of work").fill("2.5")
    press(lead, "Add the action")
    expect_confirmation(lead, "The action is on the list. They are told.")
    expect(lead.locator("main")).to_contain_text("2.5 days")
    lead.goto(f"{overview}/actions/board")
    lead.get_by_label(re.compile("^Move “Describe our customers anew” to")).select_option("Done")
    lead.get_by_role("button", name=re.compile("^Move")).click()
    box = lead.get_by_role("checkbox", name=re.compile("from not scored to Compliant"))
    expect(box).not_to_be_checked()
    box.check()
    press(lead, "Mark it as done")
    expect_confirmation(lead, "The action is done.")
    expect(lead.locator("main")).to_contain_text("Reached")
    if browser_kind != "without_javascript":
        check_page(lead)
    lead.goto(f"{overview}/elements/1.1.1")
    expect(lead.get_by_role("radio", name="Compliant", exact=True)).to_be_checked()
