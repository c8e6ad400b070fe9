"""What is said of an element: checked, compared with what others said meanwhile, and kept."""

from collections.abc import Sequence
from dataclasses import replace

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import list_people
from cse_assess.assessments.models import ElementResponse, ResponseChange
from cse_assess.assessments.queries import list_changes_after
from cse_assess.assessments.services.guards import begin_writing_response, record
from cse_assess.assessments.values import FIELDS, ResponseValues, check_values
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict
from cse_assess.standards.structure import Standard


class ResponseConflict(Conflict):
    """Somebody saved the element after this person opened it.

    `theirs` is what stands now, `mine` what was about to be saved, `merged` what to start from:
    mine, but theirs in the fields that I had not touched. `names` says who saved.
    """

    def __init__(
        self,
        *,
        theirs: ResponseValues,
        mine: ResponseValues,
        merged: ResponseValues,
        version_id: int,
        names: tuple[str, ...],
    ) -> None:
        super().__init__("Somebody else saved this element while you had it open.")
        self.theirs = theirs
        self.mine = mine
        self.merged = merged
        self.version_id = version_id
        self.names = names


def save_response(
    *,
    actor: Actor,
    response: ElementResponse,
    standard: Standard,
    version_id: int,
    values: ResponseValues,
) -> tuple[ResponseChange, ...]:
    """Keep what a person says of an element, of which `version_id` was on their screen.

    Returns the changes, none where everything was so already. Raises `NotAllowed`, `DomainError`
    for a value that cannot be, and `ResponseConflict` where others' changes would be lost.
    """
    begin_writing_response(actor, response)
    mine = check_values(standard, response, values, _possible_owners(response))
    if response.version_id != version_id:
        _refuse_overwriting(response, mine, version_id)
    return apply_values(actor, response, mine)


def _possible_owners(response: ElementResponse) -> set[int]:
    return {person.id for person in list_people(response.assessment.organisation_id)}


def _refuse_overwriting(response: ElementResponse, mine: ResponseValues, version_id: int) -> None:
    theirs = ResponseValues.of(response)
    if not theirs.differing(mine):
        return
    changes = list_changes_after(response.id, version_id)
    raise ResponseConflict(
        theirs=theirs,
        mine=mine,
        merged=_merge(theirs, mine, changes),
        version_id=response.version_id,
        names=tuple(dict.fromkeys(change.actor_name for change in changes)),
    )


def _merge(
    theirs: ResponseValues, mine: ResponseValues, changes: Sequence[ResponseChange]
) -> ResponseValues:
    """Return mine, with theirs in each field that still reads as it did before their changes."""
    seen = {change.field: change.before for change in reversed(changes)}
    untouched = {
        name: getattr(theirs, name)
        for name in theirs.differing(mine)
        if name in seen and seen[name] == _spoken(name, mine)
    }
    return replace(mine, **untouched)


def _spoken(name: str, values: ResponseValues) -> str | None:
    """Return a field as its history has it, or None for an owner, whom history knows by name."""
    return None if name == "owner_id" else getattr(values, name) or ""


def apply_values(
    actor: Actor, response: ElementResponse, values: ResponseValues
) -> tuple[ResponseChange, ...]:
    """Write checked values into a response, with its history and one audit event."""
    before = ResponseValues.of(response)
    changed = before.differing(values)
    if not changed:
        return ()
    spoken_before = _speak(response)
    _write(actor, response, values)
    spoken_after = _speak(response)
    changes = tuple(
        ResponseChange(
            response_id=response.id,
            response_version=response.version_id,
            at=response.updated_at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            field=name,
            before=spoken_before[name],
            after=spoken_after[name],
        )
        for name in changed
    )
    session.add_all(changes)
    session.flush()
    record(actor, response.assessment, AuditAction.RESPONSE_CHANGED, _detail(changes), response)
    return changes


def _speak(response: ElementResponse) -> dict[str, str]:
    """Return the response as its history tells it: the owner by name."""
    spoken = {name: getattr(response, name) or "" for name in FIELDS}
    return spoken | {"owner_id": response.owner.name if response.owner else ""}


def _write(actor: Actor, response: ElementResponse, values: ResponseValues) -> None:
    for name in FIELDS:
        setattr(response, name, getattr(values, name))
    response.updated_at = now()
    response.updated_by_id = actor.user_id
    session.flush()
    session.refresh(response, ["owner", "updated_by", "version_id"])


def _detail(changes: Sequence[ResponseChange]) -> dict[str, object]:
    """Return what the audit event says: levels and owners whole, texts by the change's row."""
    return {
        "changes": [
            {"id": change.id, "field": change.field, "from": change.before, "to": change.after}
            if change.field in {"level", "owner_id"}
            else {"id": change.id, "field": change.field}
            for change in changes
        ]
    }
