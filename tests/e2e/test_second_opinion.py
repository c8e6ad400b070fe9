"""A submission is scored blind, by a second assessor and by a colleague; levels are compared."""

import re

import pytest
from e2e.pages import ASSESSOR, LEAD, READER
from e2e.steps import (
    ask_for_scoring,
    begin_review,
    choose,
    expect_confirmation,
    expect_error,
    let_in,
    path_of,
    press,
    submit_one,
)
from factories.assessments import cse
from playwright.sync_api import Page, expect

SECOND_ASSESSOR, COLLEAGUE = "Assessor of parking", "Hugh Petterwick"
FIRST, SECOND = (element.code for element in cse().elements[:2])
LAST = cse().elements[-1].code


@pytest.fixture
def review(open_page, demo):
    """Give the first assessor's page, the lead's, the overview, and the address of the review."""

    def review(cycle: str) -> tuple[Page, Page, str, str]:
        lead, assessor = open_page(LEAD), open_page(ASSESSOR)
        overview, address = begin_review(lead, assessor, demo.people[ASSESSOR], cycle)
        return assessor, lead, overview, address

    return review


def begin_scoring(page: Page, cycle: str, check_page) -> str:
    """Begin a blind scoring from the list of reviews; return its address."""
    page.goto("/reviews")
    place = page.locator("section", has_text=cycle)
    place.get_by_role("link", name="Score on your own, as a second opinion").click()
    check_page(page)
    press(page, "Begin to score")
    expect_confirmation(page, "Your scoring is begun")
    return path_of(page)


def score_the_rest(page: Page) -> None:
    """Score from this element to the last one."""
    while LAST not in page.url:
        choose(page, "Partially compliant")
        press(page, "Save and next")
    choose(page, "Partially compliant")
    press(page, "Save and go to the list")


def test_a_second_assessor_scores_blind_and_both_see_where_they_differ(
    open_page, demo, review, check_page
):
    assessor, lead, overview, address = review("Scored twice")
    let_in(lead, overview, demo.people[SECOND_ASSESSOR])
    second = open_page(SECOND_ASSESSOR)
    scoring = begin_scoring(second, "Scored twice", check_page)
    check_page(second)
    assert second.goto(address).status == 403
    second.goto(f"{scoring}/finish")
    expect(second.locator("main")).to_contain_text("57 elements have no level yet")
    check_page(second)
    second.goto(f"{scoring}/elements/{FIRST}")
    expect(second.get_by_role("radio", checked=True)).to_have_count(0)
    press(second, "Save and next")
    expect_error(second, "Choose a level")
    check_page(second)
    choose(second, "Not compliant")
    second.get_by_label("Your reason").fill("Nobody could show me the list.")
    press(second, "Save and next")
    expect_confirmation(second, f"Your level for {FIRST} is saved.")
    check_page(second)
    score_the_rest(second)
    expect(second.locator("main")).to_contain_text("57 of 57 elements scored")
    second.get_by_role("button", name="Finish").click()
    expect(second.locator("main")).to_contain_text("fixed for good")
    check_page(second)
    press(second, "Finish for good")
    expect_confirmation(second, "Your scoring is finished.")
    check_page(second)
    _compare(assessor, second, address, check_page)
    lead.goto(f"{overview}/scorings")
    expect(lead.locator("main")).not_to_contain_text("Nobody could show me the list.")
    expect(lead.locator("main")).to_contain_text("Nobody was asked to score yet")


def _compare(assessor: Page, second: Page, address: str, check_page) -> None:
    """See that the assessor is shown the other's level once they have given their own."""
    assessor.goto(f"{address}/second-opinion")
    expect(assessor.locator("main")).not_to_contain_text("Nobody could show me the list.")
    assessor.goto(f"{address}/elements/{FIRST}")
    choose(assessor, "Compliant")
    press(assessor, "Save and next")
    assessor.goto(f"{address}/second-opinion")
    agenda = assessor.locator("section", has_text=FIRST)
    expect(agenda).to_contain_text("2 steps apart")
    expect(agenda).to_contain_text("Nobody could show me the list.")
    check_page(assessor)
    second.goto(f"{address}/second-opinion")
    expect(second.locator("section", has_text=FIRST)).to_contain_text("Compliant")
    check_page(second)


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_colleague_who_is_asked_scores_and_gives_up(open_page, check_page, width):
    lead = open_page(LEAD, width)
    overview = submit_one(lead, f"Scored within, {width}")
    lead.goto(f"{overview}/scorings")
    lead.get_by_role("button", name="Ask a colleague to score").click()
    press(lead, "Ask for it")
    expect_error(lead, "Choose whom to ask")
    check_page(lead)
    ask_for_scoring(lead, overview, COLLEAGUE)
    check_page(lead)
    reader = open_page(READER, width)
    reader.goto("/notices")
    reader.get_by_role("button", name=re.compile(f"Scored within, {width}")).first.click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Score submission 1")
    check_page(reader)
    scoring = path_of(reader)
    reader.get_by_role("button", name=f"Begin with {FIRST}").click()
    choose(reader, "Compliance Plus")
    press(reader, "Save")
    check_page(reader)
    reader.goto(f"{scoring}/give-up")
    check_page(reader)
    press(reader, "Give up this scoring")
    expect_confirmation(reader, "You have given up this scoring.")
    reader.goto("/scorings")
    check_page(reader)
    lead.goto(f"{overview}/scorings")
    expect(lead.locator("main")).to_contain_text("Ended without a result")
    lead.goto(f"{overview}/scorings/over-time")
    check_page(lead)


def test_an_element_is_scored_by_keyboard_alone(open_page):
    lead = open_page(LEAD)
    overview = submit_one(lead, "Scored by keys")
    scoring = ask_for_scoring(lead, overview, COLLEAGUE)
    reader = open_page(READER)
    reader.goto(f"{scoring}/elements/{FIRST}")
    radio = reader.get_by_role("radio", name="Compliance Plus", exact=True)
    for _ in range(60):
        reader.keyboard.press("Tab")
        if radio.evaluate("radio => radio === document.activeElement"):
            break
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Tab")
    reader.keyboard.type("Typed without a mouse.")
    reader.keyboard.press("Control+Shift+Enter")
    expect_confirmation(reader, f"Your level for {FIRST} is saved.")
    expect(reader.get_by_role("heading", level=1)).to_contain_text(SECOND)
    reader.goto(scoring)
    expect(reader.get_by_role("row", name=FIRST)).to_contain_text("Compliant")
