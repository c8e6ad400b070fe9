"""Tells what a database error means, on both databases."""

from sqlalchemy.exc import DBAPIError, IntegrityError

# PostgreSQL, "Appendix A. PostgreSQL Error Codes": serialization failure, deadlock, lock not
# available, too many connections, shutdowns and start-up.
BUSY_STATES = frozenset({"40001", "40P01", "55P03", "53300", "57P01", "57P02", "57P03"})
UNIQUE_STATE = "23505"

# SQLite, "Result and Extended Result Codes".
BUSY_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED")
UNIQUE_NAMES = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


def is_busy(error: DBAPIError) -> bool:
    """Tell whether the database could not serve just now, so that trying again may help."""
    if error.connection_invalidated or _sqlite_name(error).startswith(BUSY_NAMES):
        return True
    return _state(error) in BUSY_STATES or _is_unreachable(error)


def is_duplicate(error: IntegrityError) -> bool:
    """Tell whether a row of the same key came first."""
    return _state(error) == UNIQUE_STATE or _sqlite_name(error) in UNIQUE_NAMES


def _is_unreachable(error: DBAPIError) -> bool:
    """Tell whether PostgreSQL was never reached: its driver then has a fault but no state."""
    return (
        type(error.orig).__module__.startswith("psycopg")
        and type(error.orig).__name__ == "OperationalError"
        and _state(error) is None
    )


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _sqlite_name(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlite_errorname", ""))
