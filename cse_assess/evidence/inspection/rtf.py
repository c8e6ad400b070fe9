"""Checks rich text (RTF 1.9.1): no objects, no programs, no template from elsewhere."""

import re
from typing import BinaryIO

from cse_assess.evidence.inspection.content import Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.refusal import DAMAGED, DISGUISED, Refused

CHUNK_BYTES = 1024 * 1024
OVERLAP_BYTES = 64
# Raw binary (\bin) could hide any of these from a reader of control words.
_ACTIVE = re.compile(
    rb"\\(obj(data|emb|link|autlink|sub|pub|icemb|html|ocx|update|class)|object|bin\d|template)"
    rb"|ddeauto|includepicture\s+\"?http",
    re.IGNORECASE,
)
_OBJECT = (
    "The file holds an embedded object, or fetches something when it is opened. "
    "Save it as .docx or as a PDF and upload that copy."
)


def check_rtf(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless it is rich text, closed at its end, with nothing active inside."""
    if file.read(6) != b"{\\rtf1":
        raise Refused(DISGUISED.format(name=file_type.name))
    tail = b""
    while chunk := file.read(CHUNK_BYTES):
        window = tail + chunk
        if _ACTIVE.search(window):
            raise Refused(_OBJECT)
        tail = window[-OVERLAP_BYTES:]
    if not tail.rstrip(b"\r\n\t \0").endswith(b"}"):
        raise Refused(DAMAGED)
