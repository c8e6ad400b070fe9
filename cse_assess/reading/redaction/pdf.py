"""Redacts PDFs: pages with the words become pictures, the others keep their text.

The copy is a new file of drawn pages: no annotations, attachments, properties, outline, earlier
versions or marks for other programs come over.
"""

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from cse_assess.reading.redaction.pdf_kept import CannotKeep, keep_page
from cse_assess.reading.redaction.pdf_letters import Letters, read_letters
from cse_assess.reading.redaction.pdf_picture import add_picture, make_font
from cse_assess.reading.redaction.proof import holds_words
from cse_assess.reading.redaction.words import Words
from cse_assess.reading.refusal import Refused

_STILL_THERE = (
    "The words could not be taken out of this PDF for certain, so no copy was made. Print the "
    "pages, black the words out by hand, and scan them."
)


def redact_pdf(source: Path, words: Words, target: Path) -> int:
    """Write a copy in which none of the words is left; return how many of their places were found.

    A copy that does not stand up to being read again is made of pictures only; where that does not
    either, raises `Refused`.
    """
    drawn = _draw_annotations(source)
    for pictures_only in (False, True):
        count = _write_copy(drawn, words, target, pictures_only=pictures_only)
        if _is_clean(target, words):
            return count
    raise Refused(_STILL_THERE)


def _draw_annotations(source: Path) -> bytes:
    """Return the PDF with its form fields and notes drawn on the pages, as they look on screen."""
    with pikepdf.open(source) as pdf:
        if "/AcroForm" in pdf.Root:
            pdf.Root.AcroForm.NeedAppearances = any(_is_undrawn(each) for each in pdf.objects)
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        file = BytesIO()
        pdf.save(file)
        return file.getvalue()


def _is_undrawn(entry: Any) -> bool:
    is_field = isinstance(entry, pikepdf.Dictionary) and entry.get("/Subtype") == "/Widget"
    return is_field and "/AP" not in entry


def _write_copy(drawn: bytes, words: Words, target: Path, *, pictures_only: bool) -> int:
    count = 0
    with pikepdf.open(BytesIO(drawn)) as source, pikepdf.new() as copy:
        # Layers that are switched off would be seen in a file that knows no layers.
        pictures_only = pictures_only or "/OCProperties" in source.Root
        document, font = pdfium.PdfDocument(drawn), make_font(copy)
        for number in range(len(document)):
            page = document[number]
            letters = _read_page(page)
            redacted = letters.find(words)
            count += len(words.find(letters.text))
            if redacted or pictures_only or not _keep(copy, source.pages[number]):
                add_picture(copy, page, letters, redacted, font)
            page.close()
        document.close()
        copy.remove_unreferenced_resources()
        copy.save(target)
    return count


def _read_page(page: Any) -> Letters:
    with closing(page.get_textpage()) as text_page:
        return read_letters(text_page)


def _keep(copy: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    try:
        keep_page(copy, page)
    except CannotKeep:
        return False
    return True


def _is_clean(path: Path, words: Words) -> bool:
    """Read the copy again: the text of its pages, and every string and stream in it."""
    document = pdfium.PdfDocument(path)
    try:
        texts = [_read_page(page) for page in document]
    finally:
        document.close()
    with pikepdf.open(path) as pdf:
        return not any(words.are_in(each.text) for each in texts) and not any(
            _object_holds(each, words) for each in pdf.objects
        )


def _object_holds(entry: Any, words: Words) -> bool:
    if isinstance(entry, pikepdf.Stream):
        if entry.get("/Subtype") == pikepdf.Name.Image:
            return holds_words(repr(entry.stream_dict).encode(), words)
        return holds_words(entry.read_bytes(), words)
    return holds_words(entry.unparse(), words)
