"""Writes Office files anew, part by part."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from cse_assess.reading.redaction.markup import Element
from cse_assess.reading.redaction.proof import holds_words
from cse_assess.reading.redaction.words import Words
from cse_assess.reading.refusal import DAMAGED, Refused

NO_DATE = (1980, 1, 1, 0, 0, 0)
MARKUP = (".xml", ".rels", ".vml", ".rdf")
_MEDIA_TYPE = "mimetype"
_TOO_DEEP_INSIDE = (
    "The words also stand in a part of this file that cannot be redacted safely ({name}). Save it "
    "as a PDF, upload that, and redact it."
)


def rewrite_package(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write each entry of `source` as `change` gives it back; one that becomes empty goes.

    Nothing else of the archive is kept: no dates, no comments, no room between entries.
    """
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.is_dir():
                continue
            content = change(entry.filename, old.read(entry))
            if content:
                info = ZipInfo(entry.filename, NO_DATE)
                # The first entry of an OpenDocument file names its type and must be plain.
                info.compress_type = ZIP_STORED if entry.filename == _MEDIA_TYPE else ZIP_DEFLATED
                new.writestr(info, content)


def read_part(content: bytes) -> Element:
    """Return the root of an XML part, without comments; raise `Refused` where it is broken."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refused(DAMAGED) from None


def write_part(root: Element) -> bytes:
    """Return the part as it is stored."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def prove_package(path: Path, words: Words, black_out: Callable[[Element], int]) -> None:
    """Raise `Refused` where any part of the written file still holds one of the words.

    `black_out` counts what it would still find in a part of markup; there, names of elements and
    what programs write may be words that are anybody's.
    """
    with ZipFile(path) as package:
        for name in package.namelist():
            content = package.read(name)
            is_markup = name.endswith(MARKUP)
            looked_for = words.distinctive() if is_markup else words
            is_left = holds_words(content, looked_for) or looked_for.are_in(name)
            if is_left or (is_markup and black_out(read_part(content))):
                raise Refused(_TOO_DEEP_INSIDE.format(name=name))
