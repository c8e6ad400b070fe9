"""What is read from Word documents, workbooks, presentations and OpenDocuments."""

from datetime import date

import pytest
from factories.papers import (
    make_open_text,
    make_presentation,
    make_word,
    make_workbook,
    paragraph,
    shape,
)
from hostile.documents import OFFICE_RELATIONS, WORD, make_open_xml, relationships

from cse_assess.reading.refusal import Refused

BREAK = '<w:r><w:br w:type="page"/></w:r>'
LAYOUT = "<w:r><w:lastRenderedPageBreak/></w:r>"


def texts(document):
    return [page.text for page in document.pages]


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("docx", make_word("")),
        ("xlsx", make_workbook({})),
        ("pptx", make_presentation([])),
        ("odt", make_open_text("")),
        ("ods", make_open_text("", "spreadsheet")),
        ("odp", make_open_text("", "presentation")),
    ],
)
def test_title_authors_and_day_come_from_the_properties(read, suffix, content):
    document = read(content, suffix)
    assert (document.type, document.title) == (suffix, "Panel minutes")
    assert document.authors == ("Ada Fern", "Ben Rook")
    assert document.written_on == date(2026, 3, 3)


def test_word_pages_are_those_of_its_breaks_where_it_was_never_laid_out(read):
    section = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>three</w:t></w:r></w:p>"
    flowing = (
        '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>'
        "<w:r><w:t>four</w:t></w:r></w:p>"
    )
    before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>six</w:t></w:r></w:p>"
    body = paragraph("one", BREAK, "two") + BREAK + section + flowing + paragraph("five") + before
    assert texts(read(make_word(body), "docx")) == ["one", "two", "three", "four\nfive", "six"]


def test_word_pages_are_those_of_the_last_layout_where_it_left_marks(read):
    body = paragraph("one", BREAK) + paragraph(LAYOUT, "two") + paragraph("still two", LAYOUT, "3")
    assert texts(read(make_word(body), "docx")) == ["one", "two\nstill two", "3"]


def test_word_tables_keep_their_rows_on_a_line(read):
    cell = "<w:tc>{}</w:tc>"
    row = (
        "<w:tr>"
        + cell.format(paragraph("Calls") + paragraph("a day"))
        + cell.format(paragraph("120"))
        + "</w:tr>"
    )
    assert texts(read(make_word(f"<w:tbl>{row}{row}</w:tbl>"), "docx")) == [
        "Calls a day\t120\nCalls a day\t120"
    ]


def test_word_changes_comments_and_vanished_words_are_told_apart(read, hidden):
    body = paragraph(
        "We answer",
        '<w:del w:author="A"><w:r><w:delText> most</w:delText></w:r></w:del>',
        '<w:ins w:author="A"><w:r><w:t> all</w:t></w:r></w:ins>',
        " calls",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> (not true)</w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> today</w:t></w:r>',
    )
    comments = (
        f'<w:comments xmlns:w="{WORD}"><w:comment w:author="Ada">{paragraph("Really?")}'
        "</w:comment></w:comments>"
    )
    document = read(
        make_word(
            body,
            {
                "word/comments.xml": comments,
                "word/_rels/document.xml.rels": relationships(
                    f'Type="{OFFICE_RELATIONS}/comments" Target="comments.xml"'
                ),
            },
        ),
        "docx",
    )
    assert texts(document) == ["We answer all calls today"]
    assert hidden(document) == [
        ("tracked_change", "most", 1),
        ("tracked_change", "all", 1),
        ("hidden", "(not true)", 1),
        ("comment", "Ada: Really?", None),
    ]


def test_a_word_style_may_hide_its_text(read, hidden):
    style = f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr>'
    document = read(
        make_word(
            '<w:p><w:pPr><w:pStyle w:val="Ghost"/></w:pPr><w:r><w:t>unseen</w:t></w:r></w:p>'
            + paragraph('<w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>nor this</w:t></w:r>')
            + paragraph("seen"),
            {
                "word/styles.xml": style + "</w:style></w:styles>",
                "word/_rels/document.xml.rels": relationships(
                    f'Type="{OFFICE_RELATIONS}/styles" Target="styles.xml"'
                ),
            },
        ),
        "docx",
    )
    assert texts(document) == ["seen"]
    assert [text for _kind, text, _page in hidden(document)] == ["unseen", "nor this"]


def _part(element, body):
    return f'<w:{element} xmlns:w="{WORD}">{body}</w:{element}>'


def test_word_heads_notes_and_boxes_are_read_once(read):
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:t>in a box</w:t></mc:Choice>'
        "<mc:Fallback><w:t>in a box</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(
        make_word(
            paragraph("Text", box),
            {
                "word/header1.xml": _part("hdr", paragraph("Charter")),
                "word/footnotes.xml": _part("footnotes", paragraph("A note")),
                "word/_rels/document.xml.rels": relationships(
                    f'Type="{OFFICE_RELATIONS}/footnotes" Target="footnotes.xml"',
                    f'Type="{OFFICE_RELATIONS}/header" Target="header1.xml"',
                ),
            },
        ),
        "docx",
    )
    assert document.text.split("\n") == ["Charter", "", "Textin a box", "", "A note"]


def test_a_workbook_gives_a_page_for_each_sheet_with_its_name(read):
    rows = (
        '<sheetData><row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row><c t="inlineStr"><is><t>March</t></is></c><c><v>4.2000000000000002</v></c>'
        '<c t="b"><v>1</v></c><c t="str"><f>A1</f><v>sum</v></c><c s="1"><v>46112</v></c>'
        '<c s="1"><v>46112.5</v></c></row></sheetData>'
    )
    document = read(make_workbook({"Calls": rows, "Empty": ""}), "xlsx")
    assert [(page.number, page.label) for page in document.pages] == [(1, "Calls"), (2, "Empty")]
    assert document.pages[0].text == (
        "Waits\tin minutes\nMarch\t4.2\tTRUE\tsum\t2026-03-31\t2026-03-31 12:00"
    )


def test_hidden_sheets_rows_columns_and_comments_of_a_workbook_are_found(read, hidden):
    rows = (
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        '<row><c r="A1"><v>10</v></c><c r="B1"><v>20</v></c></row>'
        '<row hidden="1"><c r="A2"><v>30</v></c></row></sheetData>'
    )
    document = read(
        make_workbook(
            {"Pay": rows, "Calls": rows},
            states={"Pay": "veryHidden"},
            extra={
                "xl/worksheets/_rels/s2.xml.rels": relationships(
                    f'Type="{OFFICE_RELATIONS}/comments" Target="../comments.xml"'
                ),
                "xl/comments.xml": "<comments><commentList><comment><text><r><t>Check</t></r>"
                "</text></comment></commentList></comments>",
            },
        ),
        "xlsx",
    )
    assert [(page.number, page.text) for page in document.pages] == [(2, "10")]
    assert hidden(document) == [
        ("hidden", "10\t20\n30", 1),
        ("hidden", "20", 2),
        ("hidden", "30", 2),
        ("comment", "Check", 2),
    ]


def test_a_presentation_gives_a_page_for_each_slide_and_hides_its_notes(read, hidden):
    document = read(
        make_presentation(
            [
                shape("We listen", "to everyone"),
                shape("Left out"),
                shape("Seen") + shape("switched off", properties='hidden="1"'),
            ],
            shows={2: "0"},
            notes={1: shape("Say less", placeholder="body") + shape("1", placeholder="sldNum")},
        ),
        "pptx",
    )
    assert [(page.number, page.text) for page in document.pages] == [
        (1, "We listen\nto everyone"),
        (3, "Seen"),
    ]
    assert hidden(document) == [
        ("hidden", "Say less", 1),
        ("hidden", "Left out", 2),
        ("hidden", "switched off", 3),
    ]


def test_an_open_text_breaks_pages_and_tells_hidden_words_apart(read, hidden):
    styles = (
        '<style:style style:name="New"><style:paragraph-properties fo:break-before="page"/>'
        '</style:style><style:style style:name="Ghost"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    body = (
        "<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>most"
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>We<text:s text:c='3'/>answer<text:tab/>calls<text:line-break/>daily</text:p>"
        '<text:p>before<text:soft-page-break/>after<text:span text:style-name="Ghost"> unseen'
        "</text:span></text:p><text:p text:style-name='New'>third<office:annotation>"
        "<dc:creator>Ada</dc:creator><dc:date>2026-03-03</dc:date><text:p>Really?</text:p>"
        "</office:annotation></text:p></office:text>"
    )
    document = read(make_open_text(body, styles=styles), "odt")
    assert texts(document) == ["We answer\tcalls\ndaily\nbefore", "after", "third"]
    assert hidden(document) == [
        ("tracked_change", "most", 1),
        ("hidden", "unseen", 2),
        ("comment", "Ada: Really?", 3),
    ]


def test_open_sheets_and_slides_are_pages_with_names(read, hidden):
    styles = (
        '<style:style style:name="Off"><style:table-properties table:display="false"/>'
        '</style:style><style:style style:name="Skip"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('Calls')}{cell.format('120')}</table:table-row>"
    unseen = f"<table:table-row table:visibility='filter'>{cell.format('9')}</table:table-row>"
    book = (
        f"<office:spreadsheet><table:table table:name='March'>{row}{unseen}</table:table>"
        f"<table:table table:name='Pay' table:style-name='Off'>{row}</table:table>"
        "</office:spreadsheet>"
    )
    sheets = read(make_open_text(book, "spreadsheet", styles), "ods")
    assert [(page.label, page.text) for page in sheets.pages] == [("March", "Calls\t120")]
    assert hidden(sheets) == [("hidden", "9", 1), ("hidden", "Calls\t120", 2)]
    show = (
        "<office:presentation><draw:page draw:name='Welcome'><text:p>Hello</text:p>"
        "<presentation:notes><text:p>Smile</text:p></presentation:notes></draw:page>"
        "<draw:page draw:name='Old' draw:style-name='Skip'><text:p>Old</text:p></draw:page>"
        "</office:presentation>"
    )
    slides = read(make_open_text(show, "presentation", styles), "odp")
    assert [(page.label, page.text) for page in slides.pages] == [("Welcome", "Hello")]
    assert hidden(slides) == [("hidden", "Smile", 1), ("hidden", "Old", 2)]


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("docx", make_open_xml(extra={"_rels/.rels": relationships()})),
        ("docx", make_word("<w:p>")[:-40]),
        ("xlsx", b"PK\x03\x04 nothing more"),
        ("odt", make_open_text("")[:-10]),
    ],
)
def test_what_is_no_whole_document_is_refused(read, suffix, content):
    with pytest.raises(Refused, match="damaged"):
        read(content, suffix)
