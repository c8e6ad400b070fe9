"""Filters and functions of the templates."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from cse_assess.web.templating import (
    format_day,
    format_file_size,
    format_moment,
    format_text,
    navigation_for,
    plural,
    static_url,
)

ADMINISTRATOR = SimpleNamespace(
    is_administrator=True, is_lead=False, is_member=True, sees_several_services=True
)
ASSESSOR = SimpleNamespace(
    is_administrator=False,
    is_lead=False,
    is_member=False,
    is_assessor=True,
    sees_several_services=False,
)


def test_a_day_is_written_out():
    assert format_day(date(2026, 3, 1)) == "1 March 2026"


def test_a_moment_before_midnight_in_utc_is_the_next_day_in_british_summer_time():
    assert format_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (23, "11:05pm")],
)
def test_a_moment_is_written_with_its_half_of_the_day(hour, words):
    moment = datetime(2026, 11, 21, hour, 5, tzinfo=UTC)
    assert format_moment(moment) == f"21 November 2026 at {words}"


def test_nothing_is_written_for_no_date():
    assert (format_day(None), format_moment(None), format_file_size(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (1_468_006, "1.4 MB"),
        (200 * 1024**2, "200 MB"),
        (20 * 1024**3, "20 GB"),
        (3000 * 1024**3, "3000 GB"),
    ],
)
def test_a_file_size_is_written_as_people_read_it(size, words):
    assert format_file_size(size) == words


def test_text_becomes_paragraphs_with_its_markup_escaped():
    assert format_text("One <b>\r\ntwo\n\n\n\nthree") == (
        '<p class="govuk-body">One &lt;b&gt;<br>two</p>\n<p class="govuk-body">three</p>'
    )


@pytest.mark.parametrize("number", [0, 1, 2, 1200])
def test_a_number_agrees_with_its_word(number):
    expected = {0: "0 files", 1: "1 file", 2: "2 files", 1200: "1,200 files"}
    assert plural(number, "file", "files") == expected[number]


def test_navigation_leaves_out_pages_that_the_app_does_not_have(web_app):
    web_app.add_url_rule("/people", "people.index", lambda: "")
    with web_app.test_request_context("/"):
        assert [item["text"] for item in navigation_for(ADMINISTRATOR)] == ["People"]


def test_an_assessor_from_outside_is_shown_their_reviews_alone(web_app):
    for endpoint in ("assessments.home", "reviews.index", "evidence.index", "people.index"):
        web_app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    with web_app.test_request_context("/"):
        assert [item["text"] for item in navigation_for(ASSESSOR)] == ["Reviews"]


def test_nobody_signed_in_has_no_navigation(web_app):
    with web_app.test_request_context("/"):
        assert navigation_for(None) == []


def test_the_address_of_a_static_file_carries_its_content(web_app, tmp_path):
    web_app.static_folder = str(tmp_path)
    addresses = []
    for name, content in (("a.css", "one"), ("b.css", "one"), ("c.css", "two")):
        (tmp_path / name).write_text(content)
        with web_app.test_request_context("/"):
            addresses.append(static_url(name).partition("?v=")[2])
    assert addresses[0] == addresses[1]
    assert addresses[0] != addresses[2]
