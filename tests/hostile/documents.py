"""Sound documents of every type, small, and with a place for something hostile in each."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

import pikepdf
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = {
    "docx": ("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def make_zip(parts, packing=zipfile.ZIP_DEFLATED) -> bytes:
    """Pack `parts`, pairs of name and content, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def open_xml_parts(suffix="docx", *, main_type="", types="", body="<w:body/>") -> dict[str, str]:
    """Return the parts of an Office document; `types` are further content types."""
    name, sound_type = MAIN[suffix]
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{name}" ContentType="{main_type or sound_type}"/>{types}</Types>'
        ),
        "_rels/.rels": relationships(f'Type="{OFFICE_RELATIONS}/officeDocument" Target="{name}"'),
        name: f'{DECLARATION}<w:document xmlns:w="{WORD}">{body}</w:document>',
    }


def relationships(*attributes: str) -> str:
    """Return a relationships part; each of `attributes` is one relationship's."""
    rows = "".join(f'<Relationship Id="r{n}" {each}/>' for n, each in enumerate(attributes))
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def external(kind: str, target: str) -> str:
    """Return the attributes of a relationship that leads out of the document."""
    return f'Type="{OFFICE_RELATIONS}/{kind}" Target="{target}" TargetMode="External"'


def make_open_xml(suffix="docx", extra=None, **options) -> bytes:
    """Return an Office document; `extra` are further parts, or others in place of sound ones."""
    return make_zip({**open_xml_parts(suffix, **options), **(extra or {})}.items())


def make_open_document(
    kind="text", extra=None, manifest="", body="", packing=zipfile.ZIP_STORED
) -> bytes:
    """Return an OpenDocument; `body` stands in its content, `manifest` in its manifest."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    namespaces = (
        f'xmlns:office="{office}" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    )
    parts = {
        "content.xml": f"<office:document-content {namespaces}>{body}</office:document-content>",
        "META-INF/manifest.xml": (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f'><manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
            f"{manifest}</manifest:manifest>"
        ),
        **(extra or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media_type, compress_type=packing)
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_pdf(change=None, **saving) -> bytes:
    """Return a PDF of one page after `change(pdf)`; `saving` goes to pikepdf."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if change:
            change(pdf)
        pdf.save(buffer, **saving)
    return buffer.getvalue()


def make_image(image_format="PNG", size=(40, 30), **options) -> bytes:
    """Return a picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, image_format, **options)
    return buffer.getvalue()


def make_huge_png(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes that claims `width` × `height` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 4096)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def make_mail(*attachments: tuple[str, bytes]) -> bytes:
    """Return an e-mail with `attachments`, pairs of name and content."""
    message = EmailMessage()
    message["From"] = "customer@example.org"
    message["To"] = "service@example.org"
    message["Subject"] = "Thank you"
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0000"
    message.set_content("The help that I had was excellent.")
    for name, content in attachments:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


RTF = b"{\\rtf1\\ansi Minutes of the panel\\par}"
PAGE = (
    b"<!DOCTYPE html><html><head><title>Charter</title></head><body><p>We listen.</p></body></html>"
)
TEXT = "Customers waited 4 minutes on average – 2 fewer than in 2025.\n"


def sound_files() -> dict[str, bytes]:
    """Return a sound file of every type that the library takes, by its name."""
    return {
        "sound.pdf": make_pdf(),
        "sound.docx": make_open_xml("docx"),
        "sound.xlsx": make_open_xml("xlsx"),
        "sound.pptx": make_open_xml("pptx"),
        "sound.odt": make_open_document("text"),
        "sound.ods": make_open_document("spreadsheet"),
        "sound.odp": make_open_document("presentation"),
        "sound.rtf": RTF,
        "sound.txt": TEXT.encode(),
        "sound.csv": b"month,calls\nMarch,120\n",
        "sound.eml": make_mail(("figures.pdf", make_pdf())),
        "sound.html": PAGE,
        "sound.htm": PAGE,
        "sound.png": make_image("PNG"),
        "sound.jpg": make_image("JPEG"),
        "sound.jpeg": make_image("JPEG"),
        "sound.gif": make_image("GIF"),
        "sound.webp": make_image("WEBP"),
        "sound.tif": make_image("TIFF"),
        "sound.tiff": make_image("TIFF"),
    }
