"""Take-away sheets through the services, committed, and files as other programs hand them back."""

import io
from collections.abc import Mapping
from datetime import timedelta

from factories.accounts import make_service
from factories.assessments import cse, make_assessment, system_actor
from openpyxl import Workbook, load_workbook

from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.takeaway import services
from cse_assess.assessments.takeaway.columns import COLUMNS
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.assessments.takeaway.reading import read_returned_file
from cse_assess.assessments.takeaway.sheet import write_sheet
from cse_assess.assessments.takeaway.workbook import (
    ELEMENTS,
    SheetContent,
    write_take_away,
)
from cse_assess.assessments.values import ResponseValues
from cse_assess.clock import today
from cse_assess.db import session

CODES = ("1.1.1", "1.1.2", "1.1.3")
PLACES = {column.heading: place for place, column in enumerate(COLUMNS, start=1)}

REFERENCE = "TA-7K3M-9QXD-22BC"
BASE = {element.code: ResponseValues() for element in cse().elements} | {
    "1.1.1": ResponseValues("compliant", "", "We know them.", "The desk."),
    "1.1.2": ResponseValues("not_applicable", "We have none.", "", ""),
}

Cells = Mapping[str, Mapping[str, object]]


def make_workbook(base=None, standard=None, evidence=None) -> bytes:
    """Return a workbook without a database: of all of CSE, unless another is given."""
    return write_take_away(
        SheetContent(
            reference=REFERENCE,
            heading="What we need from you",
            facts=[("For", "Desk team"), ("Reference", REFERENCE)],
            standard=standard or cse(),
            values=base or BASE,
            evidence=evidence or {"1.1.1": ["Survey 2026"]},
        )
    )


def make_take_away(
    assessment=None, *, actor=None, made_for="Desk team", due_in=14, codes=CODES, standard=None
) -> TakeAway:
    """Make a sheet; `due_in` counts days from today, and may be negative."""
    assessment = assessment or make_assessment(make_service())
    take_away = services.make_take_away(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        standard=standard or cse(),
        made_for=made_for,
        due_on=today(),
        codes=codes,
    )
    take_away.due_on = today() + timedelta(days=due_in)
    session.commit()
    return take_away


def sheet_of(take_away: TakeAway, standard=None) -> bytes:
    """Return the workbook that is handed out."""
    return write_sheet(take_away, load_tree(take_away.assessment_id), standard or cse())


def fill_in(content: bytes, cells: Cells) -> bytes:
    """Return the workbook with other cells, by code and heading, as a program saves it."""
    book = load_workbook(io.BytesIO(content))
    rows = {row[0].value: row[0].row for row in book[ELEMENTS].iter_rows(min_row=2)}
    for code, written in cells.items():
        for heading, value in written.items():
            book[ELEMENTS].cell(rows[code], PLACES[heading]).value = value
    return save(book)


def save(book: Workbook) -> bytes:
    """Return what a workbook's file holds."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def come_back(take_away: TakeAway, cells: Cells, *, actor=None) -> TakeAwayReturn:
    """Fill a sheet in, and receive it."""
    assessment = take_away.assessment
    returned = services.receive_file(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        standard=cse(),
        file=read_returned_file(io.BytesIO(fill_in(sheet_of(take_away), cells))),
        file_name="filled in.xlsx",
    )
    session.commit()
    return returned
