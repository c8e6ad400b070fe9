"""Reads the XML parts of a document as they unpack, in little memory, and without entities."""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from .refusal import DAMAGED, Refused

OnElement = Callable[[str, dict[str, str]], None]
OnText = Callable[[str], None]
_ENTITIES = (
    "The file defines entities of its own, as files that are built to overload a computer do. "
    "Open it, save it again and upload that copy."
)


def scan_xml(
    chunks: Iterable[bytes], on_element: OnElement | None = None, on_text: OnText | None = None
) -> None:
    """Read a whole part; raise `Refused` where it is malformed or declares a document type.

    `on_element` is given the local name of each element and its attributes by their local names.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if on_element is not None:
        parser.StartElementHandler = _strip_namespaces(on_element)
    if on_text is not None:
        parser.CharacterDataHandler = on_text
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
        on_element(_local(name), {_local(key): value for key, value in attributes.items()})

    return start


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
