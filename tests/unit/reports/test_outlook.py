"""The days to come in a report: what each file says of them, and what nobody is told."""

import json
from datetime import date, timedelta
from html import unescape

import docx
import pytest
from factories.assessments import cse
from factories.outlook import (
    ALONE,
    FIRST_FAILING,
    LAST_DAY,
    NOON,
    SURVEY,
    make_outlook_report,
    plan,
)
from factories.reports import make_report, make_tree
from lxml import html

from cse_assess.analysis.outlook_json import forecast_to_json, fragility_to_json
from cse_assess.clock import moved_to
from cse_assess.reports.figures import figures_to_csv, figures_to_json
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.options import Audience, ReportOptions, Section
from cse_assess.reports.outlook_phrases import OutlookPhrases
from cse_assess.reports.printing import render_html
from cse_assess.reports.sheets import list_sheets
from cse_assess.reports.word import write_word

AHEAD = frozenset({Section.FORECAST, Section.FRAGILITY})
WITH_TITLES = ReportOptions(AHEAD, shows_confidential_titles=True)


@pytest.fixture(autouse=True)
def _now():
    with moved_to(NOON):
        yield


def text_of(report):
    return " ".join(unescape(render_html(report)).split())


def sheet_of(report, name):
    return next(sheet for sheet in list_sheets(report) if sheet.name == name)


def rows_of(report, caption):
    page = html.document_fromstring(render_html(report))
    table = page.xpath(f"//table[caption='{caption}']")[0]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]


def test_the_team_is_told_the_first_day_on_which_it_would_fail_and_why():
    text = text_of(make_outlook_report())
    assert "It would pass today, 22 November 2026." in text
    assert f"The first day on which it would fail is {FIRST_FAILING}." in text
    why = text.partition(f"Why it would fail on {FIRST_FAILING}")[2]
    assert "Criterion 1 has 8 of 11 met and needs 9." in why
    assert f"“Compliant” becomes “Partially compliant”; “{SURVEY}” has run out." in why


def test_the_team_is_told_how_it_would_stand_on_the_visit_and_at_each_review():
    rows = rows_of(make_outlook_report(), "How it would stand on the days that matter")
    assert [row[:2] for row in rows[1:]] == [
        ["22 Nov 2026Today", "Passes"],
        ["9 Feb 2027The visit", "Passes"],
        ["9 Feb 2028Annual review", "Does not pass"],
        ["9 Feb 2029Annual review", "Does not pass"],
        ["9 Feb 2030The award ends", "Does not pass"],
    ]
    assert rows[-1][2] == "As on the day before it in this table."


def test_the_table_behind_the_chart_has_each_criterion_on_each_day():
    rows = rows_of(make_outlook_report(), "Each day on which something changes")
    assert rows[0][2:7] == [f"Criterion {number}" for number in range(1, 6)]
    lapse = next(row for row in rows if row[0] == "1 Jul 2027")
    assert lapse[2:7] == ["72%", "100%", "100%", "100%", "100%"]
    assert lapse[7].count(SURVEY) == len(ALONE)


def test_more_groups_than_columns_have_room_for_are_named_in_one_cell():
    rules = cse().rules.model_copy(update={"group": "subcriterion"})
    report = make_report(make_tree([]), cse().replace(rules=rules), ReportOptions(AHEAD))
    rows = rows_of(report, "Each day on which something changes")
    assert rows[0][2] == "Met"
    assert rows[1][2].startswith("Sub-criterion 1.1 0%, Sub-criterion 1.2 0%")


def test_the_chart_and_each_sign_of_its_key_have_words():
    page = html.document_fromstring(render_html(make_outlook_report()))
    chart = page.xpath("//div[@class='over-time']")[0]
    titles = [each.text for each in chart.iter("title")]
    assert titles[0].startswith("Share of the elements that apply that would be met, from 22 Nov")
    assert f"{FIRST_FAILING}: first day on which it would fail" in titles[0]
    assert titles[1:] == [
        *(f"Line {letter}" for letter in "ABCDE"),
        "Dotted line",
        *(f"Mark {number}" for number in range(1, 7)),
    ]


def test_an_action_that_is_done_is_named():
    text = text_of(make_outlook_report(planned=[plan()]))
    assert "“Compliant” becomes “Compliance Plus”; “Ask customers anew” is done." in text


def test_what_an_action_showed_runs_out_too_and_it_fails_again():
    planned = [plan(code=code, due_on=date(2027, 8, 1)) for code in ALONE]
    text = text_of(make_outlook_report(planned=planned))
    assert "It would pass again from 1 August 2027 on." in text
    assert "what “Ask customers anew” showed has run out" in text
    assert "It would fail again from" in text


def test_a_board_is_told_the_day_the_reason_and_the_first_pieces_in_a_few_lines():
    text = text_of(make_outlook_report(Audience.BOARD))
    assert f"The first day on which it would fail is {FIRST_FAILING}." in text
    assert f"Why on {FIRST_FAILING}: Criterion 1 has 8 of 11 met and needs 9." in text
    assert (
        f"Without <b>{SURVEY}</b>: 3 elements fall. Criterion 1 fails. The whole would not pass."
        in text
    )
    assert "Each day on which something changes" not in text


def test_the_team_is_told_what_falls_with_a_piece_and_what_makes_it_safe():
    report = make_outlook_report()
    rows = rows_of(report, "What falls if a piece is rejected, the weightiest first")
    assert rows[1][:2] == [SURVEY, "3 elements fall. Criterion 1 fails. The whole would not pass."]
    titles = [f"{code} {cse().get_element(code).title}" for code in ALONE]
    assert all(title in rows[1][2] for title in titles)
    assert "3 elements rest on a single piece of evidence, 1 piece in all." in text_of(report)


def test_an_assessor_is_told_nothing_of_the_days_to_come():
    report = make_outlook_report(Audience.ASSESSOR)
    text = text_of(report)
    assert "would fail" not in text
    assert "rest on a single piece" not in text
    assert not {"forecast", "fragility"} & set(figures_to_json(report))
    assert not {"Forecast", "What hangs on what"} & {each.name for each in list_sheets(report)}


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.TEAM])
def test_no_file_tells_the_title_of_confidential_evidence(audience, tmp_path):
    report = make_outlook_report(
        options=ReportOptions(AHEAD, audience=audience), is_confidential=True
    )
    write_word(render_html(report), tmp_path / "report.docx")
    word = docx.Document(tmp_path / "report.docx").element.body.itertext()
    said = [
        text_of(report),
        "".join(word),
        repr(list_sheets(report)),
        repr(figures_to_json(report)),
    ]
    assert all("Confidential evidence, number 1" in each for each in said)
    assert not any("Survey" in each for each in said)


def test_whoever_may_know_confidential_titles_reads_them():
    text = text_of(make_outlook_report(options=WITH_TITLES, is_confidential=True))
    assert f"“{SURVEY}” has run out" in text


def test_titles_that_are_hidden_do_not_make_the_same_report_as_titles_that_are_not():
    hidden = make_outlook_report(options=ReportOptions(AHEAD), is_confidential=True)
    shown = make_outlook_report(options=WITH_TITLES, is_confidential=True)
    open_ = make_outlook_report(options=ReportOptions(AHEAD))
    assert len({compute_fingerprint(each) for each in (hidden, shown, open_)}) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"lasts": LAST_DAY + timedelta(days=1)},
        {"planned": []},
        {"planned": [plan("Ask them again")]},
        {"planned": [plan(due_on=date(2027, 1, 1))]},
        {"visit_on": None},
    ],
)
def test_what_the_forecast_depends_on_makes_another_report(changes):
    options = ReportOptions(frozenset({Section.FORECAST}))
    before, same = (make_outlook_report(options=options, planned=[plan()]) for _ in range(2))
    after = make_outlook_report(options=options, **{"planned": [plan()], **changes})
    assert compute_fingerprint(before) == compute_fingerprint(same)
    assert compute_fingerprint(before) != compute_fingerprint(after)


def test_an_action_that_makes_something_safe_makes_another_report_of_what_hangs_on_what():
    options = ReportOptions(frozenset({Section.FRAGILITY}))
    before = make_outlook_report(options=options)
    after = make_outlook_report(options=options, planned=[plan()])
    assert before.plans.fragility.pieces[0].falling == ALONE
    assert after.plans.fragility.pieces[0].falling == ALONE[1:]
    assert compute_fingerprint(before) != compute_fingerprint(after)


def test_a_forecast_of_another_day_is_another_report():
    options = ReportOptions(frozenset({Section.FORECAST}))
    first = compute_fingerprint(make_outlook_report(options=options))
    with moved_to(NOON + timedelta(days=1)):
        assert compute_fingerprint(make_outlook_report(options=options)) != first


@pytest.mark.parametrize(
    ("visit_on", "said"),
    [
        (None, "No day is set for the visit, so this looks ahead from today."),
        (date(2026, 3, 5), "The day of the visit is over, so this looks ahead from today."),
        (date(2026, 11, 22), "On the day of the visit, 22 November 2026, it would pass: 57 of the"),
    ],
)
def test_a_visit_that_is_not_ahead_is_said(visit_on, said):
    report = make_outlook_report(visit_on=visit_on)
    assert said in text_of(report)


def test_where_it_never_fails_or_never_passes_the_document_says_until_when():
    assert "It would fail on no day until 9 February 2030." in text_of(
        make_outlook_report(lasts=None)
    )
    assert "On no day until 9 February 2030 would it pass." in text_of(
        make_report(make_tree([]), cse())
    )


def test_an_empty_self_assessment_has_both_sections():
    report = make_report(make_tree([], visit_on=None), cse())
    text = text_of(report)
    assert "It would not pass today, 22 November 2026." in text
    assert "No evidence is attached yet." in text
    assert not sheet_of(report, "What hangs on what").rows


def test_where_nothing_rests_on_one_piece_the_document_says_so():
    report = make_outlook_report(lasts=date(2026, 1, 1))
    assert "No level falls if any one piece of evidence is rejected on that day." in text_of(report)


def test_the_json_has_both_as_the_command_line_publishes_them():
    report = make_outlook_report()
    figures = json.loads(json.dumps(figures_to_json(report)))
    plans = report.plans
    assert figures["forecast"] == forecast_to_json(plans.forecast.forecast)
    assert figures["forecast"]["first_failing"] == "2027-07-01"
    assert figures["fragility"] == fragility_to_json(plans.fragility)
    assert figures["fragility"]["pieces"][0]["falling"] == list(ALONE)


def test_the_workbook_has_a_row_for_each_day_and_each_piece():
    report = make_outlook_report()
    days, pieces = sheet_of(report, "Forecast"), sheet_of(report, "What hangs on what")
    lapse = next(row for row in days.rows if row[0] == date(2027, 7, 1))
    assert lapse[2:10] == ("Does not pass", 54, 57, 72, 100, 100, 100, 100)
    assert SURVEY in lapse[-1]
    assert pieces.rows[0][1:6] == (SURVEY, ", ".join(ALONE), 3, "Criterion 1", "Yes")


def test_the_first_sheet_says_in_a_sentence_when_it_would_fail():
    facts = dict(sheet_of(make_outlook_report(), "About").rows)
    assert f"The first day on which it would fail is {FIRST_FAILING}." in facts["Forecast"]
    assert facts["What hangs on what"].startswith("On 9 February 2027, the day of the visit, with")


def test_the_csv_is_the_table_of_the_first_part_where_gaps_are_not_chosen():
    options = ReportOptions(frozenset({Section.FORECAST}))
    lines = figures_to_csv(make_outlook_report(options=options)).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Day,What day it is,Result,Met,Apply,")
    assert lines[1].startswith("2026-11-22,Today,Passes,57,57,100,")


def test_no_cell_of_the_csv_calculates():
    options = ReportOptions(frozenset({Section.ROUTE}))
    report = make_outlook_report(
        options=options, planned=[plan("=1+1", code="1.1.1", to="plus")], visit_on=date(2027, 3, 1)
    )
    assert b"=1+1" not in figures_to_csv(report).replace(b"'=1+1", b"")


def test_word_says_the_chart_in_words_and_leaves_its_key_out(tmp_path):
    report = make_outlook_report(options=ReportOptions(AHEAD))
    write_word(render_html(report), tmp_path / "report.docx")
    word = docx.Document(tmp_path / "report.docx")
    said = [each.text for each in word.paragraphs]
    assert OutlookPhrases(report).chart.description in said
    assert not any(text.startswith("A: Criterion 1") for text in said)
    assert f"Why it would fail on {FIRST_FAILING}" in said
