"""A sheet leaves, is filled in elsewhere, comes back, and is merged with what was done here."""

import re

import pytest
from e2e.steps import choose, download, expect_confirmation, expect_error, press, start_assessment
from factories.takeaway import fill_in
from playwright.sync_api import Page, expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}
THEIRS, OURS = "We ask at the desk each spring.", "We hold a register of our customers."
BOTH = "We hold a register, and ask at the desk each spring."
FILLED_IN = {
    "1.1.1": {"Justification": THEIRS, "Evidence you know of": "Ask Kim for the register."},
    "1.1.2": {"Level": "Compliant"},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_sheet_is_handed_out_and_merged(open_page, check_page, browser_kind):
    lead = open_page("Improvement lead", **BROWSERS[browser_kind])
    check = check_page if browser_kind != "without_javascript" else lambda _page: None
    overview = start_assessment(lead, f"Taking away, {browser_kind}")
    sheet = _hand_out(lead, overview, check)
    _write_here(lead, overview)
    _bring_back(lead, overview, fill_in(sheet, FILLED_IN), check)
    _decide(lead, check)
    _see_what_became_of_it(lead, overview)


def _hand_out(lead: Page, overview: str, check) -> bytes:
    lead.goto(f"{overview}/take-aways")
    lead.get_by_role("link", name="Make a take-away sheet").click()
    press(lead, "Make the sheet")
    expect_error(lead, "Enter whom the sheet is for")
    lead.get_by_label("Who is it for?").fill("Desk team")
    for code in ("1.1.3", "2.1.1"):
        lead.get_by_role("checkbox", name=re.compile(rf"^{code}")).uncheck()
    check(lead)
    press(lead, "Make the sheet")
    expect_confirmation(lead, "The sheet is made.")
    expect(lead.locator("main")).to_contain_text("55 elements in this sheet")
    check(lead)
    return download(lead, "Download the sheet (.xlsx)")


def _write_here(lead: Page, overview: str) -> None:
    lead.goto(f"{overview}/elements/1.1.1")
    choose(lead, "Compliance Plus")
    lead.get_by_label("Justification").fill(OURS)
    lead.get_by_role("button", name="Save", exact=True).click()
    expect_confirmation(lead, "is saved")


def _bring_back(lead: Page, overview: str, content: bytes, check) -> None:
    lead.goto(f"{overview}/take-aways")
    file = {"name": "back.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    lead.get_by_label("A sheet that came back").set_input_files([file])
    press(lead, "Compare it")
    expect(lead.locator("main")).to_contain_text("2 things are new in back.xlsx")
    expect(lead.locator("main")).to_contain_text("1 of them was changed here as well")
    check(lead)


def _decide(lead: Page, check) -> None:
    press(lead, "Confirm and merge")
    expect_error(lead, "Choose what to keep of 1.1.1, justification")
    check(lead)
    group = lead.get_by_role("group", name="What to keep of 1.1.1, justification")
    group.get_by_label("Write it anew").check()
    lead.get_by_label("Text to keep of 1.1.1, justification").fill(BOTH)
    press(lead, "Confirm and merge")
    expect_confirmation(lead, "The sheet is merged. 2 things have changed.")
    expect(lead.locator("main")).to_contain_text("Ask Kim for the register.")
    check(lead)


def _see_what_became_of_it(lead: Page, overview: str) -> None:
    lead.goto(f"{overview}/elements/1.1.1/history")
    newest = lead.locator("main").get_by_role("listitem").first
    expect(newest).to_contain_text("from the take-away sheet for Desk team")
    lead.goto(f"{overview}/elements/1.1.1")
    expect(lead.get_by_label("Justification")).to_have_value(BOTH)
    expect(lead.get_by_role("radio", name="Compliance Plus")).to_be_checked()
