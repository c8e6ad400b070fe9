"""Hands out stored files in a form that a browser saves and never runs."""

from collections.abc import Iterator

from flask import Response

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
    response.headers.set("Content-Disposition", "attachment", filename=_safe_name(file_name))
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _resume(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _safe_name(file_name: str) -> str:
    """Return `file_name` without folders and without what is not printable."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable()).strip() or "file"
