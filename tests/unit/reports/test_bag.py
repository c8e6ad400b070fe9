"""Bags are checked by public tools: `sha256sum` and bagit.py, and by Python's own ZIP reader."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cse_assess.reports.packs.bag import BagWriter

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FILE = b"a file " * 1000


@pytest.fixture
def bag(tmp_path) -> Path:
    """Give a bag with a file in two chunks and a page, unpacked."""
    packed = tmp_path / "bag.zip"
    with packed.open("wb") as target, BagWriter(target, AT) as writer:
        writer.add_file(
            "elements/1.1.1/7-Größe & co.pdf",
            [FILE[:10], FILE[10:]],
            hashlib.sha256(FILE).hexdigest(),
        )
        writer.add_page("index.html", b"<p>page</p>")
        writer.finish()
    with zipfile.ZipFile(packed) as reader:
        assert reader.testzip() is None
        reader.extractall(tmp_path / "bag")
    return tmp_path / "bag"


def validate(bag: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "bagit.py"), "--validate", str(bag)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_declaration_and_the_manifest_stand_at_the_top_and_all_else_below_data(bag):
    assert {each.name for each in bag.iterdir()} == {"bagit.txt", "manifest-sha256.txt", "data"}


def test_sha256sum_finds_every_file_as_it_was(bag):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"],  # noqa: S607 -- Debian's
        cwd=bag,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == 2


def test_bagit_finds_it_valid(bag):
    done = validate(bag)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["index.html", "elements/1.1.1/7-Größe & co.pdf"])
def test_a_file_that_was_changed_or_taken_away_is_named(bag, name):
    (bag / "data" / name).write_bytes(b"other")
    assert name in validate(bag).stderr
    (bag / "data" / name).unlink()
    assert validate(bag).returncode != 0


def test_the_same_content_makes_the_same_bag(tmp_path):
    made = []
    for name in ("one", "two"):
        with (tmp_path / name).open("wb") as target, BagWriter(target, AT) as writer:
            writer.add_page("index.html", b"page")
            writer.finish()
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
