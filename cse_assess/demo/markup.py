"""The plain markup in which the sample papers are written, read into blocks.

A blank line ends a block. `# ` begins a heading, `- ` an item of a list, `|` a row of a table
(its first row is the heading) and `Table: ` the caption of the table that follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

CAPTION = "Table: "


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption, column headings, rows of as many cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Table


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a paper; raise `ValueError` for a table with a ragged row."""
    return tuple(_read_block(lines) for lines in _split_blocks(text))


def _split_blocks(text: str) -> Iterator[list[str]]:
    for chunk in text.strip().split("\n\n"):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if lines:
            yield lines


def _read_block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("# "):
        return Heading(" ".join(lines).removeprefix("# "))
    if first.startswith("- "):
        return Bullets(tuple(_join_items(lines)))
    if first.startswith((CAPTION, "|")):
        return _read_table(lines)
    return Paragraph(" ".join(lines))


def _join_items(lines: list[str]) -> Iterator[str]:
    item = ""
    for line in lines:
        if line.startswith("- "):
            if item:
                yield item
            item = line.removeprefix("- ")
        else:
            item += " " + line
    yield item


def _read_table(lines: list[str]) -> Table:
    caption = lines.pop(0).removeprefix(CAPTION) if lines[0].startswith(CAPTION) else ""
    columns, *rows = (_read_cells(line) for line in lines)
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"expected {len(columns)} cells: {row}")
    return Table(caption, columns, tuple(rows))


def _read_cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
