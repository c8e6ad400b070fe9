"""Reads e-mails (RFC 5322, MIME): who, when and what about, the words, the names of attachments."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from typing import BinaryIO

from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector, Properties
from cse_assess.reading.formats.web_page import PageReader

_SHOWN = ("From", "To", "Cc", "Date", "Subject")


def read_mail(file: BinaryIO, suffix: str) -> Document:
    """Return what an e-mail says on one page; its blind copies are hidden text."""
    message = BytesParser(policy=policy.default).parse(file)
    collector = Collector()
    collector.start_page()
    for name in _SHOWN:
        if message.get(name):
            collector.add(f"{name}: {message[name]}\n")
    collector.add("\n")
    _read_body(message, collector)
    for name in _list_attachments(message):
        collector.add(f"\nAttached: {name}")
    for blind in message.get_all("Bcc", []):
        collector.hide(f"Bcc: {blind}", HiddenKind.HIDDEN, 1)
    return collector.build(suffix, _read_properties(message))


def _read_body(message: EmailMessage, collector: Collector) -> None:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    words = _decode(body)
    if body.get_content_subtype() == "html":
        reader = PageReader(collector)
        reader.feed(words)
        reader.close()
    else:
        collector.add(words)


def _decode(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):
        # A character set that nobody knows: what is plain in it can still be read.
        content = part.get_payload(decode=True)
        return content.decode("ascii", "replace") if isinstance(content, bytes) else ""


def _list_attachments(message: EmailMessage) -> list[str]:
    return [name for part in message.walk() if (name := part.get_filename())]


def _read_properties(message: EmailMessage) -> Properties:
    sender = getaddresses([str(message.get("From", ""))])
    moment = getattr(message.get("Date"), "datetime", None)
    return Properties(
        title=str(message.get("Subject", "")),
        authors=tuple(name or address for name, address in sender),
        written_on=moment.date() if moment else None,
    )
