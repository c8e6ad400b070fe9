"""Checks e-mails (RFC 5322, MIME): each attachment by the rules of its own type."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from cse_assess.evidence.inspection.content import Limits, check_enclosed
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.refusal import DISGUISED, Refused

MOST_BYTES = 100 * 1024 * 1024
MOST_PARTS = 500
_TOO_LARGE = "E-mails larger than 100 MB cannot be checked. Save the attachments on their own."
_TOO_MANY_PARTS = "The e-mail has too many parts to be checked. Print it to a PDF."
_NEEDED = (("from", "sender", "return-path"), ("date", "received", "subject"))


def check_mail(file: BinaryIO, file_type: FileType, limits: Limits) -> None:
    """Raise `Refused` unless it is an e-mail, and each file attached to it would be taken."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_TOO_LARGE)
    message = BytesParser(policy=policy.default).parsebytes(content)
    if b"\0" in content or not all(any(n in message for n in names) for names in _NEEDED):
        raise Refused(DISGUISED.format(name=file_type.name))
    for number, part in enumerate(message.walk(), start=1):
        if number > MOST_PARTS:
            raise Refused(_TOO_MANY_PARTS)
        _check_part(part, limits)


def _check_part(part: EmailMessage, limits: Limits) -> None:
    """Check a part that has a file name; the text of the message itself is shown as text only."""
    name = part.get_filename()
    if not name or part.is_multipart():
        return
    content = part.get_payload(decode=True)
    suffix = PurePosixPath(name).suffix.removeprefix(".").lower()
    check_enclosed(BytesIO(content if isinstance(content, bytes) else b""), suffix, name, limits)
