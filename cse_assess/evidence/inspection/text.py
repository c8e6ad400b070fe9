"""Checks that text is text: it decodes, and holds no byte that text has no use for."""

from typing import BinaryIO

import magic

from cse_assess.evidence.inspection.content import SNIFFED_BYTES, Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.decoding import read_text
from cse_assess.reading.refusal import DISGUISED, Refused

_OTHER_TYPES = frozenset({"application/pdf", "application/postscript", "image/svg+xml"})
_OTHER_TEXTS = frozenset({"text/html", "text/rtf"})


def check_text(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless the whole file is text, and not of another type under this name."""
    seen = magic.from_buffer(file.read(SNIFFED_BYTES), mime=True)
    if seen in _OTHER_TYPES | _OTHER_TEXTS:
        raise Refused(DISGUISED.format(name=file_type.name))
    for _text in read_text(file):
        pass  # reading it is the check
