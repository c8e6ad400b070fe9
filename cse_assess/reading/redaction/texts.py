"""Redacts plain text, CSV tables, web pages and e-mails."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from lxml import etree, html

from cse_assess.reading.decoding import read_text
from cse_assess.reading.redaction.markup import Element, black_out_tree, drop
from cse_assess.reading.redaction.words import BLOCK, Words
from cse_assess.reading.refusal import Refused

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small
    span strike strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905 -- a list of words
)
_KEPT_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_ADDRESS_HEADERS = frozenset({"From", "To", "Cc"})
_NOBODY = "redacted@redacted.invalid"


def redact_text(source: Path, words: Words, target: Path) -> int:
    """Write a copy of plain text in UTF-8; return how often the words were in it."""
    return _write_text(source, words, target, "utf-8")


def redact_table(source: Path, words: Words, target: Path) -> int:
    """Write a copy of a CSV table in UTF-8, with the mark that Excel knows it by."""
    return _write_text(source, words, target, "utf-8-sig")


def _write_text(source: Path, words: Words, target: Path, encoding: str) -> int:
    text = _read(source)
    target.write_text(words.black_out(text), encoding=encoding, newline="")
    return len(words.find(text))


def _read(source: Path) -> str:
    with source.open("rb") as file:
        return "".join(read_text(file))


def redact_web_page(source: Path, words: Words, target: Path) -> int:
    """Write a copy of a web page without its comments and what its head says of its making."""
    page, count = _redact_html(_read(source), words)
    target.write_bytes(page)
    return count


def _redact_html(text: str, words: Words) -> tuple[bytes, int]:
    root = html.document_fromstring(text)
    for note in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if note.getparent() is not None:
            drop(note)
    for meta in list(root.iter("meta")):
        drop(meta)
    count = black_out_tree(root, words, is_block=_is_block, is_gap=_is_break)
    for element in root.iter("*"):
        for name in [name for name, value in element.attrib.items() if BLOCK in value]:
            del element.attrib[name]
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"), count


def _is_block(element: Element) -> bool:
    return element.tag not in _INLINE and not _is_break(element)


def _is_break(element: Element) -> bool:
    return bool(element.tag == "br")


def redact_mail(source: Path, words: Words, target: Path) -> int:
    """Write a copy of an e-mail: who, to whom, when, about what, and its text.

    Raises `Refused` for one with attachments.
    """
    with source.open("rb") as file:
        mail = BytesParser(policy=policy.default).parse(file)
    if any(part.is_attachment() for part in mail.walk()) or _has_other_parts(mail):
        raise Refused(
            "An e-mail with attachments or pictures cannot be redacted safely. Save its text as a "
            "PDF and its attachments as files of their own, and redact those."
        )
    copy = EmailMessage(policy=policy.SMTP)
    count = _copy_headers(mail, copy, words) + _copy_bodies(mail, copy, words)
    target.write_bytes(copy.as_bytes())
    return count


def _has_other_parts(mail: EmailMessage) -> bool:
    parts = [part for part in mail.walk() if not part.is_multipart()]
    return any(part.get_content_type() not in {"text/plain", "text/html"} for part in parts)


def _copy_headers(mail: EmailMessage, copy: EmailMessage, words: Words) -> int:
    count = 0
    for name in _KEPT_HEADERS:
        value = str(mail.get(name, ""))
        count += len(words.find(value))
        blacked = words.black_out(value)
        if name in _ADDRESS_HEADERS:
            blacked = re.sub(rf"{BLOCK}+(?=>|$|,)", _NOBODY, blacked)
            blacked = re.sub(rf"{BLOCK}+", "redacted", blacked)
        if blacked:
            copy[name] = blacked
    return count


def _copy_bodies(mail: EmailMessage, copy: EmailMessage, words: Words) -> int:
    """Copy the text; a body in HTML stands beside it, or alone where there is no other."""
    count = 0
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is not None:
        text = plain.get_content()
        count += len(words.find(text))
        copy.set_content(words.black_out(text))
    if page is not None:
        markup, found = _redact_html(page.get_content(), words)
        count += found
        if plain is None:
            copy.set_content(markup.decode("utf-8"), subtype="html")
        else:
            copy.add_alternative(markup.decode("utf-8"), subtype="html")
    return count
