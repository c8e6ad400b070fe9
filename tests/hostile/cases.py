"""Hostile and broken files: the name each is sent under, and the sentence that refuses it."""

import struct
import zipfile

from hostile import archives
from hostile.case import (
    ACTIVE_PAGE,
    DAMAGED,
    EMBEDDED,
    FETCHES,
    MACROS,
    NOT_ACCEPTED,
    NOT_TEXT,
    NOT_WHAT_ITS_NAME_SAYS,
    ODDLY_BUILT,
    OLE,
    PROGRAM,
    RUNS,
    TOO_LARGE_WITHIN,
    TWO_THINGS,
    Case,
)
from hostile.documents import (
    DECLARATION,
    OFFICE,
    OFFICE_RELATIONS,
    PAGE,
    RTF,
    TEXT,
    WORD,
    external,
    make_huge_png,
    make_image,
    make_mail,
    make_open_document,
    make_open_xml,
    make_pdf,
    make_zip,
    open_xml_parts,
    relationships,
)
from hostile.pdfs import PDFS


def _link(*rows: str) -> dict[str, str]:
    return {"word/_rels/document.xml.rels": relationships(*rows)}


def _word(body: str) -> str:
    return f'{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def _billion_laughs() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return f"<?xml version='1.0'?><!DOCTYPE d [{entities}]><d>&e9;</d>"


def _utf16_doctype() -> bytes:
    return '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'.encode(
        "utf-16"
    )


def _mail_of_mails(depth: int) -> bytes:
    mail = make_mail()
    for _ in range(depth):
        mail = make_mail(("inner.eml", mail))
    return mail


NAMES = (
    Case("program", "setup.exe", lambda: PROGRAM, NOT_ACCEPTED),
    Case("double extension", "report.pdf.exe", lambda: PROGRAM, NOT_ACCEPTED),
    Case("no extension", "README", TEXT.encode, "does not say what type it is"),
    Case("only an extension", ".pdf", make_pdf, "does not say what type it is"),
    Case("no name", "", make_pdf, "has no name"),
    Case("name of controls only", "\u202e\u0000\u0007", make_pdf, "has no name"),
    Case("name turned right to left", "report\u202efdp.exe", lambda: PROGRAM, NOT_ACCEPTED),
    Case("name cut by NUL", "report.exe\0.pdf.js", lambda: PROGRAM, NOT_ACCEPTED),
    Case("macro document by name", "plan.docm", make_open_xml, "save it as .docx"),
    Case("old Word", "plan.doc", lambda: OLE, "save it as .docx"),
    Case("archive", "all.zip", lambda: make_zip([("a", "b")]), "Unpack it"),
    Case("drawing with script", "logo.svg", lambda: b"<svg onload='x()'/>", "export it as PNG"),
    Case("Outlook message", "mail.msg", lambda: OLE, "Save the e-mail as .eml"),
    Case("script", "run.js", lambda: b"alert(1)", NOT_ACCEPTED),
    Case("shortcut", "open me.lnk", lambda: b"L\0\0\0", NOT_ACCEPTED),
    Case("empty", "minutes.pdf", lambda: b"", "The file is empty"),
)

DISGUISES = (
    Case("program as PDF", "report.pdf", lambda: PROGRAM, NOT_WHAT_ITS_NAME_SAYS),
    Case("program as text", "notes.txt", lambda: PROGRAM, NOT_TEXT),
    Case("program as Word", "plan.docx", lambda: PROGRAM, NOT_WHAT_ITS_NAME_SAYS),
    Case("program as picture", "photo.png", lambda: PROGRAM, NOT_WHAT_ITS_NAME_SAYS),
    Case("page as PDF", "report.pdf", lambda: PAGE, NOT_WHAT_ITS_NAME_SAYS),
    Case("page as text", "notes.txt", lambda: PAGE, NOT_WHAT_ITS_NAME_SAYS),
    Case("page as picture", "photo.jpg", lambda: PAGE, NOT_WHAT_ITS_NAME_SAYS),
    Case("PDF as text", "notes.txt", lambda: b"%PDF-1.4\ntext\n", NOT_WHAT_ITS_NAME_SAYS),
    Case("PDF as Word", "plan.docx", make_pdf, NOT_WHAT_ITS_NAME_SAYS),
    Case("RTF as text", "notes.txt", lambda: RTF, NOT_WHAT_ITS_NAME_SAYS),
    Case("text as RTF", "notes.rtf", TEXT.encode, NOT_WHAT_ITS_NAME_SAYS),
    Case("text as e-mail", "mail.eml", TEXT.encode, NOT_WHAT_ITS_NAME_SAYS),
    Case("text as page", "page.html", TEXT.encode, NOT_WHAT_ITS_NAME_SAYS),
    Case("old Word as new", "plan.docx", lambda: OLE, "protected with a password, or it is an old"),
    Case("Excel as Word", "plan.docx", lambda: make_open_xml("xlsx"), NOT_WHAT_ITS_NAME_SAYS),
    Case("Word as Excel", "data.xlsx", lambda: make_open_xml("docx"), NOT_WHAT_ITS_NAME_SAYS),
    Case("archive as Word", "a.docx", lambda: make_zip([("a.txt", "b")]), ODDLY_BUILT),
    Case("sheet as text", "a.odt", lambda: make_open_document("spreadsheet"),
         NOT_WHAT_ITS_NAME_SAYS),
    Case("JPEG as PNG", "photo.png", lambda: make_image("JPEG"), NOT_WHAT_ITS_NAME_SAYS),
    Case("SVG as text", "notes.txt", lambda: b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/"
         b"2000/svg' onload='x()'/>", NOT_WHAT_ITS_NAME_SAYS),
    Case("PDF not at the start", "report.pdf", lambda: b"\n" * 50 + make_pdf(),
         NOT_WHAT_ITS_NAME_SAYS),
)  # fmt: skip

ARCHIVES = (
    Case("bomb by ratio", "a.docx", archives.make_ratio_bomb, TOO_LARGE_WITHIN),
    Case("bomb by size", "a.docx", archives.make_size_bomb, TOO_LARGE_WITHIN),
    Case("bomb by entries", "a.docx", archives.make_entries_bomb, TOO_LARGE_WITHIN),
    Case("bomb by overlap", "a.docx", archives.make_overlap_bomb, TOO_LARGE_WITHIN),
    Case("entry larger than it says", "a.docx", archives.make_lying_entry, DAMAGED),
    Case("encrypted entry", "a.docx", archives.make_encrypted_entry, "protected with a password"),
    Case("damaged entry", "a.docx", archives.make_damaged_entry, DAMAGED),
    Case("entry outside", "a.docx", lambda: archives.make_named_entry("../../x.xml"), ODDLY_BUILT),
    Case("absolute entry", "a.docx", lambda: archives.make_named_entry("/etc/x.xml"), ODDLY_BUILT),
    Case("Windows path", "a.docx", lambda: archives.make_named_entry("c:\\x.xml"), ODDLY_BUILT),
    Case("entry twice", "a.docx", archives.make_doubled_entry, ODDLY_BUILT),
    Case("odd packing", "a.docx", lambda: make_zip(open_xml_parts().items(), zipfile.ZIP_BZIP2),
         ODDLY_BUILT),
    Case("truncated", "a.docx", lambda: make_open_xml()[:-40], DAMAGED),
    Case("something appended", "a.docx", lambda: make_open_xml() + PROGRAM, TWO_THINGS),
    Case("two archives", "a.docx", lambda: make_zip([("a", "b")]) + make_open_xml(), TWO_THINGS),
    Case("archive with a comment", "a.docx", lambda: _comment_on(make_open_xml()), TWO_THINGS),
    Case("something before", "a.docx", lambda: PROGRAM + make_open_xml(), NOT_WHAT_ITS_NAME_SAYS),
    Case("nested bomb", "a.docx",
         lambda: make_open_xml(extra={"word/embeddings/b.docx": archives.make_ratio_bomb()}),
         TOO_LARGE_WITHIN),
    Case("nested too deep", "a.docx", lambda: _nest(5), "too deep to be checked"),
)  # fmt: skip


def _comment_on(content: bytes) -> bytes:
    return content[:-2] + struct.pack("<H", 4) + b"evil"


def _nest(depth: int) -> bytes:
    document = make_open_xml()
    for _ in range(depth):
        document = make_open_xml(extra={"word/embeddings/inner.docx": document})
    return document


DOCUMENTS = (
    Case("macros renamed", "a.docx", lambda: make_open_xml(
        main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), MACROS),
    Case("macro part", "a.docx",
         lambda: make_open_xml(extra={"word/vbaProject.bin": OLE}), MACROS),
    Case("macro part renamed", "a.docx", lambda: make_open_xml(
        types='<Override PartName="/word/x.dat" ContentType="application/vnd.ms-office.vbaProject'
        '"/>', extra={"word/x.dat": OLE}), MACROS),
    Case("Excel 4 macro sheet", "a.xlsx", lambda: make_open_xml("xlsx",
        types='<Override PartName="/xl/macrosheets/s.xml" ContentType="application/vnd.ms-excel.'
        'macrosheet+xml"/>'), MACROS),
    Case("template under a document's name", "a.docx", lambda: make_open_xml(
        main_type=OFFICE + "wordprocessingml.template.main+xml"), NOT_WHAT_ITS_NAME_SAYS),
    Case("template from the web", "a.docx", lambda: make_open_xml(extra={
        "word/_rels/settings.xml.rels": relationships(
            external("attachedTemplate", "https://example.org/t.dotm"))}), FETCHES),
    Case("template from a far share", "a.docx", lambda: make_open_xml(extra=_link(
        external("attachedTemplate", "file:///\\\\files.example.org\\t.dotm"))), FETCHES),
    Case("template over WebDAV", "a.docx", lambda: make_open_xml(extra=_link(
        external("attachedTemplate", "\\\\host@8080\\t.dotm"))), FETCHES),
    Case("picture from the web", "a.docx", lambda: make_open_xml(extra=_link(
        external("image", "http://example.org/pixel.png"))), FETCHES),
    Case("hidden in percent signs", "a.docx", lambda: make_open_xml(extra=_link(
        external("image", "%68ttp://example.org/pixel.png"))), FETCHES),
    Case("protocol handler", "a.docx", lambda: make_open_xml(extra=_link(
        external("oleObject", "mhtml:http://example.org/x!x-usc:http://example.org"))), EMBEDDED),
    Case("embedded object", "a.docx", lambda: make_open_xml(extra={
        "word/embeddings/oleObject1.bin": OLE}), EMBEDDED),
    Case("object elsewhere", "a.docx", lambda: make_open_xml(extra={
        **_link(f'Type="{OFFICE_RELATIONS}/oleObject" Target="media/x.png"'),
        "word/media/x.png": OLE}), EMBEDDED),
    Case("control", "a.docx", lambda: make_open_xml(extra=_link(
        f'Type="{OFFICE_RELATIONS}/control" Target="activeX1.xml"')), EMBEDDED),
    Case("page within", "a.docx", lambda: make_open_xml(extra=_link(
        f'Type="{OFFICE_RELATIONS}/aFChunk" Target="chunk.html"')), EMBEDDED),
    Case("program within", "a.docx",
         lambda: make_open_xml(extra={"word/media/tool.EXE": PROGRAM}), EMBEDDED),
    Case("macro document within", "a.docx", lambda: make_open_xml(extra={
        "word/embeddings/b.xlsx": make_open_xml("xlsx", extra={"xl/vbaProject.bin": OLE})}),
        "“b.xlsx”, that is refused: The file holds macros"),
    Case("unknown type within", "a.docx",
         lambda: make_open_xml(extra={"word/embeddings/b.doc": OLE}), "of a type that is not"),
    Case("command field", "a.docx", lambda: make_open_xml(extra={"word/document.xml": _word(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
        '<w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r>')}), RUNS),
    Case("simple command field", "a.docx", lambda: make_open_xml(extra={"word/document.xml": _word(
        '<w:fldSimple w:instr=" dde excel"/>')}), RUNS),
    Case("command in a workbook", "a.xlsx", lambda: make_open_xml("xlsx", extra={
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd'/>"
        "</externalLink>"}), RUNS),
    Case("refreshing connection", "a.xlsx", lambda: make_open_xml("xlsx", extra={
        "xl/connections.xml": "<connections><connection refreshOnLoad='1'/></connections>"}),
        RUNS),
    Case("workbook on the web", "a.xlsx", lambda: make_open_xml("xlsx", extra={
        "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
            external("externalLinkPath", "https://example.org/b.xlsx"))}), FETCHES),
    Case("billion laughs", "a.docx", lambda: make_open_xml(
        extra={"word/document.xml": _billion_laughs()}), "defines entities of its own"),
    Case("billion laughs in a hidden part", "a.pptx", lambda: make_open_xml(
        "pptx", extra={"docProps/app.xml": _billion_laughs()}), "defines entities of its own"),
    Case("entities in UTF-16", "a.docx", lambda: make_open_xml(
        extra={"word/settings.xml": _utf16_doctype()}), "defines entities of its own"),
    Case("malformed part", "a.docx",
         lambda: make_open_xml(extra={"word/styles.xml": "<a><b></a>"}), DAMAGED),
    Case("main part missing", "a.docx", lambda: make_zip(
        (name, part) for name, part in open_xml_parts().items() if name != "word/document.xml"),
        DAMAGED),
    Case("OpenDocument without content", "a.odt", lambda: make_zip([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest/>")], zipfile.ZIP_STORED), DAMAGED),
    Case("two main parts", "a.docx", lambda: make_open_xml(extra={"_rels/.rels": relationships(
        f'Type="{OFFICE_RELATIONS}/officeDocument" Target="word/document.xml"',
        f'Type="{OFFICE_RELATIONS}/officeDocument" Target="word/other.xml"')}), DAMAGED),
    Case("OpenDocument macros", "a.odt",
         lambda: make_open_document(extra={"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    Case("OpenDocument script", "a.ods", lambda: make_open_document(
        "spreadsheet", extra={"Scripts/python/x.py": "import os"}), MACROS),
    Case("OpenDocument event", "a.odt", lambda: make_open_document(
        body='<script:event-listener xlink:href="vnd.sun.star.script:x"/>'), MACROS),
    Case("OpenDocument password", "a.odt", lambda: make_open_document(
        manifest="<manifest:encryption-data/>"), "protected with a password"),
    Case("OpenDocument object", "a.odt", lambda: make_open_document(
        manifest='<manifest:file-entry manifest:full-path="O" '
        'manifest:media-type="application/vnd.sun.star.oleobject"/>'), "embedded object"),
    Case("OpenDocument picture from the web", "a.odt", lambda: make_open_document(
        body='<draw:image xlink:href="https://example.org/p.png"/>'), FETCHES),
    Case("OpenDocument entities", "a.odt", lambda: make_open_document(
        extra={"styles.xml": _billion_laughs()}), "defines entities of its own"),
    Case("rich text object", "a.rtf",
         lambda: b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "embedded object"),
    Case("rich text template", "a.rtf",
         lambda: b"{\\rtf1{\\*\\template http://example.org/t.dotm}}", "fetches something"),
    Case("rich text cut short", "a.rtf", lambda: RTF[:-1], DAMAGED),
)  # fmt: skip


PICTURES = (
    Case("900 megapixels", "a.png", lambda: make_huge_png(30_000, 30_000), "900 million pixels"),
    Case("wide beyond reason", "a.png", lambda: make_huge_png(2**31 - 1, 1), "million pixels"),
    Case("picture cut short", "a.png", lambda: make_image("PNG", (400, 300))[:-200], DAMAGED),
    Case("photo cut short", "a.jpg", lambda: make_image("JPEG", (900, 900))[:-2000], DAMAGED),
    Case("only a signature", "a.png", lambda: make_image("PNG")[:33], DAMAGED),
    Case("archive behind a picture", "a.gif",
         lambda: make_image("GIF") + make_zip([("x.js", "y")]), TWO_THINGS),
    Case("archive behind a photo", "a.jpg",
         lambda: make_image("JPEG") + make_zip([("x.js", "y")]), TWO_THINGS),
)  # fmt: skip

TEXTS = (
    Case("NUL in text", "a.txt", lambda: b"plain\0text", NOT_TEXT),
    Case("bytes in a table", "a.csv", lambda: b"a,b\n\x81\x8d,\xff\n", NOT_TEXT),
    Case("escape codes", "a.txt", lambda: b"\x1b[2J\x1b]0;x\x07 text", NOT_TEXT),
    Case("half a character in UTF-16", "a.txt", lambda: TEXT.encode("utf-16")[:-1], NOT_TEXT),
    Case("script in a page", "a.html", lambda: PAGE.replace(b"<p>", b"<ScRiPt>x()</script><p>"),
         ACTIVE_PAGE),
    Case("handler in a page", "a.html", lambda: PAGE.replace(b"<p>", b"<p OnClick=x()>"),
         ACTIVE_PAGE),
    Case("script address", "a.html",
         lambda: PAGE.replace(b"<p>", b"<a href=' java&#x09;script:x()'>"), ACTIVE_PAGE),
    Case("page in a page", "a.htm", lambda: PAGE.replace(b"<p>", b"<iframe src=x>"), ACTIVE_PAGE),
    Case("form in a page", "a.html", lambda: PAGE.replace(b"<p>", b"<form action=x>"),
         ACTIVE_PAGE),
    Case("page that moves on", "a.html",
         lambda: PAGE.replace(b"<p>", b"<meta http-equiv=refresh content='0;url=x'>"),
         ACTIVE_PAGE),
    Case("drawing in a page", "a.html", lambda: PAGE.replace(b"<p>", b"<svg><p>"), ACTIVE_PAGE),
    Case("page in UTF-16 with script", "a.html",
         lambda: "<html><script>x()</script></html>".encode("utf-16"), ACTIVE_PAGE),
    Case("program in a mail", "a.eml", lambda: make_mail(("setup.exe", PROGRAM)),
         "“setup.exe”, of a type that is not accepted"),
    Case("disguised program in a mail", "a.eml", lambda: make_mail(("report.pdf", PROGRAM)),
         "“report.pdf”, that is refused"),
    Case("macro document in a mail", "a.eml", lambda: make_mail(
        ("plan.docx", make_open_xml(extra={"word/vbaProject.bin": OLE}))), MACROS),
    Case("bomb in a mail", "a.eml", lambda: make_mail(("a.docx", archives.make_ratio_bomb())),
         TOO_LARGE_WITHIN),
    Case("mails in mails", "a.eml", lambda: _mail_of_mails(6), "too deep to be checked"),
)  # fmt: skip

CASES = (*NAMES, *DISGUISES, *ARCHIVES, *DOCUMENTS, *PDFS, *PICTURES, *TEXTS)
