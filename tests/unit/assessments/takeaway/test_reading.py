"""What came back: read as it is meant, or refused in words that say what to do."""

import io
import shutil
import subprocess
from datetime import date

import pytest
from factories.assessments import cse, service_points
from factories.takeaway import BASE, PLACES, REFERENCE, fill_in, make_workbook, save
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cse_assess.assessments.takeaway.answers import ReturnedAnswers, read_answers
from cse_assess.assessments.takeaway.reading import read_returned_file
from cse_assess.assessments.texts import clean_text
from cse_assess.assessments.transfer.sheet import SheetRefused
from cse_assess.assessments.values import ResponseValues

SOFFICE = shutil.which("soffice")
CONTENT = make_workbook()
TEXTS = st.one_of(
    st.sampled_from(["=1+1", "'=x", "@all", "-", "_x0041_", "a\r\nb", "ends\n\n", "日本語", "é"]),
    st.text(max_size=60),
).map(clean_text)


def read(content: bytes, base=None, standard=None) -> ReturnedAnswers:
    return read_answers(
        read_returned_file(io.BytesIO(content)), standard or cse(), BASE if base is None else base
    )


def values_of(read: ReturnedAnswers) -> dict[str, ResponseValues]:
    return {code: answer.values for code, answer in read.answers.items()}


def change(edit) -> bytes:
    """Return the workbook after `edit` did something to its worksheet of elements."""
    book = load_workbook(io.BytesIO(CONTENT))
    edit(book["Elements"], book)
    return save(book)


def refusal(content: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        read(content)
    return refused.value.message


def faults(cells, base=None) -> list[str]:
    return [str(fault) for fault in read(fill_in(CONTENT, cells), base).faults]


def test_a_sheet_that_nobody_touched_says_what_it_said():
    answers = read(CONTENT)
    assert values_of(answers) == BASE
    assert not any(answer.known for answer in answers.answers.values())
    assert answers.faults == ()


@given(
    texts=st.lists(
        st.builds(
            ResponseValues,
            level=st.sampled_from([None, "plus", "compliant"]),
            justification=TEXTS,
            tell=TEXTS,
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was(texts):
    base = {element.code: said for element, said in zip(cse().elements, texts, strict=False)}
    assert values_of(read(make_workbook(base), base)) == base


def test_what_was_filled_in_is_read():
    cells = {
        "1.1.3": {
            "Level": "  partially   COMPLIANT ",
            "Justification": "  Half of it. ",
            "Evidence you know of": "Ask Kim.",
        }
    }
    answer = read(fill_in(CONTENT, cells)).answers["1.1.3"]
    assert answer.values == ResponseValues("partial", "", "Half of it.", "")
    assert answer.known == "Ask Kim."


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Plus", "plus"),
        ("++", "plus"),
        ("not_compliant", "not_compliant"),
        ("Not scored yet", None),
        ("", None),
        (None, None),
    ],
)
def test_a_level_may_be_written_in_several_ways(written, level):
    answers = read(fill_in(CONTENT, {"1.1.3": {"Level": written}})).answers
    assert answers["1.1.3"].values.level == level


def test_rows_may_stand_in_another_order_and_some_may_be_missing():
    def turn(sheet, _book):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, sheet.max_row)
        for row in reversed(rows[:10]):
            sheet.append(row)
            sheet.append([None] * len(row))

    answers = read(change(turn))
    assert values_of(answers) == dict(list(BASE.items())[:10])
    assert answers.faults == ()


def test_lines_above_the_headings_and_columns_in_another_order_do_no_harm():
    def move(sheet, _book):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["Filled in by the desk"])
        for row in rows:
            sheet.append(row[::-1])

    assert values_of(read(change(move))) == BASE


def test_a_level_that_needs_no_reason_any_more_loses_it():
    answers = read(fill_in(CONTENT, {"1.1.2": {"Level": "Compliant"}}))
    assert answers.answers["1.1.2"].values == ResponseValues("compliant", "", "", "")
    assert answers.faults == ()


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"Level": "Excellent"}, "there is no level “Excellent”"),
        ({"Level": "Not applicable"}, "say why the level is “Not applicable”"),
        ({"Reason": "Because"}, "a reason is kept for Not applicable only"),
        ({"Justification": "x" * 20_001}, "20,000 characters or fewer: shorten it by 1"),
        ({"Evidence you know of": "x" * 2_001}, "2,000 characters or fewer"),
        ({"Code": "1.1.9"}, "not made for “1.1.9”. By its title it is 1.1.3: write that"),
        ({"Code": None, "Level": "Plus"}, "By its title it is 1.1.3"),
        ({"Code": "1.1.1"}, "“1.1.1” stands in row 2 already"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(cells, fault):
    [told] = faults({"1.1.3": cells})
    assert told.startswith("row 4, ")
    assert fault in told


def test_a_formula_and_a_date_are_refused():
    def write(sheet, _book):
        sheet["G4"] = "=cmd|' /C calc'!A0"
        sheet["H4"] = date(2026, 3, 1)

    told = [fault.message for fault in read(change(write)).faults]
    assert "holds a formula" in told[0]
    assert "holds a date" in told[1]


def test_a_row_of_an_element_that_was_not_handed_out_is_refused():
    base = {"1.1.1": BASE["1.1.1"]}
    told = [fault.message for fault in read(CONTENT, base).faults]
    assert told[0] == "this sheet was not made for “1.1.2”. Clear the row"


def test_a_sheet_without_its_reference_says_where_to_put_it():
    def forget(_sheet, book):
        del book["Read me first"]

    assert "no reference" in refusal(change(forget))


def test_the_reference_may_stand_anywhere():
    def move(sheet, book):
        del book["Read me first"]
        book.create_sheet("Notes")["C3"] = f"Reference: {REFERENCE}"

    assert read_returned_file(io.BytesIO(change(move))).reference == REFERENCE


def test_two_references_are_refused():
    def add(_sheet, book):
        book["Levels"]["C9"] = "TA-2222-3333-4444"

    assert "several take-away sheets" in refusal(change(add))


@pytest.mark.parametrize("heading", ["Level", "Justification", "Evidence you know of"])
def test_a_heading_that_was_changed_is_refused(heading):
    def rename(sheet, _book):
        sheet.cell(1, PLACES[heading], "Ours")

    assert f"“{heading}” is missing" in refusal(change(rename))


def test_a_column_that_was_added_is_not_lost():
    def add(sheet, _book):
        sheet["L1"], sheet["L5"] = "Comments", "Ask Kim"

    assert "column “Comments”" in refusal(change(add))


def test_another_workbook_is_refused():
    def empty(sheet, book):
        sheet.delete_rows(1, sheet.max_row)

    assert "No worksheet has the headings" in refusal(change(empty))


@pytest.mark.parametrize("content", [b"", b"code,level\n1.1.1,plus\n", b"PK\x03\x04 no archive"])
def test_what_is_no_workbook_is_refused(content):
    assert ".xlsx" in refusal(content)


def test_another_standard_is_read_with_its_own_levels():
    standard = service_points()
    base = {element.code: ResponseValues() for element in standard.elements}
    code, level = next(iter(base)), standard.levels[0]
    content = make_workbook(base, standard)
    filled = fill_in(content, {code: {"Level": level.title}})
    assert read(filled, base, standard).answers[code].values.level == level.id


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_libreoffice_saves_the_sheet_so_that_it_can_be_read(tmp_path):
    said = ResponseValues("plus", "", "Line one\n\n=1+1 is text – é", "'=x")
    base = BASE | {"1.1.3": said}
    source = tmp_path / "sheet.xlsx"
    source.write_bytes(make_workbook(base))
    first = convert(source, "ods", tmp_path / "first")
    again = convert(first, "xlsx", tmp_path / "again")
    answers = read(again.read_bytes(), base)
    assert (values_of(answers), answers.faults) == (base, ())
    book = load_workbook(again)
    assert book["Elements"].protection.sheet
    assert len(book["Elements"].data_validations.dataValidation) == 1


def convert(source, kind, folder):
    """Open a file in LibreOffice, and return it saved as another kind."""
    profile = folder.parent / "profile"
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{source.stem}.{kind}"
