"""Files of every format with words, pages and hidden passages at known places."""

import io

import pikepdf
from hostile.documents import (
    OFFICE_RELATIONS,
    make_open_document,
    make_open_xml,
    relationships,
)
from pikepdf import Array, Dictionary, Name, String

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
IDS = f'xmlns:r="{OFFICE_RELATIONS}"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Panel minutes</dc:title>'
    "<dc:creator>Ada Fern</dc:creator><cp:lastModifiedBy>Ben Rook</cp:lastModifiedBy>"
    "<dcterms:created>2026-03-03T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def make_text_pdf(*contents: bytes, change=None) -> bytes:
    """Return a PDF of a page of 400 × 300 points for each content stream; F1 is Helvetica."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        for content in contents:
            pdf.add_blank_page(page_size=(400, 300))
            pdf.pages[-1].Resources = Dictionary(Font=Dictionary(F1=font))
            pdf.pages[-1].Contents = pdf.make_stream(content)
        if change:
            change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def write_line(text: str, *, up=200, across=20, before="0 g", mode=0) -> bytes:
    """Return a content stream that writes `text` in 12 points."""
    line = f"BT {before} {mode} Tr /F1 12 Tf {across} {up} Td ({text}) Tj ET\n"
    return line.encode("cp1252")


def fill_box(left=15, bottom=195, width=200, height=16, colour="0 g") -> bytes:
    """Return a content stream that fills a box."""
    return f"{colour} {left} {bottom} {width} {height} re f\n".encode()


def add_note(pdf: pikepdf.Pdf, subtype="Text", contents="Is this right?", author="Ada", **keys):
    """Put an annotation on the first page."""
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{subtype}"),
        Rect=Array([15, 195, 215, 211]),
        Contents=String(contents),
        T=String(author),
        **keys,
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def make_word(body: str, extra=None) -> bytes:
    """Return a Word document with `body`; `extra` are further parts."""
    return make_open_xml(extra={"docProps/core.xml": CORE, **(extra or {})}, body=body)


def paragraph(*runs: str) -> str:
    """Return a Word paragraph of runs, plain texts or markup."""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{inner}</w:p>"


def make_workbook(sheets: dict[str, str], *, states=None, extra=None) -> bytes:
    """Return a workbook; `sheets` are the rows of each by its name, `states` of those that have."""
    listed, related, parts = "", [], {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = f' state="{states[name]}"' if name in (states or {}) else ""
        listed += f'<sheet r:id="r{number - 1}" name="{name}" sheetId="{number}"{state}/>'
        related.append(f'Type="{OFFICE_RELATIONS}/worksheet" Target="worksheets/s{number}.xml"')
        parts[f"xl/worksheets/s{number}.xml"] = f'<worksheet xmlns="{SHEET}">{rows}</worksheet>'
    related.append(f'Type="{OFFICE_RELATIONS}/sharedStrings" Target="strings.xml"')
    related.append(f'Type="{OFFICE_RELATIONS}/styles" Target="styles.xml"')
    return make_open_xml(
        "xlsx",
        extra={
            "docProps/core.xml": CORE,
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" {IDS}><sheets>{listed}</sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": relationships(*related),
            "xl/strings.xml": f'<sst xmlns="{SHEET}"><si><t>Waits</t></si>'
            "<si><r><t>in </t></r><r><t>minutes</t></r><rPh><t>reading</t></rPh></si></sst>",
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" '
            'formatCode="dd/mm/yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/>'
            '<xf numFmtId="164"/></cellXfs></styleSheet>',
            **parts,
            **(extra or {}),
        },
    )


def make_presentation(slides: list[str], *, shows=None, notes=None) -> bytes:
    """Return a presentation; `slides` are shapes, `notes` shapes by the number of their slide."""
    listed, related, parts = "", [], {}
    for number, shapes in enumerate(slides, start=1):
        show = f' show="{shows[number]}"' if number in (shows or {}) else ""
        # The ids are listed so that reading the wrong one of two would show.
        listed += f'<p:sldId r:id="r{number - 1}" id="{255 + number}"/>'
        related.append(f'Type="{OFFICE_RELATIONS}/slide" Target="slides/s{number}.xml"')
        parts[f"ppt/slides/s{number}.xml"] = _slide("sld", shapes, show)
        if number in (notes or {}):
            parts[f"ppt/notes/n{number}.xml"] = _slide("notes", notes[number])
            parts[f"ppt/slides/_rels/s{number}.xml.rels"] = relationships(
                f'Type="{OFFICE_RELATIONS}/notesSlide" Target="../notes/n{number}.xml"'
            )
    return make_open_xml(
        "pptx",
        extra={
            "docProps/core.xml": CORE,
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDE}" {IDS}><p:sldIdLst>{listed}'
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relationships(*related),
            **parts,
        },
    )


def shape(*paragraphs: str, properties="", placeholder="") -> str:
    """Return a shape of a slide with its paragraphs."""
    inner = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" {properties}/><p:nvPr>{kind}</p:nvPr>'
        f"</p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp>"
    )


def _slide(element: str, shapes: str, attributes="") -> str:
    return (
        f'<p:{element} xmlns:p="{SLIDE}" xmlns:a="{DRAWING}"{attributes}><p:cSld><p:spTree>'
        f"{shapes}</p:spTree></p:cSld></p:{element}>"
    )


def make_open_text(body: str, kind="text", styles="") -> bytes:
    """Return an OpenDocument with `body`, automatic `styles` and properties."""
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office", "text": "text", "table": "table", "style": "style",
            "draw": "drawing", "presentation": "presentation", "meta": "meta",
        }.items()
    )  # fmt: skip
    more = (
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = (
        f"<office:document-content{names}{more}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta{names}{more}><office:meta><dc:title>Panel minutes</dc:title>"
        "<meta:initial-creator>Ada Fern</meta:initial-creator><dc:creator>Ben Rook</dc:creator>"
        "<meta:creation-date>2026-03-03T10:00:00</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    return make_open_document(kind, extra={"content.xml": content, "meta.xml": meta})
