"""Files that are built to exhaust a reader: each is refused, or read, within its limits."""

import os

import pytest
from hostile.exhausting import EXHAUSTING

from cse_assess.evidence import inspector
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import find_type
from cse_assess.reading import reader
from cse_assess.reading.child import ChildLimits
from cse_assess.reading.errors import ReadingFailed

LIMITS = ChildLimits(cpu_seconds=3, deadline_seconds=30)
PIXELS = 100_000_000


@pytest.mark.parametrize("name", EXHAUSTING)
def test_a_file_that_is_built_to_exhaust_costs_no_more_than_its_limits(name, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "LIMITS", LIMITS)
    monkeypatch.setattr(inspector, "LIMITS", LIMITS)
    suffix = name.rpartition(".")[2]
    path = tmp_path / name
    path.write_bytes(EXHAUSTING[name]())
    try:
        inspector.inspect_file(path, find_type(suffix), PIXELS)
        assert reader.read_document(path, suffix).type == suffix
    except (UploadRefused, ReadingFailed):
        pass  # no matter which of both: nothing else may come of it
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # no child is left behind
