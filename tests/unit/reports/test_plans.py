"""Plans and past in a report: for whom they are, and what each file says of them."""

from dataclasses import replace
from datetime import date
from html import unescape

import docx
import pytest
from factories.assessments import cse
from factories.plans import make_action, make_plans, with_plans
from factories.reports import make_report, make_tree
from lxml import html

from cse_assess.reports.figures import figures_to_json
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.options import INSIDE, Audience, ReportOptions, Section, choose_standard
from cse_assess.reports.plans import NO_PLANS
from cse_assess.reports.printing import render_html
from cse_assess.reports.sheets import list_sheets
from cse_assess.reports.word import write_word


def report_for(audience, plans=None):
    return with_plans(make_report(make_tree([]), cse(), choose_standard(audience)), plans)


def text_for(audience, plans=None):
    return " ".join(unescape(render_html(report_for(audience, plans))).split())


def test_the_team_is_told_of_actions_the_way_checks_and_the_past():
    text = text_for(Audience.TEAM)
    assert "Ask those who never come" in text
    assert "<strong>2.5 days</strong> of work, in 1 action, would be enough" in text
    assert "“Regularly” says nothing of how often." in text
    assert "Before the summer, taken on 1 July 2026" in text


def test_the_past_has_its_chart_with_words_for_each_sign():
    page = html.document_fromstring(render_html(report_for(Audience.TEAM)))
    section = page.xpath("//section[h2/@id='history']")[0]
    titles = [each.text for each in section.iter("title")]
    assert titles == ["Share that is met, from October to November.", "Line A", "Mark 1"]


def test_word_says_the_chart_of_the_past_in_words(tmp_path):
    write_word(render_html(report_for(Audience.TEAM)), tmp_path / "report.docx")
    said = [each.text for each in docx.Document(tmp_path / "report.docx").paragraphs]
    assert "Share that is met, from October to November." in said


def test_snapshots_have_their_sheet_and_their_key():
    report = report_for(Audience.TEAM)
    sheet = next(each for each in list_sheets(report) if each.name == "Snapshots")
    assert sheet.rows == (("Before the summer", date(2026, 7, 1)),)
    assert figures_to_json(report)["snapshots"] == [
        {"name": "Before the summer", "on": "2026-07-01"}
    ]


@pytest.mark.parametrize("section", [each for each in Section if each is not Section.GUIDANCE])
def test_each_section_has_a_sheet_for_whomever_it_is_for(section):
    report = replace(report_for(Audience.TEAM), options=ReportOptions(frozenset({section})))
    assert len(list_sheets(report)) > 1


def test_a_section_without_content_begins_no_page_of_its_own():
    page = html.document_fromstring(render_html(report_for(Audience.TEAM, NO_PLANS)))
    brief = page.xpath("//section[@class='brief']/h2/@id")
    assert brief == ["actions", "fragility", "checks", "evidence", "history"]


def test_a_board_is_told_of_the_effort_and_of_no_single_check():
    text = text_for(Audience.BOARD)
    assert "<strong>2.5 days</strong> of work, in 1 action, would be enough" in text
    assert "Regularly" not in text


def test_an_assessor_is_told_nothing_of_plans():
    text = text_for(Audience.ASSESSOR)
    assert "Ask those who never come" not in text
    assert "2.5 days" not in text
    assert "Before the summer" not in text


@pytest.mark.parametrize("section", sorted(INSIDE))
def test_plans_cannot_be_put_into_a_report_for_the_assessor(section):
    with pytest.raises(ValueError, match="not for the assessor"):
        ReportOptions(frozenset({section}), audience=Audience.ASSESSOR)


def test_titles_of_confidential_evidence_cannot_be_put_into_a_report_for_the_board():
    with pytest.raises(ValueError, match="not told"):
        ReportOptions(
            frozenset({Section.SUMMARY}), shows_confidential_titles=True, audience=Audience.BOARD
        )


def test_what_is_overdue_and_whose_it_is_not_stand_out():
    plans = make_plans(actions=(make_action(is_overdue=True, owner="", effort="Not estimated"),))
    text = text_for(Audience.TEAM, plans)
    assert "<strong>Overdue</strong>" in text
    assert "Nobody yet" in text


def test_where_nothing_is_planned_the_document_says_so():
    text = text_for(Audience.TEAM, NO_PLANS)
    assert "No action is planned." in text
    assert "Nothing was found that does not fit together." in text
    assert "No level was ever given." in text


def test_the_workbook_has_a_sheet_for_each():
    names = [sheet.name for sheet in list_sheets(report_for(Audience.TEAM))]
    assert [name for name in names if name in ("Actions", "Way to the award", "Checks")] == [
        "Actions",
        "Way to the award",
        "Checks",
    ]
    assert "History" in names


def test_the_figures_hold_what_was_chosen():
    figures = figures_to_json(report_for(Audience.TEAM))
    assert figures["actions"][0]["effort_days"] == 2.5
    assert figures["route"]["possible"] is True
    assert figures["history"][0] == {"on": "2026-10-31", "percent_met": [50, 60]}
    assert not {"actions", "route", "checks"} & set(figures_to_json(report_for(Audience.ASSESSOR)))


def test_a_report_says_the_same_however_often_it_is_made():
    first, second = report_for(Audience.TEAM), report_for(Audience.TEAM)
    assert first.subject.made_at != second.subject.made_at
    assert compute_fingerprint(first) == compute_fingerprint(second)


def test_another_action_is_another_report():
    other = make_plans(actions=(make_action("Ask them again"),))
    one, two = report_for(Audience.TEAM), report_for(Audience.TEAM, other)
    assert compute_fingerprint(one) != compute_fingerprint(two)
