"""The pages of the files that a search found."""

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import ColumnElement, func, or_, select

from cse_assess.db import session
from cse_assess.evidence.search.passages import Passage, beginning_of, find_passage
from cse_assess.evidence.search.wanted import Wanted
from cse_assess.evidence.study.models import FilePage
from cse_assess.reading.document import Page

MOST_PAGES = 20
MOST_CHARACTERS = 100_000


def find_passages(hashes: Collection[str | None], wanted: Wanted) -> dict[str, Passage]:
    """Return the best passage of each file, by its hash, in one query; some may have none.

    Of each file the first 20 pages that may have a hit are looked at, and of each page the first
    100,000 characters.
    """
    if not wanted.terms:
        return {}
    place = func.row_number().over(partition_by=FilePage.sha256, order_by=FilePage.number)
    likely = (
        select(FilePage.sha256, FilePage.number, place.label("place"))
        .where(FilePage.sha256.in_(set(hashes) - {None}), _may_have_hits(wanted))
        .subquery()
    )
    rows = session.execute(
        select(
            FilePage.sha256,
            FilePage.number,
            func.substr(FilePage.text, 1, MOST_CHARACTERS),
            FilePage.label,
        )
        .join(
            likely,
            (likely.c.sha256 == FilePage.sha256) & (likely.c.number == FilePage.number),
        )
        .where(likely.c.place <= MOST_PAGES)
        .order_by(FilePage.sha256, FilePage.number)
    )
    grouped = groupby(rows, key=lambda row: row[0])
    found = {
        sha256: find_passage((Page(*row[1:]) for row in members), wanted)
        for sha256, members in grouped
    }
    return {sha256: passage for sha256, passage in found.items() if passage}


def _may_have_hits(wanted: Wanted) -> ColumnElement[bool]:
    """Return what holds for every page with a hit, but for a few irregular words."""
    beginnings = {beginning_of(term.stems[0]) for term in wanted.terms}
    return or_(*(FilePage.text.icontains(each, autoescape=True) for each in sorted(beginnings)))
