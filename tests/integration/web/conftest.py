"""The whole app, with pages that misbehave on purpose."""

import pytest
from flask import render_template_string

from cse_assess.accounts.access import public
from cse_assess.accounts.models import Organisation
from cse_assess.db import session

PAGE = '{% extends "layouts/page.html" %}{% block content %}<h1>Page</h1>{% endblock %}'


@pytest.fixture
def add_page(app):
    """Give a function that adds a public page at /try, which runs `view` for both methods."""

    def add_page(view, path="/try"):
        app.add_url_rule(path, path, public(view), methods=["GET", "POST"])
        return path

    return add_page


@pytest.fixture
def show_page(add_page):
    """Add a page of nothing but the layout, at /page."""
    return add_page(lambda: render_template_string(PAGE), "/page")


@pytest.fixture
def organisation_names(app):
    """Give a function that reads the names of all organisations from the database."""

    def read():
        session.rollback()
        return sorted(session.scalars(session.query(Organisation.name).statement))

    return read
