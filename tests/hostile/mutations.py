"""Sound files made unsound by rule: under another type's name, cut short, changed at random."""

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from factories.papers import (
    make_open_text,
    make_presentation,
    make_text_pdf,
    make_word,
    make_workbook,
    paragraph,
    shape,
    write_line,
)
from hostile.documents import sound_files

CUTS = 8
CHANGES = 12
# Text may be called a table and a table text; an e-mail is text as well.
_READ_AS_WELL = {
    "txt": {"csv"},
    "csv": {"txt"},
    "eml": {"txt", "csv"},
    "html": {"htm"},
    "htm": {"html"},
    "jpg": {"jpeg"},
    "jpeg": {"jpg"},
    "tif": {"tiff"},
    "tiff": {"tif"},
}
_HAVE_NO_END = frozenset({"txt", "csv", "eml", "html", "htm"})


@dataclass(frozen=True)
class Mutation:
    """An unsound file: `must_be_refused`, or else may be let in as what its name says."""

    name: str
    content: bytes
    must_be_refused: bool


def originals() -> dict[str, bytes]:
    """Return a sound file of each type by its suffix, with words in it where it can hold some."""
    rows = '<sheetData><row><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row></sheetData>'
    cell = "<table:table-cell><text:p>Calls</text:p></table:table-cell>"
    return {
        **{name.rpartition(".")[2]: content for name, content in sound_files().items()},
        "pdf": make_text_pdf(write_line("We listen"), write_line("We answer", mode=3)),
        "docx": make_word(paragraph("We listen") * 20),
        "xlsx": make_workbook({"Calls": rows, "Waits": rows}),
        "pptx": make_presentation([shape("We listen")] * 3),
        "odt": make_open_text("<office:text><text:p>We listen</text:p></office:text>"),
        "ods": make_open_text(
            f"<office:spreadsheet><table:table><table:table-row>{cell}</table:table-row>"
            "</table:table></office:spreadsheet>",
            "spreadsheet",
        ),
    }


def disguises() -> list[Mutation]:
    """Return each type's file under the name of every other type."""
    files = originals()
    return [
        Mutation(f"{real} as.{claimed}", content, claimed not in _READ_AS_WELL.get(real, ()))
        for real, content in files.items()
        for claimed in files
        if claimed != real
    ]


def truncations() -> list[Mutation]:
    """Return each type's file cut at several points."""
    found = []
    for suffix, content in originals().items():
        points = {len(content) * part // CUTS for part in range(1, CUTS)}
        found += [
            Mutation(f"cut at {point}.{suffix}", content[:point], suffix not in _HAVE_NO_END)
            for point in sorted(points)
        ]
    return found


def random_changes() -> list[Mutation]:
    """Return each type's file with bytes changed, dropped, doubled or put in; always the same."""
    found = []
    for suffix, content in originals().items():
        # The hash of Python's own would differ from run to run.
        chance = random.Random(zlib.crc32(suffix.encode()))  # noqa: S311 -- no secret
        for number in range(CHANGES):
            change = chance.choice(_CHANGES)
            changed = change(content, chance)
            found.append(Mutation(f"changed {number}.{suffix}", changed, must_be_refused=False))
    return found


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
    return bytes(changed)


def _drop(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 200) :]


def _double(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randint(1, 400)]
    return content[:start] + piece * chance.randint(2, 50) + content[start:]


def _put_in(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.randbytes(chance.randint(1, 100)) + content[start:]


_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [_flip, _drop, _double, _put_in]
