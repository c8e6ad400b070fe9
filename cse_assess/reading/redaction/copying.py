"""The task of a limited child process: a redacted copy of one file."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from cse_assess.reading.formats.entry import load_reader
from cse_assess.reading.redaction.words import Words
from cse_assess.reading.refusal import Refused

Redactor = Callable[[Path, Words, Path], int]

_OPEN_XML = "open_xml:redact_open_xml"
_OPEN_DOCUMENT = "open_document:redact_open_document"
_WEB_PAGE = "texts:redact_web_page"
_REDACTORS = {
    "pdf": "pdf:redact_pdf",
    "docx": _OPEN_XML,
    "xlsx": _OPEN_XML,
    "pptx": _OPEN_XML,
    "odt": _OPEN_DOCUMENT,
    "ods": _OPEN_DOCUMENT,
    "odp": _OPEN_DOCUMENT,
    "txt": "texts:redact_text",
    "csv": "texts:redact_table",
    "eml": "texts:redact_mail",
    "html": _WEB_PAGE,
    "htm": _WEB_PAGE,
}
_OTHERWISE = {
    "rtf": "Rich text cannot be redacted safely. Save it as a Word document (.docx), upload that, "
    "and redact it.",
}
_PICTURE = (
    "What a picture shows cannot be redacted here. Paint the words over in a picture editor, save "
    "it as PNG, and upload that copy."
)

_STILL_READ = (
    "Some of the words run across several cells or parts of the file and could not be taken out "
    "for certain, so no copy was made. Enter them one by one."
)


def can_redact(suffix: str) -> bool:
    """Tell whether copies of files with this ending can be made."""
    return suffix in _REDACTORS


def explain_refusal(suffix: str) -> str:
    """Return why a file with this ending cannot be redacted, and what to do instead."""
    return _OTHERWISE.get(suffix, _PICTURE)


def make_copy(source: str, suffix: str, words: Sequence[str], target: str) -> dict[str, int]:
    """Write a copy of the file without `words` to `target`; return how often they were found.

    Raises `Refused` where that cannot be done safely.
    """
    if suffix not in _REDACTORS:
        raise Refused(explain_refusal(suffix))
    module, name = _REDACTORS[suffix].split(":")
    redact: Redactor = getattr(import_module(f"cse_assess.reading.redaction.{module}"), name)
    count = redact(Path(source), Words(words), Path(target))
    _require_gone(Path(target), suffix, Words(words))
    return {"count": count}


def _require_gone(path: Path, suffix: str, words: Words) -> None:
    """Read the copy as the library does, and refuse it where the words can still be read."""
    with path.open("rb") as file:
        document = load_reader(suffix)(file, suffix)
    hidden = [each.text for each in document.hidden]
    if any(words.are_in(text) for text in (document.text, document.title, *hidden)):
        raise Refused(_STILL_READ)
