"""Hostile and broken PDFs."""

import zlib

import pikepdf
from hostile.case import (
    CARRIES_FILES,
    DAMAGED,
    PROGRAM,
    SCRIPT,
    TWO_THINGS,
    Case,
)
from hostile.documents import (
    make_pdf,
    make_zip,
)
from pikepdf import Array, Dictionary, Name, Stream, String


def _add_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _add_named_script(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=Stream(pdf, b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def _add_launch(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _add_nested_script(pdf: pikepdf.Pdf) -> None:
    inner = Dictionary(S=Name.JavaScript, JS=String("x"))
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, Next=Array([inner])))


def _add_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["tool.exe"] = PROGRAM


def _add_media(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].Annots = Array([note])


def _add_dynamic_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))


def _drop_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def _loop_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n102\n%%EOF\n"
    )


def _bomb_in_pdf() -> bytes:
    """Hide 3 GB of spaces in an object stream of 3 MB, which must be unpacked to be read."""
    packed = zlib.compressobj(9)
    start = packed.compress(b"5 0 <<>>") + packed.flush(zlib.Z_FULL_FLUSH)
    # After a full flush each block stands on its own, so one serves as often as it is wanted.
    block = packed.compress(b" " * 2**24) + packed.flush(zlib.Z_FULL_FLUSH)
    content = start + block * 192
    head = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    pages = b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 5 0 R>>endobj\n"
    stream = (
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(content)).encode()
        + b">>stream\n"
        + content
        + b"\nendstream endobj\n"
    )
    body = head + pages + page + stream
    offsets = [0, 9, len(head), len(head + pages), len(head + pages + page)]
    rows = [(0, 0, 255), *((1, offset, 0) for offset in offsets[1:]), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(bytes([a]) + b.to_bytes(4, "big") + bytes([c]) for a, b, c in rows)
    table_object = (
        b"6 0 obj<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length "
        + str(len(table)).encode()
        + b">>stream\n"
        + table
        + b"\nendstream endobj\n"
    )
    return body + table_object + b"startxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def _encrypted_pdf() -> bytes:
    return make_pdf(encryption=pikepdf.Encryption(owner="one", user="two"))


PDFS = (
    Case("password", "a.pdf", _encrypted_pdf, "asks for a password"),
    Case("script on opening", "a.pdf", lambda: make_pdf(_add_script), SCRIPT),
    Case("named script", "a.pdf", lambda: make_pdf(_add_named_script), SCRIPT),
    Case("script within actions", "a.pdf", lambda: make_pdf(_add_nested_script), SCRIPT),
    Case("script in an object stream", "a.pdf", lambda: make_pdf(
        _add_named_script, object_stream_mode=pikepdf.ObjectStreamMode.generate), SCRIPT),
    Case("start of a program", "a.pdf", lambda: make_pdf(_add_launch), SCRIPT),
    Case("dynamic form", "a.pdf", lambda: make_pdf(_add_dynamic_form), SCRIPT),
    Case("file within", "a.pdf", lambda: make_pdf(_add_attachment), CARRIES_FILES),
    Case("media within", "a.pdf", lambda: make_pdf(_add_media), CARRIES_FILES),
    Case("object that only others can read", "a.pdf",
         lambda: make_pdf(_add_named_script).replace(b"\n2 0 obj", b"\n2 0_obj"), "too complex"),
    Case("script by an escaped name", "a.pdf",
         lambda: make_pdf(_add_script).replace(b"/JS ", b"/J#53"), SCRIPT),
    Case("no page", "a.pdf", lambda: make_pdf(_drop_pages), "has no page"),
    Case("PDF cut short", "a.pdf", lambda: make_pdf()[:-60], DAMAGED),
    Case("only a header", "a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 500, DAMAGED),
    Case("pages in a circle", "a.pdf", _loop_pages, DAMAGED),
    Case("archive behind a PDF", "a.pdf", lambda: make_pdf() + make_zip([("a", "b")]), TWO_THINGS),
    Case("bomb in a PDF", "a.pdf", _bomb_in_pdf, "too complex"),
)  # fmt: skip
