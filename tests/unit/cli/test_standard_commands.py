"""`cse-assess standard` and `cse-assess readiness`, as people script against them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cse_assess.cli import main
from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard

CSE = data_folder("standard") / "cse.yaml"
POINTS = Path(__file__).parents[2] / "standards" / "service-points.yaml"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an instance of its own."""
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(tmp_path / "instance"))

    def invoke(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def install_points(tmp_path):
    folder = tmp_path / "instance" / "standards"
    folder.mkdir(parents=True)
    (folder / "points.yaml").write_bytes(POINTS.read_bytes())


@pytest.fixture
def levels_file(tmp_path):
    def write(standard_path=CSE, level="compliant", **others):
        standard = load_standard(standard_path)
        rows = [f"{each.code},{others.get(each.code, level)}" for each in standard.elements]
        path = tmp_path / "levels.csv"
        path.write_text("\n".join(["code,level", *rows]))
        return path

    return write


@pytest.mark.parametrize(
    "command",
    [
        "standard",
        "standard check",
        "standard list",
        "standard show",
        "standard import",
        "readiness",
    ],
)
def test_every_command_has_help(run, command):
    result = run(*command.split(), "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        "standard check",
        "standard import x.txt",
        "standard show 1.1.1 1.1.2",
        "readiness",
        "readiness --levels",
        "standard list --xml",
        "standard nothing",
    ],
)
def test_wrong_usage_ends_with_code_2(run, command):
    result = run(*command.split())

    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_sound_standard_passes_the_check(run):
    result = run("standard", "check", CSE, POINTS)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].endswith(
        "5 criteria, 15 sub-criteria, 57 elements, 135 guidance points"
    )
    assert result.stdout.splitlines()[1].endswith("3 parts, 14 points, 20 signs")


def test_a_check_tells_the_faults_of_every_file_and_ends_with_code_1(run, tmp_path):
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("- a\n")
    two.write_text("a: b: c\n")

    result = run("standard", "check", one, CSE, two)

    assert result.exit_code == 1
    assert "sound" in result.stdout
    assert result.stderr.splitlines() == [
        f"{one}:1:1: expected a mapping of keys and values",
        f"{two}:1:5: not YAML: a second “: ” stands in this line: put the text in quotes",
    ]


def test_installed_standards_are_listed(run, install_points):
    document = json.loads(run("standard", "list", "--json").stdout)

    assert [entry["id"] for entry in document] == ["cse", "service-points"]
    assert document[0] == {
        "id": "cse",
        "title": "Customer Service Excellence",
        "version": load_standard(CSE).version,
        "criteria": 5,
        "subcriteria": 15,
        "elements": 57,
        "guidance": 135,
    }


def test_a_broken_file_of_the_instance_is_named_beside_the_sound_ones(run, tmp_path):
    folder = tmp_path / "instance" / "standards"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("- a\n")

    result = run("standard", "list")

    assert result.exit_code == 1
    assert result.stdout.startswith("cse: Customer Service Excellence")
    assert "broken.yaml:1:1" in result.stderr


def test_the_whole_standard_is_shown_as_the_published_json(run):
    document = json.loads(run("standard", "show", "--json").stdout)

    assert list(document) == ["id", "title", "version", "levels", "criteria"]
    assert [level["met"] for level in document["levels"]] == [True, True, False, False, False]
    criterion = document["criteria"][0]
    assert list(criterion) == ["code", "title", "subcriteria"]
    assert list(criterion["subcriteria"][0]) == ["code", "title", "elements"]
    element = criterion["subcriteria"][0]["elements"][0]
    assert element["code"] == "1.1.1"
    assert {"statement", "guidance", "official_statement"} <= element.keys()


@pytest.mark.parametrize(("code", "inside"), [("4", "subcriteria"), ("4.2", "elements")])
def test_a_part_is_shown_with_what_is_in_it(run, code, inside):
    document = json.loads(run("standard", "show", code, "--json").stdout)

    assert document["code"] == code
    assert document[inside]


def test_an_element_is_shown_for_reading(run):
    result = run("standard", "show", "1.1.1")

    element = load_standard(CSE).get_element("1.1.1")
    assert result.stdout.startswith(f"1.1.1 {element.title}")
    assert result.stdout.count("\n- ") == len(element.guidance)


def test_every_part_is_shown_for_reading(run):
    result = run("standard", "show")

    assert all(f"{each.code} {each.title}" in result.stdout for each in load_standard(CSE).elements)


def test_a_standard_of_the_instance_is_shown_by_its_id(run, install_points):
    result = run("standard", "show", "B.2", "--standard", "service-points", "--json")

    assert json.loads(result.stdout)["title"] == "Privacy"


def test_a_standard_is_shown_by_its_path(run):
    result = run("standard", "show", "B", "--standard", POINTS, "--json")

    assert [sub["code"] for sub in json.loads(result.stdout)["subcriteria"]] == ["B"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("show", "4.5.4"), "The standard “cse” has no “4.5.4”."),
        (("show", "--standard", "efqm"), "There is no standard “efqm”. Installed: cse."),
        (("show", "--standard", "./none.yaml"), "none.yaml:1:1: cannot be read"),
        (("import", "none.txt", "--into", "cse"), "none.txt: cannot be read"),
        (("import", "none.txt", "--into", "efqm"), "There is no standard “efqm”."),
    ],
)
def test_what_is_not_there_is_refused_on_stderr_alone(run, arguments, reason):
    result = run("standard", *arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert reason in result.stderr


def test_readiness_of_a_file_is_the_published_json(run, levels_file):
    path = levels_file(**{"3.1.1": "partial", "3.1.2": "partial", "3.2.1": "partial"})

    result = run("readiness", "--levels", path, "--json")

    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["standard"] == "cse"
    assert document["passes"] is False
    assert document["reasons"] == ["Criterion 3 has 9 of 12 met and needs 10."]
    assert [group["passes"] for group in document["groups"]] == [True, True, False, True, True]


def test_readiness_for_reading_has_the_verdict_first(run, levels_file):
    result = run("readiness", "--levels", levels_file(**{"1.1.1": ""}))

    assert result.stdout.startswith("Customer Service Excellence: not yet\n")
    assert "but 1 element is not scored" in result.stdout


def test_readiness_knows_every_standard(run, levels_file):
    path = levels_file(POINTS, "green")

    result = run("readiness", "--levels", path, "--standard", POINTS, "--json")

    assert json.loads(result.stdout)["passes"] is True


def test_a_refused_file_of_levels_has_each_line_on_stderr(run, tmp_path):
    path = tmp_path / "levels.csv"
    path.write_text("code,level\n1.1.1,gold\n9.9.9,plus\n")

    result = run("readiness", "--levels", path, "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        f"{path}:2",
        f"{path}:3",
    ]


def test_a_missing_file_of_levels_is_refused(run):
    result = run("readiness", "--levels", "none.csv")

    assert result.exit_code == 1
    assert "none.csv:1: cannot be read" in result.stderr


@pytest.fixture
def source(tmp_path):
    """A booklet for the fourteen points, with one of them left out on request."""

    def write(without=()):
        rows = [
            f"{each.code}\tOfficial {each.code}.\t<ul>"
            + "".join(f"<li>Sign {place}.</li>" for place, _ in enumerate(each.guidance))
            + "</ul>"
            for each in load_standard(POINTS).elements
            if each.code not in without
        ]
        path = tmp_path / "booklet.txt"
        path.write_text("\n".join(rows))
        return path

    return write


def test_an_import_without_an_output_only_reports(run, source, tmp_path):
    before = POINTS.read_bytes()

    result = run("standard", "import", source(), "--into", POINTS)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "14 in all: 14 found, 0 mended, 0 missed"
    assert POINTS.read_bytes() == before


def test_an_import_with_an_output_writes_a_sound_standard(run, source, tmp_path):
    output = tmp_path / "out.yaml"

    result = run("standard", "import", source(), "--into", POINTS, "-o", output, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["found"] == 14
    assert load_standard(output).get_element("C.3").official_statement == "Official C.3."
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_an_import_into_an_id_reads_the_installed_file(run, install_points, source, tmp_path):
    output = tmp_path / "out.yaml"

    result = run("standard", "import", source(), "--into", "service-points", "-o", output)

    assert result.exit_code == 0
    assert load_standard(output).id == "service-points"


def test_an_import_that_misses_something_ends_with_code_1_and_writes_the_rest(
    run, source, tmp_path
):
    output = tmp_path / "out.yaml"

    result = run("standard", "import", source({"B.2"}), "--into", POINTS, "-o", output, "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["missed"] == 1
    assert result.stderr.strip().endswith("1 of 14 were missed.")
    assert load_standard(output).get_element("B.3").official_statement is not None


def test_an_import_that_finds_nothing_writes_nothing(run, tmp_path):
    source, output = tmp_path / "letter.txt", tmp_path / "out.yaml"
    source.write_text("Dear all,\n")

    result = run("standard", "import", source, "--into", POINTS, "-o", output)

    assert result.exit_code == 1
    assert not output.exists()


def test_an_unreadable_source_is_refused_with_its_reason(run, tmp_path):
    source = tmp_path / "booklet.bin"
    source.write_bytes(b"\x00\x01\x02")

    result = run("standard", "import", source, "--into", POINTS)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "neither a PDF nor a text file" in result.stderr


def test_an_output_that_cannot_be_written_is_refused(run, source, tmp_path):
    result = run("standard", "import", source(), "--into", POINTS, "-o", tmp_path / "no" / "x.yaml")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_the_commands_need_neither_the_database_nor_a_pdf_library(levels_file):
    program = f"""
import sys
from cse_assess.cli import main
try:
    main(["readiness", "--levels", {str(levels_file())!r}, "--json"])
except SystemExit as end:
    assert end.code == 0
loaded = {{"flask", "sqlalchemy", "weasyprint", "pypdfium2"}} & set(sys.modules)
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
