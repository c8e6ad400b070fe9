"""Marks what differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\s+|[^\s]+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST_WORDS = 4000
LEAST_IN_COMMON = 0.5

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that both have, or that only one has."""

    kind: Kind
    text: str


def compare_texts(before: str, after: str) -> list[Span]:
    """Return the spans that lead from `before` to `after`, in reading order.

    Texts of more than a few thousand words are compared line by line, which stays quick. Texts with
    little in common are shown whole, one after the other: a word kept by chance tells nothing.
    """
    pattern = LINES if _is_long(before) or _is_long(after) else WORDS
    old, new = pattern.findall(before), pattern.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if _share_in_common(matcher, old, new) <= LEAST_IN_COMMON:
        return [*_span("removed", old), *_span("added", new)]
    return [
        span
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        for span in _step(tag, old[start:end], new[new_start:new_end])
    ]


def _is_long(text: str) -> bool:
    return len(WORDS.findall(text)) > MOST_WORDS


def _share_in_common(
    matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> float:
    """Return which share of both texts is the same, between 0 and 1, without the space between."""
    blocks = matcher.get_matching_blocks()
    same = sum(_count_words(old[block.a : block.a + block.size]) for block in blocks)
    return 2 * same / ((_count_words(old) + _count_words(new)) or 1)


def _count_words(parts: Sequence[str]) -> int:
    return sum(not part.isspace() for part in parts)


def _step(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    if tag == "equal":
        yield from _span("same", old)
    else:
        yield from _span("removed", old)
        yield from _span("added", new)


def _span(kind: Kind, parts: Sequence[str]) -> Iterator[Span]:
    text = "".join(parts)
    if text:
        yield Span(kind, text)
