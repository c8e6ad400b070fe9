"""Reads rich text (RTF 1.9.1): control words, groups, and the code page of its letters."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector, Properties

MOST_DEPTH = 1000
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]",
    re.IGNORECASE,
)
_WORDS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "cell": "\t", "tab": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_UNREAD = frozenset(
    "colortbl datastore filetbl fonttbl info listtable listoverridetable pict revtbl rsidtbl "  # noqa: SIM905
    "stylesheet themedata colorschememapping latentstyles objdata fldinst xe tc".split()
)
_PROPERTIES = frozenset({"title", "author", "operator"})
_TIMES = ("yr", "mo", "dy")


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds for the text of a group: where it goes, and how its letters are coded."""

    is_read: bool = True
    kind: HiddenKind | None = None
    collects: str = ""
    fallback_letters: int = 1


def read_rtf(file: BinaryIO, suffix: str) -> Document:
    """Return what a rich text says; page breaks that somebody set begin a page."""
    reader = _Reader()
    for token in _TOKEN.finditer(file.read().decode("latin-1")):
        reader.take(token)
    return reader.collector.build(suffix, reader.properties())


class _Reader:
    """Follows the groups of a rich text and gives its words to a collector."""

    def __init__(self) -> None:
        self.collector = Collector()
        self.collector.start_page()
        self._found: dict[str, list[str]] = {}
        self._day: dict[str, int] = {}
        self._groups = [_Group()]
        self._code_page = "cp1252"
        self._letters = bytearray()
        self._to_skip = 0

    def properties(self) -> Properties:
        """Return what the information group said."""
        said = {key: "".join(parts) for key, parts in self._found.items()}
        authors = (said.get("author", ""), said.get("operator", ""))
        return Properties(said.get("title", ""), authors, self._written_on())

    def take(self, token: re.Match[str]) -> None:
        word, number, letter, symbol, brace, text = token.groups()
        if letter:
            self._take_letter(int(letter, 16))
            return
        self._flush_letters()
        if brace:
            self._take_brace(brace)
        elif word:
            self._take_word(word, int(number) if number else None)
        elif symbol == "*":
            self._change(is_read=False)
        elif symbol:
            self._add(_SYMBOLS.get(symbol, ""))
        elif text:
            self._add(text)

    def _take_letter(self, code: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._letters.append(code)

    def _flush_letters(self) -> None:
        """Decode bytes together: in some code pages two make one letter."""
        if self._letters:
            text = self._letters.decode(self._code_page, "replace")
            self._letters.clear()
            self._add(text)

    def _take_brace(self, brace: str) -> None:
        self._to_skip = 0
        if brace == "{" and len(self._groups) < MOST_DEPTH:
            self._groups.append(self._groups[-1])
        elif brace == "}" and len(self._groups) > 1:
            closed = self._groups.pop()
            if closed.kind != self._groups[-1].kind:
                self.collector.end_passage()

    def _take_word(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word == "u" and number is not None:
            self._add_unicode(number)
        elif word == "uc":
            self._change(fallback_letters=max(number or 0, 0))
        elif word == "ansicpg":
            self._code_page = _find_code_page(number)
        elif word in _UNREAD:
            self._change(is_read=False)
        elif word in _PROPERTIES:
            self._change(collects=word)
        elif word == "annotation":
            self._change(is_read=True, kind=HiddenKind.COMMENT)
        elif word in {"v", "deleted"}:
            kind = HiddenKind.HIDDEN if word == "v" else HiddenKind.TRACKED_CHANGE
            self._change(kind=kind if is_on else None)
        elif word == "plain":
            self._change(kind=None)
        elif word in _TIMES and not self._group.is_read:
            self._day.setdefault(word, number or 0)
        else:
            self._take_layout(word)

    def _take_layout(self, word: str) -> None:
        if word == "page" and self._group.is_read:
            self.collector.start_page()
        elif word in _WORDS:
            self._add(_WORDS[word])

    def _add_unicode(self, number: int) -> None:
        self._to_skip = 0
        self._add(chr(number % 65_536))
        self._to_skip = self._group.fallback_letters

    def _add(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        group = self._group
        if group.collects:
            self._found.setdefault(group.collects, []).append(text)
        elif group.is_read and text:
            self.collector.add(text, group.kind)

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def _change(self, **changes: bool | str | int | HiddenKind | None) -> None:
        self._groups[-1] = replace(self._groups[-1], **changes)  # type: ignore[arg-type]

    def _written_on(self) -> date | None:
        try:
            return date(*(self._day[key] for key in _TIMES))
        except (KeyError, ValueError):
            return None


def _find_code_page(number: int | None) -> str:
    name = f"cp{number}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
