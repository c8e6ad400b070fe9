"""A child process: what it is given, and what becomes of one that runs wild."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from factories.processes import wait_until

from cse_assess.reading import child
from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.refusal import Refused

TESTS = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def find_tasks(monkeypatch):
    code = child.CHILD_CODE.replace("from cse", f"sys.path.append({str(TESTS)!r})\nfrom cse")
    monkeypatch.setattr(child, "CHILD_CODE", code)


def run(name, *, limits=None, output=None, **arguments):
    task = f"hostile.tasks:{name}"
    return run_child(task, arguments, limits=limits or ChildLimits(), output=output)


def test_a_task_is_given_its_arguments_and_its_answer_comes_back():
    assert run("add", left="née ", right="O’Neill") == {"sum": "née O’Neill"}


def test_a_refusal_comes_back_with_its_words():
    with pytest.raises(Refused, match="not what its name says"):
        run("say_no")


def test_the_child_starts_without_the_application():
    loaded = run("list_loaded")
    assert not {"flask", "sqlalchemy", "click", "jinja2"} & set(loaded)


def test_what_a_library_prints_does_not_mix_with_the_answer():
    assert run("print_much") == "answered"


def test_a_fault_is_told_without_what_the_file_says(caplog):
    with pytest.raises(ChildFailed, match=r"ValueError in .*tasks\.py") as failed:
        run("quote_the_file")
    assert "salary" not in str(failed.value) + caplog.text


@pytest.mark.parametrize("name", ["run_on", "wait_on"])
def test_a_child_that_never_ends_is_stopped(name):
    started = time.monotonic()
    with pytest.raises(ChildFailed, match="no answer"):
        run(name, limits=ChildLimits(cpu_seconds=1, deadline_seconds=1))
    assert time.monotonic() - started < 10


def test_the_server_ends_a_child_that_outlives_its_own_alarm(monkeypatch):
    monkeypatch.setattr(child, "CHILD_CODE", "import time; time.sleep(60)")
    monkeypatch.setattr(child, "GRACE_SECONDS", 0)
    with pytest.raises(ChildFailed):
        run("add", limits=ChildLimits(deadline_seconds=1))


def test_a_child_whose_server_was_killed_ends_by_itself():
    code = (
        "import sys; from cse_assess.reading import child; "
        f"child.CHILD_CODE = {child.CHILD_CODE!r}; "
        "child.run_child('hostile.tasks:wait_on', {}, limits=child.ChildLimits(deadline_seconds=2))"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as server:
        started_by = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        wait_until(lambda: started_by.read_text().strip(), seconds=15)
        child_id = started_by.read_text().strip()
        server.kill()
    wait_until(lambda: not is_running(child_id), seconds=15)


def is_running(process_id):
    status = Path(f"/proc/{process_id}/stat")
    # One that nobody has waited for yet has ended all the same (Z).
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("name", ["take_memory", "crash"])
def test_a_child_that_takes_too_much_or_crashes_fails_alone(name):
    with pytest.raises(ChildFailed):
        run(name)


def test_an_answer_longer_than_allowed_is_not_taken():
    limits = ChildLimits(answer_bytes=10_000)
    assert len(run("answer_at_length", size=9_000, limits=limits)) == 9_000
    with pytest.raises(ChildFailed):
        run("answer_at_length", size=10_000, limits=limits)


@pytest.mark.parametrize("name", ["open_connection", "start_process"])
def test_a_child_neither_reaches_the_network_nor_starts_a_process(name):
    with pytest.raises(ChildFailed, match="PermissionError"):
        run(name)


def test_a_child_writes_and_removes_nothing_outside_its_folder(tmp_path):
    output, outside = tmp_path / "output", tmp_path / "kept.txt"
    output.mkdir()
    outside.write_text("kept")
    limits = ChildLimits(written_bytes=1000)
    for path in (outside, output / ".." / "kept.txt"):
        for name in ("write_file", "remove_file", "move_file"):
            with pytest.raises(ChildFailed, match="PermissionError"):
                run(name, path=str(path), limits=limits, output=output)
    assert outside.read_text() == "kept"


def test_a_child_writes_into_its_folder_up_to_the_limit(tmp_path):
    limits = ChildLimits(written_bytes=1000)
    run("write_file", path=str(tmp_path / "a"), size=1000, limits=limits, output=tmp_path)
    with pytest.raises(ChildFailed):
        run("write_file", path=str(tmp_path / "b"), size=1001, limits=limits, output=tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_size > 1000] == []
    assert (tmp_path / "a").stat().st_size == 1000


def test_a_child_without_a_folder_writes_nothing(tmp_path):
    with pytest.raises(ChildFailed, match="PermissionError"):
        run("write_file", path=str(tmp_path / "a"), limits=ChildLimits(written_bytes=1000))
    assert list(tmp_path.iterdir()) == []
