"""The background job that makes a redacted copy."""

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import get_actor
from cse_assess.blobs import BlobDamaged, BlobMissing
from cse_assess.clock import today
from cse_assess.db import read_only, unit_of_work
from cse_assess.errors import DomainError
from cse_assess.evidence.intake import CheckedFile, receive_upload
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.privacy.models import RedactionState
from cse_assess.evidence.privacy.queries import get_redaction
from cse_assess.evidence.privacy.services import finish_redaction, refuse_redaction
from cse_assess.evidence.queries import get_current_revision, get_item, used_bytes
from cse_assess.jobs.handlers import JobContext
from cse_assess.reading.redaction.redactor import redact_file

_logger = logging.getLogger(__name__)
UNREADABLE = "The stored file cannot be read. Ask whoever runs this server to verify the library."


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: the file `sha256` of that name without `words`, for `actor`."""

    actor: Actor
    sha256: str
    file_name: str
    words: tuple[str, ...]
    used_bytes: int


def make_redacted_copy(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make the copy of the redaction `redaction_id`, and let it replace the item's content.

    One that is made or refused already stays as it is; one that cannot be made says why on its
    page, where the person who asked for it looks.
    """
    redaction_id: int = arguments["redaction_id"]
    context.report_progress(0, "Blacking out")
    try:
        order = _read_order(redaction_id)
        if order is not None:
            copy, count = _make_copy(order, context)
            with unit_of_work():
                redaction = get_redaction(redaction_id)
                finish_redaction(actor=order.actor, redaction=redaction, copy=copy, count=count)
    except DomainError as error:
        _refuse(redaction_id, error.message)
    except (BlobMissing, BlobDamaged):
        _logger.exception("the file of redaction %s cannot be read", redaction_id)
        _refuse(redaction_id, UNREADABLE)
    return {}


def _refuse(redaction_id: int, message: str) -> None:
    with unit_of_work():
        refuse_redaction(redaction=get_redaction(redaction_id), message=message)


def _read_order(redaction_id: int) -> Order | None:
    """Return what is to be made; None where that was done already."""
    with read_only():
        redaction = get_redaction(redaction_id)
        if redaction.state != RedactionState.WAITING:
            return None
        if redaction.asked_by_id is None:
            raise DomainError("Nobody is on record as having asked for this copy.")
        actor = get_actor(redaction.asked_by_id, today())
        item = get_item(redaction.item_id, actor.organisation_id)
        return Order(
            actor=actor,
            sha256=redaction.sha256,
            file_name=get_current_revision(item).file_name,
            words=tuple(redaction.words),
            used_bytes=used_bytes(item.organisation_id),
        )


def _make_copy(order: Order, context: JobContext) -> tuple[CheckedFile, int]:
    """Return the copy, let in by the library's own door, and how many places were blacked out."""
    suffix = suffix_of(order.file_name)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"copy.{suffix}"
        with context.blobs.hold(order.sha256) as path:
            count = redact_file(path, suffix, order.words, target)
        with target.open("rb") as stream:
            copy = receive_upload(
                stream,
                file_name=name_copy(order.file_name),
                blobs=context.blobs,
                limits=context.settings.uploads,
                used_bytes=order.used_bytes,
            )
    return copy, count


def name_copy(file_name: str) -> str:
    """Return what the redacted copy of a file is called."""
    path = PurePosixPath(file_name)
    return f"{path.stem} (redacted){path.suffix}"
