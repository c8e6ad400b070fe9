"""Recognises a standard's codes and headings in the printed text."""

import re
from dataclasses import dataclass

from cse_assess.standards.structure import Standard

_ROMAN = {"I": "1", "l": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7"}
# Looking only at the end keeps a hostile line of a million full stops cheap.
_LONGEST_LEADER = 60
_LEADER = re.compile(r"(\t|\s*\.{2,}|\s*…+|\s{2,})\s*\d{1,3}$")


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code as printed, the standard's code for it, and the text behind it."""

    printed: str
    code: str
    rest: str


class CodeReader:
    """Finds element codes and headings of one standard at the beginning of a line."""

    def __init__(self, standard: Standard) -> None:
        self._known = {element.code for element in standard.elements}
        self._titles = {sub.code: sub.title for sub in standard.subcriteria}
        self._criteria = {criterion.code: criterion.title for criterion in standard.criteria}
        depths = {code.count(".") for code in self._known}
        first = "|".join(sorted({re.escape(code.partition(".")[0]) for code in self._known}))
        part = r"\d{1,3}" if _has_figures_only(self._known) else r"[A-Za-z0-9]{1,4}"
        head = rf"(?:\d{{1,3}}|[IVXl]{{1,4}}|{first})"
        tails = "|".join(rf"(?:\.{part}){{{depth}}}" for depth in sorted(depths))
        self._element = re.compile(rf"(?:\*\*|__)?({head}(?:{tails}))\.?(?:\*\*|__)?(?![\w.])\s*")
        sub_depths = {code.count(".") for code in self._titles}
        sub_tails = "|".join(rf"(?:\.{part}){{{depth}}}" for depth in sorted(sub_depths) if depth)
        self._sub = re.compile(rf"({head}(?:{sub_tails}))\.?\s+(?=\S)") if sub_tails else None
        term = re.escape(standard.terms.criterion.one)
        self._criterion = re.compile(rf"{term}\s+({head})\b[\s.:\u2013-]*", re.IGNORECASE)
        terms = standard.terms
        self._labels = {
            word.casefold()
            for term in (terms.criterion, terms.subcriterion, terms.element, terms.guidance)
            for word in (term.one, term.many)
        } | {"guidance", "element", "elements"}

    def find_element(self, line: str) -> PrintedCode | None:
        """Return the element code, known or not, with which a line begins."""
        found = self._element.match(line)
        if found is None:
            return None
        return PrintedCode(found[1], self._normalise(found[1]), line[found.end() :])

    def find_heading(self, line: str) -> PrintedCode | None:
        """Return the criterion or sub-criterion whose heading a line is."""
        bare = line.strip().lstrip("#").replace("**", "").strip()
        found = self._criterion.match(bare)
        if found and self._normalise(found[1]) in self._criteria:
            return PrintedCode(found[1], self._normalise(found[1]), bare[found.end() :])
        found = self._sub.match(bare) if self._sub else None
        if found and self._normalise(found[1]) in self._titles and not bare[found.end()].islower():
            return PrintedCode(found[1], self._normalise(found[1]), bare[found.end() :])
        return None

    def is_known(self, code: str) -> bool:
        """Tell whether the standard has an element of this code."""
        return code in self._known

    def title_of(self, code: str) -> str:
        """Return the title of a criterion or sub-criterion that `find_heading` found."""
        return self._criteria[code] if code in self._criteria else self._titles[code]

    def is_label(self, words: str) -> bool:
        """Tell whether a text is only the heading of table columns, like “Element Guidance”."""
        return bool(words.split()) and all(
            word.casefold().strip(":") in self._labels for word in words.split()
        )

    def _normalise(self, printed: str) -> str:
        """Return the standard's code; a Roman first figure is read as an Arabic one."""
        first, dot, rest = printed.partition(".")
        is_part = any(code == printed or code.startswith(printed + ".") for code in self._known)
        return printed if is_part else _ROMAN.get(first, first) + dot + rest


def is_contents_line(line: str) -> bool:
    """Tell whether a line ends as those of a table of contents do: a leader and a page number."""
    tail = line.replace("</b>", "").replace("<b>", "").rstrip()[-_LONGEST_LEADER:]
    return _LEADER.search(tail) is not None


def _has_figures_only(codes: set[str]) -> bool:
    return all(part.isdigit() for code in codes for part in code.split(".")[1:])
