"""A writer killed at any moment has stored each blob it has acknowledged, and no part of one."""

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from cse_assess.blobs import FileBlobStore

WRITER = Path(__file__).parent / "blob_writer.py"
KILLS = 25


def write_until_killed(root, seed):
    """Start a writer, kill it a moment after its first blob, and return what it acknowledged."""
    command = [sys.executable, str(WRITER), str(root), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.05))  # noqa: S311 -- no secret
        writer.kill()
        lines = [first, *writer.stdout]
    return [line.strip() for line in lines if line.endswith("\n")]


def test_killed_writers_lose_and_tear_nothing(tmp_path):
    store = FileBlobStore(tmp_path)
    acknowledged = {
        sha for seed in range(1, KILLS + 1) for sha in write_until_killed(tmp_path, seed)
    }
    assert len(acknowledged) > KILLS
    assert acknowledged <= set(store.iter_hashes())
    for sha256 in store.iter_hashes():
        for _ in store.stream_verified(sha256):
            pass
    store.sweep_incoming(timedelta(seconds=-1))
    assert list((tmp_path / "incoming").iterdir()) == []
