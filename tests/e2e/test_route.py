"""A lead asks for the cheapest way to the award, leaves an action out and asks again."""

import pytest
from e2e.pages import LEAD
from e2e.steps import find_overview, press
from playwright.sync_api import expect


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_an_action_that_is_left_out_makes_way_for_another(open_page, check_page, width):
    page = open_page(LEAD, width)
    page.goto(f"{find_overview(page, 'Thistlemere Libraries')}/route")
    result = page.locator("#result")
    expect(result).to_contain_text("Would pass")
    check_page(page)
    title = result.get_by_role("table").first.get_by_role("link").first.inner_text()
    page.get_by_role("group", name=f"May it be in: {title}").get_by_label("Leave out").check()
    press(page, "Find the way again")
    expect(result.get_by_role("link", name=title)).to_have_count(0)
    expect(
        page.get_by_role("group", name=f"May it be in: {title}").get_by_label("Leave out")
    ).to_be_checked()
    check_page(page)
