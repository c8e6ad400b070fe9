"""The background job that prints a gap analysis."""

from typing import Any


def make_gap_report(context: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Print the report that `arguments` name."""
    raise NotImplementedError
