"""What is handed out: readable, fillable, and harmless in any spreadsheet program."""

import io

from factories.assessments import cse, service_points
from factories.takeaway import BASE, REFERENCE, make_workbook
from openpyxl import load_workbook

from cse_assess.assessments.takeaway.columns import COLUMNS
from cse_assess.assessments.values import ResponseValues


def open_book(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_it_has_a_cover_the_elements_and_the_levels():
    book = open_book(make_workbook())
    assert book.sheetnames == ["Read me first", "Elements", "Levels"]
    cover = [cell.value for row in book["Read me first"].iter_rows() for cell in row if cell.value]
    assert REFERENCE in cover
    assert any("Save the file as .xlsx and send it back" in text for text in cover)


def test_each_element_has_one_row_below_the_headings():
    sheet = open_book(make_workbook())["Elements"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(BASE)
    assert sheet.freeze_panes == "C2"
    assert not sheet.merged_cells.ranges


def test_only_what_is_to_be_filled_in_is_open():
    sheet = open_book(make_workbook())["Elements"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for cell, column in zip(sheet[2], COLUMNS, strict=True):
        assert cell.protection.locked is not column.is_filled_in


def test_the_level_is_chosen_from_the_levels_of_the_standard():
    book = open_book(make_workbook())
    [rule] = book["Elements"].data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "E2:E58")
    offered = [row[0].value for row in book["Levels"].iter_rows(min_row=2)]
    assert offered == [*(level.title for level in cse().levels), "Not scored yet"]
    assert rule.formula1 == f"Levels!$A$2:$A${len(offered) + 1}"


def test_a_row_shows_what_stands_here():
    sheet = open_book(make_workbook())["Elements"]
    values = [cell.value for cell in sheet[2]][4:]
    assert values == ["Compliant", "", "We know them.", "The desk.", "Survey 2026", ""]


def test_no_text_is_a_formula_or_a_link():
    base = {"1.1.1": ResponseValues(None, "", "=cmd|' /C calc'!A0", "https://example.org")}
    sheet = open_book(make_workbook(base))["Elements"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_more_evidence_than_a_cell_holds_is_cut():
    evidence = {"1.1.1": ["A title that is long " * 9] * 400}
    sheet = open_book(make_workbook(evidence=evidence))["Elements"]
    assert len(sheet.cell(2, 9).value) < 32_767


def test_another_standard_has_its_own_levels():
    standard = service_points()
    base = {element.code: ResponseValues() for element in standard.elements}
    book = open_book(make_workbook(base, standard))
    offered = [row[0].value for row in book["Levels"].iter_rows(min_row=2)]
    assert offered == [*(level.title for level in standard.levels), "Not scored yet"]
