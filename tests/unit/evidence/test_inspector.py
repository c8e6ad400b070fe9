"""The child process: what becomes of a check that runs wild."""

import subprocess
import sys
import threading
import time

import pytest
from hostile.documents import make_pdf

from cse_assess.config import UploadLimits
from cse_assess.evidence import inspector
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import find_type
from cse_assess.reading.child import ChildLimits


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "sent"
    path.write_bytes(make_pdf())
    return path


def test_a_check_that_breaks_its_limits_refuses_the_file(path, monkeypatch):
    monkeypatch.setattr(inspector, "LIMITS", ChildLimits(memory_bytes=8 * 2**20))
    with pytest.raises(UploadRefused, match="too complex to be checked"):
        inspector.inspect_file(path, find_type("pdf"), 1)


def test_no_more_than_two_children_run_at_once(path, monkeypatch):
    running, most = [], []

    def run(task, arguments, *, limits):
        running.append(task)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()

    monkeypatch.setattr(inspector, "run_child", run)
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
