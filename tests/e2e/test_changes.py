"""Changes that meet: two people at once, a lock, and an import."""

import re

import pytest
from e2e.steps import choose, expect_confirmation, press, start_assessment, upload
from playwright.sync_api import Page, expect

BAD_ROWS = """code,level,justification,owner
1.1.1,Excellent,It is,
9.9.9,Compliant,Who knows,
1.1.2,Compliant,We ask,nobody@thistlemere.example
1.1.3,Compliant,All is well,
"""
GOOD_ROWS = """code,level,justification,owner
1.1.1,Compliant,"We know them, all of them",lead@thistlemere.example
1.1.2,partial,We ask,
"""
OTHER_HEADINGS = "Ref,Score,Why\n1.1.1,Compliant,We know them\n"


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_two_people_who_write_at_once_lose_nothing(open_page, check_page, width):
    lead, colleague = open_page("Improvement lead"), open_page("Contributor, libraries", width)
    element = start_assessment(lead, f"Together, {width}") + "/elements/1.1.1"
    for page in (lead, colleague):
        page.goto(element)
    _write(lead, "Compliant", "What the lead wrote.")
    expect_confirmation(lead, "is saved.")
    _write(colleague, "Partially compliant", "What the colleague wrote.")
    _expect_both_texts(colleague)
    check_page(colleague)
    colleague.get_by_label("Justification to keep").fill("What both of them wrote.")
    press(colleague, "Save what is filled in")
    expect_confirmation(colleague, "is saved.")
    _expect_the_whole_story(colleague, element)


def _write(page: Page, level: str, justification: str) -> None:
    choose(page, level)
    page.get_by_label("Justification").fill(justification)
    press(page, "Save")


def _expect_both_texts(page: Page) -> None:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Somebody else saved this while you were writing")
    expect(page.get_by_text("Callum Wrenfield saved 1.1.1")).to_be_visible()
    main = page.locator("main")
    expect(main).to_contain_text("What the lead wrote.")
    expect(main).to_contain_text("What the colleague wrote.")


def _expect_the_whole_story(page: Page, element: str) -> None:
    page.goto(element)
    expect(page.get_by_label("Justification")).to_have_value("What both of them wrote.")
    page.goto(f"{element}/history")
    expect(page.locator("main")).to_contain_text("What the lead wrote.")


def test_a_locked_self_assessment_is_read_only_until_a_lead_unlocks_it(open_page, check_page):
    page = open_page("Improvement lead")
    overview = start_assessment(page, "To be locked")
    late = open_page("Contributor, libraries", "phone")
    late.goto(f"{overview}/elements/1.1.1")
    page.goto(f"{overview}/settings")
    press(page, "Lock this self-assessment")
    _expect_read_only(late, overview, check_page)
    page.goto(f"{overview}/settings")
    page.get_by_role("button", name="Unlock").click()
    check_page(page)
    page.get_by_label("Why does it have to be unlocked?").fill("A page was left out.")
    press(page, "Unlock")
    late.goto(f"{overview}/elements/1.1.1")
    expect(late.get_by_label("Justification")).to_be_editable()


def _expect_read_only(late: Page, overview: str, check_page) -> None:
    late.get_by_label("Justification").fill("Written too late.")
    press(late, "Save")
    expect(late.locator("main")).to_contain_text("locked")
    for address in (overview, f"{overview}/elements/1.1.1", f"{overview}/import"):
        late.goto(address)
        expect(late.locator("main")).to_contain_text(re.compile("locked", re.IGNORECASE))
        expect(late.locator("main").get_by_role("button", name="Save")).to_have_count(0)
        check_page(late)


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_bad_spreadsheet_has_each_row_named_and_a_good_one_comes_in_whole(
    open_page, check_page, width
):
    page = open_page("Improvement lead", width)
    overview = start_assessment(page, f"Imported, {width}")
    _choose_file(page, overview, upload("bad.csv", BAD_ROWS))
    expect(page.get_by_role("heading", name="3 things are wrong in bad.csv")).to_be_visible()
    rows = page.locator("tbody").get_by_role("row").all_inner_texts()
    assert [re.search(r"\d+", row).group() for row in rows] == ["2", "3", "4"]
    expect(page.get_by_text("There is no level “Excellent”.")).to_be_visible()
    check_page(page)
    _choose_file(page, overview, upload("good.csv", GOOD_ROWS))
    expect(page.get_by_role("heading", name="2 elements change")).to_be_visible()
    check_page(page)
    press(page, "Import all of this")
    expect_confirmation(page, "The import is done. 2 rows changed something.")
    expect(page.get_by_text("2 of 57 scored, 1 met").first).to_be_visible()


def _choose_file(page: Page, overview: str, file: dict[str, object]) -> None:
    page.goto(f"{overview}/import")
    page.get_by_label("Spreadsheet").set_input_files([file])
    press(page, "Continue")
    page.wait_for_url(re.compile(r"/import/\d+"))
    views = page.get_by_role("navigation", name="Views of this self-assessment")
    expect(views.locator("[aria-current]")).to_have_text("Import and export")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_spreadsheet_with_other_headings_is_mapped_on_screen(open_page, check_page, width):
    page = open_page("Contributor, both services", width)
    overview = start_assessment(open_page("Improvement lead"), f"Mapped, {width}")
    _choose_file(page, overview, upload("ours.csv", OTHER_HEADINGS))
    expect(page.get_by_role("heading", name="Which column is which?")).to_be_visible()
    check_page(page)
    page.get_by_label("Code", exact=True).select_option(label="Ref")
    page.get_by_label("Level", exact=True).select_option(label="Score")
    page.get_by_label("Justification", exact=True).select_option(label="Why")
    press(page, "Continue")
    press(page, "Import all of this")
    expect(page.get_by_text("1 of 57 scored, 1 met").first).to_be_visible()
