"""What a screen reader finds in each printed document, as its tags say it."""

import pikepdf
import pytest
from factories.assessments import service_points
from factories.reports import make_full_report

from cse_assess.config import Rendering
from cse_assess.reports.options import Audience, choose_standard
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html

SHOWS = {
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "Do",
    "sh",
    "INLINE IMAGE",
}


@pytest.fixture(scope="module", params=Audience)
def pdf(request, tmp_path_factory):
    report = make_full_report(service_points(), pieces=1, options=choose_standard(request.param))
    folder = tmp_path_factory.mktemp("structure")
    with pikepdf.open(render_pdf(render_html(report), folder, limits=Rendering())) as opened:
        yield opened


def walk(element):
    """Yield every element of the structure, in the order of reading."""
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        yield from walk(element.get("/K"))
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from walk(kid)


def tags(pdf, *names):
    found = [each for each in walk(pdf.Root.StructTreeRoot) if str(each.S) in names]
    assert found, names
    return found


def test_each_cell_of_a_table_names_its_headings(pdf):
    headings = {str(each.ID) for each in tags(pdf, "/TH")}
    for cell in tags(pdf, "/TD"):
        named = {str(name) for name in cell.A.Headers}
        assert named
        assert named <= headings


def test_each_figure_has_words_in_its_place(pdf):
    assert all(str(each.Alt).strip() for each in tags(pdf, "/Figure"))


def test_the_document_says_its_language_and_its_title(pdf):
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"])
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_nothing_is_drawn_that_is_neither_tagged_nor_marked_as_ornament(pdf):
    for page in pdf.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            assert name not in SHOWS or depth, (page.index, name, operands)


def test_the_keyboard_goes_through_each_page_in_the_order_of_its_structure(pdf):
    assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
