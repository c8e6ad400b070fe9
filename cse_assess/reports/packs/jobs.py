"""The background job that makes an evidence pack."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cse_assess.blobs import BlobDamaged, BlobMissing, StoredBlob
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.errors import NotFound
from cse_assess.jobs.handlers import JobContext, JobRefused
from cse_assess.reports.files import name_file
from cse_assess.reports.jobs import store_file
from cse_assess.reports.options import Format
from cse_assess.reports.packs.making import make_pack
from cse_assess.reports.packs.pages import Pack
from cse_assess.reports.packs.queries import collect_pack, get_pack
from cse_assess.reports.packs.services import finish_pack
from cse_assess.standards.registry import standard_folders

COLLECTED = 5


def make_evidence_pack(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make the pack with the id `pack_id` and store it; return the hash of its file.

    One that is finished already stays as it is. Raises `JobRefused` where what it is about has
    gone, or where a stored file is missing or damaged.
    """
    pack_id: int = arguments["pack_id"]
    context.report_progress(0, "Collecting what goes in")
    try:
        collected = _collect(pack_id, context.settings)
    except NotFound as error:
        raise JobRefused(error.message) from error
    if isinstance(collected, str):
        return {"sha256": collected}
    blob, manifest_sha256 = _make(collected, context)
    with unit_of_work():
        finish_pack(
            pack=get_pack(pack_id),
            blob=blob,
            file_name=_name(collected),
            manifest_sha256=manifest_sha256,
            file_count=len(collected.packed),
            left_out_count=len(collected.left_out),
        )
    return {"sha256": blob.sha256}


def _collect(pack_id: int, settings: Settings) -> Pack | str:
    """Return what the pack is made from, or the hash of one that is finished."""
    with read_only():
        asked = get_pack(pack_id)
        if asked.sha256 is not None:
            return asked.sha256
        return collect_pack(
            asked.assessment_id,
            asked.number,
            folders=standard_folders(settings.instance_path),
            is_scanning=settings.scanner is not None,
        )


def _make(pack: Pack, context: JobContext) -> tuple[StoredBlob, str]:
    """Make the pack beside the paper, and store it; return it, and the hash of its manifest."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "pack.zip"
            with made.open("wb") as target:
                sha256 = make_pack(
                    pack,
                    target,
                    Path(folder),
                    blobs=context.blobs,
                    limits=context.settings.rendering,
                    report_progress=_tell(context),
                )
            return store_file(made, context.blobs), sha256
    except (BlobMissing, BlobDamaged) as error:
        raise JobRefused(
            "A stored file is missing or damaged, so no pack was made. Tell whoever looks after "
            "CSE Assess: “cse-assess verify” names it."
        ) from error


def _tell(context: JobContext) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        share = COLLECTED + (100 - COLLECTED) * done // max(total, 1)
        context.report_progress(share, f"{done:,} of {total:,} files packed")

    return tell


def _name(pack: Pack) -> str:
    stem = name_file(pack.report, Format.PDF).removesuffix(".pdf")
    return f"evidence-pack-{stem}" + (f"-{pack.submission}" if pack.submission else "") + ".zip"
