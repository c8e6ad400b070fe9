"""Turns the stored values of a workbook's cells into words (ECMA-376 part 1, 18.3.1.4)."""

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta

from cse_assess.reading.archive import read_entry
from cse_assess.reading.xml_part import scan_xml

# The formats of dates that have no code of their own in the file (part 1, 18.8.30).
_BUILT_IN_DATES = frozenset({*range(14, 23), 27, 30, 36, 50, 57})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile("[dy]", re.IGNORECASE)
_LAST_DAY = 2_958_465  # 31 December 9999
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 -- no zone


class CellValues:
    """The words for a cell's type, style and stored text, by a workbook's strings and styles."""

    def __init__(self, strings: list[str], date_styles: frozenset[int], *, is_1904: bool) -> None:
        self._strings = strings
        self._date_styles = {str(style) for style in date_styles}
        self._epoch = _EPOCHS[is_1904]

    def say(self, kind: str, style: str, stored: str) -> str:
        """Return what a reader of the sheet is told by a cell; "" for what cannot be told."""
        if kind == "s":
            return self._find_string(stored)
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind in {"", "n"}:
            return self._say_number(style, stored)
        return stored

    def _find_string(self, stored: str) -> str:
        number = int(stored) if stored.isascii() and stored.isdigit() else len(self._strings)
        return self._strings[number] if number < len(self._strings) else ""

    def _say_number(self, style: str, stored: str) -> str:
        try:
            number = float(stored)
        except ValueError:
            return stored
        if style in self._date_styles and 1 <= number <= _LAST_DAY:
            return _say_day(self._epoch + timedelta(days=number))
        # 15 digits are what Excel keeps and shows; more are an artefact of binary fractions.
        return f"{number:.15g}" if len(stored) > 15 else stored  # noqa: PLR2004 -- said above


def _say_day(moment: datetime) -> str:
    rounded = moment + timedelta(milliseconds=500)
    day = f"{rounded:%Y-%m-%d}"
    return day if not (rounded.hour or rounded.minute) else f"{day} {rounded:%H:%M}"


def read_strings(archive: zipfile.ZipFile, names: Iterable[str]) -> list[str]:
    """Return the shared strings, without the readings (phonetics) that stand beside some."""
    strings: list[str] = []
    parts: list[str] = []
    is_text, is_reading = False, False

    def start(element: str, _attributes: dict[str, str]) -> None:
        nonlocal is_text, is_reading
        is_text = element == "t"
        is_reading = is_reading or element == "rPh"

    def text(text: str) -> None:
        if is_text and not is_reading:
            parts.append(text)

    def end(element: str) -> None:
        nonlocal is_text, is_reading
        is_text = False
        if element == "rPh":
            is_reading = False
        elif element == "si":
            strings.append("".join(parts))
            parts.clear()

    for name in names:
        scan_xml(read_entry(archive, name), start, text, end)
    return strings


def read_date_styles(archive: zipfile.ZipFile, names: Iterable[str]) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date."""
    dates = set(_BUILT_IN_DATES)
    styles: list[int] = []
    is_cell_style = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal is_cell_style
        if element == "numFmt" and is_date_format(attributes.get("formatCode", "")):
            dates.add(_number(attributes.get("numFmtId", "")))
        elif element == "cellXfs":
            is_cell_style = True
        elif element == "xf" and is_cell_style:
            styles.append(_number(attributes.get("numFmtId", "")))

    def end(element: str) -> None:
        nonlocal is_cell_style
        is_cell_style = is_cell_style and element != "cellXfs"

    for name in names:
        scan_xml(read_entry(archive, name), start, None, end)
    return frozenset(number for number, kind in enumerate(styles) if kind in dates)


def is_date_format(code: str) -> bool:
    """Tell whether a number format such as `dd/mm/yyyy` shows a day (part 1, 18.8.31)."""
    return bool(_DATE_LETTERS.search(_QUOTED.sub("", code)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1
