"""The pages by keyboard alone: everything is reached, in order, visibly, and nothing holds on."""

import pytest
from e2e.steps import LIBRARIES, choose, find_overview, press, start_assessment
from playwright.sync_api import Page, expect

FOCUS_STATE = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const label = element.closest(".govuk-radios__item, .govuk-checkboxes__item") || element;
  const isSeenAt = (share) => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height * share);
    return top && (label.contains(top) || top.contains(element));
  };
  return {
    name: element.id || element.textContent.trim().slice(0, 60) || element.name,
    isPage: element === document.body,
    isMarked: style.outlineStyle !== "none" || style.boxShadow !== "none",
    isCovered: ![0.05, 0.5, 0.95].some(isSeenAt),
  };
}"""
CONTROLS = (
    "main :is(a[href], button, select, textarea, input:not([type=hidden]), summary)"
    ":not([disabled], [tabindex='-1'])"
)


@pytest.fixture
def element(open_page) -> Page:
    """Give the page of an element with evidence, a gap and both neighbours."""
    page = open_page("Improvement lead")
    page.goto(f"{find_overview(page, LIBRARIES)}/elements/4.3.5")
    return page


def test_the_skip_link_comes_first_and_leads_past_the_navigation(element):
    element.keyboard.press("Tab")
    link = element.get_by_role("link", name="Skip to main content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    element.keyboard.press("Enter")
    element.keyboard.press("Tab")
    assert element.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_tab_key_reaches_every_control_visibly_and_comes_out_again(element):
    steps = _walk(element)
    assert all(step["isMarked"] for step in steps), [s for s in steps if not s["isMarked"]]
    assert not [step["name"] for step in steps if step["isCovered"]]
    assert len(steps) >= _count_stops(element)


def _walk(page: Page) -> list[dict[str, object]]:
    """Return where the focus goes, from the first link to the end of the page."""
    steps: list[dict[str, object]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUS_STATE)
        if step["isPage"]:
            return steps
        steps.append(step)
    pytest.fail(f"the focus never left the page: {steps[-3:]}")


def _count_stops(page: Page) -> int:
    """Return how many stops there are at least: each control, and one for all radio buttons."""
    controls = page.locator(CONTROLS)
    visible = [control for control in controls.all() if control.is_visible()]
    radios = page.get_by_role("radio").count()
    return len(visible) - radios + 1


def test_the_arrow_keys_go_through_the_levels(element):
    element.get_by_role("radio", name="Compliant", exact=True).focus()
    element.keyboard.press("Space")
    element.keyboard.press("ArrowDown")
    expect(element.get_by_role("radio", name="Partially compliant")).to_be_checked()
    element.keyboard.press("ArrowUp")
    expect(element.get_by_role("radio", name="Compliant", exact=True)).to_be_checked()


def test_tab_leaves_a_text_rather_than_writing_into_it(element):
    text = element.get_by_label("Justification")
    before = text.input_value()
    text.focus()
    element.keyboard.press("Tab")
    expect(element.get_by_label("To tell or see on site")).to_be_focused()
    expect(text).to_have_value(before)


def test_the_error_summary_takes_the_focus_and_its_link_gives_it_to_the_field(open_page):
    page = open_page("Improvement lead")
    overview = start_assessment(page, "By keyboard")
    page.goto(f"{overview}/elements/1.1.1")
    choose(page, "Not applicable")
    press(page, "Save")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reason", exact=True)).to_be_focused()


def test_a_shortcut_saves_and_goes_on(open_page):
    page = open_page("Improvement lead")
    overview = start_assessment(page, "By shortcut")
    page.goto(f"{overview}/elements/1.1.1")
    page.get_by_label("Justification").fill("Written without a mouse.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1.2")
    page.goto(f"{overview}/elements/1.1.1")
    expect(page.get_by_label("Justification")).to_have_value("Written without a mouse.")
