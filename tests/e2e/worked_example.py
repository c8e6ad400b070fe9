"""The worked example of the handbook: the sample's libraries, from not ready to ready.

docs/worked-example.md tells it, a test walks it, and script/screenshots takes its pictures.
"""

import re
from collections.abc import Callable
from datetime import date

from e2e.server import PATIENCE_SECONDS
from e2e.steps import (
    LIBRARIES,
    expect_confirmation,
    fill_date,
    find_overview,
    press,
    upload,
)
from playwright.sync_api import Locator, Page, expect

Keep = Callable[[str, Page], None]

PROVEN, PROOF = "5.2.2", "Twenty first contacts, followed to their end"
DAYS_OF_WORK = "8.5 days of work in 4 actions"
SNAPSHOT = "Before the work"
READINESS_VIEWS = "Views of readiness"


def walk(page: Page, keep: Keep) -> None:
    """Walk the whole example as the improvement lead, who is signed in.

    `keep` is called with the name of each picture when its page is open.
    """
    overview = find_overview(page, LIBRARIES)
    _see_that_it_would_not_pass(page, overview, keep)
    _look_ahead(page, keep)
    actions = _find_the_way(page, keep)
    _suppose_it_is_done(page, actions, keep)
    _take_a_snapshot(page, overview)
    for action in actions:
        _open_as_done(page, overview, action)
        if action == actions[0]:
            keep("action-done", page)
        _confirm_as_done(page)
    _see_what_does_not_fit(page, overview, keep)
    _look_at_another_service(page, keep)
    _add_the_proof(page, overview)
    _see_that_it_would_pass(page, overview, keep)
    _compare_with_before(page, overview, keep)
    _make_the_paper(page, overview, keep)


def _see_that_it_would_not_pass(page: Page, overview: str, keep: Keep) -> None:
    page.goto(f"{overview}/readiness")
    expect(_verdict(page)).to_contain_text("Would not pass")
    keep("not-ready", page)


def _look_ahead(page: Page, keep: Keep) -> None:
    views = page.get_by_label(READINESS_VIEWS)
    views.get_by_role("link", name="Forecast").click()
    main = page.locator("main")
    expect(main).to_contain_text("The first day on which it would pass is")
    _scroll_to(page.get_by_role("heading", name="over time"))
    keep("forecast", page)
    views.get_by_role("link", name="What hangs on what").click()
    expect(main).to_contain_text("May fit: ")
    keep("fragility", page)


def _verdict(page: Page) -> Locator:
    return page.get_by_role("heading", name="Would it pass today?")


def _scroll_to(place: Locator) -> None:
    """Let a picture begin where it matters."""
    place.evaluate("place => place.scrollIntoView()")


def _find_the_way(page: Page, keep: Keep) -> list[str]:
    """Return the titles of the actions of the shortest way."""
    page.get_by_label(READINESS_VIEWS).get_by_role("link", name="Way to the award").click()
    expect(page.locator("#result-title")).to_contain_text(DAYS_OF_WORK)
    keep("route", page)
    rows = page.get_by_role("table", name="What to do").locator("tbody th a")
    return rows.all_inner_texts()


def _suppose_it_is_done(page: Page, actions: list[str], keep: Keep) -> None:
    page.get_by_label(READINESS_VIEWS).get_by_role("link", name="What if").click()
    for action in actions:
        page.get_by_label(action).check()
    press(page, "Show what would come of it")
    expect(page.locator("#effect")).to_contain_text("With this: Would pass")
    keep("what-if", page)


def _take_a_snapshot(page: Page, overview: str) -> None:
    page.goto(f"{overview}/history")
    press(page, "Take a snapshot")
    page.get_by_label("Name").fill(SNAPSHOT)
    press(page, "Take the snapshot")
    expect_confirmation(page, "The snapshot is taken")


def _open_as_done(page: Page, overview: str, action: str) -> None:
    page.goto(f"{overview}/actions")
    page.get_by_role("link", name=action, exact=True).click()
    press(page, "Mark it as done")
    raised = page.get_by_role("group", name="Raise these levels now?").get_by_role("checkbox")
    expect(raised).not_to_have_count(0)
    for level in raised.all():
        level.check()


def _confirm_as_done(page: Page) -> None:
    press(page, "Mark it as done")
    expect(page.get_by_role("alert")).to_be_visible()


def _see_what_does_not_fit(page: Page, overview: str, keep: Keep) -> None:
    page.goto(f"{overview}/readiness")
    page.get_by_label(READINESS_VIEWS).get_by_role("link", name="Checks").click()
    page.get_by_role("link", name="Met without evidence", exact=True).click()
    found = page.get_by_role("table", name="Met without evidence")
    expect(found).to_contain_text(PROVEN)
    _scroll_to(found)
    keep("checks", page)


def _look_at_another_service(page: Page, keep: Keep) -> None:
    page.get_by_role("link", name="Compare services").click()
    _scroll_to(page.get_by_role("heading", name="How each stands"))
    keep("compare", page)
    page.get_by_role("link", name=re.compile(f"of {LIBRARIES}$")).click()
    row = page.get_by_role("row").filter(has_text=PROVEN)
    expect(row).to_contain_text("First-contact sheet")
    keep("proof-elsewhere", page)


def _add_the_proof(page: Page, overview: str) -> None:
    page.goto(f"{overview}/elements/{PROVEN}/evidence")
    paper = upload("first-contacts.txt", "19 of 20 dealt with one person.", "text/plain")
    page.get_by_label("Files").set_input_files([paper])
    page.get_by_label("Title").fill(PROOF)
    day = date.today()  # noqa: DTZ011 -- any day of this week would do
    fill_date(page, "Date of the evidence", str(day.day), str(day.month), str(day.year))
    press(page, "Upload and attach")
    expect_confirmation(page, "attached")


def _see_that_it_would_pass(page: Page, overview: str, keep: Keep) -> None:
    page.goto(f"{overview}/readiness")
    expect(_verdict(page)).to_contain_text("Would pass")
    keep("ready", page)


def _compare_with_before(page: Page, overview: str, keep: Keep) -> None:
    page.goto(f"{overview}/history")
    press(page, "Compare")
    expect(page.locator("main")).to_contain_text(SNAPSHOT)
    keep("before-and-now", page)


def _make_the_paper(page: Page, overview: str, keep: Keep) -> None:
    page.goto(f"{overview}/reports")
    page.get_by_role("radio", name=re.compile("board", re.IGNORECASE)).check()
    press(page, "Continue")
    keep("paper", page)
    press(page, "Make the report")
    done = page.get_by_role("button", name=re.compile("^Download"))
    expect(done).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    keep("paper-made", page)
