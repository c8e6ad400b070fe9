"""An assessor reads what was submitted, and the lead sees what they opened."""

import pytest
from e2e.conftest import WIDTHS
from e2e.steps import path_of, press
from playwright.sync_api import Page, expect

LEAD, ASSESSOR = "Improvement lead", "Assessor of parking"
PATIENCE_SECONDS = 60


def open_submission(page: Page) -> str:
    """Go to the submission as its assessor; return its address."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reviews")
    place = page.locator("section", has_text="Parking and Permits")
    place.locator("a[href^='/submitted/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("submission 1")
    return path_of(page)


def open_first_piece(page: Page) -> None:
    evidence = page.get_by_role("complementary", name="Evidence")
    evidence.locator("a[href*='/evidence/']").first.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_assessor_reads_elements_and_evidence_and_changes_nothing(open_page, check_page, width):
    page = open_page(ASSESSOR, width)
    open_submission(page)
    check_page(page)
    page.get_by_role("link", name="1.1.1 Who our customers are").click()
    expect(page.locator("main").get_by_role("textbox")).to_have_count(0)
    check_page(page)
    open_first_piece(page)
    check_page(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").first.click()
    assert started.value.path().stat().st_size > 1000
    assert page.goto("/evidence").status == 403


def test_the_lead_sees_what_an_assessor_opened(open_page, check_page):
    reader = open_page(ASSESSOR)
    open_submission(reader)
    reader.get_by_role("link", name="1.1.1 Who our customers are").click()
    lead = open_page(LEAD)
    lead.goto("/")
    lead.get_by_role("link", name="Parking").first.click()
    lead.get_by_role("link", name="Review", exact=True).click()
    lead.get_by_role("link", name="What was opened").click()
    expect(lead.locator("main")).to_contain_text("1.1.1 Who our customers are")
    check_page(lead)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_assessor_takes_the_submission_away_as_a_paper(open_page, check_page, width):
    page = open_page(ASSESSOR, width)
    open_submission(page)
    page.get_by_role("link", name="Take it away").click()
    check_page(page)
    press(page, "Make the paper")
    button = page.get_by_role("button", name="Download the file")
    expect(button).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    check_page(page)
    with page.expect_download() as started:
        button.click()
    assert started.value.path().read_bytes().startswith(b"%PDF")


def test_without_scripts_a_piece_is_read_all_the_same(open_page):
    page = open_page(ASSESSOR, java_script_enabled=False)
    open_submission(page)
    page.get_by_role("link", name="1.1.1 Who our customers are").click()
    page.get_by_role("complementary", name="Evidence").locator(
        "a[href*='/evidence/']"
    ).first.click()
    expect(page.get_by_role("heading", name="What it was submitted for")).to_be_visible()
