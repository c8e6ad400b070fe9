"""`cse-assess pack`: writes the evidence pack of a self-assessment or of a submission."""

import os
import re
import tempfile
from pathlib import Path

import click

from cse_assess.blobs import BlobDamaged, BlobMissing
from cse_assess.cli.support import fail, instance_app, print_json
from cse_assess.db import read_only
from cse_assess.reports.packs.making import make_pack
from cse_assess.reports.packs.pages import Pack
from cse_assess.reports.packs.queries import collect_pack
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_blobs, current_settings

NAME = re.compile(r"(\d{1,9})(?:/(\d{1,9}))?", re.ASCII)


class PackName(click.ParamType[tuple[int, int | None]]):
    """`12` for a self-assessment as it stands, `12/3` for its third submission."""

    name = "ASSESSMENT[/SUBMISSION]"

    def convert(self, value: object, param: object, ctx: object) -> tuple[int, int | None]:
        """Return both numbers; the second is None where none is given."""
        found = NAME.fullmatch(str(value))
        if found is None:
            raise click.BadParameter("give a number, such as 12, or 12/3 for its submission 3")
        return int(found[1]), int(found[2]) if found[2] else None


@click.command("pack")
@click.argument("subject", metavar="ASSESSMENT[/SUBMISSION]", type=PackName())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.zip",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the pack.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def pack_command(subject: tuple[int, int | None], output: Path, *, as_json: bool) -> None:
    """Write everything into one ZIP that needs no account: pages, paper, figures and files.

    12 is the self-assessment with that number as it is now, 12/3 its third submission. Confidential
    evidence is left out or replaced by its redacted copy, and the pack says so.
    """
    assessment_id, number = subject
    with instance_app():
        settings = current_settings()
        with read_only():
            pack = collect_pack(
                assessment_id,
                number,
                folders=standard_folders(settings.instance_path),
                is_scanning=settings.scanner is not None,
            )
        sha256 = _write(pack, output)
    told = {"file": str(output), "files": len(pack.packed), "left_out": len(pack.left_out)}
    trail = pack.report.subject.trail
    if as_json:
        head = trail.hash if trail else None
        print_json({**told, "manifest_sha256": sha256, "audit_head": head})
    else:
        click.echo(f"Wrote {output}: {told['files']} files, {told['left_out']} left out.")
        click.echo(f"SHA-256 of its manifest: {sha256}")


def _write(pack: Pack, output: Path) -> str:
    """Make the ZIP beside `output` and put it in its place whole, or leave all as it was."""
    try:
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".pack-") as folder:
            made = Path(folder) / "pack.zip"
            with made.open("wb") as target:
                sha256 = make_pack(
                    pack,
                    target,
                    Path(folder),
                    blobs=current_blobs(),
                    limits=current_settings().rendering,
                )
                target.flush()
                os.fsync(target.fileno())
            made.replace(output)
    except (BlobMissing, BlobDamaged) as error:
        fail(f"No pack was made: {error}. Run `cse-assess verify`.")
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}")
    return sha256
