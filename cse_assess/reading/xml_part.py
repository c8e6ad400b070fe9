"""Reads the XML parts of a document as they unpack, in little memory, and without entities."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from cse_assess.reading.refusal import DAMAGED, Refused

OnElement = Callable[[str, dict[str, str]], None]
OnText = Callable[[str], None]
_ENTITIES = (
    "The file defines entities of its own, as files that are built to overload a computer do. "
    "Open it, save it again and upload that copy."
)


def scan_xml(
    chunks: Iterable[bytes],
    on_element: OnElement | None = None,
    on_text: OnText | None = None,
    on_end: OnText | None = None,
) -> None:
    """Read a whole part; raise `Refused` where it is malformed or declares a document type.

    `on_element` is given the local name of each element and its attributes by their local names
    (of two with the same one, that of a namespace: `r:id` rather than `id`); `on_end` is given the
    local name of each element as it ends.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if on_element is not None:
        parser.StartElementHandler = _strip_namespaces(on_element)
    if on_text is not None:
        parser.CharacterDataHandler = on_text
    if on_end is not None:
        parser.EndElementHandler = _strip_namespace(on_end)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise Refused(DAMAGED) from None


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise Refused(_ENTITIES)


def _strip_namespaces(on_element: OnElement) -> OnElement:
    def start(name: str, attributes: dict[str, str]) -> None:
        on_element(_local(name), _by_local_names(attributes) if attributes else attributes)

    return start


def _strip_namespace(on_end: OnText) -> OnText:
    def end(name: str) -> None:
        on_end(_local(name))

    return end


def _by_local_names(attributes: dict[str, str]) -> dict[str, str]:
    found = {_local(key): value for key, value in attributes.items()}
    if len(found) < len(attributes):
        found |= {_local(key): value for key, value in attributes.items() if " " in key}
    return found


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]
