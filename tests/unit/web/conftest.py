"""A small app with the templates, the components and the headers, and without a database."""

import html5lib
import pytest
from flask import Flask, render_template_string

from cse_assess.config import Settings
from cse_assess.extensions import csrf
from cse_assess.paths import PACKAGE, data_folder
from cse_assess.web.security import init_security
from cse_assess.web.templating import init_templating


def make_web_app(settings):
    app = Flask(
        "cse_assess",
        template_folder=str(data_folder("templates")),
        static_folder=str(PACKAGE / "static"),
    )
    app.config.update(SECRET_KEY=settings.secret_key, TESTING=True)
    app.extensions["settings"] = settings
    csrf.init_app(app)
    app.config["WTF_CSRF_ENABLED"] = False
    init_templating(app)
    init_security(app)
    return app


@pytest.fixture
def make_app(tmp_path):
    """Give a function that makes the app, for other settings than the usual ones."""

    def make(**changes):
        secret = "test-only-" + "k" * 40
        return make_web_app(
            Settings(instance_path=tmp_path, database_url="sqlite://", secret_key=secret, **changes)
        )

    return make


@pytest.fixture
def web_app(make_app):
    return make_app()


@pytest.fixture
def draw(web_app):
    """Give a function that draws a template within a request and parses it strictly as HTML."""

    def draw(source, *, path="/", **values):
        with web_app.test_request_context(path):
            html = render_template_string(source, **values)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        if "<html" in html:
            return parser.parse(html)
        return parser.parseFragment(html)

    return draw


@pytest.fixture
def fill(web_app):
    """Give a function that sends values to a form and returns it, checked."""

    def fill(form_class, **values):
        with web_app.test_request_context("/", method="POST", data=values):
            form = form_class()
            form.validate()
            return form

    return fill
