"""Reads what a document says about itself: title, authors, and the day it was made."""

import re
import zipfile
from datetime import date

from cse_assess.reading.archive import read_entry
from cse_assess.reading.formats.collecting import Properties
from cse_assess.reading.xml_part import scan_xml

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def read_properties(archive: zipfile.ZipFile, name: str) -> Properties:
    """Return what the part `name` says: docProps/core.xml (ECMA-376 part 2) or meta.xml (ODF)."""
    if name not in archive.namelist():
        return Properties()
    found: dict[str, str] = {}
    reader = _TextsByElement(found)
    scan_xml(read_entry(archive, name), reader.start, reader.text)
    made = found.get("created") or found.get("creation-date") or ""
    authors = (found.get(key, "") for key in ("initial-creator", "creator", "lastModifiedBy"))
    return Properties(found.get("title", ""), tuple(authors), read_day(made))


def read_day(text: str) -> date | None:
    """Return the day that a time such as `2026-03-03T10:00Z` or `D:20260303100000` begins with."""
    found = _DAY.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


class _TextsByElement:
    """Collects the text that stands in each element, by its local name."""

    def __init__(self, found: dict[str, str]) -> None:
        self._found = found
        self._element = ""

    def start(self, element: str, _attributes: dict[str, str]) -> None:
        self._element = element

    def text(self, text: str) -> None:
        if text.strip():
            self._found[self._element] = self._found.get(self._element, "") + text
