"""Reads redacted copies again, by every way there is, and looks for what must be gone."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2

from cse_assess.reading.formats.entry import load_reader
from cse_assess.reading.redaction.copying import make_copy


def redact(folder: Path, content: bytes, suffix: str, words) -> bytes:
    """Make a copy as the child process does, in this one."""
    source, target = folder / f"source.{suffix}", folder / "out" / f"copy.{suffix}"
    source.write_bytes(content)
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    make_copy(str(source), suffix, list(words), str(target))
    return target.read_bytes()


def all_readings(folder: Path, content: bytes, suffix: str) -> list[str]:
    """Return all that can be read in the file: by our reader, by others, and byte by byte."""
    path = folder / f"again.{suffix}"
    path.write_bytes(content)
    document = load_reader(suffix)(io.BytesIO(content), suffix)
    hidden = [each.text for each in document.hidden]
    raw = _pdf_bytes(path) if suffix == "pdf" else _zip_bytes(content)
    return [
        document.text,
        document.title,
        *document.authors,
        *hidden,
        *(_other_readers(path) if suffix == "pdf" else []),
        *(part.decode(encoding, "ignore") for part in raw for encoding in ("utf-8", "utf-16-be")),
    ]


def is_gone(word: str, readings: list[str]) -> bool:
    bare = _squeeze(word)
    return not any(bare in _squeeze(reading) for reading in readings)


def _squeeze(text: str) -> str:
    return "".join(text.lower().split())


def _other_readers(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    if other := shutil.which("pdftotext"):
        done = subprocess.run([other, "-raw", path, "-"], capture_output=True, check=True)
        texts.append(done.stdout.decode())
    return texts


def _pdf_bytes(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return [
            path.read_bytes(),
            *(each.unparse() for each in pdf.objects if not isinstance(each, pikepdf.Stream)),
            *(each.read_raw_bytes() for each in streams),
            *(each.read_bytes() for each in streams if each.get("/Filter") != "/DCTDecode"),
        ]


def _zip_bytes(content: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [content, archive.comment, *(archive.read(name) for name in archive.namelist())]
