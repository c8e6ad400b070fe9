"""What a file says, page by page, and what it carries beside its visible words."""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class HiddenKind(StrEnum):
    """Where words stand that a reader of the page does not see at once."""

    TRACKED_CHANGE = "tracked_change"
    COMMENT = "comment"
    COVERED = "covered"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Page:
    """One page, sheet or slide: `number` from 1, `label` the name of a sheet where it has one."""

    number: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that the page does not plainly show; `page` is None where they belong to no page.

    They are no part of the page's text, but for what a tracked change has inserted. Speaker notes
    and rows, columns, sheets and slides that are switched off are `HIDDEN`; a comment is its
    author's name and its words.
    """

    kind: HiddenKind
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file.

    `type` is the ending that names its format ("pdf", "docx"); a picture has no pages; a page that
    is not shown is left out, and the others keep their numbers. `authors` are the names in its
    properties; `written_on` is the day that the properties give for its making.
    """

    type: str
    pages: tuple[Page, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    written_on: date | None = None
    hidden: tuple[HiddenText, ...] = field(default=())

    @property
    def text(self) -> str:
        """Return the words of all pages, with an empty line between pages."""
        return "\n\n".join(page.text for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """Return the document as plain values, for the way between two processes."""
        written_on = self.written_on.isoformat() if self.written_on else None
        return {**asdict(self), "written_on": written_on}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Document":
        """Return the document that `as_json` described; raise `ValueError` for anything else."""
        try:
            return cls(
                type=str(values["type"]),
                pages=tuple(Page(**page) for page in values["pages"]),
                title=str(values["title"]),
                authors=tuple(map(str, values["authors"])),
                written_on=_read_day(values["written_on"]),
                hidden=tuple(_read_hidden(hidden) for hidden in values["hidden"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("this is not what a document is described by") from error


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_hidden(values: dict[str, Any]) -> HiddenText:
    return HiddenText(HiddenKind(values["kind"]), str(values["text"]), values["page"])
