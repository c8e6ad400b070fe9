"""Lets the many apps of a test process share what Werkzeug and SQLAlchemy compile.

Each test has an app and a database of its own. Compiling their addresses and statements anew took
over half of the time of the desk's tests under a profiler; what is compiled depends on neither.
"""

from functools import wraps

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_statements = LRUCache(10_000)


def share_compiled_addresses():
    """Keep each compiled address for the other apps: it depends on the rule's own text alone."""
    compiled = {}
    compile_builder = Rule._compile_builder  # noqa: SLF001 -- there is no public way

    @wraps(compile_builder)
    def compile_once(rule, append_unknown=True):  # noqa: FBT002 -- Werkzeug's own signature
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)  # noqa: SLF001
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = compile_once  # noqa: SLF001


def share_compiled_statements(engine):
    """Have `engine` take statements that an engine of the same dialect compiled before."""
    engine.update_execution_options(compiled_cache=_statements)


def make_dialects_equal():
    """Let all dialects of one database count as one key: SQLAlchemy keeps statements by dialect."""
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = lambda one, other: type(one) is type(other)
        dialect.__hash__ = lambda each: hash(type(each))
