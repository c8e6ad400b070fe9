"""A file of actions, as spreadsheets save it."""

from decimal import Decimal

import pytest
from factories.assessments import cse

from cse_assess.analysis.actions import Effect
from cse_assess.analysis.csv_table import CsvFileError
from cse_assess.analysis.route.actions_file import read_actions

HEAD = "action,effort_days,code,to_level\n"


def read(rows):
    return read_actions((HEAD + rows).encode(), "a.csv", cse())


def reasons_of(content):
    with pytest.raises(CsvFileError) as caught:
        read_actions(content, "a.csv", cse())
    return list(caught.value.reasons)


def test_rows_of_one_name_are_one_action_in_the_order_of_the_file():
    actions = read("B,2.50,1.1.1,plus\nA,0,1.1.2,partial\nB,2.5,1.1.3,compliant\nB,,2.1.1,plus\n")

    assert [(action.key, action.effort_days) for action in actions] == [
        ("B", Decimal("2.5")),
        ("A", Decimal(0)),
    ]
    assert actions[0].effects == (
        Effect("1.1.1", "plus"),
        Effect("1.1.3", "compliant"),
        Effect("2.1.1", "plus"),
    )


def test_a_file_of_no_action_is_no_fault():
    assert read("") == []


@pytest.mark.parametrize(
    "effort", ["-1", "nan", "inf", "1e3", "0x10", "1,5", "٣", "100000.1", "9" * 4000, "1.", "=2"]
)
def test_an_effort_that_is_no_plain_number_of_days_is_refused(effort):
    content = f'{HEAD}A,"{effort}",1.1.1,plus\n'.encode()

    assert reasons_of(content)[0].startswith(f"a.csv:2: unknown effort “{effort[:30]}”: expected")


def test_everything_wrong_is_told_in_one_run_by_line():
    content = HEAD + "A,1,9.9.9,gold\nA,2,1.1.1,plus\nA,1,1.1.1,plus\n,1,1.1.2,plus\nB,x,1.1.1,\n"

    reasons = reasons_of(content.encode())

    assert [reason.split(": ")[0] for reason in reasons] == [
        "a.csv:2",
        "a.csv:2",
        "a.csv:3",
        "a.csv:4",
        "a.csv:4",
        "a.csv:5",
        "a.csv:6",
        "a.csv:6",
    ]
    assert "the effort “2” contradicts 1 in an earlier row of this action" in reasons[2]
    assert "the code “1.1.1” occurs twice in this action" in reasons[4]


def test_an_action_without_an_effort_is_refused():
    assert reasons_of(f"{HEAD}A,,1.1.1,plus\n".encode()) == [
        "a.csv:2: the action “A” has no effort in any row"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "a.csv:1: the file is empty: expected the columns action,effort_days,code,to_level"),
        (b"action,code,to_level\n", "a.csv:1: no column “effort_days” in the heading"),
        (HEAD.encode("utf-16"), "a.csv:1: a byte that is not UTF-8"),
        (b"x" * (1024 * 1024 + 1), "a.csv:1: the file is larger than 1024 KiB"),
        (
            HEAD.encode() + b"".join(b"A%d,1,1.1.1,plus\n" % each for each in range(1001)),
            "a.csv:1: more than 1000 actions",
        ),
        (HEAD.encode() + b"x" * 201 + b",1,1.1.1,plus\n", "a.csv:2: the action's name is longer"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(content, reason):
    assert reasons_of(content)[0].startswith(reason)
