"""Files within the door's limits that are built to exhaust, loop or mislead whatever reads them."""

import struct
import zlib

import pikepdf
from factories.papers import (
    fill_box,
    make_open_text,
    make_presentation,
    make_text_pdf,
    make_word,
    make_workbook,
    shape,
    write_line,
)
from hostile.documents import make_image, make_mail
from pikepdf import Array, Dictionary, Name

LINE = write_line("We listen")
MILLION = 1_000_000


def _form(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    form = pdf.make_stream(content)
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 400, 300])
    )
    return pdf.make_indirect(form)


def _draw(pdf: pikepdf.Pdf, form: pikepdf.Object) -> None:
    pdf.pages[0].Resources.XObject = Dictionary(X=form)
    pdf.pages[0].contents_add(b"/X Do")


def _form_in_itself(pdf: pikepdf.Pdf) -> None:
    form = _form(pdf, b"/X Do")
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    _draw(pdf, form)


def _forms_in_forms(pdf: pikepdf.Pdf) -> None:
    """Draw 10 forms that each draw 10 more, nine times over."""
    form = _form(pdf, fill_box())
    for _ in range(9):
        outer = _form(pdf, b"/X Do " * 10)
        outer.Resources = Dictionary(XObject=Dictionary(X=form))
        form = outer
    _draw(pdf, form)


def _outline_in_a_circle(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=pikepdf.String("x")))
    item.Next, item.First, item.Parent = item, item, item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=9))


def _font_in_itself(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"1000 0 d0 BT /F1 1 Tf (a) Tj ET")
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FirstChar=97,
            LastChar=97,
            Widths=Array([1000]),
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        )
    )
    font.Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.pages[0].Resources.Font.F1 = font


def _huge_picture(side: int):
    """Return a change that draws a picture of `side` × `side` pixels, packed to little."""

    def change(pdf: pikepdf.Pdf) -> None:
        packer = zlib.compressobj(9)
        row = b"\0" * (-(-side // 8))
        packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
        picture = pdf.make_indirect(pikepdf.Stream(pdf, packed))
        picture.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            Filter=Name.FlateDecode,
        )
        pdf.pages[0].Resources.XObject = Dictionary(P=picture)
        pdf.pages[0].contents_add(b"q 400 0 0 300 0 0 cm /P Do Q")

    return change


def _page_of(*box: float):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = Array(box)

    return change


def _many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(10_050):
        pdf.add_blank_page(page_size=(9, 9))


def _claim(content: bytes, at: int, form: str, *numbers: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(form, changed, at, *numbers)
    return bytes(changed)


def _huge_jpeg() -> bytes:
    content = make_image("JPEG")
    return _claim(content, content.index(b"\xff\xc0") + 5, ">HH", 65_500, 65_500)


def _huge_gif() -> bytes:
    content = make_image("GIF")
    content = _claim(content, 6, "<HH", 65_535, 65_535)
    return _claim(content, content.index(b",\0\0\0\0") + 5, "<HH", 65_535, 65_535)


def _huge_webp() -> bytes:
    content = make_image("WEBP")
    return _claim(content, content.index(b"\x9d\x01\x2a") + 3, "<HH", 16_383, 16_383)


def _huge_tiff() -> bytes:
    content = make_image("TIFF")
    for tag in (256, 257):
        content = _claim(content, content.index(struct.pack("<HHL", tag, 4, 1)) + 8, "<L", 30_000)
    return content


def _row(cells: str) -> str:
    return f"<sheetData><row>{cells}</row></sheetData>"


def _sheet_repeating(count: int, times: int = 1) -> bytes:
    columns = f"<table:table-column table:number-columns-repeated='{count}'/>" * times
    cell = f"<table:table-cell table:number-columns-repeated='{count}'><text:p>x</text:p>"
    return make_open_text(
        f"<office:spreadsheet><table:table>{columns}<table:table-row>{cell}</table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet>",
        "spreadsheet",
    )


def _strings_written_often() -> bytes:
    long = f"<si><t>{'x' * 200_000}</t></si>"
    return make_workbook(
        {"Calls": _row('<c t="s"><v>0</v></c>' * 10_000)},
        extra={"xl/strings.xml": f"<sst>{long}</sst>"},
    )


EXHAUSTING = {
    "a form that draws itself.pdf": lambda: make_text_pdf(LINE, change=_form_in_itself),
    "forms in forms.pdf": lambda: make_text_pdf(LINE, change=_forms_in_forms),
    "an outline in a circle.pdf": lambda: make_text_pdf(LINE, change=_outline_in_a_circle),
    "a font that writes itself.pdf": lambda: make_text_pdf(b"BT /F1 9 Tf (a) Tj ET",
                                                          change=_font_in_itself),
    "a picture of 900 megapixels.pdf": lambda: make_text_pdf(LINE, change=_huge_picture(30_000)),
    "a page beyond measure.pdf": lambda: make_text_pdf(LINE + fill_box(),
                                                      change=_page_of(0, 0, 10**9, 10**9)),
    "a page turned inside out.pdf": lambda: make_text_pdf(LINE + fill_box(),
                                                         change=_page_of(400, 300, 0, 0)),
    "a page without a size.pdf": lambda: make_text_pdf(LINE + fill_box(),
                                                      change=_page_of(0, 0, 0, 0)),
    "a page far away.pdf": lambda: make_text_pdf(LINE + fill_box(),
                                                change=_page_of(-10**6, -10**6, -10**5, -10**5)),
    "more pages than are read.pdf": lambda: make_text_pdf(LINE, change=_many_pages),
    "a hundred thousand lines.pdf": lambda: make_text_pdf(LINE * 100_000),
    "a hundred thousand boxes.pdf": lambda: make_text_pdf(LINE + fill_box() * 100_000),
    "states never taken back.pdf": lambda: make_text_pdf(b"q " * MILLION + LINE),
    "brackets in brackets.pdf": lambda: make_text_pdf(b"[" * MILLION + LINE),
    "numbers beyond number.pdf": lambda: make_text_pdf(
        b"BT /F1 1e39 Tf 99999999999999999999 1e-45 Td (x) Tj ET " + fill_box(width=10**18)),
    "tables in tables.docx": lambda: make_word("<w:tbl>" * 50_000 + "</w:tbl>" * 50_000),
    "changes in changes.docx": lambda: make_word("<w:ins>" * 50_000 + "</w:ins>" * 50_000),
    "more text than is read.docx": lambda: make_word(
        f"<w:p><w:r><w:t>{'word ' * (11 * MILLION // 5)}</w:t></w:r></w:p>"),
    "a hundred thousand pages.docx": lambda: make_word(
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 100_000),
    "strings written often.xlsx": _strings_written_often,
    "strings that are not there.xlsx": lambda: make_workbook({"Calls": _row(
        '<c t="s"><v>99999999999999999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>²</v></c>')}),
    "numbers beyond number.xlsx": lambda: make_workbook({"Calls": _row("".join(
        f'<c s="1"><v>{each}</v></c>' for each in ("1e999", "nan", "-inf", "2958465.99", "-5")))}),
    "columns beyond count.xlsx": lambda: make_workbook({"Calls": "<cols>" + (
        '<col min="0" max="99999999999999999999" hidden="1"/>' * 1000) + "</cols>" + _row(
        '<c r="ZZZZZZZZZZZZZ1"><v>1</v></c>' * 1000)}),
    "five thousand sheets.xlsx": lambda: make_workbook(
        {f"S{number}": "" for number in range(5000)}),
    "columns repeated for ever.ods": lambda: _sheet_repeating(10**30),
    "columns repeated often.ods": lambda: _sheet_repeating(16_384, 20_000),
    "spaces repeated for ever.odt": lambda: make_open_text(
        "<office:text><text:p>a<text:s text:c='999999999'/>b</text:p></office:text>"),
    "spans in spans.odt": lambda: make_open_text(
        "<office:text><text:p>" + "<text:span>" * 50_000 + "x" + "</text:span>" * 50_000
        + "</text:p></office:text>"),
    "shapes in shapes.pptx": lambda: make_presentation(
        ["<p:grpSp>" * 50_000 + shape("x") + "</p:grpSp>" * 50_000]),
    "groups never closed.rtf": lambda: b"{\\rtf1 " + b"{" * MILLION + b"x}",
    "a code page of nobody.rtf": lambda: b"{\\rtf1\\ansicpg99999 \\'e9\\u99999999?x}",
    "fallbacks without end.rtf": lambda: b"{\\rtf1\\uc999999999 \\u65?x}",
    "a quote never closed.csv": lambda: b'a,b\n"' + b"x,\n" * MILLION,
    "elements never closed.html": lambda: b"<html>" + b"<b>" * 200_000 + b"</i></u>" * 200_000,
    "brackets never closed.html": lambda: b"<html><p>" + b"<" * MILLION,
    "comments never closed.html": lambda: b"<html><p>" + b"<!-" * MILLION,
    "attributes without end.html": lambda: b"<html><p " + b"a=b " * MILLION,
    "a page that looks like handlers.html": lambda: b"<p " + b" onx" * MILLION,
    "a head without end.eml": lambda: b"Subject: " + b"=?utf-8?q?x?= " * 100_000 + make_mail(),
    "addresses without end.eml": lambda: b"From: " + b"<" * 20_000 + b"\nDate: x\n\nx",
    "parts in parts.eml": lambda: b"From: a@b.c\nDate: x\nContent-Type: multipart/mixed; "
        b"boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
    "pixels beyond count.jpg": _huge_jpeg,
    "pixels beyond count.gif": _huge_gif,
    "pixels beyond count.webp": _huge_webp,
    "pixels beyond count.tif": _huge_tiff,
}  # fmt: skip
"""How each is made, by its name."""
