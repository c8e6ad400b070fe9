"""Blacks words out of a tree of elements, also where they run across several of them."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from cse_assess.reading.redaction.words import Words

Element = Any
"""An element of lxml, which says nothing of its types."""
Piece = tuple[Element | None, str, str]
"""Text of an element: where it is kept (`text` or `tail`) and what it says; or a gap, for None."""

_WRITTEN_BY_PEOPLE = frozenset(
    {
        "alt", "author", "comment", "content", "descr", "display", "formula", "href", "label",
        "name", "string-value", "text", "title", "tooltip", "userName", "value",
    }
)  # fmt: skip
GAP: Piece = (None, "", " ")


def local_name(element: Element) -> str:
    """Return the element's name without its namespace."""
    name: str = etree.QName(element).localname
    return name


def black_out_tree(
    root: Element,
    words: Words,
    *,
    is_block: Callable[[Element], bool],
    is_gap: Callable[[Element], bool],
) -> int:
    """Black the words out of `root`, text and attributes; return how many were found.

    Text runs on from element to element; the edge of one that `is_block`, and one that `is_gap`,
    stands for a space.
    """
    count = _black_out_run(_list_pieces(root, is_block, is_gap), words)
    return count + sum(_black_out_attributes(each, words) for each in root.iter("*"))


def _list_pieces(
    root: Element, is_block: Callable[[Element], bool], is_gap: Callable[[Element], bool]
) -> list[Piece]:
    """Return the pieces of text in the order in which they are read."""
    pieces: list[Piece] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag="*"):
        if is_block(element) or is_gap(element):
            pieces.append(GAP)
        place = "text" if event == "start" else "tail"
        if said := getattr(element, place):
            pieces.append((element, place, said))
    return pieces


def _black_out_run(run: list[Piece], words: Words) -> int:
    text = "".join(said for _, _, said in run)
    if not words.are_in(text):
        return 0
    blacked, done = words.black_out(text), 0
    for element, place, said in run:
        if element is not None:
            setattr(element, place, blacked[done : done + len(said)])
        done += len(said)
    return len(words.find(text))


def _black_out_attributes(element: Element, words: Words) -> int:
    """Black out what people wrote; in what programs wrote, only words that are no markup."""
    count = 0
    for name, value in element.attrib.items():
        is_written = etree.QName(name).localname in _WRITTEN_BY_PEOPLE
        looked_for = words if is_written else words.distinctive()
        if looked_for.are_in(value):
            element.set(name, looked_for.black_out(value))
            count += 1
    return count


def drop(element: Element) -> None:
    """Take `element` out of its tree, and leave the text after it."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what `element` holds in its place; only for markup without text of its own."""
    parent = element.getparent()
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    drop(element)
