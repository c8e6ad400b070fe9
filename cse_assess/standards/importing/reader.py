"""The way in: bytes of a booklet, as text or PDF, to a report."""

from cse_assess.standards.importing.codes import CodeReader
from cse_assess.standards.importing.entries import Source
from cse_assess.standards.importing.matching import match_source
from cse_assess.standards.importing.report import ImportReport, WordingError
from cse_assess.standards.importing.running_text import read_lines, split_lines
from cse_assess.standards.structure import Standard

LARGEST_SOURCE = 20 * 1024 * 1024
LARGEST_TEXT = 1024 * 1024
PDF_MARK = b"%PDF-"


def read_official_wording(data: bytes, standard: Standard) -> ImportReport:
    """Return what a copy of the published booklet says about each element of the standard.

    `data` is a PDF with a text layer or a UTF-8 text file. Nothing is stored. Raises
    `WordingError` where no text can be read from it at all.
    """
    codes = CodeReader(standard)
    if not data.strip():
        raise WordingError("The file is empty.")
    if len(data) > LARGEST_SOURCE:
        raise WordingError(f"The file is larger than {LARGEST_SOURCE // 1024**2} MiB.")
    is_pdf = PDF_MARK in data[:1024]
    source = _read_pdf(data, codes) if is_pdf else read_lines(split_lines(_decode(data)), codes)
    return match_source(source, standard, codes)


def _read_pdf(data: bytes, codes: CodeReader) -> Source:
    # PDFium takes as long to load as everything else together, and few runs need it.
    from cse_assess.standards.importing.pdf_text import read_pdf  # noqa: PLC0415

    return read_pdf(data, codes)


def _decode(data: bytes) -> str:
    if len(data) > LARGEST_TEXT:
        raise WordingError(f"The text is larger than {LARGEST_TEXT // 1024**2} MiB.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WordingError("The text is saved as UTF-16. Save it as UTF-8 and try again.")
    if b"\x00" in data:
        raise WordingError("This is neither a PDF nor a text file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WordingError(
            f"Line {line} is not UTF-8. Save the text as UTF-8 and try again."
        ) from error
