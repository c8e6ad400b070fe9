"""Makes the ZIP of a pack: the reader's pages, the paper, the figures, and every file."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from cse_assess.blobs import BlobStore
from cse_assess.config import Rendering
from cse_assess.reports.figures import figures_to_csv, figures_to_json
from cse_assess.reports.files import make_file
from cse_assess.reports.options import Format
from cse_assess.reports.packs.addenda_figures import addenda_to_csv, addendum_to_json
from cse_assess.reports.packs.bag import BagWriter
from cse_assess.reports.packs.files import PackedFile
from cse_assess.reports.packs.pages import Pack, draw_pages

MOST_TOLD = 100
ADDENDA_CSV = "addenda.csv"
PAPER, JSON_NAME, CSV_NAME = "self-assessment.pdf", "self-assessment.json", "self-assessment.csv"


Progress = Callable[[int, int], None]


def make_pack(
    pack: Pack,
    target: BinaryIO,
    folder: Path,
    *,
    blobs: BlobStore,
    limits: Rendering,
    report_progress: Progress = lambda _done, _total: None,
) -> str:
    """Write the pack to `target` and return the SHA-256 of its manifest.

    `report_progress` is told how many of how many files are in, about a hundred times. The paper is
    printed in `folder` within `limits`, and raises what `render_pdf` does. Raises `BlobMissing` or
    `BlobDamaged` for a stored file that is gone or has changed.
    """
    with BagWriter(target, pack.report.subject.made_at) as bag:
        for path, content in draw_pages(pack):
            bag.add_page(path, content)
        paper = make_file(pack.report, Format.PDF, folder, limits=limits)
        bag.add_page(PAPER, paper.read_bytes())
        bag.add_page(JSON_NAME, _write_json(pack))
        bag.add_page(CSV_NAME, figures_to_csv(pack.report))
        if pack.addenda:
            bag.add_page(ADDENDA_CSV, addenda_to_csv(pack.addenda))
        _add_files(bag, pack.packed, blobs, report_progress)
        return bag.finish()


def _add_files(
    bag: BagWriter, files: Sequence[PackedFile], blobs: BlobStore, report_progress: Progress
) -> None:
    step = -(-len(files) // MOST_TOLD) or 1
    for done, file in enumerate(files):
        if done % step == 0:
            report_progress(done, len(files))
        bag.add_file(file.path, blobs.stream_verified(file.sha256), file.sha256)


def _write_json(pack: Pack) -> bytes:
    """Return the figures with what the pack holds, and what it leaves out."""
    said = {
        **figures_to_json(pack.report),
        "submission": pack.submission,
        "fingerprint": pack.fingerprint or None,
        "files": [
            {"path": file.path, "sha256": file.sha256, "size": file.size, "redacted": file.is_copy}
            for file in pack.packed
        ],
        "left_out": [{"title": title, "reason": reason} for title, reason in pack.left_out],
        "addenda": [addendum_to_json(addendum) for addendum in pack.addenda],
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode()
