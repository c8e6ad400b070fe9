"""The index in SQLite's FTS5: one row for each entry, numbered so that newer items come later.

The words arrive in the form that is looked for, so the table's own tokeniser only parts them.
FTS5 says which rows fit; how well is told by a function of ours, and not by its bm25, for the
reasons in `port`.
"""

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.exc import DatabaseError

from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.search.entries import MOST_PARTS, Entry
from cse_assess.evidence.search.port import (
    MOST_CANDIDATES,
    OTHER_WEIGHT,
    PREFIX_SHARE,
    TITLE_WEIGHT,
    Bounds,
    Hits,
    gather_fingerprints,
)
from cse_assess.evidence.search.wanted import Term, Wanted

_FIELDS = ("title", "description", "names", "text")
_ANYWHERE = " ".join(_FIELDS)
_INDEX = table(
    "evidence_search",
    column("rowid", Integer),
    *(column(name, String) for name in (*_FIELDS, "marks", "fingerprint")),
)
_ITEM_ID = _INDEX.c.rowid // MOST_PARTS
_FITS = literal_column("evidence_search").op("MATCH")
_SCORE = "evidence_score"
_LONG_TEXT = 3_000
"""Characters of text for which a word counts half of what it would in a title."""


class SqliteIndex:
    """The index of an instance on SQLite."""

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Keep the entries of some items in place of all that these items had."""
        self.remove_items({entry.item_id for entry in entries})
        session.execute(insert(_INDEX), [_make_row(entry) for entry in entries])

    def remove_items(self, item_ids: Collection[int]) -> None:
        """Forget some items."""
        rows = _INDEX.c.rowid.between(bindparam("first"), bindparam("last"))
        numbers = [_row_numbers(item_id) for item_id in item_ids]
        session.connection().execute(
            delete(_INDEX).where(rows), [{"first": first, "last": last} for first, last in numbers]
        )

    def find_hits(self, wanted: Wanted, bounds: Bounds, condition: ColumnElement[bool]) -> Hits:
        """Return the items with every wanted term and no excluded one, by one query."""
        _provide_score()
        needles = write_needles(wanted)
        pools = [
            select(literal(pool), _select_pool(needles, match, condition).subquery())
            for pool, match in enumerate(make_matches(wanted, bounds))
        ]
        return Hits.gather(session.execute(union_all(*pools)))

    def read_fingerprints(self, first_id: int, last_id: int) -> dict[int, list[str]]:
        """Return the fingerprints of the entries of these items, by item, in their order."""
        rows = session.execute(
            select(_ITEM_ID, _INDEX.c.fingerprint)
            .where(_INDEX.c.rowid.between(_row_numbers(first_id)[0], _row_numbers(last_id)[1]))
            .order_by(_INDEX.c.rowid)
        )
        return gather_fingerprints(rows)

    def find_fault(self) -> str:
        """Return what is wrong with the index itself; empty where nothing is."""
        check = "INSERT INTO evidence_search(evidence_search) VALUES ('integrity-check')"
        try:
            session.execute(text(check))
        except DatabaseError as error:
            return f"The index is damaged: {error.orig}"
        return ""

    def mend(self) -> None:
        """Make the index anew from the words that it keeps."""
        session.execute(text("INSERT INTO evidence_search(evidence_search) VALUES ('rebuild')"))


def _make_row(entry: Entry) -> dict[str, Any]:
    return {
        "rowid": entry.item_id * MOST_PARTS + entry.part,
        **{field: getattr(entry, field) for field in _FIELDS},
        "marks": entry.marks,
        "fingerprint": entry.fingerprint,
    }


def _row_numbers(item_id: int) -> tuple[int, int]:
    """Return the first and last number that a row of the item can have."""
    return item_id * MOST_PARTS, item_id * MOST_PARTS + MOST_PARTS - 1


def _provide_score() -> None:
    """Give the open connection the function that tells how well an entry fits."""
    connection = session.connection().connection
    if _SCORE not in connection.info:
        driver: Any = connection.driver_connection
        driver.create_function(_SCORE, 1 + len(_FIELDS), score_entry, deterministic=True)
        connection.info[_SCORE] = True


def _select_pool(needles: str, match: str, condition: ColumnElement[bool]) -> Select[Any]:
    score = getattr(func, _SCORE)(needles, *(_INDEX.c[field] for field in _FIELDS))
    return (
        select(EvidenceItem.id, score)
        .select_from(_INDEX)
        .join(EvidenceItem, EvidenceItem.id == _ITEM_ID)
        .where(_FITS(match), condition)
        .order_by(_INDEX.c.rowid.desc())
        .limit(MOST_CANDIDATES)
    )


def make_matches(wanted: Wanted, bounds: Bounds) -> tuple[str, str]:
    """Return the search in FTS5's language: for all terms in the title, and for all anywhere."""
    return _make_match(wanted, bounds, "title"), _make_match(wanted, bounds, _ANYWHERE)


def _make_match(wanted: Wanted, bounds: Bounds, fields: str) -> str:
    parts = [f"marks : {_quote(mark)}" for mark in bounds.all_of]
    if bounds.any_of:
        parts.append(f"marks : ({' OR '.join(map(_quote, bounds.any_of))})")
    terms = [f"{{{fields}}} : {_say(term)}" for term in wanted.terms]
    parts += [f"({' OR '.join(terms)})"] if wanted.is_any_enough else terms
    match = " AND ".join(parts)
    if not wanted.excluded:
        return match
    excluded = " OR ".join(f"{{{_ANYWHERE}}} : {_say(term)}" for term in wanted.excluded)
    return f"({match}) NOT ({excluded})"


def _say(term: Term) -> str:
    return f"{_quote(' '.join(term.stems))}{' *' if term.is_prefix else ''}"


def _quote(words: str) -> str:
    return f'"{words}"'


def write_needles(wanted: Wanted) -> str:
    """Return the wanted terms as `score_entry` takes them."""
    return json.dumps([[" ".join(term.stems), term.is_prefix] for term in wanted.terms])


def score_entry(needles: str, title: str, description: str, names: str, words: str) -> float:
    """Return how well the four fields of an entry fit the needles; more is better.

    Each hit of a term in a field adds less than the one before, and less in a long text.
    """
    fields = (
        (f" {title} ", TITLE_WEIGHT, 1.0),
        (f" {description} ", OTHER_WEIGHT, 1.0),
        (f" {names} ", OTHER_WEIGHT, 1.0),
        (f" {words} ", OTHER_WEIGHT, 1.0 + len(words) / _LONG_TEXT),
    )
    return sum(
        weight * hits / (hits + half)
        for field, weight, half in fields
        for needle, is_prefix in _read_needles(needles)
        if (hits := _count(field, needle, is_prefix=is_prefix))
    )


@lru_cache(maxsize=64)
def _read_needles(needles: str) -> list[tuple[str, bool]]:
    return [(needle, is_prefix) for needle, is_prefix in json.loads(needles)]


def _count(field: str, needle: str, *, is_prefix: bool) -> float:
    """Count a needle in words parted by spaces; longer words that begin so count for little."""
    whole = field.count(f" {needle} ")
    longer = field.count(f" {needle}") - whole if is_prefix else 0
    return whole + PREFIX_SHARE * longer
