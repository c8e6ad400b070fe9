"""Private details from the upload to a redacted copy, and a colleague before the sealed file."""

import re

from e2e.steps import download, expect_confirmation, expect_error, press, upload
from playwright.sync_api import Page, expect

PHONE = "07700 900123"
LETTER = f"Thank you for the kind visit. Ring {PHONE} if you need more."
MADE_WITHIN = 60_000


def test_details_are_found_blacked_out_and_the_first_file_is_sealed(open_page, check_page):
    lead, reader = open_page("Improvement lead"), open_page("Reader", "phone")
    address = _add_letter(lead)
    _look_at_what_was_found(lead)
    check_page(lead)
    press(lead, "Save the decision")
    expect_error(lead, "Choose what should happen")
    check_page(lead)
    _ask_for_a_copy(lead)
    lead.goto(address)
    expect(lead.get_by_text("Sealed", exact=True)).to_be_visible()
    check_page(lead)
    copy = download(lead, re.compile(r"^Download thanks \(redacted\)\.txt"))
    assert PHONE not in copy.decode()
    _expect_a_closed_door(reader, address)


def _add_letter(page: Page) -> str:
    page.goto("/evidence/add")
    page.get_by_label("Files").set_input_files([upload("thanks.txt", LETTER, "text/plain")])
    press(page, "Add to the library")
    page.wait_for_url(re.compile(r"/evidence/\d+$"))
    return page.url


def _look_at_what_was_found(page: Page) -> None:
    """Wait on the page of the details: it shows them by itself when they are found."""
    page.get_by_role("link", name="What was found in this file").click()
    expect(page.get_by_role("cell", name=PHONE, exact=True)).to_be_visible(timeout=MADE_WITHIN)


def _ask_for_a_copy(page: Page) -> None:
    page.get_by_label(f"Black out {PHONE}").check()
    page.get_by_label("Have a redacted copy made").check()
    press(page, "Save the decision")
    expect_confirmation(page, "The redacted copy is being made.")
    expect(page.get_by_text("thanks (redacted).txt")).to_be_visible(timeout=MADE_WITHIN)


def _expect_a_closed_door(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("link", name="Download thanks.txt")).to_have_count(0)
    response = page.goto(f"{address}/revisions/1/file")
    assert response is not None
    assert response.status == 403
    expect(page.locator("main")).to_contain_text("sealed")
