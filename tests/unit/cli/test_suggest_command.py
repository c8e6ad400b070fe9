"""`cse-assess suggest`, as people script against it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cse_assess.cli import main

POINTS = Path(__file__).parents[2] / "standards" / "service-points.yaml"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command where there is no instance."""
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(tmp_path / "instance"))

    def invoke(*arguments):
        return CliRunner().invoke(main, ["suggest", *(str(argument) for argument in arguments)])

    return invoke


@pytest.fixture
def write(tmp_path):
    def make(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def log(write):
    return write("note.txt", "The complaints log: the root causes of complaints and the trends.")


def test_files_are_answered_in_their_order(run, write, log):
    fees = write("fees.txt", "Fees and charges, and how to pay by direct debit.")

    result = run(fees, log, "--json")

    assert result.exit_code == 0
    answers = json.loads(result.stdout)
    assert [answer["file"] for answer in answers] == [str(fees), str(log)]
    assert [answer["elements"][0]["code"] for answer in answers] == ["3.1.2", "4.3.4"]


def test_each_suggestion_quotes_the_words_of_the_file(run, log):
    best = json.loads(run(log, "--json").stdout)[0]["elements"][0]

    assert set(best) == {"code", "score", "because"}
    assert "complaints log" in best["because"]
    assert 0 < best["score"] < 1


def test_no_more_are_suggested_than_asked_for(run, log):
    assert len(json.loads(run(log, "--top", 1, "--json").stdout)[0]["elements"]) == 1


def test_another_standard_can_be_named(run, write):
    text = write("hours.txt", "A notice with the opening hours.")

    answer = json.loads(run(text, "--standard", POINTS, "--json").stdout)

    assert answer[0]["elements"][0]["code"] == "A.1"


def test_people_read_the_title_the_words_and_the_page(run, log):
    output = run(log).stdout

    assert "4.3.4 Learning from complaints and comments" in output
    assert "“complaints log” (page 1)" in output


def test_a_file_that_says_nothing_gets_no_suggestion(run, write):
    nothing = write("x.txt", "Zzz qqq.")

    assert json.loads(run(nothing, "--json").stdout) == [{"file": str(nothing), "elements": []}]
    assert "No element is suggested." in run(nothing).stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [("disguised.pdf", "no PDF"), ("program.exe", "MZ"), ("empty.txt", "")],
)
def test_a_file_that_the_library_refuses_is_refused_with_all_others(run, write, log, name, text):
    refused = write(name, text)

    result = run(log, refused, "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{refused}: ")


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    result = run(tmp_path / "nowhere.txt")

    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr


def test_an_unknown_standard_is_refused(run, log):
    assert run(log, "--standard", "nosuch").exit_code == 1


@pytest.mark.parametrize("arguments", [(), ("x.txt", "--top", "0"), ("x.txt", "--top", "many")])
def test_wrong_usage_ends_with_code_2(run, arguments):
    assert run(*arguments).exit_code == 2
