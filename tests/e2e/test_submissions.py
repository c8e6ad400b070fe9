"""A lead sees what is in the way, submits, submits again, compares, and takes one back."""

import hashlib

from e2e.pages import LEAD, READER
from e2e.steps import (
    LIBRARIES,
    choose,
    download,
    expect_confirmation,
    expect_error,
    find_overview,
    make_ready_to_submit,
    press,
)
from playwright.sync_api import expect


def test_the_gate_leads_to_the_place_where_each_thing_is_mended(open_page, check_page):
    page = open_page(LEAD)
    page.goto(f"{find_overview(page, LIBRARIES)}/submissions")
    page.get_by_role("button", name="Submit to the assessor").click()
    expect(page.get_by_text("This cannot be submitted yet")).to_be_visible()
    expect(page.get_by_role("button", name="Submit", exact=True)).to_have_count(0)
    check_page(page)
    page.locator("main section").first.get_by_role("link").first.click()
    expect(page.get_by_role("group", name="Level")).to_be_visible()


def test_a_self_assessment_is_submitted_twice_compared_and_withdrawn(open_page, check_page):
    page = open_page(LEAD)
    overview = make_ready_to_submit(page, "Submitted twice")
    page.goto(f"{overview}/submissions/new")
    check_page(page)
    page.get_by_label("What should the assessor know first?").fill("The survey is new.")
    press(page, "Submit")
    expect_confirmation(page, "Submission 1 is made")
    expect(page.locator("main")).to_contain_text("The survey is new.")
    expect(page.locator("main")).to_contain_text("Yes: rows, texts and fingerprints match")
    page.get_by_text("Check it yourself").click()
    manifest, content = download(page, "manifest"), download(page, "levels and texts as JSON")
    assert hashlib.sha256(manifest).hexdigest() in page.locator("main").inner_text()
    assert manifest.startswith(hashlib.sha256(content).hexdigest().encode())

    page.goto(f"{overview}/elements/1.1.1")
    choose(page, "Not compliant")
    press(page, "Save")
    page.goto(f"{overview}/submissions/new")
    press(page, "Submit")
    page.get_by_role("button", name="What changed since submission 1").click()
    expect(page.get_by_role("row", name="1.1.1")).to_contain_text("lowered")
    check_page(page)

    page.goto(f"{overview}/submissions/2")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    press(page, "Withdraw this submission")
    expect_error(page, "Say why you withdraw it")
    page.get_by_label("Why do you withdraw it?").fill("Scored by mistake.")
    press(page, "Withdraw this submission")
    expect_confirmation(page, "Submission 2 is withdrawn")
    reader = open_page(READER, "phone")
    reader.goto(f"{overview}/submissions")
    expect(reader.get_by_role("row", name="Submission 2")).to_contain_text("Withdrawn")
    check_page(reader)
