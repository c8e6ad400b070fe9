"""What people do on the pages, each as one step."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LIBRARIES = "Thistlemere Libraries"
REPAIRS = "Housing Repairs and Customer Contact"
CSE = "Customer Service Excellence"
TRANSLATED = "Élan “survey” – 2026.txt"


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in on the sign-in page."""
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def set_up(page: Page, password: str) -> None:
    """Fill in the page of the set-up link: the first organisation and its first person."""
    page.get_by_label("Organisation name").fill("Fenwater Trust")
    page.get_by_label("Your name").fill("Ada Marsh")
    page.get_by_label("Your email address").fill("ada@fenwater.example")
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Set up and sign in")
    expect(page.locator("main")).to_contain_text("No services yet")


def start_assessment(page: Page, cycle: str, *, service: str = LIBRARIES, standard=CSE) -> str:
    """Start a self-assessment, and return the address of its overview."""
    page.goto("/")
    page.get_by_role("button", name="New self-assessment").click()
    page.get_by_label("Service", exact=True).select_option(label=service)
    page.get_by_label("Standard", exact=True).select_option(label=standard)
    page.get_by_label("Cycle", exact=True).fill(cycle)
    fill_date(page, "Target visit date", "16", "1", "2027")
    page.get_by_role("button", name="Start the self-assessment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{service}, {cycle}")
    return path_of(page)


def fill_date(page: Page, legend: str, day: str, month: str, year: str) -> None:
    """Fill in the three boxes of a date."""
    group = page.get_by_role("group", name=legend)
    group.get_by_label("Day").fill(day)
    group.get_by_label("Month").fill(month)
    group.get_by_label("Year").fill(year)


def choose(page: Page, level: str) -> None:
    """Choose the level of this name."""
    page.get_by_role("radio", name=level, exact=True).check()


def press(page: Page, name: str) -> None:
    """Press the button of exactly this name."""
    page.get_by_role("button", name=name, exact=True).click()


def open_panel(page: Page, title: str) -> None:
    """Open the panel of this title, where a phone has closed it."""
    page.wait_for_load_state()
    if not page.locator("details.app-filter[open]").count():
        page.locator("summary", has_text=title).click()


def expect_confirmation(page: Page, text: str) -> None:
    """Expect the green banner, with these words in it."""
    expect(page.get_by_role("alert")).to_contain_text(text)


def expect_error(page: Page, text: str) -> None:
    """Expect an error summary with a link of this text."""
    expect(page.locator(".govuk-error-summary").get_by_role("link", name=text)).to_be_visible()


def download(page: Page, link_name: str | re.Pattern[str], within: Locator | None = None) -> bytes:
    """Follow the link or button of this name, and return the file that is saved."""
    place = within or page
    with page.expect_download() as started:
        place.get_by_role("link", name=link_name).or_(
            place.get_by_role("button", name=link_name)
        ).first.click()
    return Path(started.value.path()).read_bytes()


def upload(name: str, content: str, media_type: str = "text/csv") -> dict[str, object]:
    """Return a file as a browser's chooser hands it over."""
    return {"name": name, "mimeType": media_type, "buffer": content.encode()}


def find_overview(page: Page, service: str) -> str:
    """Return the address of the demo's own self-assessment of a service."""
    page.goto("/")
    link = page.get_by_role("link", name=re.compile(f"^{service}, First "))
    return link.get_attribute("href") or ""


def path_of(page: Page) -> str:
    """Return where the page is, without the server."""
    return re.sub(r"^https?://[^/]+", "", page.url)
