"""Words in a justification that sound like proof and are none, and words that say what is special.

Both lists are our own, in `vague_words.yaml` and `exemplary_words.yaml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cse_assess.analysis.checks.mentions import Amount, list_mentions
from cse_assess.analysis.checks.sentences import split_sentences

_FOLDER = Path(__file__).parent
_FREQUENCY = re.compile(
    r"\b(?:every|each|daily|weekly|fortnightly|monthly|quarterly|annually|yearly|once|twice|"
    r"(?:per|an?)\s+(?:day|week|fortnight|month|quarter|year))\b",
    re.IGNORECASE,
)


class Unless(StrEnum):
    """What makes a sentence definite in spite of a vague word in it."""

    NOTHING = ""
    FIGURE = "figure"
    FREQUENCY = "frequency"


@dataclass(frozen=True, slots=True)
class VagueGroup:
    """Vague words of one kind; `instead` is what to write in their place."""

    name: str
    pattern: re.Pattern[str]
    unless: Unless
    instead: str

    def find_in(self, sentence: str) -> list[str]:
        """Return the group's words in a sentence as they stand there, none where it is definite."""
        found = [match[0] for match in self.pattern.finditer(sentence)]
        return [] if found and self._is_definite(sentence) else found

    def _is_definite(self, sentence: str) -> bool:
        if self.unless is Unless.NOTHING:
            return False
        values = [mention.value for mention in list_mentions(sentence)]
        if self.unless is Unless.FIGURE:
            return bool(values)
        says_when = any(not isinstance(value, Amount) for value in values)
        return says_when or _FREQUENCY.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class VagueUse:
    """Where a text uses words of a group: each as written, and the first sentence with one."""

    group: VagueGroup
    words: tuple[str, ...]
    sentence: str


def find_vague_words(text: str) -> Iterator[VagueUse]:
    """Yield for each group the words of it that a text uses, in the order of the list."""
    sentences = [sentence for _, sentence in split_sentences(text)]
    for group in _list_groups():
        found = [(word, sentence) for sentence in sentences for word in group.find_in(sentence)]
        if found:
            words = dict.fromkeys(word.lower() for word, _ in found)
            yield VagueUse(group, tuple(words), found[0][1])


def says_what_is_special(text: str) -> bool:
    """Tell whether a text has a word of what others could learn from."""
    return _special_words().search(text) is not None


@cache
def _list_groups() -> tuple[VagueGroup, ...]:
    return tuple(
        VagueGroup(
            name=entry["words"][0],
            pattern=_match_words(entry["words"], end=r"\b"),
            unless=Unless(entry.get("unless", "")),
            instead=entry["instead"],
        )
        for entry in _read("vague_words.yaml")
    )


@cache
def _special_words() -> re.Pattern[str]:
    return _match_words(_read("exemplary_words.yaml"), end="")


def _match_words(words: list[str], *, end: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"\b(?:{either}){end}", re.IGNORECASE)


def _read(name: str) -> list[Any]:
    read: list[Any] = yaml.load((_FOLDER / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    return read
