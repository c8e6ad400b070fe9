"""What scripts add to pages that work without them: progress, fresh parts, and hidden questions."""

import re

from e2e.steps import LIBRARIES, choose, find_overview, press, start_assessment, upload
from playwright.sync_api import Page, expect

SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_000_000}
MEGABYTES = 3
REPORT_SECONDS = 120
# The worker first finishes the file that it is studying.
FIRST_PAGE_SECONDS = 30
# Notes each text that the region of the upload announces.
LISTEN = """() => {
  window.announced = [];
  const place = document.querySelector("[data-upload-progress] [aria-live]");
  new MutationObserver(() => window.announced.push(place.textContent))
    .observe(place, { childList: true, characterData: true, subtree: true });
}"""


def test_an_upload_says_how_far_it_is_and_takes_no_second_press(open_page, check_page):
    page = open_page("Improvement lead")
    page.goto("/evidence/add")
    page.get_by_label("Files").set_input_files(
        [upload("slow notes.txt", "All is well.\n" * (MEGABYTES * 80_000), "text/plain")]
    )
    page.evaluate(LISTEN)
    network = page.context.new_cdp_session(page)
    network.send("Network.emulateNetworkConditions", SLOW)
    press(page, "Add to the library")
    progress = page.get_by_role("progressbar", name="Upload")
    expect(progress).to_be_visible()
    expect(page.get_by_role("button", name="Add to the library")).to_be_disabled()
    expect(page.locator("[data-upload-progress]")).to_contain_text(
        re.compile(r"^\s*[1-9]\d?% sent")
    )
    check_page(page)
    announced = page.evaluate_handle("window.announced")
    expect(page.get_by_role("alert")).to_contain_text("“slow notes” is now in the library")
    _expect_growing(announced.json_value())
    network.detach()


def _expect_growing(announced: list[str]) -> None:
    """Expect percentages that only grow, some of them between the ends, and then the checking."""
    percents = [int(text.split("%")[0]) for text in announced if "%" in text]
    assert percents == sorted(percents)
    assert any(0 < percent < 100 for percent in percents), announced
    assert announced[-1] == "Sent. Checking the files…"


def test_a_running_report_is_shown_anew_without_the_page_being_loaded_again(open_page):
    page = open_page("Improvement lead")
    page.goto(f"{find_overview(page, LIBRARIES)}/reports")
    press(page, "Continue")
    # A report that another test has asked for would be served at once.
    part = page.get_by_role("checkbox").last
    part.set_checked(not part.is_checked())
    press(page, "Make the report")
    page.wait_for_url(re.compile(r"/reports/\d+$"))
    region = page.locator("#report-progress")
    page.evaluate("window.isStillThere = true")
    seen = {_read(page)}
    expect(region).to_contain_text(
        re.compile(r"Laying out page \d+"), timeout=FIRST_PAGE_SECONDS * 1000
    )
    seen.add(_read(page))
    assert len(seen) > 1, "the page was asked for too late to see a change"
    assert page.evaluate("window.isStillThere")
    done = page.get_by_role("button", name="Download the PDF file")
    expect(done).to_be_visible(timeout=REPORT_SECONDS * 1000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is ready")


def _read(page: Page) -> str:
    return page.locator("#report-progress .app-progress__text").inner_text()


def test_the_reason_is_asked_for_only_where_the_level_needs_one(open_page, check_page):
    page = open_page("Improvement lead", "phone")
    page.goto(f"{start_assessment(page, 'Revealed')}/elements/1.1.1")
    reason = page.get_by_label("Reason", exact=True)
    expect(reason).to_be_hidden()
    choose(page, "Not applicable")
    expect(reason).to_be_visible()
    check_page(page)
    reason.fill("There is no counter.")
    choose(page, "Compliant")
    expect(reason).to_be_hidden()
    choose(page, "Not applicable")
    expect(reason).to_have_value("There is no counter.")
