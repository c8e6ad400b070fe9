"""What happens to a take-away sheet: made, received, merged, dropped, ended.

Each deed is one transaction of its caller, with its audit event. What came back changes nothing
before somebody has decided about it, part by part.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import AssessmentTree, load_tree, lock_responses
from cse_assess.assessments.services.guards import begin_writing, record
from cse_assess.assessments.services.importing import FILE_NAME_LENGTH, ImportFaults
from cse_assess.assessments.services.responses import apply_values
from cse_assess.assessments.takeaway import queries
from cse_assess.assessments.takeaway.answers import ReturnedAnswers, read_answers
from cse_assess.assessments.takeaway.columns import make_reference
from cse_assess.assessments.takeaway.merging import (
    PARTS,
    Choice,
    Decision,
    ElementMerge,
    SheetMerge,
    decide,
    merge_sheet,
    pick_part,
    put_part,
)
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.assessments.takeaway.reading import ReturnedFile
from cse_assess.assessments.texts import check_line
from cse_assess.assessments.transfer.sheet import SheetRefused
from cse_assess.assessments.values import ResponseValues, check_values
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day

LONGEST_NAME = 100
LONGEST_ACTOR_NAME = 200
KEPT_FIELDS = ("level", "level_reason", "justification", "tell")
KNOWN = "known"

Decisions = Mapping[tuple[str, str], Decision]


def make_take_away(
    *,
    actor: Actor,
    assessment: Assessment,
    standard: Standard,
    made_for: str,
    due_on: date | None,
    codes: Collection[str],
) -> TakeAway:
    """Make a sheet of some elements for somebody without an account, to be back by a day.

    Raises `NotAllowed`, and `DomainError` with its field for a name that is missing or too long, a
    day that is past, and for no element or one that the standard does not have.
    """
    begin_writing(actor, assessment)
    if due_on is not None and due_on < today():
        raise DomainError("The day must be today or later", field="due_on")
    take_away = TakeAway(
        assessment=assessment,
        reference=make_reference(),
        made_for=_check_name(made_for),
        due_on=due_on,
        base=_keep_base(load_tree(assessment.id), standard, codes),
        made_by_id=actor.user_id,
    )
    session.add(take_away)
    session.flush()
    _record(actor, take_away, AuditAction.TAKE_AWAY_MADE, elements=len(take_away.base))
    return take_away


def _check_name(made_for: str) -> str:
    missing = "Enter whom the sheet is for"
    return check_line(made_for, LONGEST_NAME, name="The name", field="made_for", missing=missing)


def _keep_base(
    tree: AssessmentTree, standard: Standard, codes: Collection[str]
) -> dict[str, dict[str, Any]]:
    wanted = set(codes)
    base = {
        response.element_code: _to_json(ResponseValues.of(response))
        for response in tree.responses
        if response.element_code in wanted and standard.find_element(response.element_code)
    }
    if not base or set(base) != wanted:
        term = standard.terms.element
        raise DomainError(f"Choose at least one {term.one} from the list", field="elements")
    return base


def _to_json(values: ResponseValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in KEPT_FIELDS}


def _from_json(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, ResponseValues]:
    return {
        code: ResponseValues(**{name: said[name] for name in KEPT_FIELDS})
        for code, said in kept.items()
    }


def read_base(take_away: TakeAway) -> dict[str, ResponseValues]:
    """Return what each element of the sheet said when it was made, by code."""
    return _from_json(take_away.base)


def receive_file(
    *,
    actor: Actor,
    assessment: Assessment,
    standard: Standard,
    file: ReturnedFile,
    file_name: str,
) -> TakeAwayReturn:
    """Keep a file that came back until it is merged; nothing in the self-assessment changes.

    A file that says what an earlier one of the sheet said is that one. Raises `NotAllowed`,
    `SheetRefused` for a sheet of something else, and `ImportFaults` with every cell to mend.
    """
    begin_writing(actor, assessment)
    take_away = _find_own(assessment, file.reference)
    fields = _keep_answers(read_answers(file, standard, read_base(take_away)))
    for earlier in take_away.returns:
        if earlier.fields == fields:
            return earlier
    returned = TakeAwayReturn(
        take_away=take_away,
        file_name=file_name[:FILE_NAME_LENGTH],
        fields=fields,
        received_by_id=actor.user_id,
    )
    session.add(returned)
    session.flush()
    _record(actor, take_away, AuditAction.TAKE_AWAY_RECEIVED, file=returned.file_name)
    return returned


def _find_own(assessment: Assessment, reference: str) -> TakeAway:
    take_away = queries.find_take_away(reference)
    if take_away is None or take_away.assessment_id != assessment.id:
        raise SheetRefused(
            f"The sheet {reference} was not made for this self-assessment. Open the one that it "
            "names on its first page, and choose the file there."
        )
    _lock(take_away)
    if take_away.ended_at is not None:
        raise SheetRefused(
            f"The sheet {reference} was ended on {format_day(take_away.ended_at)}, so it is not "
            "merged any more. Make a new sheet, and copy the answers into it."
        )
    return take_away


def _keep_answers(read: ReturnedAnswers) -> dict[str, dict[str, Any]]:
    if read.faults:
        raise ImportFaults(read.faults)
    if not read.answers:
        raise SheetRefused(
            "No row of the file has a code of the sheet. Check that it is the right file."
        )
    return {
        code: {**_to_json(answer.values), KNOWN: answer.known}
        for code, answer in read.answers.items()
    }


def compare_return(*, returned: TakeAwayReturn, tree: AssessmentTree) -> SheetMerge:
    """Return what a file that came back says beside what stands in `tree`; it changes nothing."""
    take_away = returned.take_away
    base = read_base(take_away)
    return merge_sheet(
        base,
        _from_json(returned.fields),
        {each.element_code: ResponseValues.of(each) for each in tree.responses},
        known={code: said[KNOWN] for code, said in returned.fields.items()},
        settled=[_from_json(each.fields) for each in take_away.returns if each.merged_at],
    )


def begin_merging(*, actor: Actor, returned: TakeAwayReturn) -> None:
    """Lock everything that merging may change.

    Raises `NotAllowed` without the right, and `Conflict` where it was merged or ended meanwhile.
    """
    _begin(actor, returned)
    lock_responses(returned.take_away.assessment_id)


def merge_return(
    *,
    actor: Actor,
    returned: TakeAwayReturn,
    standard: Standard,
    decisions: Decisions,
    fingerprint: str,
) -> int:
    """Apply what somebody decided, all of it or nothing; return how many parts changed.

    Begin with `begin_merging` in the same transaction. `fingerprint` is that of the comparison that
    the person has seen. Raises `Conflict` where something else would now have to be decided, and
    `DomainError` where a decision is missing or cannot be kept.
    """
    tree = load_tree(returned.take_away.assessment_id)
    merge = compare_return(returned=returned, tree=tree)
    if merge.fingerprint != fingerprint:
        raise Conflict(
            "The self-assessment was changed since you opened this page. Nothing was applied. "
            "What is new is shown below: decide on it, then confirm again."
        )
    responses = {each.element_code: each for each in tree.responses}
    writer = _write_as(actor, returned.take_away)
    changed = sum(
        _apply(writer, standard, responses[element.code], element, decisions)
        for element in merge.changing
    )
    returned.merged_at = now()
    session.flush()
    _record(
        actor,
        returned.take_away,
        AuditAction.TAKE_AWAY_MERGED,
        file=returned.file_name,
        decided=len(merge.open_parts),
        changed=changed,
    )
    return changed


def _apply(
    writer: Actor,
    standard: Standard,
    response: ElementResponse,
    element: ElementMerge,
    decisions: Decisions,
) -> int:
    """Write what was decided about an element, and return how many of its parts changed."""
    before = ResponseValues.of(response)
    values = _resolve(standard, response, element, decisions)
    apply_values(writer, response, values)
    return sum(pick_part(before, part) != pick_part(values, part) for part in PARTS)


def _resolve(
    standard: Standard, response: ElementResponse, element: ElementMerge, decisions: Decisions
) -> ResponseValues:
    """Return what an element says once it is decided on; raise `DomainError` if it cannot."""
    wanted = ResponseValues.of(response)
    for part in element.open_parts:
        decision = decisions.get((part.code, part.part))
        if decision is None:
            raise DomainError(f"Decide what to keep of {part.code}")
        wanted = put_part(wanted, part.part, decide(part, decision))
    try:
        return check_values(standard, response, wanted, ())
    except DomainError as error:
        raise DomainError(f"{element.code}: {error.message}") from error


def take_theirs(merge: SheetMerge) -> dict[tuple[str, str], Decision]:
    """Return the decisions of who takes over all that was changed in the sheet only."""
    return {
        (part.code, part.part): Decision(Choice.THEIRS)
        for part in merge.open_parts
        if not part.is_conflict
    }


def _write_as(actor: Actor, take_away: TakeAway) -> Actor:
    """Return the actor by the name that history shows: who merged, and for whom the sheet was."""
    name = f"{actor.name}, from the take-away sheet for {take_away.made_for}"
    return replace(actor, name=name[:LONGEST_ACTOR_NAME])


def drop_return(*, actor: Actor, returned: TakeAwayReturn) -> None:
    """Forget a file that came back and is not to be merged, such as a wrong one."""
    _begin(actor, returned)
    _record(actor, returned.take_away, AuditAction.TAKE_AWAY_DROPPED, file=returned.file_name)
    returned.take_away.returns.remove(returned)
    session.delete(returned)
    session.flush()


def end_take_away(*, actor: Actor, take_away: TakeAway) -> None:
    """End a sheet: nothing of it is merged any more, and it stays on record."""
    begin_writing(actor, take_away.assessment)
    _lock(take_away)
    if take_away.is_ended:
        return
    take_away.ended_at = now()
    session.flush()
    _record(actor, take_away, AuditAction.TAKE_AWAY_ENDED)


def _begin(actor: Actor, returned: TakeAwayReturn) -> None:
    take_away = returned.take_away
    begin_writing(actor, take_away.assessment)
    _lock(take_away)
    if take_away.is_ended:
        raise NotAllowed("This take-away sheet was ended, so nothing of it is merged any more.")
    if returned not in take_away.returns:
        raise NotFound("Somebody has dropped this file.")
    session.refresh(returned, ["merged_at"])
    if returned.merged_at is not None:
        raise Conflict("Somebody has merged this file already.")


def _lock(take_away: TakeAway) -> None:
    """Put those who do something with the same sheet in line, and read what the last one did."""
    session.refresh(take_away, ["ended_at"], with_for_update={"of": TakeAway})
    session.refresh(take_away, ["returns"])


def _record(actor: Actor, take_away: TakeAway, action: AuditAction, **details: Any) -> None:
    told = {"reference": take_away.reference, "for": take_away.made_for, **details}
    record(actor, take_away.assessment, action, told)
