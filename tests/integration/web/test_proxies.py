from dataclasses import replace

from flask import request

from cse_assess import create_app

FORWARDED = {"X-Forwarded-For": "203.0.113.7"}


def _seen_address(settings) -> str | None:
    app = create_app(settings)
    seen = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/static/nothing", headers=FORWARDED)
    return seen[0]


def test_the_address_that_a_trusted_proxy_names_is_the_visitors(settings):
    assert _seen_address(replace(settings, trusted_proxies=1)) == "203.0.113.7"


def test_without_a_proxy_nobody_can_name_another_address(settings):
    assert _seen_address(settings) == "127.0.0.1"
