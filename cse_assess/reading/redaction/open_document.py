"""Redacts OpenDocument texts, spreadsheets and presentations (ISO/IEC 26300)."""

import re
from pathlib import Path

from cse_assess.reading.redaction.markup import Element, black_out_tree, drop, local_name
from cse_assess.reading.redaction.packages import (
    prove_package,
    read_part,
    rewrite_package,
    write_part,
)
from cse_assess.reading.redaction.words import Words

_DROPPED_PARTS = re.compile(
    r"Thumbnails/.*|Configurations2/.*|manifest\.rdf|layout-cache|meta\.xml|settings\.xml"
)
_MANIFEST = "META-INF/manifest.xml"
_DROPPED = frozenset(
    {
        "annotation", "annotation-end", "tracked-changes", "change", "change-start", "change-end",
        "hidden-text", "hidden-paragraph", "author-name", "author-initials", "creator",
        "initial-creator", "printed-by", "sender-firstname", "sender-lastname", "sender-email",
    }
)  # fmt: skip
_INLINE = frozenset({"span", "a", "ruby", "ruby-base", "bookmark-ref", "s", "tab", "line-break"})
_GAPS = frozenset({"s", "tab", "line-break"})
_VALUE_SUFFIX = "}value"
_TYPE_SUFFIX = "}value-type"


def redact_open_document(source: Path, words: Words, target: Path) -> int:
    """Write a copy without the words, properties, comments and tracked changes.

    Tracked changes are accepted. Returns how often the words were found; raises `Refused` where
    words stand in a part that cannot be changed safely.
    """
    count = 0

    def change(name: str, content: bytes) -> bytes:
        nonlocal count
        if _DROPPED_PARTS.fullmatch(name):
            return b""
        if not name.endswith((".xml", ".rdf")):
            return content
        root = read_part(content)
        if name == _MANIFEST:
            _forget_parts(root)
        else:
            count += _redact(root, words)
        return write_part(root)

    rewrite_package(source, target, change)
    prove_package(target, words, lambda root: _black_out(root, words))
    return count


def _redact(root: Element, words: Words) -> int:
    for element in list(root.iter("*")):
        if local_name(element) in _DROPPED and element.getparent() is not None:
            drop(element)
    for element in root.iter("{*}table-cell"):
        _turn_into_text(element, words)
    return _black_out(root, words)


def _black_out(root: Element, words: Words) -> int:
    return black_out_tree(root, words, is_block=_is_block, is_gap=_is_gap)


def _turn_into_text(cell: Element, words: Words) -> None:
    """Let a cell whose number or formula is one of the words be text, which can be blacked out."""
    if not any(words.are_in(value) for value in cell.attrib.values()):
        return
    for name in list(cell.attrib):
        if name.endswith((_VALUE_SUFFIX, "}formula", "}string-value")):
            del cell.attrib[name]
        elif name.endswith(_TYPE_SUFFIX):
            cell.set(name, "string")


def _forget_parts(manifest: Element) -> None:
    for entry in list(manifest):
        if any(_DROPPED_PARTS.fullmatch(value) for value in entry.attrib.values()):
            manifest.remove(entry)


def _is_block(element: Element) -> bool:
    name = local_name(element)
    if name in {"p", "h"}:
        return True
    return bool((element.text or "").strip()) and name not in _INLINE


def _is_gap(element: Element) -> bool:
    return local_name(element) in _GAPS
