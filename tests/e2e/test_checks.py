"""Findings are set aside and brought back, and levels tried and saved, with and without scripts."""

import re

import pytest
from e2e.pages import LEAD, READER
from e2e.steps import find_overview, path_of, press, start_assessment
from playwright.sync_api import expect

WIDTHS = ("desktop", "phone")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_finding_is_set_aside_and_counts_again(open_page, check_page, width):
    page = open_page(LEAD, width)
    overview = start_assessment(page, f"Checked on a {width}")
    page.goto(f"{overview}/checks?element=1.1.1")
    check_page(page)
    page.get_by_role("link", name=re.compile("^Set aside nobody owns it")).click()
    press(page, "Set aside")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    check_page(page)
    page.get_by_label("Why is this in order as it is?").fill("The whole team owns it.")
    press(page, "Set aside")
    page.get_by_role("link", name="1 finding is set aside").click()
    expect(page.locator("main")).to_contain_text("The whole team owns it.")
    check_page(page)
    page.get_by_role("button", name=re.compile("^Count it again")).click()
    expect(page.locator("main")).to_contain_text("counts again")
    expect(page.locator("main")).not_to_contain_text("is set aside.")


def test_a_finding_leads_to_where_it_is_mended(open_page):
    page = open_page(LEAD)
    page.goto(f"{find_overview(page, 'Thistlemere Libraries')}/checks?kind=vague")
    page.get_by_role("link", name=re.compile(r"^5\.2\.3 ")).first.click()
    assert page.url.endswith("/elements/5.2.3#justification")
    expect(page.get_by_label("Justification")).to_contain_text("regularly")


@pytest.mark.parametrize("width", WIDTHS)
def test_levels_are_tried_and_saved_after_a_look_at_each(open_page, check_page, width):
    page = open_page(LEAD, width)
    overview = start_assessment(page, f"Tried on a {width}")
    page.goto(f"{overview}/what-if")
    page.get_by_label(re.compile(r"Suppose the level of 1\.1\.1 ")).select_option("plus")
    press(page, "Show what would come of it")
    expect(page.locator("main")).to_contain_text("1 element stands otherwise")
    check_page(page)
    press(page, "Save these levels")
    expect(page.locator("h1")).to_have_text("Save 1 level")
    check_page(page)
    press(page, "Save these levels")
    expect(page.locator("main")).to_contain_text("1 level is saved")
    assert path_of(page) == f"{overview}/readiness"


def test_a_reader_tries_levels_and_cannot_save_them(open_page, check_page):
    page = open_page(READER)
    page.goto(f"{find_overview(page, 'Thistlemere Libraries')}/what-if")
    page.get_by_label(re.compile(r"Suppose the level of 1\.1\.1 ")).select_option("not_compliant")
    press(page, "Show what would come of it")
    expect(page.locator("main")).to_contain_text("What would come of it")
    expect(page.get_by_role("button", name="Save these levels")).to_have_count(0)
    check_page(page)
