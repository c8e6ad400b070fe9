"""Marks what differs between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\s+|[^\s]+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that both have, or that only one has."""

    kind: Literal["same", "removed", "added"]
    text: str


def compare_texts(before: str, after: str) -> list[Span]:
    """Return the spans that lead from `before` to `after`, in reading order.

    Texts of more than a few thousand words are compared line by line, which stays quick.
    """
    pattern = LINES if _is_long(before) or _is_long(after) else WORDS
    return list(_spans(pattern.findall(before), pattern.findall(after)))


def _is_long(text: str) -> bool:
    return len(WORDS.findall(text)) > MOST_WORDS


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Span("same", "".join(before[start:end]))
            continue
        if end > start:
            yield Span("removed", "".join(before[start:end]))
        if new_end > new_start:
            yield Span("added", "".join(after[new_start:new_end]))
