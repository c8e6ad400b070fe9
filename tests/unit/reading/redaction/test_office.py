"""Redacted Office files: words are gone from every part, and so is what nobody sees."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from factories.redaction import all_readings, is_gone, redact
from hostile.documents import make_zip, relationships

from cse_assess.config import UploadLimits
from cse_assess.evidence.intake import check_file
from cse_assess.reading.refusal import Refused

SECRET = "jane.farrow@example.org"
NUMBER = "943 476 5919"
REMARK = "not to be seen by anybody"
NAME = "Jane Farrow"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:creator>{NAME}</dc:creator></cp:coreProperties>"
)


def make_types(*parts):
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def make_docx(body, **further):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    parts = {
        "[Content_Types].xml": make_types(
            ("word/document.xml", f"{kind}document.main+xml"),
            ("word/comments.xml", f"{kind}comments+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ),
        "_rels/.rels": relationships(
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"',
            'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"',
        ),
        "docProps/core.xml": CORE,
        "word/document.xml": (
            f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'
        ),
        "word/comments.xml": (
            f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="{NAME}"><w:p><w:r>'
            f"<w:t>{REMARK}</w:t></w:r></w:p></w:comment></w:comments>"
        ),
        "word/_rels/document.xml.rels": relationships(
            f'Type="{OFFICE}/comments" Target="comments.xml"',
            f'Type="{OFFICE}/hyperlink" Target="mailto:jane%2Efarrow@example.org" '
            'TargetMode="External"',
        ),
        **further,
    }
    return make_zip(parts.items())


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


DOCX = make_docx(
    f"<w:p>{run('Write to jane.')}{run('farrow@', '<w:rPr><w:b/></w:rPr>')}{run('example.org')}"
    f'{run(", please.")}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    f'<w:p><w:ins w:id="1" w:author="{NAME}">{run("Inserted words.")}</w:ins>'
    f'<w:del w:id="2" w:author="{NAME}"><w:r><w:delText>{REMARK}</w:delText></w:r></w:del></w:p>'
    f"<w:p>{run(REMARK, '<w:rPr><w:vanish/></w:rPr>')}{run('Shown.')}</w:p>"
    f'<w:p><w:hyperlink r:id="r1">{run("a link")}</w:hyperlink></w:p>'
    f'<w:p><w:r><w:instrText>HYPERLINK "mailto:{SECRET}"</w:instrText></w:r></w:p>'
    f"<w:p>{run('943')}<w:r><w:tab/></w:r>{run('476 5919')}</w:p>"
    f"<w:tbl><w:tr><w:trPr><w:del w:id='3'/></w:trPr><w:tc><w:p>{run(REMARK)}</w:p></w:tc></w:tr>"
    f"<w:tr><w:tc><w:p>{run('Kept row')}</w:p></w:tc></w:tr></w:tbl>"
)


def make_xlsx():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.set_properties({"author": NAME})
    page = book.add_worksheet("People")
    page.write_string("A1", f"Ask {SECRET}")
    bold = book.add_format({"bold": True})
    page.write_rich_string("A2", "jane.", bold, "farrow", "@example.org")
    page.write_number("A3", 9434765919)
    page.write_formula("A4", f'="{SECRET}"', value=SECRET)
    page.write_url("A5", f"mailto:{SECRET}", string="write")
    page.write_string("A6", "Kept text")
    page.write_number("A7", 12.5)
    page.write_comment("A6", REMARK, {"author": NAME})
    book.close()
    return file.getvalue()


def make_pptx():
    kind = "application/vnd.openxmlformats-officedocument.presentationml."

    def slide(text):
        return (
            f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:cSld><p:spTree><p:sp>'
            f'<p:nvSpPr><p:cNvPr id="2" name="Box" descr="{SECRET}"/></p:nvSpPr>'
            f"<p:txBody>{text}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )

    parts = {
        "[Content_Types].xml": make_types(
            ("ppt/presentation.xml", f"{kind}presentation.main+xml"),
            ("ppt/slides/slide1.xml", f"{kind}slide+xml"),
            ("ppt/comments/comment1.xml", f"{kind}comments+xml"),
            ("ppt/commentAuthors.xml", f"{kind}commentAuthors+xml"),
        ),
        "_rels/.rels": relationships(
            f'Type="{OFFICE}/officeDocument" Target="ppt/presentation.xml"'
        ),
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{OFFICE}"><p:sldIdLst>'
            '<p:sldId id="256" r:id="r0"/></p:sldIdLst></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": relationships(
            f'Type="{OFFICE}/slide" Target="slides/slide1.xml"',
            f'Type="{OFFICE}/commentAuthors" Target="commentAuthors.xml"',
        ),
        "ppt/slides/slide1.xml": slide(
            "<a:p><a:r><a:t>Write to jane.farrow</a:t></a:r>"
            "<a:r><a:t>@example.org</a:t></a:r></a:p>"
            f"<a:p><a:r><a:t>{NUMBER}</a:t></a:r></a:p><a:p><a:r><a:t>Kept text</a:t></a:r></a:p>"
        ),
        "ppt/slides/_rels/slide1.xml.rels": relationships(
            f'Type="{OFFICE}/comments" Target="../comments/comment1.xml"'
        ),
        "ppt/comments/comment1.xml": (
            f'<p:cmLst xmlns:p="{SLIDES}"><p:cm authorId="0"><p:text>{REMARK}</p:text></p:cm>'
            "</p:cmLst>"
        ),
        "ppt/commentAuthors.xml": (
            f'<p:cmAuthorLst xmlns:p="{SLIDES}"><p:cmAuthor id="0" name="{NAME}"/></p:cmAuthorLst>'
        ),
    }
    return make_zip(parts.items())


def make_open_document(kind, body):
    spaces = " ".join(
        f'xmlns:{each}="{OPEN}{each}:1.0"'
        for each in ("office", "text", "table", "meta", "manifest", "draw")
    )
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="text/xml"/>'
        for path in ("content.xml", "meta.xml")
    )
    return make_zip(
        [
            ("mimetype", media_type),
            (
                "content.xml",
                (
                    f"<office:document-content {spaces} "
                    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:body>'
                    f"{body}</office:body></office:document-content>"
                ),
            ),
            (
                "meta.xml",
                (
                    f"<office:document-meta {spaces}><office:meta><meta:initial-creator>{NAME}"
                    "</meta:initial-creator></office:meta></office:document-meta>"
                ),
            ),
            (
                "META-INF/manifest.xml",
                (
                    f'<manifest:manifest {spaces}><manifest:file-entry manifest:full-path="/" '
                    f'manifest:media-type="{media_type}"/>{entries}</manifest:manifest>'
                ),
            ),
        ]
    )


ODT = make_open_document(
    "text",
    "<office:text><text:tracked-changes><text:changed-region><text:deletion>"
    f"<office:change-info><dc:creator>{NAME}</dc:creator></office:change-info><text:p>{REMARK}"
    "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    f"<text:p>Ask jane.<text:span>farrow@</text:span>example.org or "
    f"<office:annotation><dc:creator>{NAME}</dc:creator><text:p>{REMARK}</text:p>"
    "</office:annotation>943<text:s/>476<text:tab/>5919</text:p><text:p>Kept text</text:p>"
    "</office:text>",
)
ODS = make_open_document(
    "spreadsheet",
    '<office:spreadsheet><table:table table:name="A"><table:table-row>'
    '<table:table-cell office:value-type="float" office:value="9434765919"><text:p>9434765919'
    "</text:p></table:table-cell>"
    f'<table:table-cell office:value-type="string"><text:p>{SECRET}</text:p></table:table-cell>'
    f"<table:table-cell><office:annotation><text:p>{REMARK}</text:p></office:annotation>"
    "<text:p>Kept text</text:p></table:table-cell>"
    "</table:table-row></table:table></office:spreadsheet>",
)
FILES = {"docx": DOCX, "xlsx": make_xlsx(), "pptx": make_pptx(), "odt": ODT, "ods": ODS}


@pytest.mark.parametrize("suffix", FILES)
def test_the_words_and_all_that_is_hidden_are_gone(suffix, tmp_path):
    copy = redact(tmp_path, FILES[suffix], suffix, [SECRET, NUMBER])
    readings = all_readings(tmp_path, copy, suffix)
    for gone in (SECRET, NUMBER, REMARK, NAME, "farrow@", "9434765919"):
        assert is_gone(gone, readings), gone


@pytest.mark.parametrize("suffix", FILES)
def test_the_proof_finds_what_is_there(suffix, tmp_path):
    readings = all_readings(tmp_path, FILES[suffix], suffix)
    assert not any(is_gone(word, readings) for word in (SECRET, REMARK))


@pytest.mark.parametrize("suffix", FILES)
def test_the_rest_stays_and_blocks_stand_for_the_words(suffix, tmp_path):
    copy = redact(tmp_path, FILES[suffix], suffix, [SECRET, NUMBER])
    text = all_readings(tmp_path, copy, suffix)[0]
    assert "Kept" in text
    assert "█" in text


@pytest.mark.parametrize("suffix", FILES)
def test_the_library_takes_the_copy(suffix, tmp_path):
    path = tmp_path / f"copy.{suffix}"
    path.write_bytes(redact(tmp_path, FILES[suffix], suffix, [SECRET, NUMBER]))
    assert check_file(path, UploadLimits()).suffixes == (suffix,)


@pytest.mark.parametrize("suffix", FILES)
def test_every_relationship_and_content_type_still_has_its_part(suffix, tmp_path):
    copy = redact(tmp_path, FILES[suffix], suffix, [SECRET])
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        names = set(package.namelist())
        listed = package.read("[Content_Types].xml").decode() if suffix[0] != "o" else ""
    assert not any(part in names for part in ("docProps/core.xml", "word/comments.xml", "meta.xml"))
    assert all(f"/{name}" not in listed for name in ("docProps/core.xml", "word/comments.xml"))


def test_tracked_changes_are_accepted(tmp_path):
    copy = redact(tmp_path, DOCX, "docx", [SECRET])
    text = all_readings(tmp_path, copy, "docx")[0]
    assert "Inserted words." in text
    assert "Shown." in text
    assert b"<w:ins " not in zipfile.ZipFile(io.BytesIO(copy)).read("word/document.xml")


def test_a_number_in_a_cell_becomes_text(tmp_path):
    copy = redact(tmp_path, FILES["xlsx"], "xlsx", ["9434765919"])
    sheet = zipfile.ZipFile(io.BytesIO(copy)).read("xl/worksheets/sheet1.xml").decode()
    assert 't="str"' in sheet
    assert "<v>12.5</v>" in sheet


def test_a_file_that_holds_other_files_is_refused_in_words(tmp_path):
    inside = {"word/embeddings/book.xlsx": make_xlsx()}
    with pytest.raises(Refused, match="holds other files"):
        redact(tmp_path, make_docx("<w:p/>", **inside), "docx", [SECRET])


def test_short_words_in_the_noise_of_a_picture_refuse_nothing(tmp_path):
    noise = bytes(range(256)) * 40 + b" ann " + bytes(range(256))
    copy = redact(tmp_path, make_docx(f"<w:p>{run('Ann')}</w:p>", **{"word/media/a.png": noise}),
                  "docx", ["Ann"])  # fmt: skip
    assert "███" in all_readings(tmp_path, copy, "docx")[0]


def test_words_in_a_part_that_is_no_markup_refuse_the_copy(tmp_path):
    inside = {"word/media/picture.png": b"\x89PNG " + SECRET.encode()}
    with pytest.raises(Refused, match=r"picture\.png"):
        redact(tmp_path, make_docx("<w:p/>", **inside), "docx", [SECRET])


def test_another_program_opens_the_redacted_workbook(tmp_path):
    copy = redact(tmp_path, FILES["xlsx"], "xlsx", [SECRET, NUMBER])
    page = openpyxl.load_workbook(io.BytesIO(copy))["People"]
    values = [page[f"A{row}"].value for row in (1, 3, 6, 7)]
    assert values == ["Ask ███████████████████████", "██████████", "Kept text", 12.5]
    assert page["A6"].comment is None


def test_a_word_that_markup_uses_itself_leaves_the_markup_alone(tmp_path):
    body = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Heading, version, ns")}</w:p>'
    copy = redact(tmp_path, make_docx(body), "docx", ["Heading", "version"])
    part = zipfile.ZipFile(io.BytesIO(copy)).read("word/document.xml").decode()
    assert 'w:val="Heading1"' in part
    assert "███████, ███████, ns" in part


def test_words_that_run_across_paragraphs_go(tmp_path):
    body = f"<w:p>{run('for Jane')}</w:p><w:p>{run('Farrow too')}</w:p>"
    copy = redact(tmp_path, make_docx(body), "docx", [NAME])
    assert "for ████\n██████ too" in all_readings(tmp_path, copy, "docx")[0]


def test_words_that_run_across_cells_of_numbers_are_refused(tmp_path):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_row("A1", [87, "Larch Hill"])
    with pytest.raises(Refused, match="run across several cells"):
        redact(tmp_path, file.getvalue(), "xlsx", ["87 Larch Hill"])
