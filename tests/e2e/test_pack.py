"""The reader of an evidence pack, opened from a folder as from a memory stick."""

import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from factories.assessments import cse
from factories.reports import make_full_report
from playwright.sync_api import expect

from cse_assess.reports.packs.bag import BagWriter
from cse_assess.reports.packs.files import LeftOut, PackedFile
from cse_assess.reports.packs.kept import PackedAddendum
from cse_assess.reports.packs.making import ADDENDA_CSV, CSV_NAME, JSON_NAME, PAPER
from cse_assess.reports.packs.pages import Pack, draw_pages

SHA256 = "0" * 64


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Give the address of an unpacked pack in which every third file is left out."""
    folder = tmp_path_factory.mktemp("pack")
    report = make_full_report(cse(), pieces=5)
    codes = {each.record.item_id: each.used_in[0] for each in report.evidence}
    files = {item_id: _pack_file(item_id, code) for item_id, code in codes.items()}
    pack = Pack(report, files, submission=2, fingerprint=SHA256, addenda=(_make_addendum(report),))
    at = report.subject.made_at
    with (folder / "pack.zip").open("wb") as target, BagWriter(target, at) as bag:
        for path, content in draw_pages(pack):
            bag.add_page(path, content)
        for name in (PAPER, JSON_NAME, CSV_NAME, ADDENDA_CSV):
            bag.add_page(name, b"a paper")
        for file in pack.packed:
            bag.add_file(file.path, [b"a file"], SHA256)
        bag.finish()
    with zipfile.ZipFile(folder / "pack.zip") as reader:
        reader.extractall(folder)
    return f"file://{folder}/data"


def _make_addendum(report) -> PackedAddendum:
    """Return a late answer about the first element, of which one file is left out."""
    evidence = report.entries["1.1.1"].evidence[:2]
    kept, left_out = (linked.record.item_id for linked in evidence)
    path = f"addenda/1/evidence/{kept}-1.txt"
    return PackedAddendum(
        number=1,
        query=3,
        element="1.1.1",
        question="Which people came?\n" + "Panel" * 30,
        answer="Twelve, from all parts of the borough. " * 20,
        answer_by=date(2026, 7, 1),
        answered_on=date(2026, 7, 4),
        evidence=evidence,
        files={
            kept: PackedFile(path, "notes.txt", SHA256, 6),
            left_out: LeftOut("It is confidential, and there is no redacted copy."),
        },
        fingerprint=SHA256,
        manifest=f"{SHA256}  addendum.json\n",
        content=b"{}",
    )


def _pack_file(item_id: int, code: str):
    if item_id % 3 == 0:
        return LeftOut("It is confidential, and there is no redacted copy.")
    name = f"{item_id}-{'Jahresbericht über die Kundenzufriedenheit ' * 3}& more.txt"
    return PackedFile(f"elements/{code}/{name}", name, SHA256, 6, is_copy=item_id % 5 == 0)


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_every_sort_of_page_can_be_read_by_everybody(open_page, check_page, pack, width):
    page = open_page(None, width)
    for place in (
        "index.html",
        "evidence.html",
        "elements/1.1.1/index.html",
        "addenda/1/index.html",
    ):
        page.goto(f"{pack}/{place}")
        check_page(page)


def test_the_search_finds_elements_by_their_words_and_leads_to_them(open_page, check_page, pack):
    page = open_page()
    page.goto(f"{pack}/index.html")
    page.get_by_label("Search").fill("HARD-to-reach  disadvantaged")
    expect(page.get_by_text("1 found", exact=True)).to_be_visible()
    check_page(page)
    page.locator("#hits").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hard-to-reach")
    page.goto(f"{pack}/index.html")
    page.get_by_label("Search").fill("zzz")
    expect(page.get_by_text("Nothing found")).to_be_visible()


def test_no_link_of_any_page_leads_nowhere(open_page, pack):
    page = open_page()
    seen, waiting, broken = set(), [f"{pack}/index.html"], []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        assert address.startswith(pack), f"{address} leads out of the pack"
        if not address.endswith(".html"):
            broken += [] if _exists(address) else [address]
            continue
        page.goto(address)
        waiting += page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.href.split('#')[0])"
        )
    assert broken == []
    assert sum(address.endswith("/index.html") for address in seen) == 57 + 1 + 1


def _exists(address: str) -> bool:
    return Path(unquote(urlsplit(address).path)).is_file()


def test_without_javascript_every_element_is_in_the_lists(open_page, check_page, pack):
    page = open_page(java_script_enabled=False)
    page.goto(f"{pack}/index.html")
    expect(page.get_by_label("Search")).to_be_hidden()
    page.get_by_role("link", name="5.3.3").click()
    expect(page.get_by_text("What the organisation says")).to_be_visible()
