"""The worked example of the handbook works as it is told."""

import re
from pathlib import Path

from e2e.server import PATIENCE_SECONDS
from e2e.steps import sign_in
from e2e.worked_example import walk

HANDBOOK = Path(__file__).parents[2] / "docs" / "worked-example.md"


def test_the_libraries_go_from_not_ready_to_ready_as_the_handbook_tells(browser, own_demo):
    context = browser.new_context(base_url=own_demo.url, locale="en-GB")
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page = context.new_page()
    sign_in(page, own_demo.people["Improvement lead"], own_demo.password)
    kept = []
    walk(page, lambda name, _page: kept.append(name))
    context.close()
    assert kept == re.findall(r"\(images/worked-(.+)\.png\)", HANDBOOK.read_text("utf-8"))
