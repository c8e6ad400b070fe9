"""Many files, and ZIPs of files, come in with a verdict for each; hostile ZIPs bring nothing in."""

import io
import struct
import zipfile
from dataclasses import dataclass, replace

import pytest
from factories.accounts import make_organisation

from cse_assess.config import MEBIBYTE
from cse_assess.db import session
from cse_assess.evidence.bulk import reception
from cse_assess.evidence.bulk.reception import MOST_FILES, receive_batch
from cse_assess.evidence.errors import UploadRefused


@dataclass
class Sent:
    filename: str
    stream: io.BytesIO


@pytest.fixture
def receive(app, settings):
    organisation_id = make_organisation().id
    session.commit()

    def receive(*files, **limits):
        return receive_batch(
            [Sent(name, io.BytesIO(content)) for name, content in files],
            organisation_id=organisation_id,
            blobs=app.extensions["blobs"],
            limits=replace(settings.uploads, **limits),
        )

    return receive


def pack(*entries, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def told(verdicts):
    return [(each.file_name, each.file is not None) for each in verdicts]


def test_files_and_the_files_of_a_zip_come_in_together(receive):
    archive = pack(("2026/panel/minutes.txt", "Minutes"), ("plan.txt", "Plan"))
    verdicts = receive(("notes.txt", b"Notes"), ("all.ZIP", archive))
    assert told(verdicts) == [("notes.txt", True), ("minutes.txt", True), ("plan.txt", True)]


def test_each_file_of_a_zip_passes_the_checks_of_its_type(receive):
    archive = pack(("a.txt", "Fine"), ("b.pdf", "no PDF"), ("c.exe", "MZ"), ("d.txt", ""))
    assert told(receive(("x.zip", archive))) == [
        ("a.txt", True),
        ("b.pdf", False),
        ("c.exe", False),
        ("d.txt", False),
    ]


def test_clutter_is_left_out_with_a_note(receive):
    archive = pack(
        ("a.txt", "Fine"),
        ("__MACOSX/._a.txt", "fork"),
        (".DS_Store", "x"),
        ("sub/Thumbs.db", "x"),
        ("~$a.docx", "lock"),
    )
    verdicts = receive(("x.zip", archive))
    assert [each.file is not None for each in verdicts] == [True, False, False, False, False]
    assert all("Left out" in each.refusal for each in verdicts[1:])


def test_a_zip_in_a_zip_is_refused(receive):
    [verdict] = receive(("x.zip", pack(("inner.zip", pack(("a.txt", "A"))))))
    assert verdict.file is None
    assert "Files of the type .zip are not accepted" in verdict.refusal


def test_names_keep_their_letters_whatever_program_packed_them(receive):
    archive = pack(("Zufriedenheit für alle.txt", "A"))
    plain = archive.replace(struct.pack("<H", 0x800), b"\0\0")
    for sent in (archive, plain):
        [verdict] = receive(("x.zip", sent))
        assert (verdict.file_name, verdict.refusal) == ("Zufriedenheit für alle.txt", "")


def encrypted():
    content = bytearray(pack(("a.txt", "A")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def overlapping():
    """Two names in the directory for one stored content."""
    content = pack(("a.txt", "A" * 100), method=zipfile.ZIP_STORED)
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[start:end]
    directory = entry + entry.replace(b"a.txt", b"b.txt")
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), start, 0)
    return content[:start] + directory + tail


HOSTILE = {
    "a bomb by ratio": pack(("a.txt", b"\0" * 60 * MEBIBYTE)),
    "no ZIP at all": b"PK\x03\x04 but nothing else",
    "an empty ZIP": pack(),
    "only clutter": pack(("__MACOSX/x", "x")),
    "a truncated ZIP": pack(("a.txt", "A" * 5000), method=zipfile.ZIP_STORED)[:-60],
    "a ZIP behind something else": b"MZ program" + pack(("a.txt", "A")),
    "a name that leads outside": pack(("../../etc/cron.d/x.txt", "x")),
    "an absolute name": pack(("/etc/x.txt", "x")),
    "a name twice": pack(("a.txt", "A"), ("A.TXT", "B")),
    "a locked ZIP": encrypted(),
    "entries that overlap": overlapping(),
    "too many files": pack(*((f"{n}.txt", "x") for n in range(MOST_FILES + 1))),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_brings_nothing_in(receive, app, tmp_path, name, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    [verdict] = receive(("x.zip", HOSTILE[name]))
    assert verdict.file is None
    assert verdict.refusal.startswith("Nothing was taken out of this ZIP.")
    assert list(app.extensions["blobs"].iter_hashes()) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_an_entry_that_lies_about_its_size_brings_nothing_in(receive):
    content = bytearray(pack(("a.txt", "A" * 5000), method=zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = struct.pack("<I", 10)
    [verdict] = receive(("x.zip", bytes(content)))
    assert verdict.file is None


def test_a_file_of_a_zip_that_is_too_large_leaves_the_others_in(receive):
    archive = pack(("big.txt", "A" * 3000), ("small.txt", "B"))
    assert told(receive(("x.zip", archive), file_bytes=2000)) == [
        ("big.txt", False),
        ("small.txt", True),
    ]


def test_what_does_not_fit_into_the_quota_is_refused(receive):
    archive = pack(("a.txt", "A" * 600), ("b.txt", "B" * 600))
    first, second = receive(("x.zip", archive), organisation_bytes=1000)
    assert first.file
    assert "no room left" in second.refusal


def test_too_many_files_at_once_are_refused_before_any_is_kept(receive, app):
    with pytest.raises(UploadRefused, match="fewer at a time"):
        receive(*((f"{n}.txt", b"x%d" % n) for n in range(MOST_FILES + 1)))
    assert list(app.extensions["blobs"].iter_hashes()) == []


def test_a_child_that_dies_refuses_the_zip(receive, monkeypatch):
    monkeypatch.setattr(reception, "UNPACK", "cse_assess.evidence.bulk.unpacking:nothing")
    [verdict] = receive(("x.zip", pack(("a.txt", "A"))))
    assert "damaged, or built to overload" in verdict.refusal
