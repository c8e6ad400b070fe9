"""A lead asks a colleague for evidence: asked, uploaded, returned, sent again, accepted."""

import re
from datetime import date, timedelta

import pytest
from e2e.steps import (
    expect_confirmation,
    expect_error,
    fill_date,
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
WANTED = "The notes of the interviews, with their dates."


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_evidence_is_asked_for_returned_and_accepted(open_page, check_page, browser_kind):
    lead = open_page("Improvement lead")
    colleague = open_page("Contributor, libraries", **BROWSERS[browser_kind])
    element = start_assessment(lead, f"Asking, {browser_kind}") + "/elements/1.1.2"
    _ask(lead, element, check_page)
    _answer(colleague, f"Interviews, {browser_kind}")
    if browser_kind != "without_javascript":
        check_page(colleague)
    _give_back(lead, element, check_page)
    _answer_again(colleague, browser_kind)
    _accept(lead, element, check_page)


def _ask(lead: Page, element: str, check_page) -> None:
    lead.goto(element)
    lead.get_by_role("link", name="Ask a colleague for evidence").click()
    press(lead, "Ask for it")
    expect_error(lead, "Say what evidence you need")
    lead.get_by_label("Who do you ask?").select_option(label="Odette Marchbank")
    lead.get_by_label("What do you need?").fill(WANTED)
    due_on = date.today() + timedelta(days=10)  # noqa: DTZ011 -- ten days leave room for zones
    fill_date(lead, "Needed by", str(due_on.day), str(due_on.month), str(due_on.year))
    press(lead, "Ask for it")
    expect_confirmation(lead, "Odette Marchbank is asked.")
    check_page(lead)


def _answer(colleague: Page, title: str) -> None:
    colleague.goto("/notices")
    newest = colleague.locator("main").get_by_role("listitem").first
    expect(newest).to_contain_text("asks you for evidence for 1.1.2")
    newest.get_by_role("button", name="Mark as read and open").click()
    expect(colleague.locator("main")).to_contain_text(WANTED)
    press(colleague, "Upload files")
    colleague.get_by_label("Files").set_input_files([upload("notes.txt", title, "text/plain")])
    colleague.get_by_label("Title (optional)").fill(title)
    press(colleague, "Upload and add")
    expect_confirmation(colleague, "1 piece of evidence is added.")
    _send(colleague, "Have a look.")


def _send(colleague: Page, message: str) -> None:
    press(colleague, "Send your answer")
    colleague.get_by_label("Message (optional)").fill(message)
    press(colleague, "Send")
    expect_confirmation(colleague, "Your answer is sent.")


def _give_back(lead: Page, element: str, check_page) -> None:
    lead.goto(element)
    expect(lead.get_by_role("heading", name="Evidence (0)")).to_be_visible()
    lead.get_by_role("link", name=re.compile("^Odette Marchbank")).click()
    expect(lead.locator("main")).to_contain_text("Have a look.")
    press(lead, "Return it")
    lead.get_by_label("What is still needed?").fill("The dates are missing.")
    check_page(lead)
    press(lead, "Return it")
    expect_confirmation(lead, "The request is returned.")


def _answer_again(colleague: Page, browser_kind: str) -> None:
    colleague.goto("/")
    card = colleague.get_by_role("listitem").filter(has_text=f"Asking, {browser_kind}")
    expect(card).to_contain_text("Returned")
    card.get_by_role("link").click()
    expect(colleague.locator("main")).to_contain_text("The dates are missing.")
    _send(colleague, "They are on page 2.")


def _accept(lead: Page, element: str, check_page) -> None:
    lead.goto(element)
    lead.get_by_role("link", name=re.compile("^Odette Marchbank")).click()
    press(lead, "Accept and attach")
    lead.get_by_label("What does it prove? (optional)").fill("Page 2: whom we asked.")
    check_page(lead)
    press(lead, "Accept and attach")
    expect_confirmation(lead, "accepted and attached to 1.1.2")
    lead.goto(element)
    expect(lead.get_by_role("heading", name="Evidence (1)")).to_be_visible()
    expect(lead.locator("main")).to_contain_text("Page 2: whom we asked.")
