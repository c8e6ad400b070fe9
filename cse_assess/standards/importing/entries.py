"""Collects the elements of a source while it is read from front to back."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cse_assess.standards.importing.codes import CodeReader, PrintedCode

BULLETS = "•‣●▪◦\u00b7\uf0b7\uf0a7"
_DASH = re.compile(r"\s*[-\u2013*]\s+")
_BULLET = re.compile(f"[{BULLETS}]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200d\u2060\ufeff\u00ad]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HYPHENATION = "\u2010"
_SOFT_END = re.compile("\u00ad\\s*$")
_CONTINUED = re.compile(r"\s*\((?:continued|cont\.?)\)\s*$", re.IGNORECASE)
_EXCERPT = 70


@dataclass(slots=True)
class Entry:
    """An element as the source has it; `problems` keep it from being imported."""

    printed: str
    code: str
    where: str
    statement: str = ""
    guidance: list[str] = field(default_factory=list)
    has_bullets: bool = False
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class LeftOut:
    """A stretch of lines that belongs to no element: where it begins, and how."""

    where: str
    excerpt: str
    lines: int = 1

    def describe(self) -> str:
        """Return the stretch in one line."""
        more = self.lines - 1
        return f"{self.where}: {self.excerpt}" + (f" (lines after it: {more})" if more else "")


@dataclass(slots=True)
class Source:
    """Everything that a source held."""

    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class Collector:
    """Takes codes, pieces of text and headings in reading order, and builds a `Source`."""

    def __init__(self, codes: CodeReader) -> None:
        self.codes = codes
        self.source = Source()
        self.entry: Entry | None = None
        self._stretch: LeftOut | None = None

    def start(self, found: PrintedCode, where: str) -> Entry:
        """Begin an element."""
        self._stretch = None
        self.entry = Entry(found.printed, found.code, where)
        self.source.entries.append(self.entry)
        return self.entry

    def close(self) -> None:
        """End the element: what follows belongs to none until the next code."""
        self.entry = None

    def add_statement(self, text: str) -> None:
        """Add a line to the statement of the open element."""
        if self.entry is not None and (words := self._clean(text)):
            self.entry.statement = self._join(self.entry.statement, words)

    def add_guidance(self, text: str) -> None:
        """Add a line of guidance; a bullet in it begins a new point."""
        if self.entry is None:
            return
        if _TAG.search(text) and "<li" in text.casefold():
            self._add_html_list(text)
            return
        begins_point = self.begins_point(text)
        pieces = _BULLET.split(_drop_list_mark(text) if begins_point else text)
        if not begins_point and pieces[0].strip():
            self._continue_point(pieces.pop(0))
        self.entry.has_bullets |= _BULLET.search(text) is not None
        for piece in pieces:
            if words := self._clean(piece):
                self.entry.guidance.append(words)

    def begins_point(self, line: str) -> bool:
        """Tell whether a line begins with the mark of a list item.

        A dash is one only where the element's list has no bullets: else it is a dash.
        """
        if _BULLET.match(line.lstrip()):
            return True
        has_bullets = self.entry is not None and self.entry.has_bullets
        return not has_bullets and _DASH.match(line) is not None

    def see_heading(self, heading: PrintedCode, where: str) -> None:
        """Take a heading: it ends an element that does not stand under it."""
        self._stretch = None
        title = self._clean(heading.rest.split("\t")[0])
        expected = self.codes.title_of(heading.code)
        bare = _CONTINUED.sub("", title)
        if bare.rstrip("0123456789").rstrip(" .…") == expected:
            return
        if bare and not expected.casefold().startswith(bare.casefold()):
            self.source.notes.append(
                f"{where}: the heading of {heading.code} reads “{bare}”, "
                f"while the standard has “{expected}”; the codes decide"
            )
        if self.entry is not None and not self.entry.code.startswith(heading.code + "."):
            self.close()

    def leave_out(self, text: str, where: str) -> None:
        """Take text that belongs to no element: it ends the open one."""
        self.close()
        words = clean_text(text)
        if self._stretch is not None:
            self._stretch.lines += 1
        elif words and self.source.entries:
            excerpt = words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"
            self._stretch = LeftOut(where, excerpt)
            self.source.left_out.append(self._stretch)

    def _continue_point(self, text: str) -> None:
        entry = self.entry
        words = self._clean(text)
        if entry is None or not words:
            return
        if entry.guidance:
            entry.guidance[-1] = self._join(entry.guidance[-1], words)
        else:
            entry.guidance.append(words)
            entry.notes.append("the first guidance point has no bullet")

    def _add_html_list(self, markup: str) -> None:
        entry = self.entry
        parser = _ListParser()
        parser.feed(markup)
        parser.close()
        points = [clean_text(point) for point in parser.points]
        bare = [_drop_list_mark(point) for point in points]
        if entry is None:
            return
        entry.guidance += [point for point in bare if point]
        if bare != points:
            entry.notes.append("bullet characters inside the list items were left out")
        if not all(bare):
            entry.notes.append("an empty list item was left out")
        if stray := clean_text(" ".join(parser.outside)):
            entry.problems.append(f"text stands outside the list items: “{stray[:_EXCERPT]}”")

    def _clean(self, text: str) -> str:
        without = _TAG.sub(" ", _SOFT_END.sub(_HYPHENATION, text))
        if _TAG.search(text) and self.entry is not None:
            self.entry.notes.append("formatting tags were left out")
        return clean_text(html.unescape(without))

    def _join(self, before: str, after: str) -> str:
        """Join two lines; what happens to a word that was split between them is noted.

        A plain hyphen stays, since nothing tells whether it is part of the word. The hyphen that
        only hyphenation sets (U+2010, or a soft hyphen) goes.
        """
        if not before:
            return after
        is_hyphenated = before.endswith(_HYPHENATION)
        if not is_hyphenated and (not before.endswith("-") or before.endswith((" -", "--"))):
            return f"{before} {after}"
        joined = (before.removesuffix(_HYPHENATION)) + after
        word = joined[before.rfind(" ") + 1 :].split()[0]
        doubt = "" if is_hyphenated else ": check its hyphen"
        if self.entry is not None:
            self.entry.notes.append(f"“{word}” was split at a line end{doubt}")
        return joined


class _ListParser(HTMLParser):
    """Gathers the texts of list items, and what stands outside them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.points: list[str] = []
        self.outside: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an item, also where the one before was never closed."""
        if tag == "li":
            self.points.append("")
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        """End an item or a list."""
        if tag in ("li", "ul", "ol"):
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Add text to the open item."""
        if self._is_inside:
            self.points[-1] += data
        else:
            self.outside.append(data)


def clean_text(text: str) -> str:
    """Return the words as they are, with single spaces and without invisible characters."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _drop_list_mark(line: str) -> str:
    bare = line.lstrip()
    if _BULLET.match(bare):
        return bare[1:].lstrip()
    dash = _DASH.match(line)
    return line[dash.end() :] if dash else line
