"""A real server with the sample organisation, and a real browser that looks at it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ON_POSTGRESQL, fresh_postgresql
from e2e.server import CHROMIUM, CHROMIUM_OPTIONS, PATIENCE_SECONDS, Demo, read_demo, serve
from e2e.steps import sign_in
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
FIND_VIOLATIONS = """axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(result => result.violations.map(violation =>
    violation.id + ": " + violation.help + " " +
    violation.nodes.slice(0, 3).map(node => node.html).join(" | ")))"""
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
SECOND_STANDARD = Path(__file__).parents[1] / "standards" / "service-points.yaml"


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id) -> Iterator[Demo]:
    """Serve the sample organisation as `script/server --demo` does, on a port of its own.

    The instance has a second standard as well, of another shape than Customer Service Excellence.
    """
    folder = tmp_path_factory.mktemp("demo")
    (folder / "instance" / "standards").mkdir(parents=True)
    shutil.copy(SECOND_STANDARD, folder / "instance" / "standards")
    with (
        _database(f"e2e_{worker_id}") as settings,
        serve(folder, "--demo", settings=settings) as (url, log),
    ):
        yield read_demo(url, log)


@pytest.fixture
def empty_server(tmp_path, worker_id) -> Iterator[tuple[str, str]]:
    """Serve an instance that nobody has used yet; give its address, and what it printed."""
    with (
        _database(f"e2e_empty_{worker_id}") as settings,
        serve(tmp_path, settings=settings) as served,
    ):
        yield served


@contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """Give the settings of a database of its own: SQLite in the instance, or PostgreSQL."""
    if ON_POSTGRESQL:
        with fresh_postgresql(f"cse_assess_{os.getpid()}_{name}") as url:
            yield {"CSE_ASSESS_DATABASE_URL": url}
    else:
        yield {}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(browser, demo):
    """Give a function that gives the cookies of a person of the demo, who signs in once."""
    states = {}

    def signed_in(person: str):
        if person not in states:
            context = browser.new_context(base_url=demo.url)
            sign_in(context.new_page(), demo.people[person], demo.password)
            states[person] = context.storage_state()
            context.close()
        return states[person]

    return signed_in


class Visitors:
    """Opens pages in browsers that share nothing, and notes what goes wrong in any of them."""

    def __init__(self, browser: Browser, url: str, signed_in) -> None:
        self.browser = browser
        self.url = url
        self.signed_in = signed_in
        self.contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def __call__(self, person: str | None = None, width: str = "desktop", **options) -> Page:
        """Open a page as a person of the demo, or as a stranger; `options` go to the browser."""
        if person:
            options["storage_state"] = self.signed_in(person)
        context = self.browser.new_context(
            **{"viewport": WIDTHS[width], "base_url": self.url, "locale": "en-GB", **options}
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._note(page, message))
        page.on("response", self._note_failure)
        return page

    def _note(self, page: Page, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"{page.url}: {message.text}")

    def _note_failure(self, response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.troubles.append(f"{response.url}: {response.status}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert not self.troubles, "\n".join(self.troubles)


@pytest.fixture
def open_page(browser, demo, signed_in) -> Iterator[Visitors]:
    """Give a function that opens a page, as the person of a role, at a width.

    A console error, a page error or a server error fails the test.
    """
    visitors = Visitors(browser, demo.url, signed_in)
    yield visitors
    visitors.close()


@pytest.fixture
def check_page():
    """Give a function that fails on any axe-core violation, or on a page wider than its window."""

    def check_page(page: Page) -> None:
        violations = page.evaluate(f"{AXE};{FIND_VIOLATIONS}")
        assert not violations, f"{page.url}\n" + "\n".join(violations)
        width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, f"{page.url} is {width}px wide in a window of {window}px"

    return check_page
