"""The sample papers are real files: they pass the checks of an upload and open."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import PurePath
from xml.etree import ElementTree as ET

import openpyxl
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from cse_assess.demo.papers import list_papers, make_file
from cse_assess.demo.story import read_story
from cse_assess.evidence.inspection.verdict import check_file
from cse_assess.reading.formats.entry import load_reader

TODAY = date(2026, 11, 21)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_type(papers, suffix) -> dict[str, bytes]:
    return {name: content for name, content in papers.items() if name.endswith(suffix)}


def read_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 -- our own file
    return "\n".join(node.text or "" for node in body.iter(f"{WORD}t"))


def test_every_file_passes_the_checks_of_an_upload(papers, tmp_path):
    for name, content in papers.items():
        path = tmp_path / PurePath(name).name
        path.write_bytes(content)
        check_file(str(path), path.suffix[1:], 100_000_000)


def test_no_file_hides_anything(papers):
    for name, content in papers.items():
        suffix = PurePath(name).suffix[1:]
        document = load_reader(suffix)(io.BytesIO(content), suffix)
        assert document.hidden == (), name


def test_no_two_files_are_the_same(papers):
    assert len({hashlib.sha256(content).digest() for content in papers.values()}) == len(papers)


@pytest.mark.parametrize(
    "key", ["customer-charter", "panel-minutes", "channel-use", "you-said-we-did"]
)
def test_the_same_day_gives_the_same_bytes(papers, key):
    story = read_story()
    revisions = list_papers(story, TODAY)[key]
    about, content, on = revisions[-1]
    again = make_file(about, content, on, story, TODAY)
    assert again == papers[f"{key}/{len(revisions)}/{content.file}"]


def test_every_pdf_is_tagged_and_in_english_with_its_title(papers):
    for name, content in of_type(papers, ".pdf").items():
        with pikepdf.open(io.BytesIO(content)) as document:
            assert document.Root.MarkInfo.Marked, name
            assert document.Root.Lang == "en-GB", name
            assert str(document.docinfo["/Title"]), name


def test_every_written_paper_has_text_to_find(papers):
    texts = {name: read_pdf(content) for name, content in of_type(papers, ".pdf").items()}
    texts |= {name: read_docx(content) for name, content in of_type(papers, ".docx").items()}
    for name, text in texts.items():
        assert len(text.split()) >= 60, name
        assert "{" not in text, name


def test_a_word_document_has_headings_lists_and_tables(papers):
    with zipfile.ZipFile(
        io.BytesIO(papers["enquiry-procedure/1/enquiries-longer-than-a-day.docx"])
    ) as archive:
        body = archive.read("word/document.xml").decode()
    for part in ('w:val="Heading1"', 'w:val="ListBullet"', "<w:tbl>", "<w:tblHeader/>"):
        assert part in body


def test_every_workbook_opens_with_tables_of_figures(papers):
    for name, content in of_type(papers, ".xlsx").items():
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book:
            assert sheet.max_row >= 5, (name, sheet.title)
            assert sheet.cell(3, 1).value, (name, sheet.title)


def test_every_picture_opens_and_needs_no_letter_that_its_font_lacks(papers):
    for name, content in of_type(papers, ".png").items():
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == ((600, 400) if name.endswith("-small.png") else (1200, 800))
    for item in read_story().evidence:
        if item.picture:
            assert "".join((item.picture.heading, *item.picture.lines)).isascii(), item.key
