"""An assessor asks for more; the organisation answers with evidence; it is accepted, or not."""

import pytest
from e2e.pages import ASSESSOR, CONTRIBUTOR, LEAD, READER
from e2e.steps import (
    ask_query,
    begin_review,
    expect_confirmation,
    expect_error,
    gather_file,
    press,
    send_answer,
    upload,
)
from playwright.sync_api import Page, expect

BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}
QUESTION = "The notes of the two panels after May, with their dates."


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_query_is_asked_answered_refused_asked_again_and_accepted(
    open_page, check_page, demo, browser_kind
):
    check = check_page if browser_kind != "without_javascript" else lambda _page: None
    lead = open_page(LEAD)
    assessor = open_page(ASSESSOR, **BROWSERS[browser_kind])
    colleague = open_page(CONTRIBUTOR, **BROWSERS[browser_kind])
    cycle = f"Queries, {browser_kind}"
    overview, review = begin_review(lead, assessor, demo.people[ASSESSOR], cycle)

    _ask(assessor, review, check)
    _answer(colleague, overview, check, f"Panels, {browser_kind}")
    _read(assessor, review, check, f"Panels, {browser_kind}")
    _refuse_and_ask_again(assessor, check)
    send_answer(colleague, _open_query(colleague, overview, "Query 2"), "The dates are on page 2.")
    _accept(assessor, review, check)

    reader = open_page(READER, "phone")
    reader.goto(f"{overview}/queries")
    expect(reader.locator("main")).to_contain_text("Not accepted (1)")
    check_page(reader)
    reader.get_by_role("link", name="Query 2").click()
    expect(reader.locator("main")).to_contain_text("Page 2 shows them.")
    check_page(reader)


def _ask(assessor: Page, review: str, check) -> None:
    assessor.goto(f"{review}/queries")
    expect(assessor.locator("main")).to_contain_text("Nothing was asked yet")
    check(assessor)
    press(assessor, "Ask for more")
    press(assessor, "Ask for it")
    expect_error(assessor, "Choose what the query is about")
    check(assessor)
    assessor.get_by_label("What is it about?").select_option(value="1.1.2")
    assessor.get_by_label("What do you need?").fill(QUESTION)
    press(assessor, "Ask for it")
    expect_confirmation(assessor, "Query 1 is asked.")
    expect(assessor.locator("main")).to_contain_text("10 days left")
    check(assessor)


def _open_query(page: Page, overview: str, name: str) -> str:
    page.goto(f"{overview}/queries")
    page.get_by_role("link", name=name).click()
    page.wait_for_load_state()
    return page.url


def _answer(colleague: Page, overview: str, check, title: str) -> None:
    query = _open_query(colleague, overview, "Query 1")
    expect(colleague.locator("main")).to_contain_text(QUESTION)
    check(colleague)
    gather_file(colleague, query, title)
    check(colleague)
    press(colleague, "Write and send the answer")
    expect(colleague.locator("main")).to_contain_text(title)
    press(colleague, "Send the answer")
    expect_error(colleague, "Write an answer")
    check(colleague)
    colleague.get_by_label("Your answer").fill("Here are the notes.")
    press(colleague, "Send the answer")
    expect_confirmation(colleague, "as addendum 1 to submission 1")
    expect(colleague.get_by_role("button", name="Upload files")).to_have_count(0)
    check(colleague)


def _read(assessor: Page, review: str, check, title: str) -> None:
    assessor.goto("/notices")
    newest = assessor.locator("main").get_by_role("listitem").first
    expect(newest).to_contain_text("has answered query 1 about 1.1.2")
    newest.get_by_role("button", name="Mark as read and open").click()
    expect(assessor.locator("main")).to_contain_text("Here are the notes.")
    check(assessor)
    assessor.get_by_role("link", name=title, exact=True).click()
    expect(assessor.get_by_role("heading", level=1)).to_contain_text(title)
    assessor.goto(f"{review}/elements/1.1.2")
    expect(assessor.locator("main")).to_contain_text("Here are the notes.")
    assessor.goto(f"{review}/queries/1")


def _refuse_and_ask_again(assessor: Page, check) -> None:
    press(assessor, "Do not accept it")
    press(assessor, "Do not accept it")
    expect_error(assessor, "Give the reason")
    check(assessor)
    assessor.get_by_label("What does the answer lack?").fill("The dates are missing.")
    press(assessor, "Do not accept it")
    expect_confirmation(assessor, "The answer is not accepted")
    press(assessor, "Ask again")
    expect(assessor.get_by_label("What is it about?")).to_have_value("1.1.2")
    assessor.get_by_label("What do you need?").fill("The dates of both panels.")
    press(assessor, "Ask for it")
    expect_confirmation(assessor, "Query 2 is asked.")
    expect(assessor.locator("main")).to_contain_text("Asks again")


def _accept(assessor: Page, review: str, check) -> None:
    assessor.goto(f"{review}/queries")
    check(assessor)
    assessor.get_by_role("link", name="Query 2").click()
    press(assessor, "Accept the answer")
    assessor.get_by_label("Why does the answer do?").fill("Page 2 shows them.")
    press(assessor, "Accept it")
    expect_confirmation(assessor, "The answer is accepted")
    check(assessor)


def test_of_two_who_answer_at_once_the_second_keeps_their_words(open_page, check_page, demo):
    lead, assessor = open_page(LEAD), open_page(ASSESSOR)
    cycle = "Answered by two"
    overview, review = begin_review(lead, assessor, demo.people[ASSESSOR], cycle)
    ask_query(assessor, review, "1.1.1", "When was the last panel?")
    colleague = open_page(CONTRIBUTOR)
    query = _open_query(colleague, overview, "Query 1")
    press(colleague, "Write and send the answer")
    colleague.get_by_label("Your answer").fill("Mine: it was in May.")
    send_answer(lead, query, "It was in June.")
    press(colleague, "Send the answer")
    main = colleague.locator("main")
    expect(main).to_contain_text("was answered on")
    expect(main).to_contain_text("Mine: it was in May.")
    expect(main).to_contain_text("It was in June.")
    check_page(colleague)


def test_a_file_that_is_refused_is_named_and_the_others_are_kept(open_page, check_page, demo):
    lead, assessor = open_page(LEAD, "phone"), open_page(ASSESSOR)
    overview, review = begin_review(lead, assessor, demo.people[ASSESSOR], "A refused file")
    ask_query(assessor, review, "1.1.1", "The minutes")
    _open_query(lead, overview, "Query 1")
    press(lead, "Upload files")
    files = [upload("notes.txt", "Notes of a panel", "text/plain"), upload("virus.exe", "MZ")]
    lead.get_by_label("Files").set_input_files(files)
    press(lead, "Upload and add")
    expect(lead.locator(".govuk-error-summary")).to_contain_text("virus.exe")
    check_page(lead)
    lead.get_by_role("link", name="From the library").click()
    check_page(lead)
    lead.get_by_role("link", name="query 1").click()
    expect(lead.get_by_role("row", name="notes")).to_be_visible()
