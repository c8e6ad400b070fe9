"""What is read of a spreadsheet file, and what is refused."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from cse_assess.assessments.transfer.columns import find_columns, suggest_columns
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.assessments.transfer.sheet import FILE_BYTES, BadCell, SheetRefused

TABLE = "code{s}justification\r\n1.1.1{s}Café, “open” daily\r\n"


def read(content: bytes):
    return read_sheet(io.BytesIO(content))


def workbook(*rows, **options) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for change in options.get("changes", ()):
        change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    sheet = read(TABLE.format(s=separator).encode(encoding))
    assert sheet.headings == ("code", "justification")
    assert sheet.rows[0].cells == ("1.1.1", "Café, “open” daily")


def test_excels_own_separator_line_is_no_row():
    sheet = read(b"sep=;\r\ncode;level\r\n1.1.1;plus\r\n")
    assert sheet.headings == ("code", "level")


def test_a_row_keeps_the_number_that_a_spreadsheet_shows():
    sheet = read(b'code,tell\n\n1.1.1,"two\nlines"\n\n1.1.2,x\n')
    assert [row.number for row in sheet.rows] == [3, 5]


def test_a_formula_in_a_csv_is_marked_and_a_guarded_text_is_not():
    sheet = read(b"code,tell\n1.1.1,=HYPERLINK(1)\n1.1.2,'=text\n1.1.3,- a bullet\n")
    assert isinstance(sheet.rows[0].cell(1), BadCell)
    assert sheet.rows[1].cell(1) == "=text"
    assert sheet.rows[2].cell(1) == "- a bullet"


def test_a_formula_and_a_date_in_a_workbook_are_marked():
    sheet = read(workbook(["code", "tell"], ["1.1.1", "=1+1"]))
    assert "formula" in sheet.rows[0].cell(1).fault
    with_date = openpyxl.Workbook()
    with_date.active.append(["code", "tell"])
    with_date.active["A2"] = date(2001, 1, 1)
    buffer = io.BytesIO()
    with_date.save(buffer)
    assert "date" in read(buffer.getvalue()).rows[0].cell(0).fault


def test_numbers_in_a_workbook_are_read_as_people_see_them():
    sheet = read(workbook(["code", "tell"], [1.1, 2], [3.0, True]))
    assert [row.cells for row in sheet.rows] == [("1.1", "2"), ("3", "True")]


def test_the_sheet_with_codes_is_taken_rather_than_the_first():
    book = openpyxl.Workbook()
    book.active.append(["Instructions"])
    book.active.append(["Read this"])
    second = book.create_sheet("Data")
    second.append(["code", "level"])
    second.append(["1.1.1", "plus"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(buffer.getvalue()).headings == ("code", "level")


def test_a_workbook_that_claims_enormous_dimensions_is_read_quickly():
    content = workbook(
        ["code", "level"],
        ["1.1.1", "plus"],
        changes=[lambda sheet: sheet.cell(row=19_000, column=1, value="1.1.2")],
    )
    assert [row.number for row in read(content).rows] == [2, 19_000]


def _rezip(content: bytes, replace: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, replace.get(entry.filename, old.read(entry)))
        for name in replace.keys() - set(old.namelist()):
            new.writestr(name, replace[name])
    return buffer.getvalue()


def _bomb() -> bytes:
    return _rezip(workbook(["code"]), {"xl/media/zeros.bin": bytes(80 * 1024 * 1024)})


def _with_entities() -> bytes:
    sheet = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    return _rezip(workbook(["code"]), {"xl/worksheets/sheet1.xml": sheet})


HOSTILE = {
    "nothing": b"",
    "blank": b"\n\n ,\n",
    "headings only": b"code,level\n",
    "an unclosed quotation mark": b'code,level\n1.1.1,"open\n1.1.2,x\n',
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
    "bytes of no encoding": b"code,level\n1.1.1,\x81\x8d\x8f\n",
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
    "half a workbook": workbook(["code"])[:900],
    "an archive that is no workbook": _rezip(workbook(["code"]), {})[:0]
    + b"PK\x03\x04"
    + b"x" * 50,
    "a bomb": _bomb(),
    "entities": _with_entities(),
    "too many rows": b"code,level\n" + b"1.1.1,plus\n" * 2001,
    "too many columns": b"code" + b",x" * 70 + b"\n1.1.1\n",
    "a cell that never ends": b"code,tell\n1.1.1," + b"x" * 200_000,
    "too many bytes": b"code,level\n" + b"x" * FILE_BYTES,
    "rows without end": workbook(
        ["code"], changes=[lambda sheet: sheet.cell(row=1_048_576, column=1, value="x")]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_self_assessment_is_refused_with_a_reason(name):
    with pytest.raises(SheetRefused) as refused:
        read(HOSTILE[name])
    assert refused.value.field == "file"
    assert len(refused.value.message) > 20


def test_our_own_headings_need_no_mapping_in_any_order_or_case():
    assert find_columns(["Evidence", "CODE", "", "level "]) == {
        "evidence": 0,
        "code": 1,
        "level": 3,
    }


@pytest.mark.parametrize(
    "headings", [["code"], ["level", "tell"], ["code", "Score"], ["code", "code", "tell"]]
)
def test_other_headings_are_for_a_person_to_say(headings):
    assert find_columns(headings) is None


def test_common_headings_are_suggested():
    headings = ["Ref", "Responsible officer", "Self-assessment:", "Narrative", "Colour"]
    assert suggest_columns(headings) == {"code": 0, "level": 2, "justification": 3, "owner": 1}
