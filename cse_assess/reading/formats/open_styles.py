"""What the styles of an OpenDocument hide, and where they break pages."""

import zipfile
from dataclasses import dataclass, field

from cse_assess.reading.archive import read_entry
from cse_assess.reading.xml_part import scan_xml

_SWITCHES = {"table-properties": "display", "drawing-page-properties": "visibility"}
_SWITCHED_OFF = frozenset({("table-properties", "false"), ("drawing-page-properties", "hidden")})
_PARTS = ("styles.xml", "content.xml")


@dataclass(slots=True)
class HiddenStyles:
    """Names of styles.

    `texts` and `sheets` (and slides) of these styles are not shown; paragraphs and tables of a
    style that is `breaking` begin a page.
    """

    texts: set[str] = field(default_factory=set)
    sheets: set[str] = field(default_factory=set)
    breaking: set[str] = field(default_factory=set)


def read_styles(archive: zipfile.ZipFile) -> HiddenStyles:
    """Return what the common and the automatic styles hide."""
    styles = HiddenStyles()
    name = ""

    def note(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if element == "style":
            name = attributes.get("name", "")
            # A change of the page's own style begins a page (part 3, 19.495).
            if attributes.get("master-page-name"):
                styles.breaking.add(name)
        else:
            _note_properties(styles, name, element, attributes)

    for part in _PARTS:
        if part in archive.namelist():
            scan_xml(read_entry(archive, part), note)
    return styles


def _note_properties(
    styles: HiddenStyles, name: str, element: str, attributes: dict[str, str]
) -> None:
    if element == "text-properties" and attributes.get("display") == "none":
        styles.texts.add(name)
    if (element, attributes.get(_SWITCHES.get(element, ""))) in _SWITCHED_OFF:
        styles.sheets.add(name)
    if attributes.get("break-before") == "page":
        styles.breaking.add(name)
