"""A real server of our own, as people start it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = [str(Path(sys.executable).parent / "cse-assess"), "serve"]
PATIENCE_SECONDS = 120
CHROMIUM = os.environ.get("CSE_ASSESS_TEST_CHROMIUM", "/usr/bin/chromium-headless-shell")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Demo:
    """The served sample organisation: its address, and how people sign in."""

    url: str
    password: str
    people: dict[str, str]


@contextmanager
def serve(
    folder: Path, *options: str, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str]]:
    """Serve the instance in `folder` on a free port; give its address, and what it printed."""
    port = _free_port()
    url, log = f"http://127.0.0.1:{port}", folder / "log"
    server = _start(folder, url, settings or {}, [*options, "--port", str(port)])
    try:
        _wait_for(server, f"{url}/sign-in", log)
        yield url, log.read_text("utf-8")
    finally:
        server.terminate()
        server.wait(30)


def _start(
    folder: Path, url: str, settings: Mapping[str, str], options: list[str]
) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **settings,
        "CSE_ASSESS_INSTANCE_PATH": str(folder / "instance"),
        "CSE_ASSESS_BASE_URL": url,
        "PYTHONUNBUFFERED": "1",
    }
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*COMMAND, *options], env=environment, stdout=log, stderr=subprocess.STDOUT
        )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)  # nothing announces that a port is open
        else:
            return
    raise TimeoutError(f"the server did not answer:\n{log.read_text()}")


def read_demo(url: str, log: str) -> Demo:
    """Read what the server printed, as a person would: who there is, and the password."""
    people = dict(re.findall(r"^  (\S.*?)\s{2,}(\S+@\S+)", log, re.MULTILINE))
    password = re.search(r"password[^:]*:\s*(.+)$", log, re.MULTILINE)
    assert people, log
    assert password, log
    return Demo(url, password.group(1).strip(), people)
