"""Actions are added, changed, moved on and closed; who is told, and what stays on record."""

from dataclasses import replace
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from factories.accounts import actor_of, make_organisation, make_service, make_user
from factories.actions import TITLE, make_action, make_values, move
from factories.assessments import cse, lock, write_response
from factories.evidence import make_item

from cse_assess.accounts.models import Role
from cse_assess.accounts.queries import get_actor
from cse_assess.assessments.actions import queries, services
from cse_assess.assessments.actions.finishing import finish_action
from cse_assess.assessments.actions.models import ActionStatus
from cse_assess.assessments.actions.values import ActionValues
from cse_assess.assessments.queries import get_response, list_changes, list_evidence
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now, today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.jobs.own_context import call_in_own_context
from cse_assess.notices.queries import list_notices


def told(person):
    return [notice.text for notice in list_notices(person.id).rows]


def steps(action):
    return [event.step for event in reversed(queries.list_events(action.id))]


def edit(action, by, *, version_id=None, **values):
    changed = services.edit_action(
        actor=actor_of(by),
        action=action,
        standard=cse(),
        version_id=version_id or action.version_id,
        values=replace(ActionValues.of(action), **values),
    )
    session.commit()
    return changed


def finish(action, by, **values):
    finish_action(
        actor=actor_of(by),
        action=action,
        standard=cse(),
        **{"version_id": action.version_id, "words": "Done.", **values},
    )
    session.commit()


def test_an_action_keeps_what_was_said_of_it(action, colleague):
    values = ActionValues.of(queries.get_action(action.id))
    assert (values.title, values.owner_id) == (TITLE, colleague.id)
    first, second = values.effects
    assert (first.code, first.to_level, first.guidance_points) == ("1.1.1", "compliant", (1, 2))
    assert (second.code, second.to_level) == ("1.1.2", None)


def test_the_owner_is_told_and_whoever_gave_it_is_not(action, lead, colleague):
    assert f"{lead.name} gave you the action “{TITLE}”" in told(colleague)[0]
    assert told(lead) == []


def test_adding_is_on_record(action):
    event = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.action, event.object_id) == ("improvement_action.added", action.id)
    assert steps(action) == ["add"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (make_values(title="  \n "), "title"),
        (make_values(title="x" * 201), "title"),
        (make_values(notes="x" * 4001), "notes"),
        (make_values(owner_id=10**9), "owner_id"),
        (make_values(effort_days=Decimal(-1)), "effort_days"),
        (make_values(effort_days=Decimal(10_000)), "effort_days"),
        (make_values(effort_days=Decimal("0.001")), "effort_days"),
        (make_values(effort_days=Decimal("NaN")), "effort_days"),
        (make_values("9.9.9"), "effects"),
        (make_values("1.1.1", "1.1.1"), "effects"),
        (make_values(("1.1.1", "not_applicable")), "effects"),
        (make_values(("1.1.1", "splendid")), "effects"),
        (make_values(("1.1.1", None, (99,))), "effects"),
    ],
)
def test_an_action_that_cannot_be_right_is_refused(assessment, lead, values, field):
    with pytest.raises(DomainError) as refused:
        services.add_action(
            actor=actor_of(lead), assessment=assessment, standard=cse(), values=values
        )
    assert refused.value.field == field


def test_only_leads_and_contributors_of_the_service_own_actions(assessment, lead):
    for person in (
        make_user(Role.READER, lead.organisation),
        make_user(contributes_to=(make_service(lead.organisation),)),
        make_user(Role.LEAD),
        make_user(contributes_to=(assessment.service,), deactivated_at=now()),
    ):
        with pytest.raises(DomainError):
            make_action(assessment, owner_id=person.id)


def test_a_change_tells_in_words_what_it_was_before(action, lead):
    assert edit(action, lead, effort_days=Decimal("2.5"), owner_id=None)
    [newest, *_] = queries.list_events(action.id)
    assert "Effort: nothing → 2.5 days" in newest.words
    assert "Owner: " in newest.words
    assert "→ nothing" in newest.words


def test_saving_without_a_change_does_nothing(action, lead):
    assert not edit(action, lead)
    assert steps(action) == ["add"]


def test_a_new_owner_is_told(action, lead, assessment):
    heir = make_user(contributes_to=(assessment.service,))
    edit(action, lead, owner_id=heir.id)
    assert len(told(heir)) == 1


def test_what_it_moves_can_be_said_anew_and_counts_as_a_change(action, lead):
    seen = action.version_id
    edit(action, lead, effects=make_values(("1.1.2", "plus"), "1.1.3").effects)
    moved = {each.code: each.to_level for each in ActionValues.of(action).effects}
    assert moved == {"1.1.2": "plus", "1.1.3": None}
    assert action.version_id > seen


def test_an_owner_who_has_left_may_stay(action, lead, colleague):
    colleague.deactivated_at = now()
    session.commit()
    assert edit(action, lead, notes="Still theirs.")


def test_of_two_who_write_the_second_sees_both_texts(action, lead, colleague):
    seen = action.version_id
    edit(action, colleague, notes="Theirs.")
    with pytest.raises(services.ActionConflict) as conflict:
        edit(action, lead, version_id=seen, notes="Mine.")
    assert (conflict.value.theirs.notes, conflict.value.mine.notes) == ("Theirs.", "Mine.")
    assert conflict.value.name == colleague.name


def test_an_action_goes_through_its_life(action, lead, colleague):
    for status in ("under_way", "done", "planned", "dropped", "under_way"):
        move(action, ActionStatus(status), by=lead)
    assert steps(action) == ["add", "start", "finish", "reopen", "drop", "reopen"]
    assert len(told(colleague)) == 6


def test_the_day_on_which_it_was_done_is_kept_until_it_is_opened_again(action):
    move(action, ActionStatus.DONE)
    assert action.done_on == today()
    move(action, ActionStatus.PLANNED)
    assert action.done_on is None


def test_dropping_needs_a_reason(action):
    with pytest.raises(DomainError, match="Say why"):
        move(action, ActionStatus.DROPPED, words=" ")


def test_moving_it_where_it_is_does_nothing(action, lead):
    move(action, ActionStatus.UNDER_WAY)
    services.move_action(
        actor=actor_of(lead), action=action, version_id=1, to=ActionStatus.UNDER_WAY
    )
    assert steps(action) == ["add", "start"]


def test_a_page_that_is_out_of_date_moves_nothing(action, lead):
    seen = action.version_id
    move(action, ActionStatus.UNDER_WAY)
    with pytest.raises(Conflict):
        services.move_action(
            actor=actor_of(lead), action=action, version_id=seen, to=ActionStatus.PLANNED
        )


def test_a_note_is_kept_and_the_owner_hears_of_it(action, lead, colleague):
    services.note_progress(actor=actor_of(lead), action=action, words="Half of it.")
    [newest, *_] = queries.list_events(action.id)
    assert (newest.step, newest.words) == ("note", "Half of it.")
    assert "wrote a note on your action" in told(colleague)[0]
    with pytest.raises(DomainError, match="Write the note"):
        services.note_progress(actor=actor_of(lead), action=action, words=" ")


def test_evidence_closes_an_action_once_and_can_be_taken_away(action, lead):
    item, actor = make_item(lead.organisation), actor_of(lead)
    for _ in range(2):
        services.add_closing_evidence(actor=actor, action=action, item=item)
    assert queries.list_closing_items(action.id) == [item]
    for _ in range(2):
        services.remove_closing_evidence(actor=actor, action=action, item_id=item.id)
    assert queries.list_closing_items(action.id) == []
    assert steps(action) == ["add", "add_evidence", "remove_evidence"]


def test_what_the_person_may_not_open_cannot_close_it(action, colleague, lead):
    hidden = make_item(lead.organisation, is_confidential=True)
    for item in (hidden, make_item(make_organisation())):
        with pytest.raises(NotFound):
            services.add_closing_evidence(actor=actor_of(colleague), action=action, item=item)
    withdrawn = make_item(lead.organisation)
    withdrawn.withdrawn_at = now()
    with pytest.raises(DomainError, match="withdrawn"):
        services.add_closing_evidence(actor=actor_of(lead), action=action, item=withdrawn)


def test_done_alone_moves_no_level_and_attaches_nothing(action, lead):
    services.add_closing_evidence(
        actor=actor_of(lead), action=action, item=make_item(lead.organisation)
    )
    finish(action, lead)
    response = get_response(action.assessment_id, "1.1.1")
    assert response.level is None
    assert list_evidence(response) == []


def test_done_attaches_the_evidence_to_the_elements_where_that_is_ticked(action, lead):
    item = make_item(lead.organisation)
    services.add_closing_evidence(actor=actor_of(lead), action=action, item=item)
    finish(action, lead, attaches_evidence=True)
    [first] = list_evidence(get_response(action.assessment_id, "1.1.1"))
    assert (first.item, first.link.guidance_points) == (item, [1, 2])
    assert len(list_evidence(get_response(action.assessment_id, "1.1.2"))) == 1


def test_done_raises_the_levels_that_are_ticked_with_their_history(action, lead, assessment):
    response = get_response(assessment.id, "1.1.1")
    finish(action, lead, raised={"1.1.1": response.version_id})
    assert response.level == "compliant"
    [change] = list_changes(response.id)
    assert (change.field, change.after, change.actor_name) == ("level", "compliant", lead.name)


def test_done_never_lowers_a_level(action, lead, assessment):
    response = write_response(assessment, "1.1.1", level="plus")
    finish(action, lead, raised={"1.1.1": response.version_id})
    assert response.level == "plus"


def test_an_element_that_was_changed_meanwhile_is_not_raised(action, lead, assessment):
    seen = get_response(assessment.id, "1.1.1").version_id
    write_response(assessment, "1.1.1", justification="Somebody wrote this.")
    with pytest.raises(Conflict, match="1\\.1\\.1"):
        finish(action, lead, raised={"1.1.1": seen})


def test_a_locked_assessment_lets_nothing_change(action, lead, assessment):
    lock(assessment)
    with pytest.raises(NotAllowed):
        edit(action, lead, notes="Late.")
    with pytest.raises(NotAllowed):
        move(action, ActionStatus.DONE)
    with pytest.raises(NotAllowed):
        make_action(assessment)


def test_a_reader_changes_nothing(action):
    reader = make_user(Role.READER, action.assessment.organisation)
    with pytest.raises(NotAllowed):
        edit(action, reader, notes="Mine.")


def test_of_two_who_move_it_at_once_one_is_first(app, action, lead):
    action_id, seen, lead_id = action.id, action.version_id, lead.id
    together, answers = Barrier(2), []
    session.remove()

    def go(status):
        together.wait()
        try:
            with unit_of_work():
                services.move_action(
                    actor=get_actor(lead_id, today()),
                    action=queries.get_action(action_id),
                    version_id=seen,
                    to=status,
                    words="First.",
                )
            answers.append("done")
        except Conflict:
            answers.append("too late")

    threads = [
        Thread(target=call_in_own_context, args=(app, go, status))
        for status in (ActionStatus.DONE, ActionStatus.DROPPED)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "too late"]
    assert len(queries.list_events(action_id)) == 2
