"""A real server with the sample organisation, and a real browser that looks at it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ON_POSTGRESQL, fresh_postgresql
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
CHROMIUM = os.environ.get("CSE_ASSESS_TEST_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Demo:
    """The served sample organisation: its address, and how people sign in."""

    url: str
    password: str
    people: dict[str, str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id) -> Iterator[Demo]:
    """Serve the sample organisation as `script/server --demo` does, on a port of its own."""
    folder = tmp_path_factory.mktemp("demo")
    port = _free_port()
    with _database(worker_id) as database:
        server = _start(folder, port, database)
        try:
            _wait_for(server, f"http://127.0.0.1:{port}/sign-in", folder / "log")
            yield _read_demo(port, (folder / "log").read_text())
        finally:
            server.terminate()
            server.wait(30)


def _start(folder: Path, port: int, database: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **database,
        "CSE_ASSESS_INSTANCE_PATH": str(folder / "instance"),
        "CSE_ASSESS_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    command = [str(Path(sys.executable).parent / "cse-assess"), "serve", "--demo", "--port"]
    return subprocess.Popen(
        [*command, str(port)],
        env=environment,
        stdout=(folder / "log").open("wb"),
        stderr=subprocess.STDOUT,
    )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)  # nothing announces that a port is open
        else:
            return
    pytest.fail(f"the server did not answer:\n{log.read_text()}")


def _read_demo(port: int, log: str) -> Demo:
    """Read what the server printed, as a person would: the addresses and the password."""
    people = dict(re.findall(r"^\s+(.+?)\s{2,}(\S+@\S+)", log, re.MULTILINE))
    password = re.search(r"[Pp]assword[^:]*:\s*(.+)$", log, re.MULTILINE)
    assert people, log
    assert password, log
    return Demo(f"http://127.0.0.1:{port}", password.group(1).strip(), people)


@contextmanager
def _database(worker: str) -> Iterator[dict[str, str]]:
    """Give the settings of a database of its own: SQLite in the instance, or PostgreSQL."""
    if ON_POSTGRESQL:
        with fresh_postgresql(f"cse_assess_e2e_{os.getpid()}_{worker}") as url:
            yield {"CSE_ASSESS_DATABASE_URL": url}
    else:
        yield {}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, demo) -> Iterator:
    """Give a function that opens a page, signed in as the person of a role, at a width.

    A console error, a page error or a refused request fails the test.
    """
    contexts = []
    troubles: list[str] = []

    def open_page(role: str | None = None, width: str = "desktop", **options) -> Page:
        context = browser.new_context(
            viewport=WIDTHS[width], base_url=demo.url, locale="en-GB", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note_trouble(troubles, page, message))
        if role:
            sign_in(page, demo.people[role], demo.password)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def _note_trouble(troubles: list[str], page: Page, message) -> None:
    if message.type == "error" and "status of 4" not in message.text:
        troubles.append(f"{page.url}: {message.text}")


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture
def check_page():
    """Give a function that fails on any axe-core violation, or on a page wider than its window."""

    def check_page(page: Page) -> None:
        violations = page.evaluate(
            AXE
            + """;axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
            "wcag22aa", "best-practice"]}).then(result => result.violations.map(
            v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html).join(" | ")))"""
        )
        assert not violations, f"{page.url}\n" + "\n".join(violations)
        width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, f"{page.url} is {width}px wide in a window of {window}px"

    return check_page
