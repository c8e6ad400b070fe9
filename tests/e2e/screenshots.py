"""Takes the pictures of the documentation from the demo (script/screenshots).

Usage: python -m e2e.screenshots FOLDER
"""

import sys
import tempfile
from pathlib import Path

import pypdfium2
from e2e.server import CHROMIUM, CHROMIUM_OPTIONS, PATIENCE_SECONDS, read_demo, serve
from e2e.steps import LIBRARIES, download, find_overview, press, sign_in
from e2e.worked_example import walk
from PIL import Image
from playwright.sync_api import Page, sync_playwright

WINDOW = {"width": 1280, "height": 1000}
COLOURS = 128
PDF_HEIGHT = 900
REPORT_SECONDS = 120


def take_pictures(folder: Path) -> None:
    """Make every picture in `folder` anew, from a demo of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as work,
        serve(Path(work), "--demo") as (url, log),
        sync_playwright() as playwright,
    ):
        demo = read_demo(url, log)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        page = browser.new_page(base_url=url, viewport=WINDOW, locale="en-GB")
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        sign_in(page, demo.people["Improvement lead"], demo.password)
        _take_pages(page, folder)
        _take_the_cover(page, folder / "report.png")
        walk(page, lambda name, shown: _take(shown, folder / f"worked-{name}.png"))
        browser.close()


def _take_pages(page: Page, folder: Path) -> None:
    overview = find_overview(page, LIBRARIES)
    for name, address in (
        ("overview", overview),
        ("element", f"{overview}/elements/1.2.2"),
        ("coverage", f"{overview}/coverage"),
        ("readiness", f"{overview}/readiness"),
    ):
        page.goto(address)
        _take(page, folder / f"{name}.png")


def _take(page: Page, picture: Path) -> None:
    page.screenshot(path=picture)
    _shrink(Image.open(picture), picture)


def _take_the_cover(page: Page, picture: Path) -> None:
    page.goto(f"{find_overview(page, LIBRARIES)}/reports/new")
    press(page, "Make the report")
    done = page.get_by_role("button", name="Download the PDF file")
    done.wait_for(timeout=REPORT_SECONDS * 1000)
    cover = pypdfium2.PdfDocument(download(page, "Download the PDF file"))[0]
    scale = PDF_HEIGHT / cover.get_height()
    _shrink(cover.render(scale=scale).to_pil(), picture)


def _shrink(image: Image.Image, picture: Path) -> None:
    """Save `image` with few colours, so that the repository stays small."""
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]))
