"""Many files at once, and new content looked at before it is saved, in a real browser."""

import re
import zipfile
from io import BytesIO

import pytest
from e2e.pages import LEAD
from e2e.steps import press, upload
from playwright.sync_api import expect

MINUTES = "Minutes of the readers' panel\n14 May 2026\nApologies: none. We talked of the garden."


def pack(**files):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return {"name": "panel.zip", "mimeType": "application/zip", "buffer": content.getvalue()}


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_zip_becomes_evidence_in_one_table(open_page, check_page, width):
    page = open_page(LEAD, width)
    page.goto("/evidence/bulk")
    sent = pack(minutes=f"{MINUTES} Seen on a {width}.", plan=f"Garden plan\n\nBy {width}.")
    page.get_by_label("Files").set_input_files([sent, upload("virus.exe", "MZ")])
    press(page, "Upload and check")
    page.wait_for_url(re.compile(r"/evidence/bulk/\d+$"))
    page.goto(f"{page.url}?now=1")
    expect(page.locator("h1")).to_have_text("Check before saving")
    expect(page.get_by_text("1 file was not taken")).to_be_visible()
    check_page(page)
    title = f"Readers' panel, May, {width}"
    page.get_by_label("Title of minutes.txt").fill(title)
    page.get_by_label("Keep plan.txt").uncheck()
    press(page, "Save to the library")
    expect(page.locator("h1")).to_have_text("Your files are saved")
    page.get_by_role("link", name=re.compile("Open the evidence")).click()
    expect(page.locator("h1")).to_have_text(title)


def test_new_content_is_saved_only_after_what_it_touches_was_seen(open_page, check_page):
    page = open_page(LEAD, "desktop")
    page.goto("/evidence?search=charter")
    page.get_by_role("link", name="Customer charter of the libraries", exact=True).click()
    page.get_by_role("button", name="Replace content").click()
    page.get_by_label("New file").set_input_files([upload("charter.txt", "Our new charter, 2026")])
    press(page, "Continue")
    expect(page.locator("h1")).to_have_text("What this touches")
    expect(page.get_by_text("Check that it still holds").first).to_be_visible()
    check_page(page)
    press(page, "Replace the content")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the reason")
    page.get_by_label("Reason").fill("The new charter")
    press(page, "Replace the content")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is now current")
