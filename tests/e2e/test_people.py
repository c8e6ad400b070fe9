"""What each kind of person sees and may do, and how people come in and go out."""

import re

import pytest
from e2e.conftest import Visitors, Windows
from e2e.steps import (
    LIBRARIES,
    REPAIRS,
    expect_confirmation,
    find_overview,
    press,
    set_up,
    sign_in,
    start_assessment,
)
from playwright.sync_api import Page, expect

WIDTHS = ("desktop", "phone")
NEW_PASSWORD = "four lanterns by the quay"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_contributor_writes_for_their_own_service_only(open_page, width):
    lead, page = open_page("Improvement lead"), open_page("Contributor, libraries", width)
    own = start_assessment(lead, f"Contributor, {width}")
    page.goto("/")
    expect(page.get_by_role("link", name=LIBRARIES).first).to_be_visible()
    expect(page.get_by_text(REPAIRS)).to_have_count(0)
    page.goto(f"{own}/elements/1.1.1")
    page.get_by_label("Justification").fill("Written by a contributor.")
    press(page, "Save")
    expect_confirmation(page, "is saved.")
    response = page.goto(find_overview(lead, REPAIRS))
    assert response.status == 403
    expect(page.get_by_text("You do not work on this service.")).to_be_visible()
    assert page.goto(f"{own}/settings").status == 403


def test_an_assessor_is_told_of_no_living_self_assessment(open_page):
    lead = open_page("Improvement lead")
    for name in (LIBRARIES, REPAIRS):
        overview = find_overview(lead, name)
        assert open_page("Assessor of the libraries").goto(overview).status == 404


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_sees_every_self_assessment_and_changes_nothing(open_page, width):
    page = open_page("Reader", width)
    page.goto("/")
    expect(page.get_by_role("link", name=REPAIRS)).to_be_visible()
    expect(page.get_by_role("button", name="New self-assessment")).to_have_count(0)
    page.goto(find_overview(page, LIBRARIES))
    page.get_by_role("link", name="1.1.1 Who our customers are").click()
    _expect_nothing_to_fill_in(page)
    assert page.goto("/evidence/add").status == 403


def _expect_nothing_to_fill_in(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1.1")
    expect(page.locator("main").get_by_role("textbox")).to_have_count(0)
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_a_person_who_is_invited_sets_a_password_and_signs_in(open_page, check_page):
    link = _invite(open_page("Administrator"), check_page)
    newcomer = open_page(width="phone")
    newcomer.goto(link)
    check_page(newcomer)
    newcomer.get_by_label("Password", exact=True).fill("too short")
    press(newcomer, "Set password and sign in")
    expect(newcomer).to_have_title(re.compile("^Error: "))
    newcomer.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    press(newcomer, "Set password and sign in")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Self-assessments")
    again = open_page()
    assert again.goto(link).status == 410
    sign_in(again, "wren.oakley@thistlemere.example", NEW_PASSWORD)
    expect(again.get_by_role("link", name=REPAIRS)).to_be_visible()


def _invite(page: Page, check_page) -> str:
    page.goto("/people")
    page.get_by_role("button", name="Invite a person").click()
    page.get_by_label("Name", exact=True).fill("Wren Oakley")
    page.get_by_label("Email address").fill("wren.oakley@thistlemere.example")
    page.get_by_label("Contributor", exact=True).check()
    page.get_by_label(REPAIRS).check()
    press(page, "Invite")
    expect(page.get_by_role("heading", level=1)).to_have_text("A link for Wren Oakley")
    check_page(page)
    return page.get_by_label("Link", exact=True).input_value()


def test_signing_out_kills_a_copied_cookie(open_page, demo):
    page = open_page()
    sign_in(page, demo.people["Reader"], demo.password)
    thief = open_page(storage_state=page.context.storage_state())
    thief.goto("/account")
    expect(thief.get_by_role("heading", level=1)).to_have_text("Your account")
    press(page, "Sign out")
    thief.goto("/account")
    expect(thief).to_have_url(re.compile("/sign-in"))


def test_a_wrong_password_says_nothing_about_the_address(open_page, demo):
    answers = []
    for email in (demo.people["Reader"], "nobody@thistlemere.example"):
        page = open_page()
        page.goto("/sign-in")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password", exact=True).fill("not the password")
        press(page, "Sign in")
        answers.append(page.locator(".govuk-error-summary").inner_text())
    assert answers[0] == answers[1] != ""


def test_the_set_up_link_makes_the_first_organisation_once(empty_server, browser, check_page):
    url, log = empty_server
    visitors = Visitors(Windows(browser, url), None)
    link = re.search(rf"{url}/link/\S+", log).group()
    page = visitors(width="phone")
    page.goto(link)
    check_page(page)
    set_up(page, NEW_PASSWORD)
    _check_the_empty_pages(page, check_page)
    assert visitors().goto(link).status == 410
    visitors.close()


def _check_the_empty_pages(page: Page, check_page) -> None:
    for address in ("/", "/assessments/new", "/evidence", "/services", "/people", "/standards"):
        page.goto(address)
        check_page(page)
