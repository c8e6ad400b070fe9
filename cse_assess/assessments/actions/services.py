"""What happens to actions; each deed is one transaction of its caller, with its audit event."""

from collections.abc import Collection, Sequence
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.accounts.queries import list_members
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.letters import tell_of_step, tell_owner
from cse_assess.assessments.actions.models import (
    ActionEffect,
    ActionEvent,
    ActionEvidence,
    ActionStatus,
    ImprovementAction,
)
from cse_assess.assessments.actions.steps import ActionStep, find_step
from cse_assess.assessments.actions.values import (
    ActionValues,
    EffectValue,
    check_values,
    speak_values,
)
from cse_assess.assessments.actions.words import FIELD_LABELS
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_be_given_work
from cse_assess.assessments.services.guards import begin_writing, require_usable_item
from cse_assess.assessments.texts import LONGEST_NOTE, check_text
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict
from cse_assess.evidence.models import EvidenceItem
from cse_assess.standards.structure import Standard

CHANGED_MEANWHILE = "Somebody changed this action while you had it open. See how it stands now."


class ActionConflict(Conflict):
    """Somebody saved the action after this person opened it.

    `theirs` is what stands now, `mine` what was about to be saved, `version_id` the version of
    what stands now, `name` who changed it last.
    """

    def __init__(
        self, *, theirs: ActionValues, mine: ActionValues, version_id: int, name: str
    ) -> None:
        super().__init__("Somebody else saved this action while you had it open.")
        self.theirs = theirs
        self.mine = mine
        self.version_id = version_id
        self.name = name


def list_possible_owners(assessment: Assessment) -> list[User]:
    """Return who can be given an action of the self-assessment, by name."""
    return [
        person
        for person in list_members(assessment.organisation_id)
        if can_be_given_work(person, assessment)
    ]


def add_action(
    *, actor: Actor, assessment: Assessment, standard: Standard, values: ActionValues
) -> ImprovementAction:
    """Put an action on the list of a self-assessment; its owner is told.

    Raises `NotAllowed`, and `DomainError` with its field for a value that cannot be.
    """
    begin_writing(actor, assessment)
    owners = {person.id for person in list_possible_owners(assessment)}
    action = apply_add(actor, assessment, check_values(standard, values, owners))
    record(actor, action, AuditAction.ACTION_ADDED, {"title": action.title})
    return action


def apply_add(actor: Actor, assessment: Assessment, checked: ActionValues) -> ImprovementAction:
    """Write a new action of checked values, note the step, and tell the owner."""
    action = ImprovementAction(assessment=assessment, created_by_id=actor.user_id)
    session.add(action)
    _write_values(action, checked)
    note_step(actor, action, ActionStep.ADD)
    tell_owner(actor, action)
    return action


def edit_action(
    *,
    actor: Actor,
    action: ImprovementAction,
    standard: Standard,
    version_id: int,
    values: ActionValues,
) -> bool:
    """Keep what a person says of an action, of which `version_id` was on their screen.

    Returns whether anything changed; a new owner is told. Raises `NotAllowed`, `DomainError` with
    its field for a value that cannot be, and `ActionConflict` where others' changes would be lost.
    """
    _lock(actor, action)
    people = list_possible_owners(action.assessment)
    before = ActionValues.of(action)
    checked = check_values(standard, values, {person.id for person in people}, before)
    differing = before.differing(checked)
    if not differing:
        return False
    if action.version_id != version_id:
        raise ActionConflict(
            theirs=before,
            mine=checked,
            version_id=action.version_id,
            name=queries.find_last_changer(action.id),
        )
    apply_edit(actor, action, standard, checked, people)
    record(actor, action, AuditAction.ACTION_EDITED, {"fields": list(differing)})
    return True


def apply_edit(
    actor: Actor,
    action: ImprovementAction,
    standard: Standard,
    checked: ActionValues,
    people: Sequence[User],
) -> None:
    """Write checked values that differ, note in words what changed, and tell a new owner."""
    before = ActionValues.of(action)
    names = {person.id: person.name for person in people}
    if action.owner is not None:
        names.setdefault(action.owner.id, action.owner.name)
    _write_values(action, checked)
    words = _tell_changes(standard, before, checked, names)
    note_step(actor, action, ActionStep.EDIT, words)
    if "owner_id" in before.differing(checked):
        tell_owner(actor, action)


def _tell_changes(
    standard: Standard, before: ActionValues, after: ActionValues, names: dict[int, str]
) -> str:
    was, is_now = (speak_values(standard, values, names) for values in (before, after))
    lines = [
        f"{FIELD_LABELS[name]}: {was[name] or 'nothing'} → {is_now[name] or 'nothing'}"
        for name in before.differing(after)
        if name != "notes"
    ]
    if before.notes != after.notes:
        lines.append(f"{FIELD_LABELS['notes']} changed. Before: {before.notes or 'nothing'}")
    return "\n".join(lines)


def _write_values(action: ImprovementAction, values: ActionValues) -> None:
    action.title = values.title
    action.notes = values.notes
    action.owner_id = values.owner_id
    action.due_on = values.due_on
    action.effort_days = values.effort_days
    action.updated_at = now()
    session.flush()
    _write_effects(action, values.effects)
    session.refresh(action, ["owner", "effects"])


def _write_effects(action: ImprovementAction, effects: Collection[EffectValue]) -> None:
    """Change what differs only, so that no row makes room too late for one of the same element."""
    wanted = {effect.code: effect for effect in effects}
    ids = queries.list_response_ids(action.assessment_id, wanted)
    present = {effect.response_id: effect for effect in action.effects}
    for effect in present.values():
        if effect.response_id not in ids.values():
            action.effects.remove(effect)
    for code, response_id in ids.items():
        if response_id not in present:
            present[response_id] = ActionEffect(response_id=response_id)
            action.effects.append(present[response_id])
        present[response_id].to_level = wanted[code].to_level
        present[response_id].guidance_points = list(wanted[code].guidance_points)
    session.flush()


def move_action(
    *,
    actor: Actor,
    action: ImprovementAction,
    version_id: int,
    to: ActionStatus,
    words: str = "",
) -> None:
    """Move an action to another status; `version_id` was on the screen.

    Nothing happens where it is there already. Raises `NotAllowed`, `Conflict` where somebody
    changed it meanwhile, and `DomainError` for words that are too long, or missing where an action
    is dropped.
    """
    said = _check_words(words, missing="Say why" if to is ActionStatus.DROPPED else "")
    _lock(actor, action)
    if action.status == to:
        return
    if action.version_id != version_id:
        raise Conflict(CHANGED_MEANWHILE)
    before = ActionStatus(action.status)
    apply_move(actor, action, to, said)
    record(actor, action, AuditAction.ACTION_MOVED, {"from": before.value, "to": to.value})


def apply_move(actor: Actor, action: ImprovementAction, to: ActionStatus, words: str) -> None:
    """Write another status, note the step with checked words, and tell the owner."""
    step = find_step(ActionStatus(action.status), to)
    action.status = to
    action.done_on = today() if to is ActionStatus.DONE else None
    action.updated_at = now()
    session.flush()
    event = note_step(actor, action, step, words)
    tell_of_step(actor, action, event)


def note_progress(*, actor: Actor, action: ImprovementAction, words: str) -> None:
    """Keep a note on how an action goes; raise `NotAllowed`, and `DomainError` without words."""
    said = _check_words(words, missing="Write the note")
    begin_writing(actor, action.assessment)
    event = note_step(actor, action, ActionStep.NOTE, said)
    tell_of_step(actor, action, event)
    record(actor, action, AuditAction.ACTION_NOTED, {})


def _check_words(raw: str, *, missing: str) -> str:
    return check_text(raw, LONGEST_NOTE, name="What you write", field="words", missing=missing)


def add_closing_evidence(*, actor: Actor, action: ImprovementAction, item: EvidenceItem) -> None:
    """Tie a piece of the library to an action, as what shows that it is done.

    One that is tied already stays. Raises `NotAllowed`, `NotFound` for one that the person may not
    open, and `DomainError` for a withdrawn one.
    """
    _lock(actor, action)
    require_usable_item(actor, action.assessment, item)
    if queries.find_action_evidence(action.id, item.id):
        return
    session.add(ActionEvidence(action_id=action.id, item_id=item.id, added_by_id=actor.user_id))
    session.flush()
    note_step(actor, action, ActionStep.ADD_EVIDENCE)
    record(actor, action, AuditAction.ACTION_EVIDENCE_ADDED, {"item": item.id})


def remove_closing_evidence(*, actor: Actor, action: ImprovementAction, item_id: int) -> None:
    """Untie a piece from an action; it stays in the library, and wherever else it is attached.

    Raises `NotAllowed`.
    """
    _lock(actor, action)
    found = queries.find_action_evidence(action.id, item_id)
    if found is None:
        return
    session.delete(found)
    session.flush()
    note_step(actor, action, ActionStep.REMOVE_EVIDENCE)
    record(actor, action, AuditAction.ACTION_EVIDENCE_REMOVED, {"item": item_id})


def _lock(actor: Actor, action: ImprovementAction) -> None:
    begin_writing(actor, action.assessment)
    session.refresh(action, with_for_update={"of": ImprovementAction})


def note_step(
    actor: Actor, action: ImprovementAction, step: ActionStep, words: str = ""
) -> ActionEvent:
    """Keep a step in the action's history."""
    event = ActionEvent(
        action_id=action.id,
        actor_id=actor.user_id,
        actor_name=actor.name,
        step=step.value,
        words=words,
    )
    session.add(event)
    session.flush()
    return event


def record(
    actor: Actor, action: ImprovementAction, deed: AuditAction, details: dict[str, Any]
) -> None:
    """Write the audit event of a deed."""
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=action.assessment.organisation_id,
        action=deed,
        object_type="improvement_action",
        object_id=action.id,
        details=details,
    )
