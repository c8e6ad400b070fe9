"""Tells whether two reports would say the same."""

import dataclasses
import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from cse_assess.reports.document import GapReport

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def compute_fingerprint(report: GapReport) -> str:
    """Return the SHA-256 of all that goes into the report but the moment at which it is made.

    Where the audit trail ends is left out too, since it grows with every deed.

    It covers the options and the program's version, since the report holds both.
    """
    subject = dataclasses.replace(report.subject, made_at=ANY_MOMENT, trail=None)
    said = dataclasses.replace(report, subject=subject)
    text = json.dumps(said, default=_describe, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _describe(value: Any) -> Any:
    """Return a value as JSON knows it, whatever order the interpreter keeps it in."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
