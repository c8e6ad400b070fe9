"""`cse-assess report`, as people script against it."""

import json
from functools import partial

import pikepdf
import pytest
from factories.assessments import attach, make_assessment, write_response
from factories.commands import command_line
from factories.evidence import make_item

from cse_assess.db import session


@pytest.fixture
def assessment(app):
    """Give a self-assessment with a piece of confidential evidence."""
    made = make_assessment()
    write_response(made, "1.1.1", level="compliant", justification="We do.")
    secret = make_item(made.organisation, title="Grievance", is_confidential=True)
    attach(made, "1.1.1", secret)
    session.commit()
    return made


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "report", "gap")


def test_the_pdf_is_written_where_it_was_asked_for(run, assessment, tmp_path):
    output = tmp_path / "gap.pdf"
    result = run(assessment.id, "-o", output, "--section", "summary")
    assert (result.exit_code, result.stdout) == (0, f"Wrote {output}\n")
    with pikepdf.open(output) as document:
        assert document.Root.MarkInfo.Marked


def test_json_prints_the_figures_and_nothing_else(run, assessment):
    result = run(assessment.id, "--json")
    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert figures["groups"][0]["met"] == 1
    assert len(figures["gaps"]) == 56
    assert "file" not in figures


def test_json_beside_a_pdf_names_the_file(run, assessment, tmp_path):
    output = tmp_path / "gap.pdf"
    result = run(assessment.id, "-o", output, "--json", "--section", "gaps", "--without", "rules")
    assert json.loads(result.stdout)["file"] == str(output)
    assert output.stat().st_size > 1000


def test_a_self_assessment_that_does_not_exist_is_refused(run, assessment, tmp_path):
    output = tmp_path / "gap.pdf"
    result = run(assessment.id + 1, "-o", output)
    assert (result.exit_code, result.stderr) == (1, "There is no such self-assessment.\n")
    assert not output.exists()


def test_a_folder_that_does_not_exist_is_refused(run, assessment, tmp_path):
    result = run(assessment.id, "-o", tmp_path / "nowhere" / "gap.pdf")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["1"], ["1", "--section", "nonsense", "--json"], ["zero", "--json"]]
)
def test_wrong_usage_is_exit_code_two(run, assessment, arguments):
    assert run(*arguments).exit_code == 2


def test_a_report_that_cannot_be_made_leaves_an_older_file_as_it_was(
    run, assessment, tmp_path, monkeypatch
):
    output = tmp_path / "gap.pdf"
    output.write_bytes(b"the older one")
    monkeypatch.setenv("CSE_ASSESS_PDF_MEBIBYTES", "1")
    result = run(assessment.id, "-o", output)
    assert result.exit_code == 1
    assert "needs more memory" in result.stderr
    assert output.read_bytes() == b"the older one"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".gap-")] == []


@pytest.mark.parametrize(
    ("name", "begins_with"),
    [
        ("gap.docx", b"PK"),
        ("gap.XLSX", b"PK"),
        ("gap.json", b"{"),
        ("gap.csv", b"\xef\xbb\xbfrank"),
    ],
)
def test_the_ending_says_what_kind_of_file_it_is(run, assessment, tmp_path, name, begins_with):
    output = tmp_path / name
    result = run(assessment.id, "-o", output)
    assert (result.exit_code, result.stdout) == (0, f"Wrote {output}\n")
    assert output.read_bytes().startswith(begins_with)


def test_a_format_that_is_named_goes_before_the_ending(run, assessment, tmp_path):
    output = tmp_path / "gap.txt"
    assert run(assessment.id, "-o", output, "--format", "csv").exit_code == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbfrank")


def test_figures_are_printed_without_a_file(run, assessment):
    assert len(json.loads(run(assessment.id, "--format", "json").stdout)["gaps"]) == 56
    assert run(assessment.id, "--format", "csv").stdout.startswith("\ufeffrank,code")


def test_the_figures_for_an_assessor_tell_of_no_plans(run, assessment):
    figures = json.loads(run(assessment.id, "--json", "--for", "assessor").stdout)
    assert not {"actions", "route", "checks", "history"} & set(figures)
    assert "actions" in json.loads(run(assessment.id, "--json").stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "gap.unknown"],
        ["--format", "docx"],
        ["--json", "--for", "nobody"],
        ["--json", "--for", "board", "--section", "evidence"],
        ["--json", "--for", "assessor", "--section", "actions"],
        ["--json", "--for", "board", "--confidential-titles"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(run, assessment, arguments):
    result = run(assessment.id, *arguments)
    assert result.exit_code == 2
    assert result.stderr
