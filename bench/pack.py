"""Measures an evidence pack of many large files: `python bench/pack.py [FILES] [MEGABYTES]`.

Writes pack-results.md. 1,000 files of 2 MB are packed in a process of its own, from a blob store,
with the pages of 57 elements and without the paper, whose cost is in reports-results.md; then the
same files go through `zip -0` and `sha256sum` (Debian's zip and coreutils) in the same run. Medians
of three.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from factories.assessments import cse  # noqa: E402 -- found through the line above
from factories.reports import make_full_report  # noqa: E402

from cse_assess.blobs import FileBlobStore  # noqa: E402
from cse_assess.reports.packs.bag import BagWriter  # noqa: E402
from cse_assess.reports.packs.files import PackedFile  # noqa: E402
from cse_assess.reports.packs.pages import Pack, draw_pages  # noqa: E402

RESULTS = Path(__file__).parent / "pack-results.md"
MEGABYTE = 1024 * 1024
RUNS = 3


def main(largest: int, size: int) -> None:
    """Measure a quarter of the files and all of them, and keep the table."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        store = Path(folder) / "blobs"
        _fill(store, largest, size * MEGABYTE)
        rows = [_compare(store, Path(folder), count, size) for count in (largest // 4, largest)]
    document = _write(rows)
    RESULTS.write_text(document, "utf-8")
    print(document)


def _fill(store: Path, count: int, size: int) -> None:
    blobs = FileBlobStore(store)
    for _ in range(count):
        with blobs.receive() as incoming:
            incoming.write(os.urandom(size))
            incoming.finish()
            incoming.keep()


def _compare(store: Path, folder: Path, count: int, size: int) -> str:
    listed = folder / "names"
    hashes = sorted(FileBlobStore(store).iter_hashes())[:count]
    listed.write_text("".join(f"{each[:2]}/{each[2:4]}/{each}\n" for each in hashes))
    pack, public = folder / "pack.zip", folder / "public.zip"
    memory: list[int] = []

    def make() -> None:
        command = [sys.executable, __file__, "make", str(store), str(pack), str(count)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        memory.append(int(done.stdout))

    def zip_and_hash() -> None:
        public.unlink(missing_ok=True)
        with listed.open() as names:
            subprocess.run(
                ["zip", "-0", "-q", "-@", str(public)], cwd=store, stdin=names, check=True
            )
        with listed.open() as names:
            command = ["xargs", "sha256sum"]
            subprocess.run(command, cwd=store, stdin=names, stdout=subprocess.DEVNULL, check=True)

    ours, theirs = _time(make), _time(zip_and_hash)
    pack.unlink()
    public.unlink()
    return (
        f"| {count:,} | {count * size / 1024:.2f} | {ours:.1f} | {theirs:.1f} | "
        f"{ours / theirs:.2f} | {max(memory)} |"
    )


def _time(deed: Callable[[], None]) -> float:
    """Return the median of the seconds that it takes."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def make(store: Path, target: Path, count: int) -> None:
    """Make a pack of `count` files, and print the most memory that it took, in MiB."""
    blobs = FileBlobStore(store)
    report = make_full_report(cse(), pieces=max(1, count // 57))
    files = {
        number: PackedFile(
            f"elements/1.1.1/{number}-file.bin", "file.bin", sha256, blobs.size(sha256)
        )
        for number, sha256 in enumerate(sorted(blobs.iter_hashes())[:count])
    }
    pack = Pack(report=report, files=files)
    with target.open("wb") as stream, BagWriter(stream, report.subject.made_at) as bag:
        for path, content in draw_pages(pack):
            bag.add_page(path, content)
        for file in pack.packed:
            bag.add_file(file.path, blobs.stream_verified(file.sha256), file.sha256)
        bag.finish()
        os.fsync(stream.fileno())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _write(rows: list[str]) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return "\n".join(
        [
            "# Evidence packs",
            "",
            f"`bench/pack.py` on {datetime.now(UTC):%Y-%m-%d}, {machine}. Medians of {RUNS}.",
            "",
            "| files | GiB | pack (s) | `zip -0` + `sha256sum` (s) | ratio | peak memory (MiB) |",
            "|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(int((sys.argv[1:] or ["1000"])[0]), int((sys.argv[2:] or ["2"])[0]))
