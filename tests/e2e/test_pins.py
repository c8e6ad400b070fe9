"""Pinning the words that prove an element, and what becomes of them in a new revision."""

import re

import pytest
from e2e.steps import expect_confirmation, path_of, press, start_assessment, upload
from playwright.sync_api import Page, expect

WORDS = "Waiting times fell from nine minutes to five in May."
FIRST = f"Report on the counter.\n{WORDS}\nNobody was turned away.\n"
SELECT = """source => {
    const text = source.firstChild;
    const start = text.data.indexOf("aiting times");
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, text.data.indexOf("in May") + 5);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
}"""
BROWSERS = {
    "desktop": {},
    "phone": {"width": "phone"},
    "scriptless": {"java_script_enabled": False},
}


@pytest.mark.parametrize("kind", BROWSERS)
def test_words_are_pinned_followed_and_put_right(open_page, check_page, kind):
    page = open_page("Improvement lead", **BROWSERS[kind])
    element = start_assessment(page, f"Pins, {kind}") + "/elements/1.1.1"
    _attach(page, element, f"report {kind}.txt", f"A first draft, {kind}")
    _replace(page, f"report {kind}", FIRST + kind, "Nothing is saved yet.")
    page.goto(element)
    page.get_by_role("link", name="Read and pin").click()
    check_page(page) if kind != "scriptless" else None
    _choose_words(page, by_selecting=kind != "scriptless")
    press(page, "Pin this passage")
    expect_confirmation(page, "is pinned to 1.1.1")
    expect(page.get_by_text(f"“{WORDS[:-1]}")).to_be_visible()
    changed = FIRST.replace("five", "seven") + kind
    _replace(page, f"report {kind}", changed, "Is there only with other numbers, on page 1")
    page.goto(element)
    expect(page.get_by_text("not in the newest revision word for word").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Waiting times fell")).first.click()
    expect(page.get_by_text("The numbers are not the same.")).to_be_visible()
    check_page(page) if kind != "scriptless" else None
    press(page, "Pin the words as they are now")
    expect_confirmation(page, "pinned in its new words")
    expect(page.get_by_text("not in the newest revision word for word")).to_have_count(0)


def _attach(page: Page, element: str, name: str, content: str) -> None:
    page.goto(f"{element}/evidence")
    page.locator("input[type=file]").set_input_files([upload(name, content, "text/plain")])
    press(page, "Upload and attach")
    expect_confirmation(page, "is attached")


def _choose_words(page: Page, *, by_selecting: bool) -> None:
    words = page.get_by_label("Words that prove it")
    if by_selecting:
        page.locator("[data-page-text]").evaluate(SELECT)
        expect(words).to_have_value(WORDS.removesuffix("."))
    else:
        words.fill(WORDS.removesuffix("."))


def _replace(page: Page, title: str, content: str, effect: str) -> None:
    """Replace the content, whose words are read at once, after looking at what that touches."""
    page.goto(f"/evidence?search={title}")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/evidence/\d+$"))
    page.goto(f"{path_of(page)}/replace")
    page.locator("input[type=file]").set_input_files([upload("next.txt", content, "text/plain")])
    press(page, "Continue")
    expect(page.get_by_text(effect)).to_be_visible()
    page.locator("[name=reason]").fill("New figures")
    press(page, "Replace the content")
    expect_confirmation(page, "is now current")
