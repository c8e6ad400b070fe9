"""An assessor goes through a submission: by mouse, by keys alone, on a phone, without scripts."""

import re

import pytest
from e2e.pages import ASSESSOR, LEAD
from e2e.steps import (
    begin_review,
    choose,
    expect_confirmation,
    expect_error,
    press,
)
from playwright.sync_api import Page, expect

FIRST, SECOND = "1.1.1", "1.1.2"


@pytest.fixture
def begin(open_page, demo):
    """Give a function that begins a review; it returns the assessor's page and the address."""

    def begin(cycle: str, width: str = "desktop", **options) -> tuple[Page, str]:
        assessor = open_page(ASSESSOR, width, **options)
        email = demo.people[ASSESSOR]
        _, review = begin_review(open_page(LEAD), assessor, email, cycle)
        return assessor, review

    return begin


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_an_assessor_puts_their_own_level_beside_the_claimed_one(begin, check_page, width):
    page, review = begin(f"On the desk, {width}", width)
    check_page(page)
    page.get_by_role("button", name=f"Go on with {FIRST}").click()
    expect(page.get_by_role("radio", name="Not decided yet")).to_be_checked()
    check_page(page)
    page.get_by_label("I am done with this for now").check()
    press(page, "Save and next")
    expect_error(page, "Choose your level before you tick this as done")
    check_page(page)
    choose(page, "Compliant")
    page.get_by_label("Strength").fill("Read by every new member of staff.")
    press(page, "Save and next")
    expect_confirmation(page, f"Element {FIRST} is saved.")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SECOND)
    page.goto(review)
    row = page.get_by_role("row", name=FIRST)
    expect(row).to_contain_text("Partially compliant")
    expect(row).to_contain_text("differs")
    expect(row).to_contain_text("Strength")
    expect(page.locator("main")).to_contain_text("1 of 57 done")
    for address in ("evidence", "sample", "note", "settings", f"elements/{FIRST}/note"):
        page.goto(f"{review}/{address}")
        check_page(page)
    page.goto("/reviews")
    check_page(page)


def _tab_to(page: Page, name: str) -> None:
    """Press the Tab key until what has this name is in focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        named = "e => (e.labels?.[0] ?? e).textContent.trim()"
        if page.locator(":focus").evaluate(named).startswith(name):
            return
    pytest.fail(f"the Tab key never came to {name}")


def test_an_element_is_judged_by_keyboard_alone(begin):
    page, _ = begin("By keyboard alone")
    _tab_to(page, f"Go on with {FIRST}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/elements/{FIRST}$"))
    _tab_to(page, "Not decided yet")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Partially compliant")).to_be_checked()
    _tab_to(page, "Comment")
    page.keyboard.type("Half of it is there.")
    _tab_to(page, "I am done with this for now")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save and next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SECOND)
    expect_confirmation(page, f"Element {FIRST} is saved.")


def test_shortcuts_lead_through_the_elements_and_can_be_switched_off(begin):
    page, review = begin("By shortcuts")
    page.goto(f"{review}/elements/{FIRST}")
    _wait_for_shortcuts(page)
    page.keyboard.press("Alt+Shift+Digit1")
    expect(page.get_by_role("radio", name="Compliance Plus")).to_be_checked()
    page.keyboard.press("Alt+Shift+KeyD")
    expect(page.get_by_label("I am done with this for now")).to_be_checked()
    page.keyboard.press("Alt+Shift+KeyE")
    expect(page.get_by_role("heading", name="Evidence", exact=False).first).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect_confirmation(page, f"Element {FIRST} is saved.")
    _wait_for_shortcuts(page)
    page.keyboard.press("Alt+Shift+KeyN")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SECOND)
    _wait_for_shortcuts(page)
    page.keyboard.press("Alt+Shift+KeyP")
    expect(page.get_by_role("heading", level=1)).to_contain_text(FIRST)
    page.get_by_label("Use the shortcuts with Alt+Shift").uncheck()
    page.reload()
    _wait_for_shortcuts(page)
    page.keyboard.press("Alt+Shift+Digit4")
    expect(page.get_by_role("radio", name="Compliance Plus")).to_be_checked()
    expect(page.get_by_label("Use the shortcuts with Alt+Shift")).not_to_be_checked()


def _wait_for_shortcuts(page: Page) -> None:
    """Wait until the script listens: before that, its help is hidden."""
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()


def test_without_scripts_everything_is_there(begin, open_page, signed_in):
    _, review = begin("Without scripts")
    state = signed_in(ASSESSOR)
    page = open_page(storage_state=state, java_script_enabled=False)
    page.goto(f"{review}/elements/{FIRST}")
    expect(page.get_by_text("Keyboard shortcuts")).to_be_hidden()
    page.get_by_role("radio", name="Compliant", exact=True).check()
    page.get_by_role("button", name="Save and write a note").click()
    page.get_by_label("Confidential note").fill("Only for us.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("main")).to_contain_text("Only for us.")
    expect(page.get_by_role("radio", name="Compliant", exact=True)).to_be_checked()
    page.goto(f"{review}/sample")
    page.get_by_role("button", name="Save the sample").click()
    expect(page.locator("main")).to_contain_text("57 elements in the sample")


def test_two_windows_show_both_texts(begin, open_page, check_page):
    first, review = begin("Two windows", "phone")
    second = open_page(ASSESSOR)
    for page in (first, second):
        page.goto(f"{review}/elements/{FIRST}")
    first.get_by_label("Comment").fill("From the train.")
    press(first, "Save")
    second.get_by_label("Comment").fill("From the office.")
    press(second, "Save")
    expect(second.get_by_role("heading", level=1)).to_contain_text("saved in another window")
    expect(second.locator("main")).to_contain_text("From the train.")
    check_page(second)
    second.get_by_label("Comment to keep").fill("From both.")
    press(second, "Save what is filled in")
    expect(second.get_by_label("Comment", exact=True)).to_have_value("From both.")


def test_a_later_submission_is_taken_up(begin, open_page, check_page):
    page, review = begin("Taken up again")
    page.goto(f"{review}/elements/{FIRST}")
    choose(page, "Compliant")
    page.get_by_label("I am done with this for now").check()
    press(page, "Save")
    lead = open_page(LEAD)
    lead.goto("/")
    lead.get_by_role("link", name=re.compile("Taken up again")).click()
    overview = lead.url
    lead.goto(f"{overview}/elements/{FIRST}")
    lead.get_by_label("Justification").fill("There is more to it.")
    press(lead, "Save")
    lead.goto(f"{overview}/submissions/new")
    press(lead, "Submit")
    expect(lead.locator("main")).to_contain_text("Submission 2 is made")
    lead.goto(f"{overview}/submissions")
    expect(lead.locator("main")).to_contain_text("1 of 57 elements done")
    check_page(lead)
    page.goto(review)
    page.get_by_role("button", name="Take up submission 2").click()
    expect(page.get_by_role("row", name=FIRST)).to_contain_text("Done, to look at again")
    check_page(page)
    press(page, "Take up submission 2")
    expect_confirmation(page, "Look again at 1 element that you had done.")
