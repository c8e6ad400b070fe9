"""The frame of every page."""

from types import SimpleNamespace

import pytest
from flask import flash, render_template_string

ACTOR = SimpleNamespace(name="Ann Example", is_administrator=True, is_lead=True, is_member=True)
PAGE = '{% extends "layouts/page.html" %}{% block page_title %}Title{% endblock %}'
WIDE = PAGE.replace("page.html", "wide.html")


def _text(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("source", [PAGE, WIDE])
@pytest.mark.parametrize("values", [{}, {"actor": None}, {"actor": ACTOR}])
def test_a_page_is_valid_signed_in_or_out(draw, source, values):
    page = draw(source, **values)
    assert _text(page.find("head/title")) == "Title \N{EN DASH} CSE Assess"
    assert page.get("lang") == "en-GB"


def test_the_first_link_skips_to_the_content(draw):
    page = draw(PAGE, actor=ACTOR)
    first = page.find("body").find(".//a")
    assert first.get("href") == "#main-content"
    assert page.find(".//main").get("id") == "main-content"


def test_every_page_says_that_it_is_no_certificate(draw):
    assert "A self-assessment is not a certificate." in _text(draw(PAGE).find(".//footer"))


def test_signing_out_is_a_post_with_a_token(draw, web_app):
    web_app.add_url_rule("/sign-out", "accounts.sign_out", lambda: "", methods=["POST"])
    form = draw(PAGE, actor=ACTOR).find(".//header//form")
    assert (form.get("method"), form.get("action")) == ("post", "/sign-out")
    assert form.find("input").get("name") == "csrf_token"


def test_a_confirmation_is_shown_once(web_app):
    web_app.add_url_rule("/do", "do", lambda: flash("Saved <1>", "confirmation") or "")
    web_app.add_url_rule("/page", "page", lambda: render_template_string(PAGE))
    client = web_app.test_client()
    client.get("/do")
    assert "Saved &lt;1&gt;" in client.get("/page").text
    assert "Saved" not in client.get("/page").text


def test_a_faulty_form_is_summed_up_above_the_content(draw):
    form = SimpleNamespace(errors={"x": ["No"]}, error_summary=[{"text": "No", "href": "#x"}])
    page = draw(PAGE, form=form)
    assert _text(page.find("head/title")) == "Error: Title \N{EN DASH} CSE Assess"
    assert page.find(".//main//a").get("href") == "#x"


def test_no_page_shows_a_crown_or_asks_another_host(draw):
    page = draw(PAGE, actor=ACTOR)
    assert not page.findall(".//header//svg")
    addresses = [
        item.get("href") or item.get("src")
        for item in page.find("head")
        if item.tag in {"link", "script"}
    ]
    assert all(address.startswith("/static/") for address in addresses)
    assert len(addresses) == 3
