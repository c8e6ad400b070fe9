"""Brings together what two people made of the same text, knowing what both of them started from.

Nothing is ever chosen between two that differ: that is for a person to do.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")


class Outcome(StrEnum):
    """Who changed a value since both had the same."""

    UNCHANGED = "unchanged"
    THEIRS = "theirs"
    OURS = "ours"
    SAME = "same"
    CONFLICT = "conflict"


def compare_three(
    base: Value, theirs: Value, ours: Value, settled: Collection[Value] = ()
) -> Outcome:
    """Return who changed `base`; in a conflict both did, and not to the same.

    `settled` are values of theirs that somebody has decided about before: they are no news.
    """
    if theirs == ours:
        return Outcome.UNCHANGED if theirs == base else Outcome.SAME
    if theirs == base or theirs in settled:
        return Outcome.OURS
    return Outcome.THEIRS if ours == base else Outcome.CONFLICT
