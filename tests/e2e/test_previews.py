"""Evidence is looked at beside the element, without leaving it."""

import time

import pytest
from e2e.pages import LEAD, READER
from e2e.server import PATIENCE_SECONDS
from playwright.sync_api import expect

WIDTHS = ("desktop", "phone")
TITLE = "Mystery shopping report"
ELEMENT = "2.1.4"  # of the demo's libraries; other tests attach the item elsewhere


@pytest.fixture
def drawn_item(open_page):
    """Give the address of an item of the demo whose pictures are made, and of its element."""
    page = open_page(LEAD)
    page.goto(f"/evidence?search={TITLE}")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.locator("img.app-thumbnail").count():
        assert time.monotonic() < deadline, "no picture was made"
        page.wait_for_timeout(1000)
        page.reload()
    element = page.locator(f"a[href*='/elements/{ELEMENT}']").first.get_attribute("href")
    return page.url, element.partition("#")[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_preview_opens_beside_the_element_and_keeps_what_was_typed(
    open_page, check_page, drawn_item, width
):
    page = open_page(LEAD, width)
    page.goto(drawn_item[1])
    page.get_by_label("Justification").fill("Typed and not saved")
    page.get_by_role("link", name=f"Preview of {TITLE}").click()
    picture = page.locator("#preview img.app-preview")
    expect(picture).to_be_visible()
    expect(page.locator("#preview-heading")).to_be_focused()
    expect(page.get_by_label("Justification")).to_have_value("Typed and not saved")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    written = page.get_by_label("Justification").bounding_box()
    is_beside = picture.bounding_box()["x"] > written["x"] + written["width"]
    assert is_beside == (width == "desktop")
    check_page(page)
    page.get_by_role("link", name="Close the preview").click()
    expect(picture).to_have_count(0)
    expect(page.get_by_role("link", name=f"Preview of {TITLE}")).to_be_focused()
    expect(page.get_by_label("Justification")).to_have_value("Typed and not saved")


def test_a_preview_opens_without_a_script_too(open_page, drawn_item):
    page = open_page(READER, java_script_enabled=False)
    page.goto(drawn_item[1])
    page.get_by_role("link", name=f"Preview of {TITLE}").click()
    expect(page.locator("#preview img.app-preview")).to_be_visible()
    page.get_by_role("link", name="Close the preview").click()
    expect(page.locator("#preview img.app-preview")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_stands_as_a_picture_beside_its_words(open_page, check_page, drawn_item, width):
    page = open_page(LEAD, width)
    page.goto(drawn_item[0])
    page.get_by_role("link", name="Look at it page by page").click()
    expect(page.locator("img.app-preview")).to_be_visible()
    check_page(page)
