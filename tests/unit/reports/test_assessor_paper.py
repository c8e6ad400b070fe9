"""The assessor's report on paper: its tags, its words, its marks, and what LibreOffice reads."""

import docx
import pikepdf
import pytest
from factories.assessments import cse, service_points
from factories.decided import make_facts, make_round, print_paper, sign, write_content
from factories.office import convert, read_pdf

from cse_assess.config import Rendering
from cse_assess.reports.assessor.making import make_file, render_html
from cse_assess.reports.options import Format

REASON = "The time was too short for a round."
LONG = "Words that go on. " * 1_100


def write(content, folder, file_format=Format.PDF, **values):
    return make_file(print_paper(content, **values), file_format, folder, limits=Rendering())


def squeeze(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def content():
    changes = {
        "1.1.1": {"level": "plus", "strength": "A <model> & more"},
        "3.2.1": {"level": "partial", "own_level": "compliant", "partial": "Not on paper."},
    }
    return write_content(make_facts(changes=changes), rounds=[make_round()])


@pytest.fixture(scope="module")
def draft(content, tmp_path_factory):
    return write(content, tmp_path_factory.mktemp("draft"))


@pytest.fixture(scope="module")
def signed(content, tmp_path_factory):
    paper = sign({**content, "accuracy": []}, without_round=REASON)
    return write(paper, tmp_path_factory.mktemp("signed"), sha256="cd" * 32)


def test_every_page_of_a_draft_but_the_cover_is_marked_as_one(draft):
    cover, *pages = read_pdf(draft)
    assert "DRAFT: Assessor’s report" in cover
    assert all("DRAFT, not signed" in page for page in pages)
    assert not any("Self-assessment, not a certificate" in page for page in pages)


def test_a_signed_report_names_who_signed_its_fingerprint_and_the_audit_trail(signed):
    text = "\n".join(read_pdf(signed))
    assert "DRAFT" not in text
    assert "Signed by Ada Marsh" in text
    assert squeeze("cd" * 32) in squeeze(text)
    assert squeeze("ab" * 32) in squeeze(text)
    assert "event 412" in text
    assert REASON in " ".join(text.split())


def test_the_pdf_is_tagged_with_headings_tables_and_lists(draft):
    with pikepdf.open(draft) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"
        found = {str(each.S) for each in walk(opened.Root.StructTreeRoot)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI"} <= found


def walk(element):
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        yield from walk(element.get("/K"))
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from walk(kid)


def test_sections_stand_in_the_order_of_published_reports(content):
    headings = [each.title for each in print_paper(content).headings if each.depth == 1]
    assert headings == [
        "Key information",
        "Introduction",
        "Method",
        "Summary of strengths",
        "Areas for continuous improvement",
        "Areas of partial compliance",
        "Findings by criterion",
        "Compliance table",
        "Recommendation",
        "Factual accuracy",
        "About this document",
    ]


def test_both_levels_of_each_element_are_printed(draft):
    text = " ".join(" ".join(read_pdf(draft)).split())
    assert "3.2.1 Information by the right channels + Compliant ± Partially compliant" in text


def test_the_word_file_has_real_headings_and_tables(content, tmp_path):
    word = docx.Document(write(content, tmp_path, Format.DOCX))
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "1 Key information"
    assert len(headings) == 11
    assert len(word.tables) == 4 + len(cse().criteria)
    footer = word.sections[0].footer.paragraphs[0].text
    assert footer.startswith("DRAFT, not signed · Assessor’s report")


def test_libreoffice_reads_every_word_of_the_word_file(content, tmp_path):
    file = write(content, tmp_path, Format.DOCX)
    text = squeeze(" ".join(read_pdf(convert(file, "pdf", tmp_path))))
    for words in ("A <model> & more", "Not on paper.", "10 Factual accuracy", "Compliance Plus"):
        assert squeeze(words) in text


def test_the_element_that_a_finding_is_about_stands_out(content, tmp_path):
    document = docx.Document(write(content, tmp_path, Format.DOCX))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold and run.text.startswith("3.2.1 ")]
    assert not [run.text for run in runs if run.bold and "Not on paper" in run.text]


def test_what_people_write_is_never_markup(content):
    assert "<model>" not in render_html(print_paper(content))


def test_very_long_texts_lose_nothing(tmp_path):
    changes = {"1.1.1": {"comment": f"{LONG}The end."}, "1.1.2": {"comment": "x" * 5_000}}
    content = write_content(
        make_facts(service="Very long name of a service " * 7, changes=changes),
        texts={"introduction": f"{LONG}So it goes."},
    )
    pages = read_pdf(write(content, tmp_path))
    text = squeeze(" ".join(pages))
    assert squeeze("The end.") in text
    assert squeeze("So it goes.") in text
    assert text.count("x" * 20) >= 1


@pytest.mark.parametrize("choice", ["", "not_yet"])
def test_an_empty_report_can_be_printed(choice, tmp_path):
    facts = make_facts(level=None, visit_days=(), assessors=("Ada Marsh",))
    content = write_content(facts, choice=choice)
    text = " ".join(read_pdf(write(content, tmp_path)))
    assert "Not scored" in text
    assert "No day set" in text


def test_a_standard_of_another_shape_is_printed_too(tmp_path):
    standard = service_points()
    content = write_content(make_facts(standard, level=standard.rules.met[-1]))
    text = " ".join(read_pdf(write(content, tmp_path)))
    assert standard.title in text


def test_a_reopened_report_says_so_on_its_cover(content, tmp_path):
    paper = write(sign(content), tmp_path, reopened_reason="A level was wrong.")
    cover = " ".join(read_pdf(paper)[0].split())
    assert "Reopened since it was signed." in cover
    assert "A level was wrong." in cover


def test_the_file_name_is_plain(content):
    assert print_paper(content).file_stem == "assessors-report-libraries-2026-draft"
    assert print_paper(sign(content)).file_stem.endswith("signed-1")
