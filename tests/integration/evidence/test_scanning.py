"""The virus scanner: a real clamd decides, and nothing is handed out before it has."""

import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_user
from factories.clamd import MOST_BYTES, SIGNATURE, SIGNED, free_port, run_clamd, start_clamd
from factories.evidence import make_checked_file
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.audit.queries import list_events
from cse_assess.clock import now
from cse_assess.config import ConfigError, ScannerAddress, load_settings
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence import services
from cse_assess.evidence.handout import send_revision
from cse_assess.evidence.scanning.clamd import ScannerUnreachable, scan_file
from cse_assess.evidence.scanning.queries import NOT_YET, WAITING, find_quarantine
from cse_assess.evidence.scanning.step import with_scan
from cse_assess.evidence.study.jobs import Step, make_study
from cse_assess.jobs.handlers import JobContext
from cse_assess.jobs.models import Job
from cse_assess.notices.models import Notice


@pytest.fixture(scope="module")
def clamd():
    with run_clamd() as address:
        yield address


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def add(app, lead):
    def add_file(content):
        file = make_checked_file(content, "minutes.txt", app.extensions["blobs"])
        actor = actor_of(lead)
        return services.add_file_evidence(
            actor=actor, organisation_id=actor.organisation_id, blob=file, title="Minutes"
        ).revisions[0]

    return add_file


@pytest.fixture
def study(app):
    def run(revision, address):
        session.commit()
        read = []
        step = Step("text", 1, lambda file: lambda: read.append(file.sha256))
        context = JobContext(
            replace(app.extensions["settings"], scanner=address),
            app.extensions["blobs"],
            lambda _percent, _text: None,
        )
        make_study(with_scan((step,), address))(context, {"sha256": revision.sha256})
        session.expire_all()
        return read

    return run


def quarantine_of(revision):
    return find_quarantine(revision.sha256, is_scanning=True)


def test_a_file_is_kept_in_quarantine_until_it_was_scanned(add):
    assert quarantine_of(add(b"minutes of the panel")) == NOT_YET


def test_a_clean_file_leaves_quarantine_and_is_studied(add, study, clamd):
    revision = add(b"minutes of the panel")
    assert study(revision, clamd) == [revision.sha256]
    assert quarantine_of(revision) == ""


def test_a_file_with_a_known_signature_is_never_studied_nor_handed_out(add, study, clamd):
    revision = add(b"minutes " + SIGNED)
    assert study(revision, clamd) == []
    assert SIGNATURE in quarantine_of(revision)
    assert find_quarantine(revision.sha256, is_scanning=False) == quarantine_of(revision)


def test_those_who_look_after_the_item_are_told_once_and_it_stays_on_record(
    add, study, clamd, lead
):
    revision = add(SIGNED)
    study(revision, clamd)
    study(revision, clamd)
    [notice] = session.scalars(select(Notice)).all()
    assert (notice.user_id, notice.url) == (lead.id, f"/evidence/{revision.item_id}")
    events = list_events(object_type="evidence_item", object_id=revision.item_id)
    assert [each.action for each in events].count("evidence.quarantined") == 1


def test_an_unreachable_scanner_leaves_the_file_in_quarantine_to_be_tried_again(add, study):
    revision = add(b"minutes of the panel")
    assert study(revision, ScannerAddress(host="127.0.0.1", port=free_port())) == []
    assert quarantine_of(revision) == WAITING
    later = session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert later.arguments == {"sha256": revision.sha256}
    assert timedelta(minutes=4) < later.run_after - now() < timedelta(minutes=6)


def test_a_scanner_that_comes_back_lets_the_file_out(add, study, tmp_path_factory):
    revision, port = add(b"minutes of the panel"), free_port()
    address = ScannerAddress(host="127.0.0.1", port=port)
    study(revision, address)
    process = start_clamd(tmp_path_factory.mktemp("clamd"), port)
    try:
        assert study(revision, address) == [revision.sha256]
    finally:
        process.terminate()
        process.wait(30)
    assert quarantine_of(revision) == ""


def test_a_file_larger_than_the_scanner_takes_stays_in_quarantine_and_says_why(add, study, clamd):
    revision = add(b"x" * (4 * MOST_BYTES))
    assert study(revision, clamd) == []
    assert "StreamMaxLength" in quarantine_of(revision)


def test_a_server_that_is_no_scanner_gives_no_verdict(tmp_path):
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"minutes")
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer, args=(server, b"220 mail.example ready\r\n"))
        thread.start()
        address = ScannerAddress(host="127.0.0.1", port=server.getsockname()[1])
        with pytest.raises(ScannerUnreachable):
            scan_file(path, address)
        thread.join()


def _answer(server, reply):
    connection, _ = server.accept()
    with connection:
        connection.recv(1024)
        connection.sendall(reply)


def test_the_download_of_a_file_in_quarantine_is_refused_with_the_reason(app, add):
    revision = add(b"minutes of the panel")
    app.extensions["settings"] = replace(
        app.extensions["settings"], scanner=ScannerAddress(path="/run/clamd.sock")
    )
    with pytest.raises(NotAllowed) as refused:
        send_revision(revision)
    assert refused.value.message == NOT_YET


def test_without_a_scanner_files_are_handed_out_and_steps_stay_as_they_are(add):
    revision = add(b"minutes of the panel")
    assert find_quarantine(revision.sha256, is_scanning=False) == ""
    assert with_scan((), None) == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://scanner.example:3310", ScannerAddress(host="scanner.example", port=3310)),
        ("unix:///run/clamav/clamd.ctl", ScannerAddress(path="/run/clamav/clamd.ctl")),
    ],
)
def test_the_setting_names_a_port_or_a_socket(tmp_path, text, address):
    environ = {"CSE_ASSESS_INSTANCE_PATH": str(tmp_path), "CSE_ASSESS_CLAMD": text}
    assert load_settings(environ).scanner == address
    assert str(address) == text


@pytest.mark.parametrize(
    "text", ["localhost:3310", "tcp://localhost", "tcp://localhost:no", "unix://run", "http://x:1"]
)
def test_another_form_of_the_setting_is_refused(tmp_path, text):
    environ = {"CSE_ASSESS_INSTANCE_PATH": str(tmp_path), "CSE_ASSESS_CLAMD": text}
    with pytest.raises(ConfigError, match="CSE_ASSESS_CLAMD"):
        load_settings(environ)


def test_a_refusal_names_no_place_of_the_server(tmp_path, clamd):
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * (2 * MOST_BYTES))
    with pytest.raises(DomainError) as refused:
        scan_file(path, clamd)
    assert str(tmp_path) not in refused.value.message


def test_the_notice_says_what_keeps_the_file_in_quarantine(add, study, clamd):
    study(add(b"x" * (4 * MOST_BYTES)), clamd)
    [notice] = session.scalars(select(Notice)).all()
    assert "StreamMaxLength" in notice.text
    assert "virus was found" not in notice.text
