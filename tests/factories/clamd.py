"""A real clamd of our own, with one signature of our own and no other."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cse_assess.config import ScannerAddress

SIGNED = b"an invented virus for the tests of CSE Assess"
SIGNATURE = "Invented.Test"
MOST_BYTES = 1024 * 1024
PATIENCE_SECONDS = 60

SETTINGS = """
Foreground yes
LocalSocket {folder}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength {most}
"""


@contextmanager
def run_clamd() -> Iterator[ScannerAddress]:
    """Run clamd until the block ends; give the address of its local socket."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    process = start_clamd(folder, free_port())
    try:
        yield ScannerAddress(path=str(folder / "clamd.sock"))
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder)


def start_clamd(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start clamd in `folder`, listening on a socket there and on `port`, and wait for it."""
    (folder / "signatures").mkdir(exist_ok=True)
    (folder / "signatures" / "ours.ndb").write_text(f"{SIGNATURE}:0:*:{SIGNED.hex()}\n")
    settings = folder / "clamd.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port, most=MOST_BYTES))
    process = subprocess.Popen(
        ["/usr/sbin/clamd", f"--config-file={settings}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(process, port)
    return process


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return finder.getsockname()[1]


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    process.kill()
    raise RuntimeError("clamd did not start")
