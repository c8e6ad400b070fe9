"""The Word file: its structure as python-docx sees it, its words as LibreOffice reads them."""

import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from factories.assessments import cse, service_points
from factories.office import convert, read_pdf
from factories.reports import link, make_full_report, make_item, make_report, make_response
from factories.reports import make_tree as tree_of

from cse_assess.reports.options import Audience, choose_standard
from cse_assess.reports.printing import render_html
from cse_assess.reports.word import write_word
from cse_assess.reports.word_parts import TEXT_WIDTH, share_width


def write(report, folder):
    target = folder / "report.docx"
    write_word(render_html(report), target)
    return target


@pytest.fixture(scope="module")
def report():
    return make_full_report(service_points(), pieces=2)


@pytest.fixture(scope="module")
def file(report, tmp_path_factory):
    return write(report, tmp_path_factory.mktemp("word"))


@pytest.fixture(scope="module")
def word(file):
    return docx.Document(file)


def paragraphs(word, style):
    return [each.text for each in word.paragraphs if each.style.name == style]


def squeeze(text):
    return "".join(text.split())


def test_headings_are_headings_in_the_order_of_the_document(word, report):
    sections = [f"{each.number} {each.title}" for each in report.headings if each.depth == 1]
    assert paragraphs(word, "Heading 1") == sections
    elements = [f"{each.code} {each.title}" for each in report.entries.values()]
    assert paragraphs(word, "Heading 4") == elements


def test_the_contents_name_each_heading_and_ask_for_its_page(word, report):
    entries = [text for depth in (1, 2, 3) for text in paragraphs(word, f"toc {depth}")]
    assert len(entries) == len(report.headings)
    asked = [
        each.text for each in word.element.body.iter(qn("w:instrText")) if "PAGEREF" in each.text
    ]
    assert len(asked) >= len(entries)


def test_every_table_is_a_table_with_a_caption_and_headings_that_repeat(word):
    tables = list(word.element.body.iter(qn("w:tbl")))
    assert len(paragraphs(word, "Caption")) == len(tables)
    assert all(each.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for each in tables)
    with_columns = [
        each for each in tables if each.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    ]
    assert with_columns
    for each in with_columns:
        assert each.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None


def test_each_chart_is_said_in_words(word, report):
    said = paragraphs(word, "Chart In Words")
    charts = (*report.charts, report.plans.forecast.chart, *report.coverage_charts)
    assert said == [each.description for each in charts]


def test_links_lead_to_marks_that_are_in_the_document(word):
    body = word.element.body
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    wanted = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert wanted
    assert wanted <= marks


def test_the_document_says_its_title_its_author_and_its_language(word, report):
    properties = word.core_properties
    assert (properties.title, properties.author) == (report.title, report.subject.organisation)
    assert properties.language == "en-GB"
    languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_lists_with_numbers_each_begin_at_one(tmp_path):
    word = docx.Document(write(make_full_report(cse(), pieces=1), tmp_path))
    numbered = word.element.body.xpath(".//w:pPr[w:pStyle/@w:val='ListNumber']")
    used = {each.numPr.numId.val for each in numbered}
    numbering = word.part.numbering_part.element
    assert used
    for number in used:
        override = numbering.num_having_numId(number).find(qn("w:lvlOverride"))
        assert override.find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_hostile_text_is_text(tmp_path):
    hostile = '</w:t><w:script/> <img src=x> &amp; "\x01\ufffe{{ 7 * 7 }}'
    response = make_response(0, "A.1", level="green", justification=hostile)
    linked = [link(1, response, *make_item(1, title=hostile))]
    tree = tree_of([response], linked, standard_id="service-points", service=hostile)
    word = docx.Document(write(make_report(tree, service_points()), tmp_path))
    said = [each.text for each in word.paragraphs]
    assert any('</w:t><w:script/> <img src=x> &amp; "' in text for text in said)
    assert any("{{ 7 * 7 }}" in text for text in said)


def test_line_ends_are_kept_where_they_were_typed(tmp_path):
    response = make_response(0, "A.1", level="green", justification="First.\n\nSecond.")
    tree = tree_of([response], standard_id="service-points")
    word = docx.Document(write(make_report(tree, service_points()), tmp_path))
    assert "First.\n\nSecond." in [each.text for each in word.paragraphs]


def test_nothing_in_the_file_is_fetched_or_run(file):
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
    assert 'TargetMode="External"' not in links


@pytest.mark.parametrize("audience", Audience)
def test_libreoffice_reads_every_word_that_the_file_holds(audience, tmp_path):
    report = make_full_report(service_points(), pieces=2, options=choose_standard(audience))
    written = write(report, tmp_path)
    text = squeeze(" ".join(read_pdf(convert(written, "pdf", tmp_path))))
    word = docx.Document(written)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for said in (*cells, *(each.text for each in word.paragraphs)):
        assert squeeze(said) in text


def test_libreoffice_works_out_the_pages_of_the_contents(file, report, tmp_path):
    pages = read_pdf(convert(file, "pdf", tmp_path))
    contents = next(page for page in pages if "Contents" in page)
    last = report.headings[-1]
    line = next(line for line in contents.splitlines() if last.title in line)
    assert last.title in pages[int(line.rpartition(".")[2]) - 1]


def test_the_headings_of_a_table_stay_with_its_first_row(word):
    """LibreOffice lost all rows of a table whose headings alone had room at the foot of a page."""
    used = word.element.body.xpath(".//w:tr[w:trPr/w:tblHeader]//w:pStyle/@w:val")
    assert set(used) == {"TableHeading"}
    assert word.styles["Table Heading"].paragraph_format.keep_with_next


def test_a_day_has_room_on_one_line():
    first, *_ = share_width([["Dated", "What"], ["22 Nov 2026Out of date", "word " * 200]])
    assert first > len("22 Nov 2026") * 90


def test_a_wide_column_of_sentences_gets_most_of_the_room_beside_narrow_ones():
    numbers = [["Criterion 1"] * 5, *([["90%"] * 5] * 9)]
    texts = [[*row, "Ask three neighbours for this year’s figures"] for row in numbers]
    widths = share_width(texts)
    assert widths[-1] > TEXT_WIDTH / 3
    assert sum(widths) <= TEXT_WIDTH
