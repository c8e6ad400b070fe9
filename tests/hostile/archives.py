"""Archives that are built to overload, or to be read in two ways."""

import io
import struct
import zipfile
import zlib

from hostile.documents import make_open_xml, make_zip, open_xml_parts

MEBIBYTE = 1024 * 1024


def make_ratio_bomb() -> bytes:
    """Return a document of 100 kB with a part of 100 MB of zeros."""
    return make_open_xml(extra={"word/media/image1.png": b"\0" * (100 * MEBIBYTE)})


def make_size_bomb() -> bytes:
    """Return a document whose parts claim 700 MB in all, and so have a modest ratio each."""
    content = make_open_xml(extra={"word/media/image1.png": b"not much"})
    return _claim_size(content, b"word/media/image1.png", 700 * MEBIBYTE)


def make_entries_bomb() -> bytes:
    """Return a document of 10,050 empty parts."""
    parts = list(open_xml_parts().items())
    return make_zip([*parts, *((f"word/media/{n}.png", b"") for n in range(10_050))])


def make_overlap_bomb() -> bytes:
    """Return a document whose directory lists one packed kernel under 300 names (Fifield 2019)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packed.compress(b"\0" * MEBIBYTE) + packed.flush()
    document = make_open_xml(extra={"word/media/kernel.png": b"\0" * MEBIBYTE})
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        entry = archive.getinfo("word/media/kernel.png")
        checksum, offset, end = entry.CRC, entry.header_offset, archive.start_dir
        count = len(archive.infolist())
    directory = _directory_of(document, end)
    for number in range(300):
        name = f"word/media/k{number:03}.png".encode()
        directory += struct.pack(
            "<4s4B4HL2L5H2L",
            b"PK\x01\x02", 20, 3, 20, 0, 0, 8, 0, 0x21, checksum,
            len(kernel), MEBIBYTE, len(name), 0, 0, 0, 0, 0, offset,
        ) + name  # fmt: skip
    count += 300
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), end, 0)
    return document[:end] + directory + tail


def make_lying_entry() -> bytes:
    """Return a document with a part that unpacks to far more than it declares."""
    content = make_open_xml(extra={"word/media/image1.png": b"\0" * (30 * MEBIBYTE)})
    return _claim_size(content, b"word/media/image1.png", 100)


def make_encrypted_entry() -> bytes:
    """Return a document with a part that is marked as encrypted."""
    content = bytearray(make_open_xml())
    position = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, position + 8, 1)
    return bytes(content)


def make_damaged_entry() -> bytes:
    """Return a document with a part whose checksum is wrong."""
    content = make_zip(
        [*open_xml_parts().items(), ("word/media/a.png", b"picture of a desk")], zipfile.ZIP_STORED
    )
    return content.replace(b"picture of a desk", b"picture of a disk")


def make_named_entry(name: str) -> bytes:
    """Return a document with a part of an unsound `name`."""
    return make_open_xml(extra={name: b"x"})


def make_doubled_entry() -> bytes:
    """Return a document with two parts that differ in the case of their names only."""
    return make_open_xml(extra={"WORD/document.xml": "<other/>"})


def _claim_size(content: bytes, name: bytes, size: int) -> bytes:
    """Change what the directory and the local header say of the unpacked size of `name`."""
    changed = bytearray(content)
    local = content.index(name) - 30
    central = content.rindex(name) - 46
    struct.pack_into("<L", changed, local + 22, size)
    struct.pack_into("<L", changed, central + 24, size)
    return bytes(changed)


def _directory_of(content: bytes, start: int) -> bytes:
    return content[start : content.rindex(b"PK\x05\x06")]
