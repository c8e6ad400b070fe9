"""Each macro draws valid HTML that says in words what its colours say."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cse_assess.web import fields
from cse_assess.web.forms import BaseForm

PLUS = SimpleNamespace(title="Compliance Plus", short="Plus", mark="++", tone="best")
SEGMENTS = [
    ("Compliant", 6, "good", "+"),
    ("Not compliant", 1, "bad", "x"),
    ("None", 0, "none", "-"),
]
AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
CHANGE = SimpleNamespace(label="Level", before="Partial", after="Compliant")
ENTRY = SimpleNamespace(title="Level changed", by="Ann", at=AT, changes=[CHANGE], note="Because")


class UploadForm(BaseForm):
    files = fields.FilesField("Files")


def _text(element):
    return " ".join("".join(element.itertext()).split())


def _import(module, *names):
    return f'{{% from "components/{module}.html" import {", ".join(names)} %}}'


def test_a_level_is_told_by_its_words(draw):
    source = _import("tags", "level_tag")
    assert _text(draw(source + "{{ level_tag(level) }}", level=PLUS)) == "++Compliance Plus"
    assert _text(draw(source + "{{ level_tag(level, short=true) }}", level=PLUS)) == "++Plus"
    assert _text(draw(source + "{{ level_tag(none) }}")) == "?Not scored"


def test_a_status_is_told_by_its_words(draw):
    page = draw(_import("tags", "status_tag") + '{{ status_tag("Withdrawn", "bad") }}')
    assert _text(page) == "Withdrawn"


@pytest.mark.parametrize(("value", "total"), [(12, 57), (0, 0)])
def test_progress_is_said_in_words_beside_its_bar(draw, value, total):
    source = _import("progress", "progress_bar") + '{{ progress_bar(value, total, "Scored") }}'
    page = draw(source, value=value, total=total)
    bar = page.find(".//progress")
    assert _text(page) == f"{value} of {total}"
    assert (bar.get("aria-label"), int(bar.get("max"))) == ("Scored", max(total, 1))


def test_a_refreshed_part_says_how_to_look_again_without_a_script(draw):
    source = _import("progress", "refreshed") + '{% call refreshed("job") %}40%{% endcall %}'
    page = draw(source, path="/reports/3?x=1")
    assert page.find(".//a").get("href") == "/reports/3?x=1"
    assert _text(page) == "40% Reload this page to see how far it is."


def test_breadcrumbs_end_with_this_page(draw):
    source = _import("navigation", "breadcrumbs")
    page = draw(source + '{{ breadcrumbs([("Home", "/"), ("Here", none)]) }}')
    assert [_text(item) for item in page.findall(".//li")] == ["Home", "Here"]
    assert len(page.findall(".//a")) == 1


def test_one_page_needs_no_pagination(draw):
    assert _text(draw(_import("navigation", "pagination") + "{{ pagination(1, 1) }}")) == ""


def test_the_neighbours_of_a_page_are_named(draw):
    source = _import("navigation", "previous_next")
    page = draw(source + '{{ previous_next(("1.1.1 One", "/1"), ("1.1.3 Three", "/3")) }}')
    assert [link.get("href") for link in page.findall(".//a")] == ["/1", "/3"]


@pytest.mark.parametrize("macro", ["side_navigation", "sub_navigation"])
def test_the_current_page_is_marked_for_screen_readers(draw, macro):
    items = [{"text": "A", "href": "/a", "current": True}, {"text": "B", "href": "/b"}]
    page = draw(_import("navigation", macro) + f'{{{{ {macro}(items, "Parts") }}}}', items=items)
    assert [link.get("aria-current") for link in page.findall(".//a")] == ["page", None]


def test_a_button_form_posts_with_a_token(draw):
    source = _import("forms", "button_form")
    page = draw(source + '{{ button_form("/x", "Unlink", fields={"id": 3}) }}')
    form = page.find(".//form")
    names = {box.get("name"): box.get("value") for box in form.findall("input")}
    assert (form.get("method"), form.get("action"), names["id"]) == ("post", "/x", "3")
    assert names["csrf_token"]


def test_filters_are_sent_by_get_and_can_be_cleared_when_set(draw):
    source = _import("forms", "filter_panel")
    call = '{% call filter_panel("/list", is_active=active) %}field{% endcall %}'
    active = draw(source + call, active=True)
    assert active.find(".//form").get("method") == "get"
    assert active.find(".//a").get("href") == "/list"
    assert draw(source + call, active=False).find(".//a") is None


def test_an_upload_tells_its_limits_to_the_script(draw, web_app):
    with web_app.test_request_context("/"):
        form = UploadForm()
    page = draw(_import("forms", "file_upload") + "{{ file_upload(form.files) }}", form=form)
    upload = page.find("div")
    limits = web_app.extensions["settings"].uploads
    assert int(upload.get("data-max-bytes")) == limits.file_bytes
    assert int(upload.get("data-max-files")) == limits.files_per_upload


def test_an_address_to_copy_can_be_read_without_a_script(draw):
    source = _import("forms", "copy_link")
    page = draw(source + '{{ copy_link("https://x/link/1", "Invitation", hint="Once") }}')
    box = page.find(".//input")
    assert (box.get("value"), box.get("readonly")) == ("https://x/link/1", "")
    assert page.find(".//button").get("hidden") is not None


def test_a_table_has_a_caption_and_names_its_rows_and_columns(draw):
    source = _import("tables", "data_table")
    page = draw(
        source + '{{ data_table("Figures", ["Criterion", ("Met", "numeric")], [["<1>", 3]]) }}'
    )
    assert _text(page.find(".//caption")) == "Figures"
    assert [cell.get("scope") for cell in page.findall(".//th")] == ["col", "col", "row"]
    assert page.find(".//td").get("data-label") == "Met"


def test_a_table_that_scrolls_can_be_reached_by_keyboard(draw):
    source = (
        _import("tables", "table") + '{% call table("Wide", ["A"], stack=false) %}{% endcall %}'
    )
    frame = draw(source).find("div")
    assert (frame.get("tabindex"), frame.get("role"), frame.get("aria-label")) == (
        "0",
        "region",
        "Wide",
    )


def test_an_empty_list_says_what_to_do(draw):
    source = _import("messages", "empty_state")
    page = draw(source + '{{ empty_state("No evidence", "Add some.", "Add evidence", "/add") }}')
    assert _text(page) == "No evidence Add some. Add evidence"


def test_banners_and_warnings_are_valid(draw):
    source = _import("messages", "important", "warning")
    page = draw(source + '{{ important("Soon") }}{{ warning("Think first") }}')
    assert _text(page) == "Important Soon ! Warning Think first"


def test_facts_are_escaped_unless_they_are_markup(draw):
    source = _import("content", "summary_list") + _import("tags", "level_tag")
    page = draw(
        source
        + '{{ summary_list([("Owner", "A <b> & C"), ("Level", level_tag(l), ("Change", "/c"))]) }}',
        l=PLUS,
    )
    first, second = page.findall(".//dd[@class='govuk-summary-list__value']")
    assert _text(first) == "A <b> & C"
    assert second.find("span") is not None
    assert _text(page.find(".//a")) == "Change level"


def test_figures_details_and_cards_are_valid(draw):
    source = _import("content", "figures", "details", "card")
    page = draw(
        source + '{{ figures([(3, "scored", "good"), (4, "left")]) }}'
        '{% call details("More") %}Text{% endcall %}'
        '{% call card("Card", level=3) %}Text{% endcall %}'
    )
    assert [_text(item) for item in page.findall(".//dt")] == ["scored", "left"]
    assert _text(page.find(".//h3")) == "Card"


def test_history_says_who_when_from_and_to(draw):
    page = draw(_import("history", "timeline") + "{{ timeline([entry]) }}", entry=ENTRY)
    assert _text(page) == (
        "Level changed Ann, 21 November 2026 at 9:05am Because "
        "Level Removed: PartialAdded: Compliant"
    )


def test_two_texts_stand_side_by_side_with_their_difference(draw):
    source = _import("history", "text_comparison")
    page = draw(source + '{{ text_comparison("each year", "", "Justification") }}')
    assert [_text(side) for side in page.findall(".//section")] == [
        "What they saved (Justification) each year",
        "What you wrote (Justification) (empty)",
    ]
    assert _text(page.find(".//del")) == "Removed: each year"


def test_a_bar_names_its_parts_and_fills_its_width(draw):
    source = _import("charts", "stacked_bar") + '{{ stacked_bar(segments, "Criterion 1", "c1") }}'
    chart = draw(source, segments=SEGMENTS).find("{*}svg")
    shares = [float(part.get("width").rstrip("%")) for part in chart.findall("{*}svg")]
    assert _text(chart.find("{*}title")) == "Criterion 1: Compliant 6, Not compliant 1"
    assert chart.get("aria-labelledby") == chart.find("{*}title").get("id")
    assert shares == pytest.approx([600 / 7, 100 / 7], abs=0.01)


def test_a_narrow_part_of_a_bar_has_its_mark_above_its_count(draw):
    source = _import("charts", "stacked_bar") + '{{ stacked_bar(segments, "Criterion 1", "c1") }}'
    segments = [("Met", 11, "good", "+"), ("Partly met", 1, "middling", "±"), ("No", 1, "bad", "×")]
    parts = draw(source, segments=segments).findall("{*}svg/{*}svg")
    said = [[text.text for text in part.findall("{*}text")] for part in parts]
    assert said == [["+ 11"], ["±", "1"], ["×", "1"]]


def test_a_part_of_a_bar_too_narrow_for_words_has_none(draw):
    source = _import("charts", "stacked_bar") + '{{ stacked_bar(segments, "Criterion 1", "c1") }}'
    segments = [("Met", 99, "good", "+"), ("Partly met", 1, "middling", "±")]
    [_, narrow] = draw(source, segments=segments).findall("{*}svg/{*}svg")
    assert narrow.findall("{*}text") == []


def test_a_bar_of_nothing_says_so(draw):
    source = _import("charts", "stacked_bar") + '{{ stacked_bar([], "Criterion 1", "c1") }}'
    assert _text(draw(source).find("{*}svg/{*}title")) == "Criterion 1: nothing yet"


def test_a_legend_and_a_map_repeat_their_colours_in_marks(draw):
    source = _import("charts", "legend", "heat_map")
    page = draw(
        source
        + "{{ legend(segments) }}"
        + '{{ heat_map([("1.1.1", "Compliant", "good", "+", "/e")], "Map") }}',
        segments=SEGMENTS,
    )
    legend, heat = page.findall("ul")
    assert [_text(item) for item in legend] == ["+Compliant: 6", "xNot compliant: 1", "-None: 0"]
    assert _text(heat) == "1.1.1 +: Compliant"
