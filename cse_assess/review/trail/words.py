"""What the trail says, in words, and as a spreadsheet."""

from collections.abc import Iterable

from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.clock import LONDON
from cse_assess.review.trail.models import OpenedKind, Opening

KIND_TITLES = {
    OpenedKind.PAGE: "Read a page",
    OpenedKind.EVIDENCE: "Looked at evidence",
    OpenedKind.FILE: "Downloaded a file",
    OpenedKind.REPORT: "Took a report or a pack",
}
COLUMNS = (
    "when (United Kingdom)",
    "who",
    "email",
    "did",
    "submission",
    "what",
    "element",
    "evidence number",
    "revision",
    "sha256",
)


def openings_to_csv(openings: Iterable[Opening]) -> bytes:
    """Return openings as CSV, one to a row, with no cell that runs as a formula."""
    return write_csv([COLUMNS, *map(_to_row, openings)])


def _to_row(opening: Opening) -> tuple[str, ...]:
    return (
        f"{opening.opened_at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}",
        opening.user.name,
        opening.user.email,
        KIND_TITLES[OpenedKind(opening.kind)],
        str(opening.submission.number),
        opening.title,
        opening.element_code,
        str(opening.item_id or ""),
        str(opening.revision_number or ""),
        opening.sha256,
    )
