"""A large file is written once, into the store; nothing of a broken or refused one stays."""

import tempfile
from io import BytesIO

import pytest
from factories.accounts import make_user
from factories.evidence import upload
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from cse_assess.accounts.models import Role
from cse_assess.blobs import ArrivingUpload
from cse_assess.evidence import intake
from cse_assess.evidence.queries import ItemFilters, list_items

LARGE = b"Notes of the customer panel. " * 40_000


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def library(client, sign_in, lead):
    return sign_in(client, lead)


@pytest.fixture
def incoming(settings):
    """Give a function that lists what is on its way into the store."""
    return lambda: list((settings.blob_folder / "incoming").glob("*"))


def send(client, *files):
    """Send a form as a browser does; the test client itself would leave a temporary file open."""
    boundary, body = encode_multipart(MultiDict(("files", FileStorage(*file)) for file in files))
    return client.post(
        "/evidence/add",
        input_stream=BytesIO(body),
        content_length=len(body),
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def test_a_large_file_goes_straight_into_the_store(library, lead, app, incoming, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("spooled")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", refuse)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    monkeypatch.setattr(intake, "_copy", refuse)
    send(library, upload(LARGE, "notes.txt"))
    [listed] = list_items(lead.organisation_id, ItemFilters()).items
    with app.extensions["blobs"].open(listed.revision.sha256) as file:
        assert file.read() == LARGE
    assert incoming() == []


@pytest.mark.parametrize(
    ("content", "name"), [(LARGE, "notes.exe"), (LARGE, "notes.pdf"), (LARGE + b"\0", "notes.txt")]
)
def test_nothing_of_a_refused_file_stays(library, app, incoming, content, name):
    send(library, upload(content, name))
    assert incoming() == []
    assert list(app.extensions["blobs"].iter_hashes()) == []


def test_several_large_files_and_small_ones_come_in_together(library, lead, incoming):
    files = [upload(LARGE, "a.txt"), upload(b"small", "b.txt"), upload(LARGE + b"!", "c.txt")]
    send(library, *files)
    assert list_items(lead.organisation_id, ItemFilters()).total == 3
    assert incoming() == []


def test_a_large_upload_that_breaks_off_leaves_nothing(library, incoming, app):
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + LARGE
    library.post(
        "/evidence/add",
        input_stream=BytesIO(body),
        content_length=len(body) + 1000,
        content_type="multipart/form-data; boundary=x",
    )
    assert incoming() == []
    assert list(app.extensions["blobs"].iter_hashes()) == []


def test_a_strangers_upload_does_not_reach_the_store(client, incoming):
    send(client, upload(LARGE, "a.txt"))
    assert incoming() == []


def test_a_part_can_be_read_from_any_place_like_a_file(app):
    with app.extensions["blobs"].receive_part() as part:
        assert isinstance(part, ArrivingUpload)
        part.write(b"one two three")
        assert (part.readable(), part.writable(), part.seekable()) == (True, True, True)
        part.seek(4)
        assert (part.read(3), part.tell()) == (b"two", 7)
        assert part.seek(0) == 0
        assert part.read() == b"one two three"
        assert part.incoming.keep().size == 13
    part.close()
