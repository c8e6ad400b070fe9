"""`cse-assess verify` finds each fault that can be made by hand, and none where there is none."""

import json
from functools import partial

import pytest
from factories.accounts import make_service
from factories.assessments import make_assessment, system_actor
from factories.commands import command_line
from factories.evidence import make_checked_file
from sqlalchemy import text

from cse_assess.db import session
from cse_assess.evidence import services
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.reports.models import Report


@pytest.fixture
def blobs(app):
    return app.extensions["blobs"]


@pytest.fixture
def actor(app):
    return system_actor(make_service())


@pytest.fixture
def add(actor, blobs):
    def add(content, **details):
        file = make_checked_file(content, blobs=blobs)
        item = services.add_file_evidence(
            actor=actor,
            organisation_id=actor.member_of,
            blob=file,
            **{"title": "Minutes", **details},
        )
        session.commit()
        return item

    return add


@pytest.fixture
def item(add, actor, blobs):
    """Give the id of an item with two revisions."""
    made = add(b"first")
    services.replace_file(
        actor=actor, item=made, file=make_checked_file(b"second", blobs=blobs), reason="New figures"
    )
    session.commit()
    return made.id


@pytest.fixture
def verify(app, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "verify")


def hash_of(content):
    return make_checked_file(content).sha256


def path_of(settings, content):
    sha256 = hash_of(content)
    return settings.blob_folder / sha256[:2] / sha256[2:4] / sha256


def overwrite(path, content):
    path.chmod(0o600)
    path.write_bytes(content)


def change_row(statement, **values):
    """Change rows past the services, as somebody with the database's password could."""
    session.execute(text(statement), values)
    session.commit()


def test_a_sound_library_has_no_fault(verify, item, add, actor):
    services.add_link_evidence(
        actor=actor, organisation_id=actor.member_of, url="https://a.example/b", title="Page"
    )
    told = verify()
    assert (told.exit_code, told.stdout) == (
        0,
        "No fault: 2 files (0.0 MB) and 3 revisions checked.\n",
    )


def test_an_empty_instance_has_no_fault(verify):
    assert verify().exit_code == 0


def test_a_missing_file_is_named_with_its_item_and_revision(verify, item, settings):
    path_of(settings, b"second").unlink()
    told = verify()
    line = f"missing {hash_of(b'second')} (item {item}, revision 2): The stored file is gone.\n"
    assert (told.exit_code, told.stdout) == (1, line)


def test_a_changed_file_is_named_with_its_item_and_revision(verify, item, settings):
    overwrite(path_of(settings, b"first"), b"FIRST")
    told = verify()
    assert told.exit_code == 1
    assert told.stdout == (
        f"changed {hash_of(b'first')} (item {item}, revision 1): The content of the stored "
        f"file was changed: its SHA-256 is now {hash_of(b'FIRST')}.\n"
    )


def test_a_file_that_lost_its_end_is_changed(verify, item, settings):
    overwrite(path_of(settings, b"first"), b"fir")
    assert verify().stdout.startswith(f"changed {hash_of(b'first')} ")


def test_a_file_that_nothing_names_is_orphaned(verify, item, blobs):
    stray = make_checked_file(b"nobody's", blobs=blobs)
    told = verify()
    assert told.exit_code == 1
    assert told.stdout.startswith(f"orphaned {stray.sha256}: Nothing in the database names")


def test_a_folder_in_the_place_of_a_file_is_unreadable(verify, item, settings):
    path = path_of(settings, b"first")
    path.unlink()
    path.mkdir()
    told = verify()
    assert told.stdout.startswith(f"unreadable {hash_of(b'first')} (item {item}, revision 1): ")


def test_each_item_that_holds_a_lost_file_has_its_line(verify, item, add, settings):
    other = add(b"second", is_duplicate_wanted=True).id
    path_of(settings, b"second").unlink()
    lines = verify().stdout.splitlines()
    assert len(lines) == 2
    assert f"(item {item}, revision 2)" in lines[0]
    assert f"(item {other}, revision 1)" in lines[1]


def test_a_record_with_another_size_is_a_fault(verify, item):
    change_row("UPDATE evidence_revision SET size = 7 WHERE number = 2")
    told = verify()
    assert told.exit_code == 1
    assert told.stdout == (
        f"record {hash_of(b'second')} (item {item}, revision 2): "
        "The record says 7 bytes, the stored file has 6.\n"
    )


def test_a_record_whose_hash_was_changed_to_another_stored_file_is_a_fault(verify, item):
    """Both files are sound: only the audit trail knows which of them came in."""
    change_row("UPDATE evidence_revision SET sha256 = :other, size = 5", other=hash_of(b"first"))
    told = verify()
    assert told.exit_code == 1
    assert (
        f"record {hash_of(b'first')} (item {item}, revision 2): The audit trail says that "
        f"{hash_of(b'second')} came in; the record says {hash_of(b'first')}." in told.stdout
    )


def test_a_record_that_is_gone_is_a_fault(verify, item):
    change_row("DELETE FROM evidence_revision WHERE number = 2")
    told = verify()
    assert told.exit_code == 1
    assert f"orphaned {hash_of(b'second')}" in told.stdout
    assert (
        f"record {hash_of(b'second')} (item {item}, revision 2): "
        "The audit trail tells of it, but its record is gone." in told.stdout
    )


def test_a_record_that_the_trail_does_not_tell_of_is_a_fault(verify, item, blobs):
    file = make_checked_file(b"smuggled in", blobs=blobs)
    session.add(EvidenceRevision(item_id=item, number=3, sha256=file.sha256, size=file.size))
    told = verify()
    assert told.exit_code == 1
    assert told.stdout == (
        f"record {file.sha256} (item {item}, revision 3): "
        "The audit trail does not tell how this revision came in.\n"
    )


def test_a_hash_that_is_none_counts_as_a_missing_file(verify, item):
    change_row("UPDATE evidence_revision SET sha256 = '../../etc/passwd' WHERE number = 2")
    told = verify()
    assert told.exit_code == 1
    assert "missing ../../etc/passwd" in told.stdout


def test_the_file_of_a_report_is_checked_too(verify, blobs, settings):
    assessment = make_assessment()
    printed = make_checked_file(b"printed", blobs=blobs)
    report = Report(
        assessment_id=assessment.id,
        kind="gap",
        options={},
        sha256=printed.sha256,
        size=printed.size,
    )
    session.add(report)
    session.commit()
    report_id = report.id
    assert verify().exit_code == 0
    path_of(settings, b"printed").unlink()
    assert verify().stdout == (
        f"missing {printed.sha256} (report {report_id}): The stored file is gone.\n"
    )


def test_json_names_everything_in_one_document(verify, item, settings):
    path_of(settings, b"first").unlink()
    told = verify("--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout) == {
        "checked": {"files": 1, "bytes": 6, "revisions": 2},
        "faults": [
            {
                "kind": "missing",
                "sha256": hash_of(b"first"),
                "item": item,
                "revision": 1,
                "holder": f"item {item}, revision 1",
                "message": "The stored file is gone.",
            }
        ],
    }


def test_all_hashes_lie_in_a_range(verify, add):
    """One file for each of the first digits, and more than one page of revisions."""
    hashes = {add(f"content {number}".encode()).revisions[0].sha256 for number in range(64)}
    told = json.loads(verify("--json").stdout)
    assert told["checked"]["files"] == len(hashes) == 64
    assert told["faults"] == []
