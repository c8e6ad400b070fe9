"""A letter with private details, and what the tests of its pages send and read."""

from sqlalchemy import select

from cse_assess.audit.models import AuditEvent
from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.privacy.models import FoundDetail

PHONE, MAIL = "07700 900123", "jane.farrow@example.org"
LETTER = f"Ring {PHONE} or write to {MAIL}. Kept words.".encode()


def address(item):
    return f"/evidence/{item.id}/privacy"


def answer(item, decision, **values):
    sha256 = queries.get_current_revision(item).sha256
    return {"content": sha256, "decision": decision, **values}


def content_of(item):
    return queries.get_current_revision(item)


def events_of(item):
    rows = session.scalars(
        select(AuditEvent).where(AuditEvent.object_id == item.id).order_by(AuditEvent.id)
    )
    return {row.action: row.details for row in rows if row.object_type == "evidence_item"}


def detail_of(sha256, number=1):
    return FoundDetail(
        sha256=sha256, number=number, kind="author", text="Ada", certain=True, may_be_public=False
    )
