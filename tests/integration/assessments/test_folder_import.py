"""`cse-assess evidence import`: folders named by elements, ZIPs, refusals, twice."""

import json
import zipfile
from functools import partial

import pytest
from factories.assessments import lock, make_assessment
from factories.commands import command_line

from cse_assess.assessments.queries import get_assessment, get_response, list_evidence
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem

MINUTES = "Minutes of the customer panel\n3 March 2026\n"


@pytest.fixture
def assessment(app):
    """Give the number of a self-assessment."""
    made = make_assessment()
    session.commit()
    return made.id


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "evidence", "import")


@pytest.fixture
def folder(tmp_path):
    files = {
        "1.1.1/panel/minutes.txt": MINUTES,
        "1.1.2 Second element/plan.txt": "Improvement plan",
        "leaflet.txt": "Leaflet about opening hours",
        "9.9.9/unknown.txt": "In a folder that no element is named by",
        ".DS_Store": "x",
    }
    root = tmp_path / "to import"
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return root


def attached(assessment, code):
    session.expire_all()
    return [linked.item.title for linked in list_evidence(get_response(assessment, code))]


def states_of(told):
    return {each["file"]: each["state"] for each in json.loads(told.stdout)["files"]}


def test_files_are_attached_to_the_element_that_their_folder_names(run, assessment, folder):
    told = run(folder, "--assessment", assessment)
    assert told.exit_code == 0, told.output
    assert attached(assessment, "1.1.1") == ["Minutes of the customer panel"]
    assert attached(assessment, "1.1.2") == ["Improvement plan"]
    assert session.query(EvidenceItem).count() == 4
    assert "added\t1.1.1/panel/minutes.txt\t1.1.1\titem " in told.stdout
    assert "left_out\t.DS_Store\tLeft out" in told.stdout
    minutes = session.query(EvidenceItem).filter_by(kind="minutes").one()
    assert str(minutes.evidence_on) == "2026-03-03"


def test_a_second_run_adds_nothing(run, assessment, folder):
    run(folder, "--assessment", assessment)
    told = run(folder, "--assessment", assessment, "--json")
    assert told.exit_code == 0
    assert set(states_of(told).values()) == {"unchanged", "left_out"}
    assert session.query(EvidenceItem).count() == 4
    assert len(attached(assessment, "1.1.1")) == 1


def test_what_the_library_has_is_attached_and_not_added(run, assessment, folder):
    run(folder, "--assessment", assessment)
    (folder / "1.1.3").mkdir()
    (folder / "1.1.3" / "again.txt").write_text(MINUTES)
    told = run(folder, "--assessment", assessment, "--json")
    assert states_of(told)["1.1.3/again.txt"] == "attached"
    assert attached(assessment, "1.1.3") == ["Minutes of the customer panel"]
    assert session.query(EvidenceItem).count() == 4


def test_a_refused_file_ends_with_1_and_the_rest_is_in(run, assessment, folder):
    (folder / "1.1.1" / "virus.exe").write_bytes(b"MZ")
    (folder / "1.1.1" / "broken.pdf").write_bytes(b"no PDF")
    told = run(folder, "--assessment", assessment)
    assert told.exit_code == 1
    assert "refused\t1.1.1/virus.exe\t1.1.1\tFiles of the type .exe are not accepted" in told.stdout
    assert "refused\t1.1.1/broken.pdf" in told.stdout
    assert session.query(EvidenceItem).count() == 4


def test_a_zip_is_imported_like_its_folder(run, assessment, folder, tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*.txt")):
            archive.write(file, file.relative_to(folder).as_posix())
    told = run(path, "--assessment", assessment, "--json")
    assert told.exit_code == 0, told.output
    assert attached(assessment, "1.1.1") == ["Minutes of the customer panel"]
    assert set(states_of(told).values()) == {"added"}


def test_a_link_does_not_bring_in_what_lies_outside(run, assessment, folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    told = run(folder, "--assessment", assessment, "--json")
    assert states_of(told)["link.txt"] == "left_out"
    assert not any(name.startswith("linked/") for name in states_of(told))


def test_a_locked_self_assessment_takes_nothing(run, app, assessment, folder):
    lock(get_assessment(assessment))
    told = run(folder, "--assessment", assessment)
    assert told.exit_code == 1
    assert "locked" in told.stderr
    assert session.query(EvidenceItem).count() == 0


@pytest.mark.parametrize("what", ["nowhere", "no.zip"])
def test_what_is_no_folder_and_no_zip_is_refused(run, assessment, tmp_path, what):
    (tmp_path / "no.zip").write_bytes(b"no ZIP")
    told = run(tmp_path / what, "--assessment", assessment)
    assert told.exit_code == 1
    assert what in told.stderr


def test_a_self_assessment_that_is_not_there_is_refused(run, assessment, folder):
    told = run(folder, "--assessment", assessment + 100)
    assert (told.exit_code, told.stderr) == (1, "There is no such self-assessment.\n")
