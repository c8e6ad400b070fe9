"""Reads plain text as paragraphs and lists, for whatever shows or prints it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

BULLET = re.compile(r"[-•*]\s+(?=\S)")
LEAD = re.compile(r"\w*\d\.\w[\w.]* [^:()]{1,200} \([^()]{1,60}\):")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its lines, or a list with its items."""

    lines: tuple[str, ...]
    is_list: bool = False


def list_blocks(text: str) -> list[Block]:
    """Return the blocks of a text in order.

    An empty line parts paragraphs; lines that begin with a dash or a bullet are a list.
    """
    return [block for part in re.split(r"\n\s*\n", text) for block in _split(part)]


def _split(part: str) -> Iterator[Block]:
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: BULLET.match(line) is not None):
        yield Block(tuple(_strip(line) if is_list else line for line in group), is_list)


def _strip(line: str) -> str:
    return BULLET.sub("", line, count=1)


def split_lead(line: str) -> tuple[str, str]:
    """Return what a line begins with and the rest: the element and its level, as drafts name them.

    A line that begins otherwise has no lead.
    """
    found = LEAD.match(line)
    end = found.end() if found else 0
    return line[:end], line[end:]


def write_list(items: Iterable[str]) -> str:
    """Return a list as text, each item on one line of its own."""
    return "\n".join(f"- {' '.join(item.split())}" for item in items)
