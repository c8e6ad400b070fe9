"""What a report says of the proof: what is covered, and the words that are quoted."""

from datetime import date
from html import unescape

import pytest
from factories.assessments import cse
from factories.reports import link, make_item, make_report, make_response, make_tree

from cse_assess.assessments.models import PassagePin, PinState
from cse_assess.reports.figures import figures_to_json
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.options import STANDARD_CHOICES, Audience, ReportOptions, Section
from cse_assess.reports.printing import render_html

WORDS = "Waiting times fell from nine minutes to five."
BASE = "https://assess.example.org"


@pytest.fixture
def linked():
    response = make_response(0, "1.1.1")
    item, revision = make_item(7, title="Counter report", evidence_on=date(2026, 10, 1))
    made = link(1, response, item, revision)
    made.link.guidance_points, made.link.proof_kinds = [1, 3], ["does", "achieves"]
    made.link.pins.append(
        PassagePin(id=3, quotation=WORDS, page_number=4, state=PinState.FOUND, guidance_point=None)
    )
    return response, made


def tree_of(linked):
    response, made = linked
    return make_tree([response], [made])


def text_of(linked, options=None):
    return unescape(render_html(make_report(tree_of(linked), cse(), options)))


def test_pinned_words_are_printed_with_their_page(linked):
    text = text_of(linked)
    assert WORDS in text
    assert "page 4" in text
    assert "Not word for word" not in text


def test_pinned_words_lead_to_their_page_where_the_installation_has_an_address(linked):
    options = ReportOptions(frozenset({Section.ELEMENTS}))
    report = build_gap_report(tree_of(linked), standard=cse(), options=options, base_url=BASE)
    html = render_html(report)
    assert f'href="{BASE}/assessments/1/evidence/7/pages/4?passage=Waiting+times+fell' in html
    assert "<a class=" not in text_of(linked).split(WORDS)[1].split("</td>")[0]


def test_words_that_are_gone_are_printed_as_such(linked):
    linked[1].link.pins[0].state = PinState.LOST
    assert "Not word for word in the newest revision" in text_of(linked)


def test_words_of_confidential_evidence_are_not_printed_without_its_title(linked):
    linked[1].item.is_confidential = True
    assert WORDS not in text_of(linked)
    shown = ReportOptions(shows_confidential_titles=True)
    assert WORDS in text_of(linked, shown)


def test_a_piece_says_which_points_it_answers_and_what_kind_of_proof_it_is(linked):
    assert "Answers guidance points 1, 3. Does, Achieves." in text_of(linked)


def test_each_element_says_how_its_points_are_covered(linked):
    assert "Guidance points: 2 thin, 1 nothing yet." in text_of(linked)


def test_an_element_that_does_not_apply_says_nothing_of_points():
    response = make_response(0, "1.1.1", level="not_applicable", level_reason="No customers")
    html = render_html(make_report(make_tree([response]), cse()))
    element = html.split('id="e-1.1.1"')[1].split('id="e-1.1.2"')[0]
    assert "Guidance points:" not in element


def test_without_the_section_nothing_is_said_of_coverage(linked):
    options = ReportOptions(STANDARD_CHOICES[Audience.TEAM] - {Section.COVERAGE})
    text = text_of(linked, options)
    assert 'id="coverage"' not in text
    assert "Guidance points: 2 thin" not in text


def test_the_figures_tell_how_every_point_stands(linked):
    first = figures_to_json(make_report(tree_of(linked), cse()))["coverage"][0]
    assert first == {
        "code": "1.1.1",
        "state": "nothing",
        "points": [
            {"number": 1, "state": "thin", "pieces": 1},
            {"number": 2, "state": "nothing", "pieces": 0},
            {"number": 3, "state": "thin", "pieces": 1},
        ],
    }
