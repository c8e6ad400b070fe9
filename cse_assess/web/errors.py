"""Turns what went wrong into a page in plain words.

Domain errors carry their own words. Database faults that are nobody's mistake (a busy database, a
lost race) are told apart from programming errors, which stay 500.
"""

from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
)
from werkzeug.wrappers import Response

from cse_assess.blobs import BlobDamaged, BlobMissing
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.web.context import current_settings
from cse_assess.web.database_faults import is_busy, is_duplicate
from cse_assess.web.templating import format_file_size


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says."""

    status: int
    title: str
    text: str


PAGES = {
    page.status: page
    for page in (
        ErrorPage(400, "There is a problem with this request", "Go back and try again."),
        ErrorPage(401, "Sign in to see this page", "You are not signed in."),
        ErrorPage(
            403,
            "You cannot open this page",
            "Your account does not give you access to it. If you think that it should, ask an "
            "administrator of your organisation.",
        ),
        ErrorPage(
            404,
            "Page not found",
            "If you typed the address, check that it is correct. If you pasted it, check that you "
            "copied all of it. It may also be something that is not shared with you.",
        ),
        ErrorPage(
            405, "That cannot be done here", "Go back to the page before and use its buttons."
        ),
        ErrorPage(
            409,
            "Somebody else changed this first",
            "Nothing was lost: their change is kept and yours was not saved. Go back, reload the "
            "page to see what they wrote, then make your change again.",
        ),
        ErrorPage(410, "This is no longer here", "It was moved or has expired."),
        ErrorPage(413, "That is too large to send", "Send fewer or smaller files."),
        ErrorPage(
            429, "Too many attempts", "Wait a few minutes and try again. Nothing was changed."
        ),
        ErrorPage(
            500,
            "Sorry, there is a problem with CSE Assess",
            "What you sent was not saved. Try again in a few minutes. If it happens again, tell "
            "whoever looks after CSE Assess in your organisation what you were doing and when.",
        ),
        ErrorPage(
            503,
            "Sorry, CSE Assess is busy",
            "What you sent was not saved. Wait a minute, then go back and send it again.",
        ),
    )
}

DOMAIN_STATUS = ((NotFound, 404), (NotAllowed, 403), (Conflict, 409))
WITHOUT_DATABASE = frozenset({500, 503})
RETRY_AFTER_SECONDS = "30"


def init_errors(app: Flask) -> None:
    """Answer every error of `app` with a page."""
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(CSRFError, _show_expired_form)
    app.register_error_handler(RequestEntityTooLarge, _show_limit)
    app.register_error_handler(DomainError, _show_domain_error)
    app.register_error_handler(StaleDataError, _show_conflict)
    app.register_error_handler(DBAPIError, _show_database_fault)
    app.register_error_handler(PoolTimeout, _show_busy)
    app.register_error_handler(BlobMissing, _show_lost_file)
    app.register_error_handler(BlobDamaged, _show_lost_file)
    app.register_error_handler(InternalServerError, _show_internal_error)


def _show_http_error(error: HTTPException) -> Response:
    status = error.code or InternalServerError.code
    response = _render(PAGES.get(status, PAGES[400]), status=status)
    _keep_headers(error, response)
    return response


def _keep_headers(error: HTTPException, response: Response) -> None:
    """Keep what the status obliges to say: the allowed methods, the time to wait."""
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value


def _show_expired_form(_error: CSRFError) -> Response:
    text = (
        "The page was open for a long time, or you signed in or out in another window. Go back, "
        "reload the page and send the form again. Nothing was changed."
    )
    return _render(ErrorPage(400, "This form has expired", text))


def _show_limit(_error: RequestEntityTooLarge) -> Response:
    limits = current_settings().uploads
    text = (
        f"Each file may be up to {format_file_size(limits.file_bytes)}, and all files that you "
        f"send at once up to {format_file_size(limits.request_bytes)}. Nothing was saved. Send "
        "fewer or smaller files at a time."
    )
    return _render(ErrorPage(413, PAGES[413].title, text))


def _show_domain_error(error: DomainError) -> Response:
    status = next((status for kind, status in DOMAIN_STATUS if isinstance(error, kind)), 400)
    return _render(ErrorPage(status, PAGES[status].title, error.message))


def _show_conflict(_error: StaleDataError) -> Response:
    return _render(PAGES[409])


def _show_database_fault(error: DBAPIError) -> Response:
    """Answer a busy database and a lost race; raise anything else again, as a fault of ours."""
    if is_busy(error):
        return _show_busy(error)
    if isinstance(error, IntegrityError) and is_duplicate(error):
        return _render(PAGES[409])
    raise error


def _show_busy(error: Exception) -> Response:
    current_app.logger.warning("The database is busy: %s", error)
    response = _render(PAGES[503])
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _show_lost_file(error: BlobMissing | BlobDamaged) -> Response:
    current_app.logger.critical("A stored file cannot be given out: %s", error)
    text = (
        "The stored file is missing, or is not what was uploaded, so it is not given out. Tell "
        "whoever looks after CSE Assess in your organisation: they can bring it back from a backup."
    )
    return _render(ErrorPage(500, "This file cannot be opened", text))


def _show_internal_error(_error: InternalServerError) -> Response:
    return _render(PAGES[500])


def _render(page: ErrorPage, *, status: int | None = None) -> Response:
    """Draw the page after undoing the request's work; faults of ours are drawn without database."""
    session.rollback()
    if request.url_rule is None and isinstance(request.routing_exception, BadRequest):
        body = f"{page.title}. {page.text}"
        return current_app.response_class(body, page.status, mimetype="text/plain")
    if page.status in WITHOUT_DATABASE:
        body = current_app.jinja_env.get_template("errors/error.html").render(page=page)
    else:
        body = render_template("errors/error.html", page=page)
    return current_app.response_class(body, status or page.status)
