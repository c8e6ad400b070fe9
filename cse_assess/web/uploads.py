"""Files in a request: large ones go straight into the blob store, and are hashed on their way."""

from typing import IO, cast

from flask import Request, session

from cse_assess.web.context import current_blobs

LARGE_BYTES = 500 * 1024


class UploadRequest(Request):
    """A request whose large files are written once, where they can be kept."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Return what Werkzeug writes a file part to; nobody's upload but a member's is large."""
        is_large = total_content_length is None or total_content_length > LARGE_BYTES
        if is_large and "_user_id" in session:
            return cast(IO[bytes], current_blobs().receive_part())
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )
