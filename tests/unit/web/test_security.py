"""Headers and caching."""

import re

import pytest

from cse_assess.paths import PACKAGE, data_folder

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# templates/reports are printed, never served.
TEMPLATES = sorted(
    path for path in data_folder("templates").rglob("*.html") if "reports" not in path.parts
)


def _get(app, path, **kwargs):
    with app.test_client().get(path, **kwargs) as response:
        return response


def _policy(response):
    directives = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in directives}


@pytest.mark.parametrize("path", ["/page", "/nowhere", "/static/app.css", "/static/none.css"])
def test_every_response_carries_the_headers(web_app, path):
    web_app.add_url_rule("/page", "page", lambda: "page")
    response = _get(web_app, path)
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_the_policy_allows_only_this_sites_own_files(web_app):
    policy = _policy(_get(web_app, "/static/app.css"))
    assert policy["default-src"] == ["'none'"]
    assert {value for values in policy.values() for value in values} == {"'none'", "'self'"}


def test_pages_stay_out_of_every_cache(web_app):
    web_app.add_url_rule("/page", "page", lambda: "page")
    assert _get(web_app, "/page").headers["Cache-Control"] == "no-store"


def test_a_static_file_named_by_its_content_is_kept_for_a_year(web_app):
    response = _get(web_app, "/static/app.css?v=abc")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_static_file_without_its_hash_is_asked_for_again(web_app):
    assert "no-cache" in _get(web_app, "/static/js/app.js").headers["Cache-Control"]


def test_https_is_asked_for_where_the_site_is_served_over_it(make_app):
    secure = _get(make_app(base_url="https://assess.example.org"), "/")
    plain = _get(make_app(), "/")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in plain.headers


@pytest.mark.parametrize(("host", "status"), [("assess.example.org", 200), ("evil.example", 400)])
def test_in_production_only_the_sites_own_name_is_answered(make_app, host, status):
    app = make_app(base_url="https://assess.example.org", is_production=True)
    app.add_url_rule("/page", "page", lambda: "page")
    assert _get(app, "/page", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_has_inline_script_or_style(path):
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", source)


def test_no_stylesheet_reaches_for_another_host_or_a_data_address():
    source = (PACKAGE / "static" / "app.css").read_text()
    assert not re.search(r"url\((?!#)|@import|@font-face", source)
