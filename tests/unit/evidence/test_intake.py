"""What comes in at the door of the library, and what does not."""

import hashlib
import io

import pytest
from hostile.cases import CASES
from hostile.documents import (
    TEXT,
    external,
    make_image,
    make_open_document,
    make_open_xml,
    make_pdf,
    relationships,
    sound_files,
)
from pikepdf import Array, Dictionary, Encryption, Name, Permissions, String

from cse_assess.config import UploadLimits
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import find_type
from cse_assess.evidence.intake import CheckedFile, check_count, receive_upload

LIMITS = UploadLimits()
SOUND = sound_files()


def receive(blobs, name, content, *, limits=LIMITS, used_bytes=0) -> CheckedFile:
    return receive_upload(
        io.BytesIO(content), file_name=name, blobs=blobs, limits=limits, used_bytes=used_bytes
    )


def files_in(blobs) -> list:
    return [path for path in blobs._root.rglob("*") if path.is_file()]  # noqa: SLF001


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_refused_with_its_reason_and_leaves_nothing(blobs, case):
    with pytest.raises(UploadRefused) as refused:
        receive(blobs, case.name, case.make())
    assert case.says in refused.value.message
    assert files_in(blobs) == []


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_of_each_type_is_kept_as_it_is(blobs, name):
    content = SOUND[name]
    file = receive(blobs, name, content)
    assert file == CheckedFile(
        hashlib.sha256(content).hexdigest(),
        len(content),
        find_type(name.split(".")[1]).media_type,
        name,
    )
    assert b"".join(blobs.stream_verified(file.sha256)) == content


def _with_form(pdf):
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            Rect=Array([0, 0, 9, 9]),
        )
    )
    pdf.pages[0].Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


HONEST = {
    "a form.pdf": lambda: make_pdf(_with_form),
    "no printing.pdf": lambda: make_pdf(
        encryption=Encryption(owner="o", user="", allow=Permissions(print_highres=False))
    ),
    "a hyperlink.docx": lambda: make_open_xml(
        extra={
            "word/_rels/document.xml.rels": relationships(
                external("hyperlink", "https://example.org")
            )
        }
    ),
    "a house template.docx": lambda: make_open_xml(
        extra={
            "word/_rels/settings.xml.rels": relationships(
                external("attachedTemplate", "file:///S:\\Templates\\Minutes.dotx")
            )
        }
    ),
    "another workbook.xlsx": lambda: make_open_xml(
        "xlsx",
        extra={
            "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
                external("externalLinkPath", "file:///\\\\server\\share\\Budget%202026.xlsx")
            )
        },
    ),
    "a chart with its figures.docx": lambda: make_open_xml(
        extra={"word/embeddings/Microsoft_Excel_Sheet.xlsx": make_open_xml("xlsx")}
    ),
    "printer settings.xlsx": lambda: make_open_xml(
        "xlsx", extra={"xl/printerSettings/printerSettings1.bin": b"\0\1" * 50}
    ),
    "the word added.docx": lambda: make_open_xml(
        body="<w:body><w:r><w:instrText>HYPERLINK added dde</w:instrText></w:r></w:body>"
    ),
    "a link.odt": lambda: make_open_document(
        body='<office:text><a xmlns="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xlink:href="https://example.org"/></office:text>'
    ),
    "an empty part, as LibreOffice leaves.odt": lambda: make_open_document(
        extra={"Configurations2/accelerator/current.xml": ""}
    ),
    "Windows text.txt": lambda: TEXT.encode("cp1252"),
    "two-byte text.txt": lambda: TEXT.encode("utf-16"),
    "marked text.csv": lambda: TEXT.encode("utf-8-sig"),
    "two frames.gif": lambda: make_image(
        "GIF", save_all=True, append_images=[], duration=100, loop=0
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_what_honest_documents_often_hold_is_let_in(blobs, name):
    assert receive(blobs, name, HONEST[name]()).file_name == name


def test_a_file_at_the_limit_is_kept_and_one_byte_more_is_refused(blobs):
    limits = UploadLimits(file_bytes=1000)
    receive(blobs, "a.txt", b"x" * 1000, limits=limits)
    with pytest.raises(UploadRefused, match="larger than"):
        receive(blobs, "b.txt", b"x" * 1001, limits=limits)
    assert len(files_in(blobs)) == 1


def test_a_stream_without_end_is_cut_at_the_limit(blobs):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(UploadRefused, match="larger than"):
        receive_upload(
            stream,
            file_name="a.txt",
            blobs=blobs,
            limits=UploadLimits(file_bytes=1_000_000),
            used_bytes=0,
        )
    assert stream.given < 2_000_000
    assert files_in(blobs) == []


def test_a_file_that_no_longer_fits_the_quota_is_refused(blobs):
    limits = UploadLimits(organisation_bytes=5000)
    with pytest.raises(UploadRefused, match="no room left"):
        receive(blobs, "a.txt", b"x" * 1001, limits=limits, used_bytes=4000)
    assert files_in(blobs) == []
    receive(blobs, "a.txt", b"x" * 1000, limits=limits, used_bytes=4000)


def test_more_files_than_allowed_are_refused():
    check_count(50, LIMITS)
    with pytest.raises(UploadRefused, match="50 or fewer"):
        check_count(51, LIMITS)


def test_two_files_of_the_same_name_stay_apart(blobs):
    first = receive(blobs, "minutes.txt", b"January")
    second = receive(blobs, "minutes.txt", b"February")
    assert b"".join(blobs.stream_verified(first.sha256)) == b"January"
    assert b"".join(blobs.stream_verified(second.sha256)) == b"February"


def test_the_pixel_limit_is_the_settings_own(blobs):
    picture = make_image("PNG", (100, 100))
    receive(blobs, "a.png", picture, limits=UploadLimits(image_pixels=10_000))
    with pytest.raises(UploadRefused, match="million pixels"):
        receive(blobs, "a.png", picture, limits=UploadLimits(image_pixels=9_999))
