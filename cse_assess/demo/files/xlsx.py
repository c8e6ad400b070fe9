"""XLSX files of the sample figures, by XlsxWriter."""

from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cse_assess.demo.story import Sheet

FIRST_ROW = 2
WIDEST_COLUMN = 46


def make_xlsx(sheets: tuple[Sheet, ...], *, title: str, organisation: str, dated: date) -> bytes:
    """Return a workbook with a titled table, and a chart where one is wanted, on each sheet."""
    file = BytesIO()
    workbook = Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties(
        {
            "title": title,
            "author": organisation,
            "created": datetime(dated.year, dated.month, dated.day, 9),  # noqa: DTZ001 -- as the library asks
        }
    )
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    workbook.close()
    return file.getvalue()


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    bold = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    title = workbook.add_format({"bold": True, "font_size": 14})
    page: Worksheet = workbook.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, title)
    page.write_row(FIRST_ROW, 0, sheet.columns, bold)
    for number, row in enumerate(sheet.rows, start=FIRST_ROW + 1):
        page.write_row(number, 0, row, wrapped)
    for column, width in enumerate(_column_widths(sheet)):
        page.set_column(column, column, width)
    page.freeze_panes(FIRST_ROW + 1, 1)
    below = FIRST_ROW + len(sheet.rows) + 2
    if sheet.note:
        page.write_string(below, 0, sheet.note)
    if sheet.chart:
        _add_chart(workbook, page, sheet, below + 2)


def _column_widths(sheet: Sheet) -> list[int]:
    return [
        min(WIDEST_COLUMN, 3 + max(len(str(row[column])) for row in (sheet.columns, *sheet.rows)))
        for column in range(len(sheet.columns))
    ]


def _add_chart(workbook: Workbook, page: Worksheet, sheet: Sheet, row: int) -> None:
    column = sheet.columns.index(str(sheet.chart))
    last = FIRST_ROW + len(sheet.rows)
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": [sheet.name, FIRST_ROW, column],
            "categories": [sheet.name, FIRST_ROW + 1, 0, last, 0],
            "values": [sheet.name, FIRST_ROW + 1, column, last, column],
        }
    )
    chart.set_legend({"none": True})
    page.insert_chart(row, 0, chart)
