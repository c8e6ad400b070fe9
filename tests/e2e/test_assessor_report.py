"""The assessor's report from its draft to a second signature, on both sides and on a phone."""

import re

import pytest
from e2e.pages import ASSESSOR, LEAD, READER
from e2e.steps import (
    begin_review,
    choose,
    download,
    expect_confirmation,
    expect_error,
    find_all,
    path_of,
    press,
)
from playwright.sync_api import Page, expect

WIDTHS = ("desktop", "phone")


@pytest.fixture
def begin(open_page, demo):
    """Give a function that begins a review: the lead's page, the assessor's, and both addresses."""

    def begin(cycle: str, width: str = "desktop") -> tuple[Page, Page, str, str]:
        lead, assessor = open_page(LEAD, width), open_page(ASSESSOR, width)
        overview, review = begin_review(lead, assessor, demo.people[ASSESSOR], cycle)
        return lead, assessor, overview, review

    return begin


def sign(page: Page, review: str, name: str = "Ada Marsh") -> None:
    """Sign the report that is ready."""
    page.goto(f"{review}/report")
    page.get_by_role("button", name="Read it once more and sign").click()
    press(page, "Sign the report")
    expect_error(page, "Enter your name as it is to stand under the report")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("I have read this report").check()
    press(page, "Sign the report")
    expect_confirmation(page, "The report is signed")


def edit_sections(assessor: Page, review: str, check_page) -> None:
    """Edit a section, look at the way back to its draft, and choose what to recommend."""
    assessor.goto(f"{review}/report")
    expect(assessor.locator("main")).to_contain_text("1.1.1 Who our customers are (Compliant)")
    assessor.get_by_role("link", name="Edit “Summary of strengths”").click()
    check_page(assessor)
    assessor.get_by_label("Text").fill("Two things stand out:\n\n- the panel\n- the log")
    press(assessor, "Save")
    expect_confirmation(assessor, "“Summary of strengths” is saved")
    expect(assessor.get_by_role("listitem").filter(has_text="the panel")).to_be_visible()
    assessor.get_by_role("link", name="Go back to the draft of").click()
    check_page(assessor)
    assessor.get_by_role("link", name="Cancel").click()
    assessor.get_by_role("link", name="Edit the recommendation").click()
    press(assessor, "Save")
    expect_error(assessor, "Choose what you recommend")
    check_page(assessor)
    choose(assessor, "Award")
    press(assessor, "Save")
    expect(assessor.locator("main")).to_contain_text("It is recommended that")


def send_draft(assessor: Page, check_page) -> None:
    """Give the organisation the draft, from the page of the report."""
    assessor.get_by_role("button", name="Send the draft to the organisation").click()
    check_page(assessor)
    press(assessor, "Send the draft")
    expect_confirmation(assessor, "The organisation can read the draft")
    check_page(assessor)


def raise_point(lead: Page, received: str, check_page) -> None:
    """Read the draft as a lead, and say that a fact is not right."""
    lead.goto("/notices")
    expect(lead.locator("main")).to_contain_text("has sent you the draft of the assessor’s report")
    lead.goto(received)
    expect(lead.locator("main")).to_contain_text("Seen for 1.1.1.")
    check_page(lead)
    lead.get_by_role("button", name="Raise a point").click()
    press(lead, "Send the point")
    expect_error(lead, "Say what is not right, and what would be")
    check_page(lead)
    lead.get_by_label("Which part is it about?").select_option("1.1.1")
    lead.get_by_label("What is not right?").fill("The library opens at 9, not at 10.")
    press(lead, "Send the point")
    expect_confirmation(lead, "Point 1 is with the assessor")
    check_page(lead)


def answer_and_close(assessor: Page, review: str, check_page) -> None:
    """Answer the point, and take the draft back."""
    assessor.goto(f"{review}/report/points")
    check_page(assessor)
    assessor.get_by_role("link", name="Answer point 1").click()
    check_page(assessor)
    choose(assessor, "Yes: I will change the report")
    assessor.get_by_label("Your answer").fill("Changed to 9.")
    press(assessor, "Save the answer")
    expect_confirmation(assessor, "you can close the round")
    assessor.get_by_role("button", name="Close the round").click()
    check_page(assessor)
    press(assessor, "Close the round")
    expect_confirmation(assessor, "The round is closed")


def read_signed(reader: Page, received: str, check_page) -> None:
    """Read the signed report as anybody of the organisation, and take it away."""
    reader.goto(received)
    expect(reader.locator("main")).to_contain_text("Signed by")
    expect(reader.get_by_role("row", name="1.1.1").first).to_contain_text("Partially compliant")
    expect(reader.locator("main")).to_contain_text("of which 1 was accepted")
    check_page(reader)
    assert download(reader, "PDF").startswith(b"%PDF")
    assert download(reader, "Word").startswith(b"PK")


def reopen(assessor: Page, review: str, reason: str, check_page) -> None:
    """Open the signed review again."""
    assessor.goto(f"{review}/report")
    assessor.get_by_role("button", name="Reopen the review").click()
    check_page(assessor)
    assessor.get_by_label("Why do you reopen it?").fill(reason)
    press(assessor, "Reopen")
    expect_confirmation(assessor, "The review is open again")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_is_drafted_checked_signed_locked_and_reopened(
    begin, open_page, check_page, width
):
    lead, assessor, overview, review = begin(f"Reported, {width}", width)
    received, reader = f"{overview}/assessor-report", open_page(READER, width)
    lead.goto(received)
    check_page(lead)
    assessor.goto(f"{review}/report")
    expect(assessor.locator("main")).to_contain_text("You gave no level yet to 57 elements")
    check_page(assessor)
    find_all(assessor, review, "compliant")
    edit_sections(assessor, review, check_page)
    send_draft(assessor, check_page)
    raise_point(lead, received, check_page)
    answer_and_close(assessor, review, check_page)
    sign(assessor, review)
    check_page(assessor)
    assessor.goto(f"{review}/elements/1.1.1")
    expect(assessor.get_by_role("button", name="Save")).to_have_count(0)
    read_signed(reader, received, check_page)
    reopen(assessor, review, "Opening hours were still wrong.", check_page)
    reader.goto(received)
    expect(reader.locator("main")).to_contain_text("Opening hours were still wrong.")
    check_page(reader)
    sign(assessor, review)
    expect(assessor.locator("main")).to_contain_text("signature 2")


def test_a_section_that_two_tabs_write_is_put_together_by_hand(begin, open_page, check_page):
    _, assessor, _, review = begin("Written twice")
    other = open_page(ASSESSOR)
    for page in (assessor, other):
        page.goto(f"{review}/report/sections/introduction")
    assessor.get_by_label("Text").fill("From the first tab.")
    press(assessor, "Save")
    other.get_by_label("Text").fill("From the second tab.")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("heading", name="What they saved")).to_be_visible()
    expect(other.locator("main")).to_contain_text("From the first tab.")
    check_page(other)
    other.get_by_label("Text").fill("From both tabs.")
    press(other, "Save")
    expect_confirmation(other, "“Introduction” is saved")
    assert re.search(r"/reviews/\d+/report#introduction$", path_of(other))


def test_the_report_is_written_and_signed_by_keyboard_alone(begin):
    _, page, _, review = begin("Reported by keyboard")
    find_all(page, review, "compliant")
    page.goto(f"{review}/report/recommendation")
    page.get_by_role("radio", name="Award", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_confirmation(page, "“Recommendation” is saved")
    page.goto(f"{review}/report/sign")
    page.get_by_label("Why was the organisation not asked").focus()
    page.keyboard.type("It asked for none.")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada Marsh")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_confirmation(page, "The report is signed")
