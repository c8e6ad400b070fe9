"""The index in PostgreSQL's own search: a `tsvector` for each entry, with a GIN index.

The words arrive in the form that is looked for, so the vectors are written out here, without the
database's parser and dictionaries: both databases then find the same. Marks stand among the words
with a sign before them that no word has. A vector of its own for the title lets the index answer
for titles alone, because GIN keeps no weights.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR

from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.search.entries import Entry
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

_INDEX = table(
    "evidence_search",
    column("item_id", Integer),
    column("part", Integer),
    column("title_vector", TSVECTOR),
    column("vector", TSVECTOR),
    column("fingerprint", String),
)
_LENGTH_COUNTS = 1
"""ts_rank's way to divide by the logarithm of the text's length."""


class PostgresqlIndex:
    """The index of an instance on PostgreSQL."""

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Keep the entries of some items in place of all that these items had."""
        self.remove_items({entry.item_id for entry in entries})
        session.execute(insert(_INDEX), [_make_row(entry) for entry in entries])

    def remove_items(self, item_ids: Collection[int]) -> None:
        """Forget some items."""
        session.execute(delete(_INDEX).where(_INDEX.c.item_id.in_(item_ids)))

    def find_hits(self, wanted: Wanted, bounds: Bounds, condition: ColumnElement[bool]) -> Hits:
        """Return the items with every wanted term and no excluded one, by one query."""
        marks, words = _say_bounds(bounds), _say_terms(wanted)
        unwanted = "".join(f" & !{_say(term)}" for term in wanted.excluded)
        in_title = _fits(_INDEX.c.title_vector, f"{marks}{words}")
        if unwanted:
            in_title &= _fits(_INDEX.c.vector, f"{marks}{unwanted}")
        anywhere = _fits(_INDEX.c.vector, f"{marks}{words}{unwanted}")
        pools = [
            select(literal(pool), _select_pool(wanted, fits & condition).subquery())
            for pool, fits in enumerate((in_title, anywhere))
        ]
        return Hits.gather(session.execute(union_all(*pools)))

    def read_fingerprints(self, first_id: int, last_id: int) -> dict[int, list[str]]:
        """Return the fingerprints of the entries of these items, by item, in their order."""
        rows = session.execute(
            select(_INDEX.c.item_id, _INDEX.c.fingerprint)
            .where(_INDEX.c.item_id.between(first_id, last_id))
            .order_by(_INDEX.c.item_id, _INDEX.c.part)
        )
        return gather_fingerprints(rows)

    def find_fault(self) -> str:
        """Return nothing: PostgreSQL keeps an index and its table in step by itself."""
        return ""

    def mend(self) -> None:
        """Make the index anew from the words that it keeps."""
        session.execute(text("REINDEX TABLE evidence_search"))


def _make_row(entry: Entry) -> dict[str, Any]:
    marks = [f"'={mark}'" for mark in entry.marks.split()]
    title = _write_vector([(entry.title, "A")])
    fields = zip((entry.title, entry.description, entry.names, entry.text), "ABCD", strict=True)
    return {
        "item_id": entry.item_id,
        "part": entry.part,
        "title_vector": " ".join([*marks, title]),
        "vector": " ".join([*marks, _write_vector(fields)]),
        "fingerprint": entry.fingerprint,
    }


def _write_vector(fields: Iterable[tuple[str, str]]) -> str:
    """Write the words of each field with their places and its weight; a gap parts the fields."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    start = 1
    for field, weight in fields:
        words = field.split()
        for place, word in enumerate(words, start):
            places[word].append(f"{place}{weight}")
        start += len(words) + 1
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _fits(vector: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    return vector.op("@@", is_comparison=True)(_query(query))


def _query(words: str) -> ColumnElement[Any]:
    return cast(literal(words, String), TSQUERY)


def _select_pool(wanted: Wanted, condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(_INDEX.c.item_id, _score(wanted))
        .select_from(_INDEX)
        .join(EvidenceItem, EvidenceItem.id == _INDEX.c.item_id)
        .where(condition)
        .order_by(_INDEX.c.item_id.desc())
        .limit(MOST_CANDIDATES)
    )


def _score(wanted: Wanted) -> ColumnElement[float]:
    """Return how well the words of an entry fit: whole words first, then longer ones for little."""
    if not wanted.terms:
        return literal(0.0)
    whole = [Term(term.stems) for term in wanted.terms]
    score = _rank(" | ".join(map(_say, whole)))
    if tuple(whole) != wanted.terms:
        score += PREFIX_SHARE * _rank(" | ".join(map(_say, wanted.terms)))
    return score


def _rank(query: str) -> ColumnElement[float]:
    other = OTHER_WEIGHT / TITLE_WEIGHT
    weights = [other, other, other, 1.0]
    return func.ts_rank(
        cast(weights, ARRAY(REAL)),
        _INDEX.c.vector,
        _query(query),
        _LENGTH_COUNTS,
    )


def _say_bounds(bounds: Bounds) -> str:
    said = [f"'={mark}'" for mark in bounds.all_of]
    if bounds.any_of:
        said.append("(" + " | ".join(f"'={mark}'" for mark in bounds.any_of) + ")")
    return " & ".join(said)


def _say_terms(wanted: Wanted) -> str:
    terms = [_say(term) for term in wanted.terms]
    if wanted.is_any_enough:
        return f" & ({' | '.join(terms)})"
    return "".join(f" & {term}" for term in terms)


def _say(term: Term) -> str:
    words = " <-> ".join(f"'{stem}'" for stem in term.stems)
    return f"({words}{':*' if term.is_prefix else ''})"
