"""A file of levels, as spreadsheets save it."""

import pytest

from cse_assess.analysis.csv_table import CsvFileError
from cse_assess.analysis.levels_file import read_levels


def read(content, standard):
    return read_levels(content, "levels.csv", standard)


def reasons_of(content, standard):
    with pytest.raises(CsvFileError) as caught:
        read(content, standard)
    return list(caught.value.reasons)


@pytest.mark.parametrize(
    "content",
    [
        b"code,level\n1.1.1,plus\n1.1.2,\n",
        b"code;level\r\n1.1.1;plus\r\n1.1.2;\r\n",
        b"code\tlevel\n1.1.1\tplus\n1.1.2\t\n",
        b"\xef\xbb\xbfcode,level\n1.1.1,plus\n1.1.2,\n",
        b'"Code","LEVEL"\n"1.1.1","plus"\n"1.1.2",""\n',
        b"level,owner,code\nplus,Ann,1.1.1\n,Bob,1.1.2\n",
        b"code,level\n\n1.1.1, plus \n,\n1.1.2\n",
        b"code,level\r1.1.1,plus\r1.1.2,\r",
    ],
)
def test_every_usual_form_of_csv_is_read(content, cse):
    assert read(content, cse) == {"1.1.1": "plus", "1.1.2": None}


def test_everything_wrong_is_told_in_one_run_by_line(cse):
    content = b"code,level\n1.1.1,plus\n4.5.4,plus\n1.1.1,\n1.1.3,gold\n9,gold\n"

    assert reasons_of(content, cse) == [
        "levels.csv:3: unknown code “4.5.4”: did you mean “4.3.4”?",
        "levels.csv:4: the code “1.1.1” occurs twice: expected each code once",
        (
            "levels.csv:5: unknown level “gold”: expected one of plus, compliant, partial, "
            "not_compliant, not_applicable, or nothing"
        ),
        "levels.csv:6: unknown code “9”",
        (
            "levels.csv:6: unknown level “gold”: expected one of plus, compliant, partial, "
            "not_compliant, not_applicable, or nothing"
        ),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "levels.csv:1: the file is empty: expected the columns code,level"),
        (b"1.1.1,plus\n", "levels.csv:1: no column “code” in the heading: expected code,level"),
        (b"code,mark\n", "levels.csv:1: no column “level” in the heading: expected code,level"),
        (
            b"code,code,level\n",
            "levels.csv:1: more than one column “code” in the heading: expected code,level",
        ),
        (
            b"code,level\n1.1.1,caf\xe9\n",
            "levels.csv:2: a byte that is not UTF-8: save the file as CSV UTF-8",
        ),
        ("code,level\n".encode("utf-16"), "levels.csv:1: a byte that is not UTF-8"),
        (b"code,level\n1.1.1,\x00\n", "levels.csv:2: not a text file: it holds a zero byte"),
        (b'code,level\n1.1.1,"plus\n', "levels.csv:2: not CSV: unexpected end of data"),
        (b"x" * (1024 * 1024 + 1), "levels.csv:1: the file is larger than 1024 KiB"),
        (b"code,level\n1.1.1,=1+1\n", "levels.csv:2: unknown level “=1+1”"),
        (b"code,level\n1.1.1,Compliant\n", "levels.csv:2: unknown level “Compliant”"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(content, reason, cse):
    assert reasons_of(content, cse)[0].startswith(reason)


def test_a_cell_over_several_lines_does_not_move_the_line_numbers(cse):
    content = b'code,note,level\n1.1.1,"two\nlines",plus\n9.9.9,,plus\n'

    assert reasons_of(content, cse)[0].startswith("levels.csv:4: unknown code “9.9.9”")
