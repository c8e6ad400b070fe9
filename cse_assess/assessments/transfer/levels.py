"""Levels in a spreadsheet: found by id, title, short title or mark."""

from cse_assess.standards.structure import Standard

NOT_SCORED = frozenset({"", "not scored", "not scored yet", "-", "–"})


class LevelFault(Exception):
    """A text that stands for no level; the message says which there are."""


def find_level(standard: Standard, text: str) -> str | None:
    """Return the id of the level that a cell names, or None for one that is not scored.

    Raises `LevelFault`.
    """
    wanted = " ".join(text.casefold().split())
    if wanted in NOT_SCORED:
        return None
    for level in standard.levels:
        names = (level.id, level.title, level.short, level.mark)
        if wanted in {name.casefold() for name in names}:
            return level.id
    titles = ", ".join(level.title for level in standard.levels)
    raise LevelFault(f"there is no level “{text}”. Expected {titles}, or nothing")
