"""Headers that tell browsers what pages may do, and the check of the host name.

The policy allows nothing but this site's own scripts, styles, images and forms; there is no inline
script or style anywhere, so it needs neither nonce nor hash.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from cse_assess.config import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

ONE_YEAR = 365 * 24 * 60 * 60


def init_security(app: Flask) -> None:
    """Add the headers to every response of `app`; in production answer to its own name only."""
    settings: Settings = app.extensions["settings"]
    if settings.is_production:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.base_url).hostname]
    app.after_request(_add_headers)
    app.after_request(_set_caching)
    if settings.base_url.startswith("https://"):
        app.after_request(_ask_for_https)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _set_caching(response: Response) -> Response:
    """Keep pages out of every cache; let a static file that its address names by content stay."""
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    elif response.status_code == 200 and _is_named_by_content():  # noqa: PLR2004
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


def _is_named_by_content() -> bool:
    """Tell whether the address changes with the file: by its hash, or by a vendored version."""
    return "v" in request.args or "/vendor/" in request.path


def _ask_for_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    return response
