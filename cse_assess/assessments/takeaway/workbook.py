"""Writes a take-away sheet as a workbook that can be filled in without an account.

Every cell is text, never a formula or a link. What is not to be filled in is locked, without a
password: it guards against slips, not against people.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from cse_assess.assessments.takeaway.columns import COLUMNS, FILLED_IN, KNOWN, LEVEL
from cse_assess.assessments.values import ResponseValues
from cse_assess.standards.structure import Element, Standard
from cse_assess.web.row_heights import measure_row

COVER, ELEMENTS, LEVELS = "Read me first", "Elements", "Levels"
NOT_SCORED = "Not scored yet"

# A cell of a workbook holds 32,767 characters; what is only there to be read is cut before that.
LONGEST_CELL = 32_000
A3 = 8
COVER_WIDTHS = (24, 90)
LEVEL_WIDTHS = (26, 90)


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a sheet shows: facts for its cover, and each element with its values and evidence.

    `facts` are pairs of a name and a text; `values` and `evidence` (titles) are found by code.
    """

    reference: str
    heading: str
    facts: Sequence[tuple[str, str]]
    standard: Standard
    values: Mapping[str, ResponseValues]
    evidence: Mapping[str, Sequence[str]]


def write_take_away(content: SheetContent) -> bytes:
    """Return the workbook: a cover that says what to do, the elements, and what the levels mean."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": content.heading, "subject": content.reference})
        _write_cover(workbook, content)
        _write_elements(workbook, content)
        _write_levels(workbook, content.standard)
    return buffer.getvalue()


def _write_cover(workbook: Any, content: SheetContent) -> None:
    worksheet = workbook.add_worksheet(COVER)
    _set_widths(worksheet, COVER_WIDTHS)
    title = workbook.add_format({"bold": True, "font_size": 18})
    label = workbook.add_format({"bold": True, "valign": "top"})
    body = _body(workbook)
    worksheet.write_string(0, 0, content.heading, title)
    steps = _list_steps(content.standard)
    lines = [
        *content.facts,
        ("", ""),
        ("What to do", steps[0]),
        *(("", step) for step in steps[1:]),
    ]
    for row, (name, text) in enumerate(lines, start=2):
        worksheet.set_row(row, measure_row((text,), COVER_WIDTHS[1:]))
        worksheet.write_string(row, 0, name, label)
        worksheet.write_string(row, 1, _fit(text), body)
    _finish(worksheet, content.reference)


def _list_steps(standard: Standard) -> list[str]:
    term = standard.terms.element
    columns = f"{', '.join(FILLED_IN[:-1])} and {FILLED_IN[-1]}"
    return [
        f"1. Go to the worksheet “{ELEMENTS}”. It has one row for each {term.one}.",
        (
            f"2. Read what it asks, and the guidance. Then fill in the yellow columns: {columns}. "
            "Leave as it is what is right already."
        ),
        (
            f"3. Choose the level from the list in its cell. The worksheet “{LEVELS}” says what "
            f"each means.{_say_reasons(standard)}"
        ),
        (
            f"4. Under “{KNOWN}”, name documents, figures or people that could prove it. You need "
            "not attach anything."
        ),
        "5. Do not change codes, headings or the reference: they lead your answers back.",
        (
            "6. Save the file as .xlsx and send it back to whoever sent it to you. Nothing changes "
            "in the self-assessment before they have looked at it."
        ),
    ]


def _say_reasons(standard: Standard) -> str:
    titles = [standard.get_level(level_id).title for level_id in standard.rules.reason_required]
    return f" {' or '.join(titles)} needs a reason in the next column." if titles else ""


def _write_elements(workbook: Any, content: SheetContent) -> None:
    worksheet = workbook.add_worksheet(ELEMENTS)
    _set_widths(worksheet, [column.width for column in COLUMNS])
    heading = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"}
    )
    for place, column in enumerate(COLUMNS):
        worksheet.write_string(0, place, column.heading, heading)
    styles = [
        _filled_in(workbook) if column.is_filled_in else _body(workbook) for column in COLUMNS
    ]
    rows = list(_list_rows(content))
    for number, texts in enumerate(rows, start=1):
        worksheet.set_row(number, measure_row(texts, [column.width for column in COLUMNS]))
        for place, (text, style) in enumerate(zip(texts, styles, strict=True)):
            worksheet.write_string(number, place, text, style)
    _offer_levels(worksheet, content.standard, len(rows))
    _finish(worksheet, content.reference)
    worksheet.freeze_panes(1, 2)
    worksheet.repeat_rows(0)


def _list_rows(content: SheetContent) -> Iterator[tuple[str, ...]]:
    for code, values in content.values.items():
        element = content.standard.get_element(code)
        yield (
            code,
            element.title,
            _fit(element.statement),
            _fit(_number_points(element)),
            _name_level(content.standard, values.level),
            values.level_reason,
            values.justification,
            values.tell,
            _fit("\n".join(content.evidence.get(code, ()))),
            "",
        )


def _number_points(element: Element) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(element.guidance, start=1))


def _name_level(standard: Standard, level_id: str | None) -> str:
    return standard.get_level(level_id).title if level_id else NOT_SCORED


def _offer_levels(worksheet: Any, standard: Standard, count: int) -> None:
    """Let the level be chosen from a list, which stands in a worksheet: a title may have commas."""
    column = next(place for place, each in enumerate(COLUMNS) if each.heading == LEVEL)
    last = len(standard.levels) + 2
    rule = {
        "validate": "list",
        "source": f"={LEVELS}!$A$2:$A${last}",
        "error_title": "Choose a level",
        "error_message": "Choose one of the levels from the list in this cell.",
    }
    worksheet.data_validation(1, column, count, column, rule)


def _write_levels(workbook: Any, standard: Standard) -> None:
    worksheet = workbook.add_worksheet(LEVELS)
    _set_widths(worksheet, LEVEL_WIDTHS)
    heading, body = workbook.add_format({"bold": True, "bottom": 1}), _body(workbook)
    described = [(level.title, level.description) for level in standard.levels]
    described.append((NOT_SCORED, "Nobody has decided on a level."))
    for place, text in enumerate(("Level", "What it means")):
        worksheet.write_string(0, place, text, heading)
    for row, texts in enumerate(described, start=1):
        worksheet.set_row(row, measure_row(texts, LEVEL_WIDTHS))
        for place, text in enumerate(texts):
            worksheet.write_string(row, place, text, body)
    worksheet.freeze_panes(1, 0)
    worksheet.protect()


def _body(workbook: Any) -> Any:
    return workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})


def _filled_in(workbook: Any) -> Any:
    return workbook.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "num_format": "@",
            "locked": False,
            "bg_color": "#FFF9DB",
            "border": 1,
            "border_color": "#8A8A8A",
        }
    )


def _set_widths(worksheet: Any, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)


def _finish(worksheet: Any, reference: str) -> None:
    """Set up printing, and lock what is not to be filled in."""
    worksheet.set_landscape()
    worksheet.set_paper(A3)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer(f"&L{reference}&RPage &P of &N")
    allowed = ("format_columns", "format_rows")
    worksheet.protect("", dict.fromkeys(allowed, True))


def _fit(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
