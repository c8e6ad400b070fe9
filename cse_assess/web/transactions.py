"""One transaction for each request, and the one place that commits it.

GET, HEAD and OPTIONS run in a transaction that refuses writes. An unsafe request is committed when
its response is below 400, before the first byte goes out. A response that streams therefore
carries only what its view had read or prepared: what a generator writes is never committed.

What has to be noted about a page that was read is written by `write_after_reading`.
"""

from collections.abc import Callable

from flask import Flask, Response, current_app, g, request

from cse_assess.db import begin_reading, end_reading, session, unit_of_work
from cse_assess.web.flashes import withdraw_confirmations

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_transactions(app: Flask) -> None:
    """Wrap every request of `app`, but for static files, in a transaction."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_leave)


def refuse_commit() -> None:
    """Make the current request end without keeping anything it wrote."""
    g.is_commit_refused = True


def write_after_reading(write: Callable[[], None]) -> None:
    """Run `write` in a transaction of its own once this request has read all that it shows.

    It is not run where the request fails, and its answer only goes out when it is committed.
    """
    g.setdefault("writes_after_reading", []).append(write)


def _begin() -> None:
    if request.endpoint == "static":
        return
    session.rollback()
    if request.method in READING_METHODS:
        g.reading_token = begin_reading()


def _finish(response: Response) -> Response:
    try:
        _write_what_is_due(response)
        if _is_to_commit(response):
            session.commit()
    except Exception as error:  # noqa: BLE001 -- whatever it is, nothing was kept: say so
        return _answer_failed_commit(error)
    return response


def _write_what_is_due(response: Response) -> None:
    due: list[Callable[[], None]] = g.pop("writes_after_reading", [])
    if not due or response.status_code >= 400:  # noqa: PLR2004 -- the first status of failure
        return
    if request.method in READING_METHODS:
        _end_reading()
        with unit_of_work():
            _run(due)
    else:
        _run(due)


def _run(due: list[Callable[[], None]]) -> None:
    for write in due:
        write()


def _is_to_commit(response: Response) -> bool:
    return (
        request.method not in READING_METHODS
        and response.status_code < 400  # noqa: PLR2004 -- the first status of failure
        and not g.get("is_commit_refused", False)
    )


def _answer_failed_commit(error: Exception) -> Response:
    session.rollback()
    withdraw_confirmations()
    return current_app.make_response(current_app.handle_user_exception(error))


def _leave(_error: BaseException | None) -> None:
    """End the transaction with the request that began it, even where its session lives on."""
    if request.endpoint == "static":
        return
    _end_reading()


def _end_reading() -> None:
    session.rollback()
    token = g.pop("reading_token", None)
    if token is not None:
        end_reading(token)
