"""`cse-assess takeaway`, as people script against it."""

import json
from functools import partial

import pytest
from factories.assessments import write_response
from factories.commands import command_line
from factories.takeaway import fill_in

from cse_assess.assessments.queries import get_response
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.db import session


@pytest.fixture
def run(assessment, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "takeaway")


@pytest.fixture
def sheet(run, assessment, tmp_path):
    """Give a function that exports a sheet and fills it in."""
    path = tmp_path / "sheet.xlsx"

    def sheet(cells):
        run("export", assessment.id, "-o", path, "--element", "1.1.1", "--element", "1.1.2")
        path.write_bytes(fill_in(path.read_bytes(), cells))
        return path

    return sheet


def fresh(assessment, code):
    session.expire_all()
    return get_response(assessment.id, code)


def test_a_sheet_of_some_elements_is_written_and_kept(run, assessment, tmp_path):
    path = tmp_path / "sheet.xlsx"
    told = run(
        "export", assessment.id, "-o", path, "--for", "Desk team", "--element", "1.1.1", "--json"
    )
    assert told.exit_code == 0, told.stderr
    kept = session.query(TakeAway).one()
    assert kept.made_for == "Desk team"
    assert json.loads(told.stdout) == {
        "assessment": assessment.id,
        "reference": kept.reference,
        "elements": ["1.1.1"],
        "file": str(path),
    }
    assert path.read_bytes().startswith(b"PK")


def test_without_codes_a_sheet_is_about_every_element(run, assessment, tmp_path):
    told = run("export", assessment.id, "-o", tmp_path / "all.xlsx")
    assert "57 rows" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--element", "9.9.9"], "has no element “9.9.9”"),
        (["--by", "2020-01-01"], "today or later"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(run, assessment, tmp_path, arguments, reason):
    told = run("export", assessment.id, "-o", tmp_path / "no.xlsx", *arguments)
    assert (told.exit_code, told.stdout) == (1, "")
    assert reason in told.stderr
    assert session.query(TakeAway).count() == 0


def test_what_changed_in_the_sheet_only_is_merged(run, sheet, assessment):
    told = run("merge", sheet({"1.1.2": {"Level": "partial"}}), "--json")
    assert told.exit_code == 0, told.stderr
    outcome = json.loads(told.stdout)
    assert outcome["merged"]
    assert outcome["changes"] == [
        {"code": "1.1.2", "field": "level", "from": "Not scored", "to": "Partially compliant"}
    ]
    assert fresh(assessment, "1.1.2").level == "partial"


def test_a_dry_run_keeps_nothing(run, sheet, assessment):
    told = run("merge", sheet({"1.1.2": {"Level": "partial"}}), "--dry-run")
    assert (told.exit_code, told.stdout) == (0, "1.1.2\tlevel\n1 change, not merged.\n")
    assert fresh(assessment, "1.1.2").level is None
    assert session.query(TakeAwayReturn).count() == 0


def test_a_conflict_merges_nothing_and_waits_in_the_app(run, sheet, assessment):
    path = sheet({"1.1.1": {"Justification": "Theirs."}, "1.1.2": {"Level": "partial"}})
    write_response(assessment, "1.1.1", justification="Ours.")
    told = run("merge", path, "--json")
    assert told.exit_code == 1
    assert "1.1.1, justification: changed in the sheet and here" in told.stderr
    [conflict] = json.loads(told.stdout)["conflicts"]
    assert (conflict["base"], conflict["theirs"], conflict["ours"]) == (
        "We know them.",
        "Theirs.",
        "Ours.",
    )
    assert fresh(assessment, "1.1.1").justification == "Ours."
    assert fresh(assessment, "1.1.2").level is None
    waiting = session.query(TakeAwayReturn).one()
    assert f"/take-aways/returned/{waiting.id}" in told.stderr


def test_the_same_file_again_changes_nothing(run, sheet):
    path = sheet({"1.1.2": {"Level": "partial"}})
    run("merge", path)
    assert run("merge", path).stdout == "0 changes, merged.\n"


def test_every_cell_to_mend_is_named(run, sheet):
    told = run("merge", sheet({"1.1.2": {"Level": "Excellent"}}))
    assert (told.exit_code, told.stdout) == (1, "")
    assert "row 3, Level: there is no level “Excellent”" in told.stderr


def test_a_file_that_is_no_sheet_is_refused(run, tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_text("Notes")
    assert run("merge", path).exit_code == 1
    assert run("merge", tmp_path / "missing.xlsx").exit_code == 1
