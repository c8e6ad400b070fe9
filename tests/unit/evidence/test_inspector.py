"""The child process: what becomes of a check that runs wild."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hostile.documents import make_pdf

from cse_assess.config import UploadLimits
from cse_assess.evidence import inspector
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import find_type

RUNS_AWAY = "while True: pass"
EATS_MEMORY = (
    "import sys; sys.path.append(sys.argv[1]); from inspection import child; "
    "child._limit_this_process(); print(len(b'x' * (3 * 2**30)))"
)
WRITES_A_FILE = (
    "import sys; sys.path.append(sys.argv[1]); from inspection import child; "
    "child._limit_this_process(); open(sys.argv[2] + '.out', 'w').write('x')"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "sent"
    path.write_bytes(make_pdf())
    return path


def test_a_child_that_never_ends_is_stopped_at_the_deadline(path, monkeypatch):
    monkeypatch.setattr(inspector, "CHILD_CODE", RUNS_AWAY)
    monkeypatch.setattr(inspector, "DEADLINE_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(UploadRefused, match="too complex to be checked"):
        inspector.inspect_file(path, find_type("pdf"), 1)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("code", [EATS_MEMORY, WRITES_A_FILE, "raise SystemExit(3)"])
def test_a_child_that_breaks_its_limits_refuses_the_file(path, monkeypatch, code):
    monkeypatch.setattr(inspector, "CHILD_CODE", code)
    with pytest.raises(UploadRefused, match="too complex to be checked"):
        inspector.inspect_file(path, find_type("pdf"), 1)
    written = path.with_name("sent.out")
    assert not written.exists() or written.stat().st_size == 0


def test_the_child_starts_without_the_application(path):
    code = inspector.CHILD_CODE.replace(
        "main(sys.argv)",
        "main(sys.argv); print('flask' in sys.modules, 'sqlalchemy' in sys.modules)",
    )
    folder = Path(inspector.__file__).parent
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(folder), str(path), "pdf", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ['{"refusal": ""}', "False False"]


def test_no_more_than_two_children_run_at_once(path, monkeypatch):
    running, most = [], []

    def run(command, **_options):
        running.append(command)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        return subprocess.CompletedProcess(command, 0, stdout=b'{"refusal": ""}')

    monkeypatch.setattr(inspector.subprocess, "run", run)
    arguments = (path, find_type("pdf"), UploadLimits().image_pixels)
    threads = [
        threading.Thread(target=inspector.inspect_file, args=arguments) for _number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8
    assert max(most) == 2


def test_a_file_of_60_mb_comes_in_with_flat_memory(tmp_path):
    """Memory is measured in a process of its own: 60 MB in, less than 25 MB more than before."""
    code = """
import io, resource, sys
from pathlib import Path
from cse_assess.blobs import FileBlobStore
from cse_assess.config import UploadLimits
from cse_assess.evidence.intake import receive_upload

class Sixty(io.RawIOBase):
    left = 60 * 2**20
    def read(self, size=-1):
        size = min(size, self.left)
        self.left -= size
        return b"customers were heard\\n" [:1] * size

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

store = FileBlobStore(Path(sys.argv[1]))
arguments = dict(file_name="a.txt", blobs=store, limits=UploadLimits(), used_bytes=0)
receive_upload(io.BytesIO(b"warm up"), **arguments)
before = peak()
file = receive_upload(Sixty(), **arguments)
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(file.size, peak() - before, children)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    size, growth, children = map(int, done.stdout.split())
    assert size == 60 * 2**20
    assert growth < 25 * 1024
    assert children < 120 * 1024
