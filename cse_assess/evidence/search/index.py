"""The index of the database that the instance runs on."""

from cse_assess.db import session
from cse_assess.evidence.search.port import SearchIndex
from cse_assess.evidence.search.postgresql import PostgresqlIndex
from cse_assess.evidence.search.sqlite import SqliteIndex

_INDEXES: dict[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresqlIndex()}


def current_index() -> SearchIndex:
    """Return the index of this instance."""
    return _INDEXES[session.get_bind().dialect.name]
