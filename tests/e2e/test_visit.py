"""A visit: planned and shared, with notes taken on a phone, and all of it without scripts too."""

import re

import pytest
from e2e.pages import ASSESSOR, LEAD
from e2e.steps import (
    add_session,
    begin_review,
    download,
    expect_confirmation,
    expect_error,
    fill_date,
    press,
)
from playwright.sync_api import Page, expect

TO_SEE = "Ask who drew up the profile of 2024."
NOTE = "The team leader could not say who is missing."


@pytest.fixture
def begin(open_page, demo):
    """Give a function that begins a review; it returns the assessor's page and both addresses."""

    def begin(cycle: str, width: str = "desktop", **options) -> tuple[Page, str, str]:
        assessor = open_page(ASSESSOR, width, **options)
        email = demo.people[ASSESSOR]
        overview, review = begin_review(open_page(LEAD), assessor, email, cycle)
        return assessor, review, overview

    return begin


def add_break(page: Page, review: str) -> None:
    """Add a break without a time."""
    page.goto(f"{review}/visit/sessions/new")
    page.get_by_role("radio", name="Break", exact=True).check()
    page.get_by_label("Title").fill("Lunch")
    press(page, "Add the session")
    expect_confirmation(page, "“Lunch” is in the plan.")


def test_an_assessor_plans_a_visit_from_what_is_to_be_seen(begin, check_page):
    page, review, _ = begin("Visited")
    page.goto(f"{review}/elements/1.1.1")
    page.get_by_label(re.compile("see or ask", re.IGNORECASE)).fill(TO_SEE)
    press(page, "Save")
    page.goto(f"{review}/visit")
    check_page(page)
    page.get_by_label("1.1.1 Who our customers are").check()
    page.get_by_label("Who it is with").select_option(label="Managers")
    press(page, "Plan a session")
    check_page(page)
    page.get_by_label("Title").fill("")
    press(page, "Add the session")
    expect_error(page, "Enter a title")
    check_page(page)
    page.get_by_label("Title").fill("Managers of the libraries")
    page.get_by_label("Roles").fill("the manager and one deputy")
    press(page, "Add the session")
    expect(page.get_by_label("Questions")).to_have_value(re.compile(TO_SEE))
    check_page(page)
    press(page, "Save the questions")
    expect(page.locator("main")).to_contain_text("How do you make sure of this")
    check_page(page)

    add_break(page, review)
    page.goto(f"{review}/visit")
    expect(page.locator("main")).to_contain_text("Every element with something to see or ask")
    page.get_by_role("link", name="Lay out a day from these").click()
    fill_date(page, "Day", "16", "1", "2027")
    press(page, "Show the times")
    expect(page.get_by_role("row", name="Lunch")).to_contain_text("10:00am to 10:30am")
    check_page(page)
    press(page, "Use these times")
    expect_confirmation(page, "2 sessions have their time on 16 January 2027")
    check_page(page)

    page.goto(f"{review}/visit/cards")
    check_page(page)
    assert download(page, "Get the cards as PDF").startswith(b"%PDF-")


def test_the_organisation_sees_the_plan_as_it_was_shared(begin, open_page, check_page):
    page, review, overview = begin("Visited and shared")
    add_session(page, review, "Managers of the libraries")
    add_break(page, review)
    page.goto(f"{review}/visit/share")
    check_page(page)
    press(page, "Share the plan")
    expect_confirmation(page, "its improvement leads are told")
    lead = open_page(LEAD, "phone")
    lead.goto("/notices")
    lead.get_by_text("has shared the plan of the visit").first.wait_for()
    lead.goto(f"{overview}/visit")
    expect(lead.locator("main")).to_contain_text("Managers of the libraries")
    expect(lead.locator("main")).not_to_contain_text("What do you do about this")
    check_page(lead)
    assert b"BEGIN:VCALENDAR" in download(lead, "Put it into your calendar (.ics)")

    page.get_by_role("link", name="Lunch").click()
    page.get_by_role("link", name="Remove from the plan").click()
    check_page(page)
    press(page, "Remove this session")
    expect(page.locator("main")).to_contain_text("The plan has changed since it was shared")
    check_page(page)


def test_a_note_on_a_phone_outlives_a_failed_connection(begin, check_page):
    page, review, _ = begin("Noted on a phone", "phone")
    add_session(page, review, "Advisers at the desk")
    check_page(page)
    page.get_by_label("About").select_option(label="1.1.1 Who our customers are")
    page.get_by_label("Note", exact=True).fill(NOTE)
    page.route("**/notes/new*", lambda route: route.abort())
    page.get_by_role("button", name="Keep this note").click()
    page.unroute_all()
    page.goto(f"{review}/visit")
    page.get_by_role("link", name="Advisers at the desk").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value(NOTE)
    expect(page.get_by_text("may not have been saved")).to_be_visible()
    expect(page.get_by_label("About")).to_have_value("1.1.1")
    check_page(page)
    press(page, "Keep this note")
    expect_confirmation(page, "The note is kept.")
    expect(page.get_by_label("Note", exact=True)).to_have_value("")
    expect(page.locator("main")).to_contain_text(NOTE)
    page.reload()
    expect(page.get_by_label("Note", exact=True)).to_have_value("")
    page.goto(f"{review}/visit/notes")
    expect(page.get_by_role("heading", name="1.1.1 Who our customers are")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name=re.compile("^Change")).click()
    check_page(page)
    page.goto(f"{review}/visit/notes/new")
    check_page(page)


def test_a_note_outlives_a_session_that_ended(begin, open_page, demo):
    page, review, _ = begin("Noted and signed out")
    session_page = add_session(page, review, "Advisers at the desk")
    page.get_by_label("Note", exact=True).fill(NOTE)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Keep this note").click()
    page.wait_for_load_state()
    page.context.add_cookies(cookies)
    page.goto(session_page)
    expect(page.get_by_label("Note", exact=True)).to_have_value(NOTE)


def test_a_visit_is_planned_and_noted_without_scripts(begin, check_page):
    page, review, _ = begin("Visited without scripts", java_script_enabled=False)
    add_session(page, review, "Advisers at the desk")
    expect(page.locator("main")).to_contain_text("What do you do about this in your own work?")
    page.get_by_label("Note", exact=True).fill(NOTE)
    press(page, "Keep this note")
    expect(page.locator("main")).to_contain_text("The note is kept.")
    page.goto(f"{review}/visit/lay-out")
    fill_date(page, "Day", "16", "1", "2027")
    press(page, "Show the times")
    press(page, "Use these times")
    expect(page.locator("main")).to_contain_text("9:30am to 10:00am")


def test_the_longest_words_fit_on_a_phone(begin, open_page, check_page):
    page, review, overview = begin("Visited at length", "phone")
    session_page = add_session(page, review, "W" * 200)
    page.get_by_label("Note", exact=True).fill("W" * 4_000)
    press(page, "Keep this note")
    check_page(page)
    page.goto(f"{session_page}/questions")
    page.get_by_label("Questions").fill("1.1.1 " + "W" * 1_000 + "\n" + "W" * 2_000)
    press(page, "Save the questions")
    check_page(page)
    for path in ("", "/notes", "/cards", "/lay-out", "/share"):
        page.goto(f"{review}/visit{path}")
        check_page(page)
    press(page, "Share the plan")
    lead = open_page(LEAD, "phone")
    lead.goto(f"{overview}/visit")
    check_page(lead)
