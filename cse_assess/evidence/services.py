"""What changes the evidence library; every deed is written to the audit chain with it.

A revision is never changed: replacing adds one, and withdrawing keeps all of them.
"""

from dataclasses import replace
from typing import Any, Unpack

from cse_assess.accounts.actor import Actor
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence import policy, queries
from cse_assess.evidence.addresses import check_address
from cse_assess.evidence.details import DetailFields, ItemDetails, check_details, say
from cse_assess.evidence.errors import AlreadyThere, ItemConflict
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.names import clean_line
from cse_assess.evidence.recording import record_deed
from cse_assess.evidence.search.services import index_item
from cse_assess.evidence.study.services import study_revision
from cse_assess.evidence.usage import current_usage

REASON_LENGTH = 500


def add_file_evidence(
    *,
    actor: Actor,
    organisation_id: int,
    blob: CheckedFile,
    is_duplicate_wanted: bool = False,
    **details: Unpack[DetailFields],
) -> EvidenceItem:
    """Add a file that `intake.receive_upload` has let in as a new item.

    Raises `AlreadyThere` where an item holds these very bytes already, unless a duplicate is
    wanted; `DomainError` with its field for details that cannot be right; `NotAllowed`.
    """
    _require_adding(actor, organisation_id)
    checked = check_details(ItemDetails(**details), organisation_id)
    same = queries.find_same_content(organisation_id, blob.sha256)
    if same is not None and not is_duplicate_wanted:
        raise AlreadyThere(same)
    return _add_item(actor, organisation_id, checked, _file_revision(blob))


def add_link_evidence(
    *,
    actor: Actor,
    organisation_id: int,
    url: str,
    is_duplicate_wanted: bool = False,
    **details: Unpack[DetailFields],
) -> EvidenceItem:
    """Add the web address `url` as a new item; raises as `add_file_evidence` does."""
    _require_adding(actor, organisation_id)
    address = check_address(url)
    checked = check_details(ItemDetails(**details), organisation_id)
    same = queries.find_same_address(organisation_id, address)
    if same is not None and not is_duplicate_wanted:
        raise AlreadyThere(same)
    return _add_item(actor, organisation_id, checked, EvidenceRevision(url=address))


def replace_file(
    *, actor: Actor, item: EvidenceItem, file: CheckedFile, reason: str
) -> EvidenceRevision:
    """Make `file` the current revision of `item`; the ones before stay as they are.

    Raises `DomainError` for the same bytes as now, for a missing reason and for a withdrawn item;
    `NotAllowed`.
    """
    return _replace(actor, item, _file_revision(file), reason)


def replace_link(*, actor: Actor, item: EvidenceItem, url: str, reason: str) -> EvidenceRevision:
    """Make the web address `url` the current revision of `item`; raises as `replace_file`."""
    return _replace(actor, item, EvidenceRevision(url=check_address(url)), reason)


def require_other_content(
    current: EvidenceRevision, *, sha256: str | None = None, url: str | None = None
) -> None:
    """Raise `DomainError` where a file or address is exactly what the item holds now."""
    if (current.sha256, current.url) == (sha256, url):
        raise DomainError("This is exactly the content that the evidence has now. Choose another.")


def edit_item(
    *, actor: Actor, item: EvidenceItem, version_id: int, **details: Unpack[DetailFields]
) -> EvidenceItem:
    """Change what is said of `item`; what is not given stays as it is.

    `version_id` is the version that the editor was shown. Raises `ItemConflict` where somebody
    saved in between, `DomainError` with its field for details that cannot be right, `NotAllowed`.
    """
    _require_editing(actor, item)
    _lock(item)
    if item.version_id != version_id:
        raise ItemConflict(item)
    wanted = replace(ItemDetails.of(item), **details)
    checked = check_details(wanted, item.organisation_id, former_owner_id=item.owner_id)
    changes = _apply(checked, item)
    if changes:
        index_item(item=item)
        record_deed(actor, item, AuditAction.EVIDENCE_EDITED, {"changes": changes})
    return item


def withdraw_item(*, actor: Actor, item: EvidenceItem, reason: str) -> EvidenceItem:
    """Take `item` out of use; it stays on record with every revision and can be restored.

    Raises `DomainError` where it is withdrawn already or the reason is missing; `NotAllowed`.
    """
    _require_editing(actor, item)
    said = _check_reason(reason, "Say why this evidence is withdrawn.")
    _lock(item)
    _require_in_use(item)
    item.withdrawn_at = now()
    item.withdrawn_by_id = actor.user_id
    item.withdrawn_reason = said
    index_item(item=item)
    record_deed(actor, item, AuditAction.EVIDENCE_WITHDRAWN, {"reason": said})
    return item


def restore_item(*, actor: Actor, item: EvidenceItem) -> EvidenceItem:
    """Put a withdrawn `item` back into use; raises `DomainError` where it is not withdrawn."""
    _require_editing(actor, item)
    _lock(item)
    if not item.is_withdrawn:
        raise DomainError("This evidence is not withdrawn, so there is nothing to restore.")
    was = item.withdrawn_reason
    item.withdrawn_at = None
    item.withdrawn_by_id = None
    item.withdrawn_reason = ""
    index_item(item=item)
    record_deed(actor, item, AuditAction.EVIDENCE_RESTORED, {"withdrawn_because": was})
    return item


def _check_reason(raw: str, request: str) -> str:
    reason = clean_line(raw)
    if not reason:
        raise DomainError(request, field="reason")
    if len(reason) > REASON_LENGTH:
        raise DomainError(
            f"The reason must be {REASON_LENGTH} characters or fewer.", field="reason"
        )
    return reason


def _require_adding(actor: Actor, organisation_id: int) -> None:
    if actor.organisation_id != organisation_id or not policy.can_add_evidence(actor):
        raise NotAllowed("You cannot add evidence to this library. Ask an improvement lead.")


def _require_editing(actor: Actor, item: EvidenceItem) -> None:
    if not policy.can_edit_item(actor, item):
        raise NotAllowed(
            "Only the owner of this evidence, whoever added it, an improvement lead or an "
            "administrator can change it."
        )


def _require_in_use(item: EvidenceItem) -> None:
    if item.is_withdrawn:
        raise DomainError("This evidence is withdrawn. Restore it first.")


def _add_item(
    actor: Actor, organisation_id: int, details: ItemDetails, revision: EvidenceRevision
) -> EvidenceItem:
    item = EvidenceItem(organisation_id=organisation_id, created_by_id=actor.user_id)
    _apply(details, item)
    revision.number = 1
    revision.created_by_id = actor.user_id
    item.revisions.append(revision)
    session.add(item)
    session.flush()
    index_item(item=item)
    study_revision(revision=revision)
    record_deed(actor, item, AuditAction.EVIDENCE_ADDED, _describe_content(revision))
    return item


def _replace(
    actor: Actor, item: EvidenceItem, revision: EvidenceRevision, reason: str
) -> EvidenceRevision:
    _require_editing(actor, item)
    revision.reason = _check_reason(reason, "Say why the content is replaced.")
    _lock(item)
    _require_in_use(item)
    current = queries.get_current_revision(item)
    require_other_content(current, sha256=revision.sha256, url=revision.url)
    revision.item_id = item.id
    revision.number = current.number + 1
    revision.created_by_id = actor.user_id
    session.add(revision)
    session.flush()
    index_item(item=item)
    study_revision(revision=revision)
    record_deed(actor, item, AuditAction.EVIDENCE_REPLACED, _describe_content(revision))
    _follow_replacement(actor, item)
    return revision


def _follow_replacement(actor: Actor, item: EvidenceItem) -> None:
    usage = current_usage()
    if usage is not None:
        usage.follow_replacement(actor, item)


def _file_revision(file: CheckedFile) -> EvidenceRevision:
    return EvidenceRevision(
        sha256=file.sha256, size=file.size, media_type=file.media_type, file_name=file.file_name
    )


def _lock(item: EvidenceItem) -> None:
    """Read `item` as it is now and keep others from changing it until this is done."""
    session.refresh(item, with_for_update={"of": EvidenceItem})


def _apply(details: ItemDetails, item: EvidenceItem) -> dict[str, list[str]]:
    """Put `details` on `item`; return each field that changed, with its text before and after."""
    changes = {}
    for field in ItemDetails.__slots__:
        before, after = getattr(item, field), getattr(details, field)
        if before != after:
            changes[field] = [say(before), say(after)]
            setattr(item, field, after)
    return changes


def _describe_content(revision: EvidenceRevision) -> dict[str, Any]:
    described = {"revision": revision.number, "reason": revision.reason}
    if revision.is_file:
        return described | {"sha256": revision.sha256, "size": revision.size}
    return described | {"url": revision.url}
