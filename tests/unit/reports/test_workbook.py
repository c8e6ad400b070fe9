"""The Excel file: its sheets as openpyxl sees them, its figures as LibreOffice reads them."""

import csv
import zipfile
from datetime import datetime

import pytest
from factories.assessments import cse, service_points
from factories.office import convert
from factories.reports import link, make_full_report, make_item, make_report, make_response
from factories.reports import make_tree as tree_of
from openpyxl import load_workbook

from cse_assess.reports.options import Audience, ReportOptions, Section, choose_standard
from cse_assess.reports.sheets import list_sheets
from cse_assess.reports.workbook import LONGEST_TEXT, write_report_workbook

HOSTILE = ("=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("https://example.org")')


def write(report, folder):
    target = folder / "report.xlsx"
    write_report_workbook(report, target)
    return target


@pytest.fixture(scope="module")
def report():
    return make_full_report(cse(), pieces=2)


@pytest.fixture(scope="module")
def file(report, tmp_path_factory):
    return write(report, tmp_path_factory.mktemp("workbook"))


@pytest.fixture(scope="module")
def workbook(file):
    return load_workbook(file)


def test_each_view_has_a_sheet(workbook):
    wanted = ["About", "Readiness", "Gaps", "Elements", "Evidence by element", "Coverage"]
    assert [name for name in workbook.sheetnames if name in wanted] == wanted


def test_each_sheet_keeps_its_headings_in_sight_and_filters_all_its_rows(workbook):
    for sheet in (each for each in workbook if each.max_row > 1):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])


def test_the_elements_are_all_there_in_order(workbook, report):
    codes = [row[0].value for row in workbook["Elements"].iter_rows(min_row=2)]
    assert codes == list(report.entries)


def test_the_figures_are_numbers_and_the_days_are_days(workbook, report):
    group = report.analysis.readiness.groups[0]
    row = [cell.value for cell in workbook["Readiness"][2]]
    assert row[1:4] == [group.tally.applicable, group.required, group.tally.met]
    days = [row[3].value for row in workbook["Evidence"].iter_rows(min_row=2)]
    assert all(isinstance(day, datetime) for day in days)


def test_the_sheet_of_gaps_is_in_the_order_of_the_document(workbook, report):
    codes = [row[1].value for row in workbook["Gaps"].iter_rows(min_row=2)]
    assert codes == [gap.code for gap in report.analysis.gaps]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_stays_text(text, tmp_path):
    response = make_response(0, "A.1", level="green", justification=text)
    linked = [link(1, response, *make_item(1, title=text), text)]
    tree = tree_of([response], linked, standard_id="service-points", service=text)
    target = write(make_report(tree, service_points()), tmp_path)
    workbook = load_workbook(target)
    found = [cell for sheet in workbook for row in sheet for cell in row if cell.value == text]
    assert len(found) >= 4
    assert {cell.data_type for cell in found} == {"s"}
    with zipfile.ZipFile(target) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_row_is_as_high_as_its_longest_text(workbook):
    sheet = workbook["Forecast"]
    lines = [str(row[-1].value).count("\n") + 1 for row in sheet.iter_rows(min_row=2)]
    heights = [sheet.row_dimensions[number].height for number in range(2, sheet.max_row + 1)]
    assert max(lines) > 1
    assert all(height >= 15 * count for height, count in zip(heights, lines, strict=True))


def test_a_text_that_is_too_long_for_a_cell_says_that_it_was_cut(tmp_path):
    response = make_response(0, "A.1", level="green", justification="😀" * 20_000)
    tree = tree_of([response], standard_id="service-points")
    workbook = load_workbook(write(make_report(tree, service_points()), tmp_path))
    text = workbook["Elements"]["E2"].value
    assert text.endswith("(the rest did not fit into the cell)")
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_board_is_given_five_gaps_and_nothing_of_the_evidence():
    report = make_full_report(cse(), pieces=1, options=choose_standard(Audience.BOARD))
    sheets = {sheet.name: sheet for sheet in list_sheets(report)}
    assert len(sheets["Gaps"].rows) == 5
    assert not {"Evidence", "Elements", "Evidence by element"} & set(sheets)


def test_only_what_was_chosen_has_a_sheet():
    options = ReportOptions(frozenset({Section.RULES}))
    report = make_full_report(cse(), pieces=1, options=options)
    assert [sheet.name for sheet in list_sheets(report)] == ["About", "Levels"]


def test_libreoffice_reads_the_same_figures(file, workbook, tmp_path):
    name = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    convert(file, name, tmp_path)
    for sheet in ("Readiness", "Elements", "Gaps"):
        path = tmp_path / "converted" / f"report-{sheet}.csv"
        with path.open(encoding="utf-8", newline="") as opened:
            read = list(csv.reader(opened))
        wanted = [
            ["" if cell.value is None else str(cell.value) for cell in row]
            for row in workbook[sheet]
        ]
        assert read == wanted
