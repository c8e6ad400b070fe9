"""Services are compared, and what one lacks is taken from another."""

import csv
import io
import re

import pytest
from e2e.steps import LIBRARIES, REPAIRS, download, open_panel, press
from playwright.sync_api import Page, expect

REGISTRATION = "Registration and Ceremonies"
BROWSERS = {
    "desktop": {"width": "desktop"},
    "phone": {"width": "phone"},
    "without_javascript": {"width": "desktop", "java_script_enabled": False},
}


@pytest.mark.parametrize("browser_kind", BROWSERS)
def test_a_lead_compares_services_and_finds_proof_elsewhere(open_page, check_page, browser_kind):
    page = open_page("Improvement lead", **BROWSERS[browser_kind])
    page.goto("/compare")
    for service in (LIBRARIES, REPAIRS, REGISTRATION):
        expect(page.get_by_role("heading", name=service)).to_contain_text("Would not pass")
    if browser_kind != "without_javascript":
        check_page(page)
    _narrow(page)
    _take_proof(page)
    if browser_kind != "without_javascript":
        check_page(page)


def _narrow(page: Page) -> None:
    page.get_by_label("Views of the comparison").get_by_role("link", name="Elements").click()
    if page.evaluate("() => window.innerWidth") < 500:
        open_panel(page, "What is compared")
    page.get_by_label("Criterion").select_option(label="5 Timeliness and Quality of Service")
    page.get_by_label(LIBRARIES).check()
    page.get_by_label(REGISTRATION).check()
    press(page, "Compare")
    row = page.get_by_role("row").filter(has_text="5.2.2 Right person")
    expect(row.get_by_role("link", name="Plus for 5.2.2 in Registration")).to_be_visible()
    rows = list(csv.DictReader(io.StringIO(download(page, "CSV").decode("utf-8-sig"))))
    assert len(rows) == 10
    assert REPAIRS not in rows[0]


def _take_proof(page: Page) -> None:
    page.get_by_label("Views of the comparison").get_by_role("link", name="Services").click()
    page.get_by_role("link", name=f"elements of {LIBRARIES}").click()
    expect(page.locator("main")).to_contain_text(f"{REGISTRATION}: 1 piece for 5.2.2")
    page.get_by_role("link", name=re.compile("Use it here.*First-contact.*5.2.2$")).click()
    expect(page.get_by_label("First-contact sheet and count")).to_be_visible()


def test_a_contributor_of_two_services_sees_those_two(open_page):
    page = open_page("Contributor, both services")
    page.goto("/")
    page.get_by_role("link", name="Compare services").click()
    expect(page.get_by_role("heading", name=LIBRARIES)).to_be_visible()
    expect(page.get_by_role("heading", name=REPAIRS)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(REGISTRATION)
