"""Says in a few words what differs between two files that are nearly the same."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from cse_assess.evidence.likeness.signatures import LikenessKind, Signature
from cse_assess.evidence.written_dates import find_dates

MOST_SENTENCES = 1500
MOST_SHOWN = 3
LONGEST_SHOWN = 140
_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")


def describe_difference(
    mine: Signature, theirs: Signature, my_text: str, their_text: str
) -> list[str]:
    """Return sentences that say what differs, from the view of the first file; never empty."""
    if mine.kind is LikenessKind.PICTURE:
        return [_compare_sizes(mine.values, theirs.values)]
    said = [*_compare_dates(my_text, their_text), *_compare_sentences(my_text, their_text)]
    return said or ["The words are the same; only the layout or what is not text differs."]


def _compare_sizes(mine: Any, theirs: Any) -> str:
    here = f"{mine['width']} × {mine['height']}"
    there = f"{theirs['width']} × {theirs['height']}"
    if here == there:
        return f"The same size ({here} pixels); how it was saved, its light or its frame differs."
    return f"This one has {here} pixels, the other {there}."


def _compare_dates(mine: str, theirs: str) -> Iterable[str]:
    here = dict.fromkeys(day for _, day in find_dates(mine))
    there = dict.fromkeys(day for _, day in find_dates(theirs))
    only_here = [day for day in here if day not in there]
    only_there = [day for day in there if day not in here]
    if only_here or only_there:
        yield f"Dates: {_list_days(only_here)} here, {_list_days(only_there)} there."


def _list_days(days: Sequence[Any]) -> str:
    shown = [f"{day.day} {day:%B %Y}" for day in days[:MOST_SHOWN]]
    return ", ".join(shown) + (" and more" if len(days) > MOST_SHOWN else "") or "none"


def _compare_sentences(mine: str, theirs: str) -> Iterable[str]:
    here, there = _split(mine), _split(theirs)
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    added: list[str] = []
    missing: list[str] = []
    for kind, from_there, to_there, from_here, to_here in matcher.get_opcodes():
        if kind != "equal":
            missing += there[from_there:to_there]
            added += here[from_here:to_here]
    yield from _tell("Only here", added)
    yield from _tell("Only there", missing)


def _split(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in _ENDS.split(text))
    return [part for part in parts if part][:MOST_SENTENCES]


def _tell(label: str, sentences: Sequence[str]) -> Iterable[str]:
    if not sentences:
        return
    shown = [f"“{_shorten(sentence)}”" for sentence in sentences[:MOST_SHOWN]]
    more = len(sentences) - len(shown)
    yield f"{label}: {' '.join(shown)}" + (f" and {more} more" if more else "")


def _shorten(sentence: str) -> str:
    is_long = len(sentence) > LONGEST_SHOWN
    return sentence[: LONGEST_SHOWN - 1] + "…" if is_long else sentence
