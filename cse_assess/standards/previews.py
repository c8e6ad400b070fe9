"""Carries an import from its preview to the click that saves it, without storing anything.

The report is signed and bound to its person and standard, so that what is saved is what was read
from the file and shown.
"""

from dataclasses import asdict
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from cse_assess.accounts.actor import Actor
from cse_assess.errors import DomainError
from cse_assess.standards.importing.report import ImportReport, ImportRow, RowState

LIFETIME_SECONDS = 2 * 60 * 60
TUPLES = ("unknown_codes", "notes", "left_out")


def seal_report(secret_key: str, actor: Actor, report: ImportReport) -> str:
    """Return the text with which `actor` may save the import within two hours."""
    return _serializer(secret_key, actor).dumps(asdict(report))


def open_report(secret_key: str, actor: Actor, sealed: str) -> ImportReport:
    """Return the import that was sealed; raise `DomainError` for a text that does not hold."""
    try:
        values = _serializer(secret_key, actor).loads(sealed, max_age=LIFETIME_SECONDS)
    except BadSignature:
        raise DomainError("This preview has expired. Upload the file again.") from None
    rows = tuple(_read_row(row) for row in values["rows"])
    return ImportReport(
        standard_id=values["standard_id"],
        rows=rows,
        **{name: tuple(values[name]) for name in TUPLES},
    )


def _read_row(values: dict[str, Any]) -> ImportRow:
    return ImportRow(
        code=values["code"],
        state=RowState(values["state"]),
        notes=tuple(values["notes"]),
        statement=values["statement"],
        guidance=tuple(values["guidance"]),
        where=values["where"],
    )


def _serializer(secret_key: str, actor: Actor) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=f"official-wording-for-{actor.user_id}")
