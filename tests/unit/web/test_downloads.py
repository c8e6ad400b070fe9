"""Stored files go out as attachments that a browser never runs."""

import pytest

from cse_assess.blobs import BlobDamaged, BlobMissing
from cse_assess.web.downloads import send_blob


class OneBlob:
    """A store of one file, in chunks; the last may be a fault."""

    def __init__(self, *chunks):
        self.chunks = chunks

    def stream_verified(self, sha256):
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk


@pytest.fixture
def send(web_app):
    def send(*chunks, file_name="Survey 2026.pdf"):
        web_app.extensions["blobs"] = OneBlob(*chunks)
        with web_app.test_request_context("/"):
            return send_blob(
                sha256="0" * 64, size=6, file_name=file_name, media_type="application/pdf"
            )

    return send


def test_the_whole_file_goes_out_under_its_name(send):
    response = send(b"abc", b"def")
    assert response.get_data() == b"abcdef"
    assert response.headers["Content-Length"] == "6"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Survey 2026.pdf"'


def test_a_browser_is_told_neither_to_guess_nor_to_run_it(send):
    headers = send(b"abcdef").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("fault", [BlobMissing("0" * 64), BlobDamaged("0" * 64)])
def test_a_fault_in_the_first_chunk_is_known_before_anything_is_sent(send, fault):
    with pytest.raises(type(fault)):
        send(fault)


def test_a_fault_in_a_later_chunk_cuts_the_download_short(send):
    response = send(b"abc", BlobDamaged("0" * 64))
    with pytest.raises(BlobDamaged):
        b"".join(response.response)


@pytest.mark.parametrize(
    ("file_name", "sent"),
    [
        ("../../etc/passwd", "attachment; filename=passwd"),
        ("C:\\temp\\a.pdf", "attachment; filename=a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", 'attachment; filename="aSet-Cookie: x.pdf"'),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("\u202e", "attachment; filename=file"),
        (
            "naïve £.pdf",
            "attachment; filename=\"na_ve _.pdf\"; filename*=UTF-8''na%C3%AFve%20%C2%A3.pdf",
        ),
        ("日本.pdf", "attachment; filename=__.pdf; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf"),
    ],
)
def test_a_hostile_file_name_is_made_harmless(send, file_name, sent):
    assert send(b"abcdef", file_name=file_name).headers["Content-Disposition"] == sent
