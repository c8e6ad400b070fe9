"""Reads levels from a CSV file with the columns `code` and `level`."""

from collections.abc import Iterator

from cse_assess.analysis.csv_table import CsvFileError, read_table, suggest_known
from cse_assess.standards.structure import Standard

COLUMNS = ("code", "level")


def read_levels(content: bytes, name: str, standard: Standard) -> dict[str, str | None]:
    """Return the levels by element code; an empty one is None, “not scored”.

    `name` stands in the reasons. Raises `CsvFileError` with all of them.
    """
    levels: dict[str, str | None] = {}
    reasons: list[str] = []
    for line, (code, level) in read_table(content, name, COLUMNS):
        reasons += [f"{name}:{line}: {reason}" for reason in _refuse(standard, code, level, levels)]
        levels.setdefault(code, level or None)
    if reasons:
        raise CsvFileError(reasons)
    return levels


def _refuse(
    standard: Standard, code: str, level: str, known: dict[str, str | None]
) -> Iterator[str]:
    """Yield what is wrong with one row."""
    if (unknown := refuse_code(standard, code)) is not None:
        yield unknown
    elif code in known:
        yield f"the code “{code}” occurs twice: expected each code once"
    if level and standard.find_level(level) is None:
        yield f"{refuse_level(standard, level)}, or nothing"


def refuse_code(standard: Standard, code: str) -> str | None:
    """Return what is wrong with the code of an element, or None."""
    if standard.find_element(code) is not None:
        return None
    near = suggest_known(code, [each.code for each in standard.elements])
    return f"unknown code “{code}”{near}"


def refuse_level(standard: Standard, level: str) -> str:
    """Return what to say of a level that the standard does not have."""
    expected = ", ".join(each.id for each in standard.levels)
    return f"unknown level “{level}”: expected one of {expected}"
