"""A paper before it becomes a file: what all makers of files are given."""

from dataclasses import dataclass
from datetime import date

from cse_assess.demo.markup import Block


@dataclass(frozen=True, slots=True)
class Paper:
    """A written paper: its letterhead, title, what sort it is, its own date, its content."""

    organisation: str
    title: str
    kind: str
    day: str
    dated: date
    blocks: tuple[Block, ...]
