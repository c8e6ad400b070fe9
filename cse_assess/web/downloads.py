"""Hands out files, stored or made just now, in a form that a browser saves and never runs."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

from flask import Response, send_file
from werkzeug.http import dump_options_header

from cse_assess.web.context import current_blobs

SANDBOX = "default-src 'none'; sandbox"


def send_blob(*, sha256: str, size: int, file_name: str, media_type: str) -> Response:
    """Stream the stored file `sha256` (of `size` bytes) as an attachment named `file_name`.

    The content is hashed again on its way out: a file that no longer matches is cut short of its
    announced length, so the browser reports a failed download. Raises `BlobMissing`, and
    `BlobDamaged` for a file of one chunk, before anything is sent.
    """
    chunks = current_blobs().stream_verified(sha256)
    response = Response(_resume(next(chunks, b""), chunks), mimetype=media_type)
    response.content_length = size
    response.headers["Content-Disposition"] = _disposition(_safe_name(file_name))
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def send_made_file(content: bytes, *, media_type: str, file_name: str) -> Response:
    """Hand out a file that was made just now, such as an export, to be saved as `file_name`."""
    return send_file(
        BytesIO(content), mimetype=media_type, as_attachment=True, download_name=file_name
    )


def _resume(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _disposition(name: str) -> str:
    """Return the header for a file to save; other than ASCII is sent as RFC 6266, section 4.3."""
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    options = {"filename": plain}
    if not name.isascii():
        options["filename*"] = "UTF-8''" + quote(name, safe="")
    return dump_options_header("attachment", options)


def _safe_name(file_name: str) -> str:
    """Return `file_name` without folders and without what is not printable."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable()).strip() or "file"
