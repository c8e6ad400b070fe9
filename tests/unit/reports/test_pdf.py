"""The printed document: its structure as pikepdf sees it, its text as pdfium reads it."""

import re
from datetime import date
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from factories.assessments import cse, service_points
from factories.outlook import make_outlook_report, plan
from factories.reports import (
    link,
    make_full_report,
    make_item,
    make_report,
    make_response,
    make_tree,
)

from cse_assess.config import Rendering
from cse_assess.reports.options import Audience, ReportOptions, Section
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html

LONG_WORD = "x" * 400
LONG_URL = "https://example.org/" + "pathwithoutend/" * 40


def print_report(report, folder):
    return render_pdf(render_html(report), folder, limits=Rendering())


def small_tree(*pieces, **changes):
    """Make a self-assessment against the small standard, whose first element has evidence."""
    service = changes.pop("service", "Front desk")
    response = make_response(0, "A.1", level="green", **changes)
    linked = [link(n, response, *piece) for n, piece in enumerate(pieces, start=1)]
    return make_tree([response], linked, service=service, standard_id="service-points")


def read_pages(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeeze(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def full_report():
    return make_full_report(cse(), pieces=3)


@pytest.fixture(scope="module")
def full_pdf(full_report, tmp_path_factory):
    return print_report(full_report, tmp_path_factory.mktemp("full"))


@pytest.fixture
def opened(full_pdf):
    with pikepdf.open(full_pdf) as pdf:
        yield pdf


def structure_types(element, found):
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.append(str(element.S))
        structure_types(element.get("/K"), found)
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            structure_types(kid, found)
    return found


def test_the_document_is_tagged_with_its_structure(opened):
    types = set(structure_types(opened.Root.StructTreeRoot, []))
    assert opened.Root.MarkInfo.Marked
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/Figure", "/Link"} <= types


def test_headings_go_down_one_level_at_a_time(opened):
    types = structure_types(opened.Root.StructTreeRoot, [])
    levels = [int(name[2:]) for name in types if re.fullmatch("/H[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_document_says_its_language_and_shows_its_title(opened):
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert str(opened.docinfo["/Title"]) == "Gap analysis: Waste and Recycling, 2026 to 2027"
    assert str(opened.docinfo["/Author"]) == "Wexmoor District Council"


def test_each_figure_has_words_in_its_place(opened):
    figures = [each for each in opened.objects if is_figure(each)]
    words = [str(figure.Alt).strip() for figure in figures]
    assert sum("needed" in text for text in words) == 5
    assert sum(bool(re.match(r"Coverage of .+: \d+ \w", text)) for text in words) == 5
    assert sum(text.startswith("Share of the elements") for text in words) == 1
    assert all(words)


def is_figure(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"


def test_bookmarks_lead_down_to_each_element(opened, full_report):
    with opened.open_outline() as outline:
        sections = {item.title: item for item in outline.root}
        by_name = {title.partition(" ")[2]: item for title, item in sections.items()}
        elements = [
            element.title.split()[0]
            for criterion in by_name["Element by element"].children
            for subcriterion in criterion.children
            for element in subcriterion.children
        ]
    assert list(sections)[:3] == [
        "1 Summary",
        "2 Criterion by criterion",
        "3 Gaps, the most pressing first",
    ]
    assert elements == list(full_report.entries)


def test_every_page_is_a4(opened):
    sizes = {tuple(round(float(side)) for side in page.mediabox) for page in opened.pages}
    assert sizes == {(0, 0, 595, 842)}


def test_every_link_leads_to_a_place_in_the_document(opened):
    names = {str(name) for name in pikepdf.NameTree(opened.Root.Names.Dests)}
    links = [
        annotation
        for page in opened.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    assert len(links) > 100
    assert {str(each.Dest) for each in links} <= names


def test_the_contents_give_the_page_on_which_each_section_begins(full_pdf, full_report):
    pages = read_pages(full_pdf)
    for heading in full_report.headings:
        if heading.depth == 1:
            line = re.search(rf"{heading.number} {heading.title}[ .]+(\d+)", pages[1])
            assert f"{heading.number} {heading.title}" in pages[int(line[1]) - 1]


def test_pages_are_numbered_of_their_total_but_for_the_cover(full_pdf):
    pages = read_pages(full_pdf)
    assert "Page 1 of" not in pages[0]
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1) if n > 1)


def test_each_page_names_the_service_and_its_cycle(full_pdf):
    for page in read_pages(full_pdf):
        assert "Waste and Recycling" in page
        assert "2026 to 2027" in page


def test_every_element_gap_and_hash_is_printed(full_pdf, full_report):
    text = squeeze(" ".join(read_pages(full_pdf)))
    for element in full_report.entries.values():
        assert squeeze(f"{element.code} {element.title}") in text
        assert squeeze(element.statement) in text
    for gap in full_report.analysis.gaps:
        assert all(squeeze(finding.reason) in text for finding in gap.findings)
    for entry in full_report.evidence:
        assert entry.record.fingerprint in text


def test_the_summary_fills_one_page(full_pdf, full_report):
    pages = read_pages(full_pdf)
    (summary,) = [page for page in pages[2:] if "1 Summary" in page]
    assert all(gap.code in summary for gap in full_report.analysis.gaps[:5])
    assert "2 Criterion by criterion" in pages[pages.index(summary) + 1]


def test_the_document_says_that_it_is_no_certificate_on_every_page(full_pdf):
    for page in read_pages(full_pdf):
        assert "elf-assessment, not a certificate" in page


def test_no_heading_stands_alone_at_the_foot_of_a_page(full_pdf, full_report):
    headings = {squeeze(f"{each.code} {each.title}") for each in full_report.entries.values()}
    for page in read_pages(full_pdf):
        lines = [squeeze(line) for line in page.splitlines() if line.strip()]
        body = [line for line in lines if "notacertificate" not in line]
        assert body[-1] not in headings


def test_nothing_is_attached_to_the_document(opened):
    assert not opened.attachments


def test_hostile_text_is_printed_as_text_and_fetches_nothing(tmp_path):
    hostile = '</style><img src="file:///etc/passwd"><a href="file:///etc/passwd">x</a>'
    tree = small_tree(make_item(1, title=hostile), justification=hostile, service=hostile)
    path = print_report(make_report(tree, service_points()), tmp_path)
    assert squeeze(hostile) in squeeze(" ".join(read_pages(path)))
    with pikepdf.open(path) as pdf:
        actions = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        assert not actions
        assert not pdf.attachments


def test_an_empty_self_assessment_is_printed(tmp_path):
    options = ReportOptions(frozenset(Section) - {Section.ELEMENTS})
    report = make_report(make_tree([]), cse(), options)
    text = " ".join(read_pages(print_report(report, tmp_path)))
    assert "No evidence is attached to this self-assessment." in text
    assert "57 gaps" in text


def test_a_self_assessment_in_which_nothing_applies_is_printed(tmp_path):
    responses = [
        make_response(place, element.code, level="not_applicable", level_reason="Not ours.")
        for place, element in enumerate(cse().elements)
    ]
    options = ReportOptions(frozenset({Section.SUMMARY, Section.GROUPS, Section.GAPS}))
    report = make_report(make_tree(responses), cse(), options)
    text = " ".join(read_pages(print_report(report, tmp_path)))
    assert "No element applies, so there is nothing to assess." in text
    assert "No gap was found" in text


def test_two_hundred_pieces_of_evidence_for_one_element_are_all_printed(tmp_path):
    tree = small_tree(*[make_item(number) for number in range(1, 201)])
    report = make_report(tree, service_points())
    text = squeeze(" ".join(read_pages(print_report(report, tmp_path))))
    assert all(text.count(each.record.fingerprint) == 2 for each in report.evidence)


def test_long_texts_words_and_addresses_stay_on_the_page(tmp_path):
    tree = small_tree(
        make_item(1, title=LONG_WORD[:300]),
        make_item(2, url=LONG_URL),
        justification=f"{LONG_WORD} " + "It flows endlessly. " * 1500,
        service=LONG_WORD[:200],
    )
    path = print_report(make_report(tree, service_points()), tmp_path)
    text = squeeze(" ".join(read_pages(path)))
    assert text.count("endlessly") == 1500
    assert LONG_URL in text
    assert max(right_edges(path)) < 595 - 50


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.TEAM])
def test_long_names_stay_on_the_page_where_they_are_told_of_the_days_to_come(audience, tmp_path):
    options = ReportOptions(
        frozenset({Section.FORECAST, Section.FRAGILITY, Section.ROUTE}), audience=audience
    )
    planned = [plan("A" + LONG_WORD[:299])]
    report = make_outlook_report(options=options, title="E" + LONG_WORD[:299], planned=planned)
    path = print_report(report, tmp_path)
    text = squeeze(" ".join(read_pages(path)))
    assert f"E{LONG_WORD[:299]}" in text
    assert max(right_edges(path)) < 595 - 50


def test_a_table_of_days_goes_on_where_one_day_fills_more_than_a_page(tmp_path):
    elements = cse().elements
    responses = [make_response(place, each.code) for place, each in enumerate(elements)]
    survey = make_item(1, title=LONG_WORD[:300], evidence_on=None, valid_until=date(2099, 6, 30))
    links = [link(place, each, *survey) for place, each in enumerate(responses, start=1)]
    tree = make_tree(responses, links, visit_on=date(2098, 6, 30))
    report = make_report(tree, cse(), ReportOptions(frozenset({Section.FORECAST})))
    pages = [squeeze(page) for page in read_pages(print_report(report, tmp_path))]
    assert all(f"{each.code}:“Compliant”becomes" in "".join(pages) for each in elements)
    tabled = pages[next(n for n, page in enumerate(pages) if "1.1.1:“Comp" in page) :]
    assert all("Whatchanges" in page for page in tabled if "becomes" in page)


def right_edges(path):
    """Return where characters of each page end, in points from its left side."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = [page.get_textpage() for page in document]
        return [text.get_charbox(n)[2] for text in texts for n in range(text.count_chars())]
    finally:
        document.close()


def test_a_standard_of_another_shape_is_printed(tmp_path):
    standard = service_points()
    responses = [
        make_response(place, element.code, level="green")
        for place, element in enumerate(standard.elements)
    ]
    tree = make_tree(responses, standard_id=standard.id)
    text = " ".join(read_pages(print_report(make_report(tree, standard), tmp_path)))
    assert "14 needed" in text
    assert all(element.title in text for element in standard.elements)
