"""`cse-assess assessment`, as people script against it."""

import json
from functools import partial

import pytest
from factories.assessments import lock, write_response
from factories.commands import command_line

from cse_assess.assessments.queries import get_response
from cse_assess.db import session


@pytest.fixture
def run(assessment, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "assessment")


@pytest.fixture
def sheet(tmp_path):
    def sheet(text, name="old.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return sheet


def level_of(assessment, code):
    session.expire_all()
    return get_response(assessment.id, code).level


def test_the_list_is_one_json_document(run, assessment):
    told = run("list", "--json")
    assert told.exit_code == 0
    assert json.loads(told.stdout) == [
        {
            "id": assessment.id,
            "standard": "cse",
            "organisation": "Wexmoor District Council",
            "service": "Libraries",
            "cycle": assessment.cycle,
            "visit_date": None,
            "locked": False,
        }
    ]


def test_the_list_for_people_has_a_line_for_each(run, assessment):
    assert "Libraries" in run("list").stdout


def test_a_file_is_imported_and_told_in_json(run, assessment, sheet):
    path = sheet("code,level\n1.1.1,plus\n1.1.2,\n")
    told = run("import", assessment.id, path, "--json")
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout) == {
        "assessment": assessment.id,
        "dry_run": False,
        "rows": 2,
        "changed": 1,
        "changes": [
            {
                "row": 2,
                "code": "1.1.1",
                "fields": [{"field": "level", "from": "", "to": "Compliance Plus"}],
                "attach": [],
            }
        ],
    }
    assert level_of(assessment, "1.1.1") == "plus"


def test_a_dry_run_changes_nothing(run, assessment, sheet):
    told = run("import", assessment.id, sheet("code,level\n1.1.1,plus\n"), "--dry-run")
    assert told.exit_code == 0
    assert "1 would change" in told.stdout
    assert level_of(assessment, "1.1.1") is None


def test_bad_rows_end_with_one_and_are_named_on_stderr_alone(run, assessment, sheet):
    path = sheet("code,level\n1.1.1,plus\n4.5.4,plus\n1.1.2,great\n")
    told = run("import", assessment.id, path, "--json")
    assert told.exit_code == 1
    assert told.stdout == ""
    assert "row 3, code:" in told.stderr
    assert "row 4, level:" in told.stderr
    assert level_of(assessment, "1.1.1") is None


def test_other_headings_are_named_on_the_command_line(run, assessment, sheet):
    path = sheet("Ref,Score\n1.1.1,plus\n")
    assert run("import", assessment.id, path).exit_code == 1
    told = run("import", assessment.id, path, "--column", "code=Ref", "--column", "level=Score")
    assert told.exit_code == 0, told.stderr
    assert level_of(assessment, "1.1.1") == "plus"


@pytest.mark.parametrize("option", ["code", "colour=Ref", "code="])
def test_a_column_that_cannot_be_is_wrong_usage(run, assessment, sheet, option):
    told = run("import", assessment.id, sheet("Ref\n1\n"), "--column", option)
    assert told.exit_code == 2


def test_a_missing_file_and_a_missing_self_assessment_end_with_one(run, assessment, sheet):
    assert run("import", assessment.id, "/nowhere/at/all.csv").exit_code == 1
    told = run("import", 999, sheet("code,level\n1.1.1,plus\n"))
    assert told.exit_code == 1
    assert "no such self-assessment" in told.stderr


def test_a_locked_self_assessment_is_not_imported_into(run, assessment, sheet):
    lock(assessment)
    told = run("import", assessment.id, sheet("code,level\n1.1.1,plus\n"))
    assert told.exit_code == 1
    assert "locked" in told.stderr


@pytest.mark.parametrize("name", ["out.csv", "out.XLSX"])
def test_an_export_can_be_imported_again(run, assessment, sheet, tmp_path, name):
    run("import", assessment.id, sheet("code,level,tell\n1.1.1,plus,=text\n".replace("=", "'=")))
    told = run("export", assessment.id, "-o", tmp_path / name)
    assert told.exit_code == 0, told.stderr
    again = run("import", assessment.id, tmp_path / name, "--json")
    assert json.loads(again.stdout)["changed"] == 0


def test_an_export_into_another_kind_of_file_is_wrong_usage(run, assessment, tmp_path):
    assert run("export", assessment.id, "-o", tmp_path / "out.pdf").exit_code == 2


def test_an_export_that_cannot_be_written_ends_with_one(run, assessment, tmp_path):
    assert run("export", assessment.id, "-o", tmp_path / "missing" / "out.csv").exit_code == 1


@pytest.mark.parametrize("command", ["list", "import", "export"])
def test_each_command_explains_itself(run, command):
    told = run(command, "--help")
    assert told.exit_code == 0
    assert "Usage" in told.stdout


def test_a_cycle_is_carried_forward(run, assessment):
    write_response(assessment, "1.1.1", level="plus")
    told = run("carry-forward", assessment.id, "--cycle", "Next", "--visit", "2027-03-31", "--json")
    assert told.exit_code == 0, told.stderr
    new = json.loads(told.stdout)
    assert (new["cycle"], new["visit_date"], new["locked"]) == ("Next", "2027-03-31", False)
    session.expire_all()
    assert get_response(new["id"], "1.1.1").carried_level == "plus"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--cycle", ""), "Enter the cycle"),
        (("--cycle", "Next", "--visit", "31.3.2027"), "does not match the format"),
        ((), "Missing option '--cycle'"),
    ],
)
def test_a_cycle_that_cannot_be_carried_says_why(run, assessment, arguments, says):
    told = run("carry-forward", assessment.id, *arguments)
    assert told.exit_code != 0
    assert says in told.stderr
