"""One page of a file's text, as a page of ours shows it."""

from dataclasses import dataclass

from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.search.passages import Piece, mark_hits
from cse_assess.evidence.search.wanted import Wanted
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.queries import (
    TEXT_STEP,
    find_page,
    find_step,
    get_stored_file,
)
from cse_assess.reading.document import Page

BEING_READ = "The text of this file is being read. Open this page again in a minute."
WITHOUT_TEXT = "There is no text on this page."


@dataclass(frozen=True, slots=True)
class TextPage:
    """Page `number` of `count` of a revision's file: its words in pieces, those looked for marked.

    `label` is the name of a sheet. `problem` says why there are no words, where there are none.
    """

    item: EvidenceItem
    revision: EvidenceRevision
    number: int
    count: int
    label: str
    pieces: tuple[Piece, ...]
    problem: str


def open_text_page(
    item: EvidenceItem, revision: EvidenceRevision, number: int, wanted: Wanted
) -> TextPage:
    """Return a page of the text of `revision`, which belongs to `item`.

    The caller has made sure that the person may open it. Raises `NotFound` for a web address, and
    for a page that the file does not have; before a file is read it has one page.
    """
    if revision.sha256 is None:
        raise NotFound("This evidence is a web address, not a file.")
    count = get_stored_file(revision.sha256).page_count or 1
    if not 1 <= number <= count:
        raise NotFound("This file has no such page.")
    page = find_page(revision.sha256, number)
    return TextPage(
        item=item,
        revision=revision,
        number=number,
        count=count,
        label=page.label if page else "",
        pieces=mark_hits(page.text, wanted) if page else (),
        problem=_explain(revision.sha256, page),
    )


def _explain(sha256: str, page: Page | None) -> str:
    """Return why there are no words to show; empty where there are."""
    if page:
        return "" if page.text.strip() else WITHOUT_TEXT
    step = find_step(sha256, TEXT_STEP)
    if step is None or step.state == StepState.WAITING:
        return BEING_READ
    return step.message or WITHOUT_TEXT
