"""Lines in which what is private is marked, and lines in which nothing is."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "unit" / "reading" / "privacy"
UNFOUND = "# Written in ways that are not found"
_MARK = re.compile(r"\[\[(?P<kind>\w+)(?P<guess>\??)\|(?P<text>[^\]]+(?:\] [^\]]+)*)\]\]")


@dataclass(frozen=True)
class Label:
    kind: str
    text: str
    certain: bool


@dataclass(frozen=True)
class Case:
    text: str
    labels: tuple[Label, ...]
    is_hard: bool = False


def read_private_cases():
    easy, hard = (FOLDER / "cases_private.txt").read_text("utf-8").split(UNFOUND)
    return [
        _read(line, is_hard)
        for part, is_hard in ((easy, False), (hard, True))
        for line in _lines(part)
    ]


def read_clean_lines():
    return _lines((FOLDER / "cases_clean.txt").read_text("utf-8"))


def _lines(text):
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _read(line, is_hard):
    text = line.replace("⏎", "\n")
    labels = [Label(m["kind"], m["text"], not m["guess"]) for m in _MARK.finditer(text)]
    return Case(_MARK.sub(lambda m: m["text"], text), tuple(labels), is_hard)
