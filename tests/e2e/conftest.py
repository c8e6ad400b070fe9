"""A real server with the sample organisation, and a real browser that looks at it."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ON_POSTGRESQL, fresh_postgresql
from e2e.server import CHROMIUM, CHROMIUM_OPTIONS, PATIENCE_SECONDS, Demo, read_demo, serve
from e2e.steps import sign_in
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
# Without `preload`, which asks for each style sheet anew, and may not for pages of a folder; only
# an experimental rule, which is not among these, would need it.
FIND_VIOLATIONS = """axe.run(document, {
    preload: false,
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


@pytest.fixture
def own_demo(tmp_path, worker_id) -> Iterator[Demo]:
    """Serve a sample organisation to one test alone, which changes what others look at."""
    with (
        _database(f"e2e_own_{worker_id}") as settings,
        serve(tmp_path, "--demo", settings=settings) as (url, log),
    ):
        yield read_demo(url, log)


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


class Window:
    """A window of the browser with one page, and what went wrong on it."""

    def __init__(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.context = context
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("console", self._note_message)
        self.page.on("response", self._note_failure)

    def forget(self) -> None:
        """Be as if new: nobody is signed in, no page is open, and nothing went wrong."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.troubles = []

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"{self.page.url}: {trouble}")

    def _note_message(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._note(message.text)

    def _note_failure(self, response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.troubles.append(f"{response.url}: {response.status}")


class Windows:
    """Windows that tests have one after the other: a new one takes long to open, and to warm up."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.free: dict[str, list[Window]] = defaultdict(list)

    def open(self, width: str, **options) -> Window:
        size = WIDTHS[width]
        return Window(
            self.browser.new_context(
                **{"viewport": size, "base_url": self.url, "locale": "en-GB", **options}
            )
        )

    def lend(self, width: str) -> Window:
        """Give a window that nobody else has until it is taken back."""
        return self.free[width].pop() if self.free[width] else self.open(width)

    def take_back(self, width: str, window: Window) -> None:
        window.forget()
        self.free[width].append(window)


@pytest.fixture(scope="session")
def windows(browser, demo) -> Windows:
    """Give the windows of all tests; they close with the browser."""
    return Windows(browser, demo.url)


class Visitors:
    """Opens pages in windows that share nothing, and tells what went wrong in any of them."""

    def __init__(self, windows: Windows, signed_in) -> None:
        self.windows = windows
        self.signed_in = signed_in
        self.lent: list[tuple[str, Window]] = []
        self.own: list[Window] = []

    def __call__(self, person: str | None = None, width: str = "desktop", **options) -> Page:
        """Open a page as a person of the demo, or as a stranger; `options` go to the browser."""
        if options:
            window = self.windows.open(width, **options)
            self.own.append(window)
        else:
            window = self.windows.lend(width)
            self.lent.append((width, window))
        if person:
            window.context.add_cookies(self.signed_in(person)["cookies"])
        return window.page

    def close(self) -> None:
        opened = [*self.own, *(window for _, window in self.lent)]
        troubles = [trouble for window in opened for trouble in window.troubles]
        for window in self.own:
            window.context.close()
        for width, window in self.lent:
            self.windows.take_back(width, window)
        assert not troubles, "\n".join(troubles)


@pytest.fixture
def open_page(windows, signed_in) -> Iterator[Visitors]:
    """Give a function that opens a page, as the person of a role, at a width.

    A console error, a page error or a server error fails the test.
    """
    visitors = Visitors(windows, signed_in)
    yield visitors
    visitors.close()


@pytest.fixture
def check_page():
    """Give a function that fails on any axe-core violation, or on a page wider than its window."""

    def check_page(page: Page) -> None:
        page.wait_for_load_state()  # before its styles are in, nothing on a page has its size
        violations = page.evaluate(f"{AXE};{FIND_VIOLATIONS}")
        assert not violations, f"{page.url}\n" + "\n".join(violations)
        width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, f"{page.url} is {width}px wide in a window of {window}px"

    return check_page
