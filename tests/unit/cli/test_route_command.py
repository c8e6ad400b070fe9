"""`cse-assess route`, as people script against it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories.assessments import cse

from cse_assess.cli import main

POINTS = Path(__file__).parents[2] / "standards" / "service-points.yaml"
ACTIONS = """\
action,effort_days,code,to_level
Survey,2.5,1.1.1,compliant
Survey,,1.1.2,compliant
Talks,1.75,1.1.1,plus
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command over two texts where there is no instance."""
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)

    def invoke(levels, actions, *options):
        Path("l.csv").write_text(levels, encoding="utf-8")
        Path("a.csv").write_text(actions, encoding="utf-8")
        files = ["--levels", "l.csv", "--actions", "a.csv"]
        return CliRunner().invoke(main, ["route", *files, *options])

    return invoke


def levels_with(**changes):
    """Everything compliant but the first three elements, which are partial."""
    levels = {element.code: "compliant" for element in cse().elements}
    levels |= {"1.1.1": "partial", "1.1.2": "partial", "1.1.3": "partial", **changes}
    return "code,level\n" + "".join(f"{code},{level}\n" for code, level in levels.items())


def test_the_cheapest_way_is_one_json_document(run):
    result = run(levels_with(), ACTIONS, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "possible": True,
        "effort_days": 1.75,
        "actions": ["Talks"],
        "reasons": [
            "1 action is enough to meet every threshold: 1.75 days of work.",
            (
                "“Talks” (1.75 days) raises 1.1.1 to Compliance Plus. Criterion 1 needs 1 more "
                "element at Compliant or better."
            ),
        ],
    }


def test_a_margin_asks_for_more(run):
    document = json.loads(run(levels_with(), ACTIONS, "--margin", "1", "--json").stdout)

    assert (document["effort_days"], document["actions"]) == (2.5, ["Survey"])


def test_no_way_is_an_answer_and_no_error(run):
    result = run(levels_with(**{"2.1.1": "not_compliant"}), ACTIONS, "--json")

    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (document["possible"], document["effort_days"], document["actions"]) == (False, None, [])
    assert document["reasons"] == [
        (
            "No action raises 2.1.1 above Not compliant, which blocks the award, so Criterion 2 "
            "cannot pass."
        )
    ]


def test_what_passes_already_costs_nothing(run):
    document = json.loads(run(levels_with(**{"1.1.1": "plus"}), ACTIONS, "--json").stdout)

    assert (document["possible"], document["effort_days"], document["actions"]) == (True, 0, [])


def test_people_read_the_same_as_text(run):
    assert run(levels_with(), ACTIONS).stdout.startswith(
        "Customer Service Excellence: 1.75 days of work lead to the award\n\n1 action is"
    )


def test_both_files_are_refused_in_one_run(run):
    result = run("code,level\n9.9.9,plus\n", "action,effort_days,code,to_level\nA,-1,1.1.1,plus\n")

    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == ["l.csv:2", "a.csv:2"]


def test_a_negative_margin_is_wrong_usage(run):
    assert run(levels_with(), ACTIONS, "--margin", "-1").exit_code == 2


@pytest.mark.parametrize("margin", ["9" * 500, "9" * 5000, "1.5", "x", "1e3"])
def test_a_margin_that_is_no_small_number_is_wrong_usage(run, margin):
    result = run(levels_with(), ACTIONS, "--margin", margin)

    assert result.exit_code == 2
    assert "Invalid value for '--margin'" in result.stderr


def test_an_effort_of_hundreds_of_digits_is_refused_by_its_line_and_shortened(run):
    actions = f"action,effort_days,code,to_level\nA,{'9' * 500},1.1.1,plus\n"

    result = run(levels_with(), actions)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"a.csv:2: unknown effort “{'9' * 30}”: expected days of work")


def test_the_largest_efforts_add_up_exactly(run):
    actions = "action,effort_days,code,to_level\n" + "".join(
        f"A{code},99999.999999,{code},plus\n" for code in ("1.1.1", "1.1.2")
    )

    result = run(levels_with(), actions, "--margin", "1")

    assert "199,999.999998 days of work" in result.stdout


def test_another_standard_has_its_own_rule(run):
    codes = [f"A.{n}" for n in range(1, 6)] + [f"B.{n}" for n in range(1, 7)] + ["C.1", "C.2"]
    levels = "code,level\nC.3,amber\n" + "".join(f"{code},green\n" for code in codes)
    actions = "action,effort_days,code,to_level\nCall,0,C.3,green\n"

    document = json.loads(run(levels, actions, "--json", "--standard", str(POINTS)).stdout)

    assert (document["effort_days"], document["actions"]) == (0, ["Call"])
