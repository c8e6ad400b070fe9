"""How much a request may bring, apart from uploads by people who are signed in."""

from flask import Flask, request, session

STRANGERS_BYTES = 256 * 1024
FORM_BYTES = 8 * 1024 * 1024


def init_limits(app: Flask) -> None:
    """Refuse large requests of strangers, and large forms without files, which stay in memory.

    Call it before the CSRF check is bound, which reads the whole form.
    """
    app.before_request(_limit_request)


def _limit_request() -> None:
    if "_user_id" not in session:
        request.max_content_length = STRANGERS_BYTES
    elif request.mimetype != "multipart/form-data":
        request.max_content_length = FORM_BYTES
