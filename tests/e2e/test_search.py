"""A lead finds evidence by the words of its file, and opens it at the page where they stand."""

import re
import time

import pytest
from e2e.conftest import Visitors, Windows
from e2e.server import PATIENCE_SECONDS
from e2e.steps import press, set_up, upload
from playwright.sync_api import Page, expect

PASSWORD = "nine ferrets waiting"
WITHOUT_SCRIPT = {"java_script_enabled": False}


@pytest.mark.parametrize("options", [{"width": "phone"}, WITHOUT_SCRIPT], ids=["phone", "plain"])
def test_a_search_opens_at_the_page(empty_server, browser, check_page, options):
    url, log = empty_server
    visitors = Visitors(Windows(browser, url), None)
    page = visitors(**options)
    page.goto(re.search(rf"{url}/link/\S+", log).group())
    set_up(page, PASSWORD)
    _add(page, "panel.txt", "The panel said:\nferrets waited for nine days.")
    _search_until_read(page, 'ferret "nine days"')
    expect(page.locator("mark").last).to_have_text("nine days")
    _check(page, check_page, options)
    page.get_by_role("link", name="Page 1 of").click()
    page.wait_for_url("**/pages/1?find=*#hit")
    expect(page.locator("mark#hit")).to_have_text("ferrets")
    expect(page.locator("mark#hit")).to_be_in_viewport()
    _check(page, check_page, options)
    visitors.close()


def _check(page: Page, check_page, options) -> None:
    """Check the page as every page is; that needs scripts."""
    if options != WITHOUT_SCRIPT:
        check_page(page)


def _add(page: Page, name: str, content: str) -> None:
    page.goto("/evidence/add")
    page.get_by_label("Files", exact=True).set_input_files([upload(name, content, "text/plain")])
    press(page, "Add to the library")
    page.wait_for_load_state()


def _search_until_read(page: Page, words: str) -> None:
    """Search as people do, again and again until the file has been read in the background."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        page.goto("/evidence")
        page.get_by_label("Search the library").fill(words)
        page.get_by_role("search").get_by_role("button", name="Search", exact=True).click()
        page.wait_for_url("**search=*")
        if page.get_by_role("link", name="Page 1 of").count():
            return
        time.sleep(1)
    raise AssertionError(f"“{words}” was not found")
