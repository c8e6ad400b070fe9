"""Writes the sheets of a report as an Excel workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from cse_assess.reports.document import GapReport
from cse_assess.reports.sheet_parts import ReportSheet, Value
from cse_assess.reports.sheets import list_sheets
from cse_assess.web.row_heights import measure_row

LONGEST_TEXT = 32_767
"""What a cell holds at most, in UTF-16 code units (Excel's own limit)."""

CUT = " … (the rest did not fit into the cell)"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_report_workbook(report: GapReport, target: Path) -> None:
    """Write the report's sheets; texts stay texts, whatever they begin with, and days are days."""
    with xlsxwriter.Workbook(str(target), OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": report.title,
                "author": report.subject.organisation,
                "subject": report.standard.title,
                "comments": report.subject.program,
            }
        )
        writer = _SheetWriter(workbook)
        for sheet in list_sheets(report):
            writer.write(sheet)


class _SheetWriter:
    """Writes sheets in one workbook, whose formats they share."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E4E7E9"}
        )
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._number = workbook.add_format({"valign": "top", "align": "right", "indent": 1})
        self._day = workbook.add_format(
            {"num_format": "d mmm yyyy", "valign": "top", "align": "left"}
        )

    def write(self, sheet: ReportSheet) -> None:
        """Add a sheet with its headings in sight, a filter over all rows, and made for A4."""
        worksheet = self._workbook.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            worksheet.set_column(place, place, column.width)
            worksheet.write_string(0, place, column.title, self._heading)
        worksheet.set_row(0, _measure([column.title for column in sheet.columns], sheet))
        for number, row in enumerate(sheet.rows, start=1):
            worksheet.set_row(number, _measure(row, sheet))
            for place, value in enumerate(row):
                self._write_cell(worksheet, number, place, value)
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        worksheet.freeze_panes(1, 1)
        worksheet.repeat_rows(0)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)

    def _write_cell(self, worksheet: Any, number: int, place: int, value: Value) -> None:
        if isinstance(value, str):
            worksheet.write_string(number, place, _fit(value), self._text)
        elif isinstance(value, date):
            worksheet.write_datetime(number, place, value, self._day)
        elif value is None:
            worksheet.write_blank(number, place, None, self._text)
        else:
            worksheet.write_number(number, place, value, self._number)


def _measure(row: Sequence[Value], sheet: ReportSheet) -> int:
    texts = (value if isinstance(value, str) else "" for value in row)
    return measure_row(texts, (column.width for column in sheet.columns))


def _fit(text: str) -> str:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units <= LONGEST_TEXT:
        return text
    room = (LONGEST_TEXT - len(CUT)) * 2
    kept = text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore")
    return kept + CUT
