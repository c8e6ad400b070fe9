"""Measures an upload of 200 MB beside the same work from the shell: `bench/upload.py [RUNS]`.

In turns, on one disk: `cp`, `sha256sum` and `sync` of a PDF of that size; and its upload as
evidence into a server of our own, from the first byte sent to the answer that it is saved. Prints a
Markdown table of medians, and the most memory that the server's processes took.
"""

import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

import pikepdf  # noqa: E402 -- after the lines above, as the next ones
from e2e.server import read_demo, serve  # noqa: E402

MEBIBYTE = 1024 * 1024
SIZE = 199 * MEBIBYTE
CHUNK = 256 * 1024
RUNS = 5
LEAD = "Improvement lead"
MULTIPART = "multipart/form-data; boundary=measured"


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=ROOT / "instance") as name:
        folder = Path(name)
        with serve(folder, "--demo") as (url, log):
            visitor = Visitor(url)
            demo = read_demo(url, log)
            visitor.sign_in(demo.people[LEAD], demo.password)
            server = _find_server(folder)
            before = _peak_mebibytes(server)
            shell, uploads = [], []
            for number in range(runs):
                source = _make_pdf(folder / "source.pdf", number)
                shell.append(_time_shell(source, folder / "copy.pdf"))
                uploads.append(visitor.time_upload(source))
            after = _peak_mebibytes(server)
    _print_table(shell, uploads, before, after)


class Visitor:
    """A browser, as far as it is needed."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url).netloc
        self._cookie = ""

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with the form."""
        token = self._read_token("/sign-in")
        form = urlencode({"csrf_token": token, "email": email, "password": password})
        self._post("/sign-in", [form.encode()], "application/x-www-form-urlencoded")

    def time_upload(self, source: Path) -> float:
        """Return the seconds that the upload of a file takes, until the answer is there."""
        token = self._read_token("/evidence/add")
        head = _part("csrf_token", token) + _part("kind", "other") + _file_head(source.name)
        body = [head, b"\r\n--measured--\r\n"]
        start = time.perf_counter()
        self._post("/evidence/add", body, MULTIPART, source)
        return time.perf_counter() - start

    def _read_token(self, path: str) -> str:
        connection = http.client.HTTPConnection(self._place, timeout=300)
        connection.request("GET", path, headers={"Cookie": self._cookie})
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._finish(connection)[1])
        if found is None:
            raise SystemExit(f"{path} has no form")
        return found[1]

    def _post(self, path: str, body: list[bytes], kind: str, source: Path | None = None) -> None:
        size = sum(map(len, body)) + (source.stat().st_size if source else 0)
        headers = {"Cookie": self._cookie, "Content-Type": kind, "Content-Length": str(size)}
        headers |= {"Origin": f"http://{self._place}"}
        connection = http.client.HTTPConnection(self._place, timeout=300)
        connection.request("POST", path, chain(body[:1], _read(source), body[1:]), headers=headers)
        status, _ = self._finish(connection)
        if status != http.client.FOUND:
            raise SystemExit(f"{path} answered {status}")

    def _finish(self, connection: http.client.HTTPConnection) -> tuple[int, str]:
        response = connection.getresponse()
        text = response.read().decode()
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self._cookie = cookie.partition(";")[0]
        connection.close()
        return response.status, text


def _read(source: Path | None) -> Iterator[bytes]:
    if source is not None:
        with source.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def _part(name: str, value: str) -> bytes:
    head = f'--measured\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


def _file_head(name: str) -> bytes:
    head = f'--measured\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
    return f"{head}Content-Type: application/pdf\r\n\r\n".encode()


def _make_pdf(path: Path, number: int) -> Path:
    """Write a PDF of one page whose picture is noise, as scans are; each number gives another."""
    with Path("/dev/urandom").open("rb") as noise, pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Noise = pdf.make_stream(noise.read(SIZE))
        pdf.docinfo["/Title"] = f"Scan {number}"
        pdf.save(path, compress_streams=False)
    subprocess.run(["sync", str(path)], check=True)
    return path


def _time_shell(source: Path, target: Path) -> float:
    start = time.perf_counter()
    command = 'cp "$1" "$2" && sha256sum "$2" && sync "$2"'
    subprocess.run(
        ["sh", "-c", command, "sh", str(source), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    spent = time.perf_counter() - start
    target.unlink()
    return spent


def _find_server(folder: Path) -> list[int]:
    """Return the processes that serve the instance in `folder`."""
    wanted = f"CSE_ASSESS_INSTANCE_PATH={folder / 'instance'}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def _peak_mebibytes(processes: list[int]) -> float:
    """Return the most memory that one of the processes has taken so far."""
    peaks = []
    for process in processes:
        status = Path(f"/proc/{process}/status").read_text()
        peaks += [int(found[1]) for found in [re.search(r"VmHWM:\s+(\d+)", status)] if found]
    return max(peaks) / 1024


def _print_table(shell: list[float], uploads: list[float], before: float, after: float) -> None:
    plain, ours = statistics.median(shell), statistics.median(uploads)
    print(f"{SIZE // MEBIBYTE} MB, median of {len(shell)} in turns\n")
    print("| | seconds | least | most |\n|---|---|---|---|")
    print(f"| `cp`, `sha256sum`, `sync` | {plain:.2f} | {min(shell):.2f} | {max(shell):.2f} |")
    print(f"| upload, checked and saved | {ours:.2f} | {min(uploads):.2f} | {max(uploads):.2f} |")
    print(f"| ratio | {ours / plain:.2f} | | |")
    print(f"\nThe server's largest process: {before:.0f} MB before, {after:.0f} MB at most.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
