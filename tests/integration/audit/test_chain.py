"""The audit chain takes events at its end, and shows whatever is done to it afterwards."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cse_assess.audit.chain import hash_event
from cse_assess.audit.models import AuditEvent, AuditHead
from cse_assess.audit.queries import FaultKind, list_events, verify_chain
from cse_assess.audit.services import record_event
from cse_assess.audit.triggers import create_triggers
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import db, read_only, session, unit_of_work
from cse_assess.jobs.own_context import call_in_own_context

TRIGGERS = (
    ("audit_event_refuses_update", "audit_event"),
    ("audit_event_refuses_delete", "audit_event"),
    ("audit_head_refuses_delete", "audit_head"),
)


def record(number=0, **changes):
    return record_event(
        **{
            "actor_id": 1,
            "actor_name": "Ada Okafor",
            "organisation_id": 1,
            "action": AuditAction.EVIDENCE_ADDED,
            "object_type": "evidence_item",
            "object_id": number,
            "details": {"title": "Enquête — “résumé”", "sizes": [1, 2.5, None, True]},
        }
        | changes
    )


@pytest.fixture
def chain(app):
    """Give a chain of five events."""
    with unit_of_work():
        for number in range(1, 6):
            record(number)


@contextmanager
def tampering():
    """Give a connection of somebody who switches the triggers off and on again."""
    with db.engine.begin() as connection:
        for name, table in TRIGGERS:
            place = "" if connection.dialect.name == "sqlite" else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER {name}{place}"))
        yield connection
        create_triggers(connection)


def find_faults():
    with read_only():
        return [(fault.kind, fault.event_id) for fault in verify_chain()]


def test_an_untouched_chain_has_no_fault(chain):
    assert find_faults() == []


def test_a_chain_that_never_began_has_no_fault(app):
    assert find_faults() == []


def test_events_are_numbered_without_a_gap_from_one(chain):
    with read_only():
        assert list(session.scalars(select(AuditEvent.id).order_by(AuditEvent.id))) == [
            *range(1, 6)
        ]


def test_each_event_carries_the_hash_of_the_one_before(chain):
    with read_only():
        events = list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
        assert events[0].previous_hash == "0" * 64
        assert [e.previous_hash for e in events[1:]] == [e.hash for e in events[:-1]]


def test_an_event_says_who_did_what_to_which_object(chain):
    with read_only():
        event = session.get_one(AuditEvent, 3)
        assert (event.actor_name, event.action) == ("Ada Okafor", "evidence.added")
        assert (event.object_type, event.object_id) == ("evidence_item", 3)
        assert event.details["title"] == "Enquête — “résumé”"


def test_the_events_of_one_object_come_newest_first(chain):
    with unit_of_work():
        record(3, action=AuditAction.EVIDENCE_WITHDRAWN)
    with read_only():
        events = list_events(object_type="evidence_item", object_id=3)
        assert [event.action for event in events] == ["evidence.withdrawn", "evidence.added"]


def test_several_events_of_one_transaction_follow_each_other(app):
    with unit_of_work():
        ids = [record(number).id for number in range(4)]
    assert ids == [1, 2, 3, 4]
    assert find_faults() == []


def test_an_action_that_is_rolled_back_leaves_no_event_and_no_gap(chain):
    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    with unit_of_work():
        assert record(7).id == 6
    assert find_faults() == []


def record_and_fail():
    with unit_of_work():
        record(6)
        raise ZeroDivisionError


def test_an_event_of_a_savepoint_that_is_rolled_back_leaves_no_gap(chain):
    with unit_of_work():
        savepoint = session.begin_nested()
        record(6)
        savepoint.rollback()
        assert record(7).id == 6
    assert find_faults() == []


def test_a_chain_whose_head_row_was_never_made_begins_by_itself(app):
    with tampering() as connection:
        connection.execute(delete(AuditHead))
    with unit_of_work():
        assert record().id == 1
    assert find_faults() == []


@pytest.mark.parametrize("details", [{"on": date(2026, 11, 21)}, {"n": float("nan")}])
def test_details_that_json_cannot_hold_are_refused(app, details):
    with pytest.raises((TypeError, ValueError)), unit_of_work():
        record(details=details)
    assert find_faults() == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "Somebody Else"},
        {"actor_id": None},
        {"organisation_id": 2},
        {"action": "evidence.edited"},
        {"object_type": "response"},
        {"object_id": 99},
        {"details": {}},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_field_is_found(chain, change):
    with tampering() as connection:
        connection.execute(update(AuditEvent).where(AuditEvent.id == 3).values(**change))
    assert find_faults() == [(FaultKind.CHANGED_ROW, 3)]


def test_a_changed_row_with_its_hash_made_anew_breaks_the_link_after_it(chain):
    with tampering() as connection:
        forge_event(connection, 3)
    assert find_faults() == [(FaultKind.BROKEN_LINK, 4)]


def test_a_last_row_with_its_hash_made_anew_is_not_what_the_head_names(chain):
    with tampering() as connection:
        forge_event(connection, 5)
    assert find_faults() == [(FaultKind.HEAD_MISMATCH, 5)]


def forge_event(connection, event_id):
    """Change an event and give it the hash of its new content, as a skilled forger would."""
    row = connection.execute(select(AuditEvent.__table__).where(AuditEvent.id == event_id))
    forged = AuditEvent(**(dict(row.one()._mapping) | {"actor_name": "Forged"}))  # noqa: SLF001
    connection.execute(
        update(AuditEvent)
        .where(AuditEvent.id == event_id)
        .values(actor_name="Forged", hash=hash_event(forged))
    )


def test_rows_that_were_taken_out_are_named(chain):
    with tampering() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id.in_([2, 3])))
    with read_only():
        (fault,) = verify_chain()
    assert (fault.kind, fault.message) == (FaultKind.MISSING_ROW, "Events 2 to 3 are missing.")


def test_a_first_row_that_was_taken_out_is_named(chain):
    with tampering() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id == 1))
    assert find_faults() == [(FaultKind.MISSING_ROW, 1)]


def test_last_rows_that_were_cut_off_are_named(chain):
    with tampering() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id > 3))
    assert find_faults() == [(FaultKind.MISSING_ROW, 4), (FaultKind.HEAD_MISMATCH, 3)]


def test_a_chain_that_was_emptied_is_noticed(chain):
    with tampering() as connection:
        connection.execute(delete(AuditEvent))
    assert find_faults() == [(FaultKind.MISSING_ROW, 1), (FaultKind.HEAD_MISMATCH, 0)]


def test_a_head_that_was_taken_away_is_noticed_and_stops_every_action(chain):
    with tampering() as connection:
        connection.execute(delete(AuditHead))
    assert find_faults() == [(FaultKind.HEAD_MISMATCH, 5)]
    with pytest.raises(IntegrityError), unit_of_work():
        record()


def test_a_head_that_was_set_back_is_noticed(chain):
    with tampering() as connection:
        connection.execute(update(AuditHead).values(event_id=4))
    assert find_faults() == [(FaultKind.HEAD_MISMATCH, 5)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_name = 'Nobody' WHERE id = 2",
        "DELETE FROM audit_event WHERE id = 5",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses_to_change_or_delete_what_was_recorded(chain, statement):
    with pytest.raises(DBAPIError, match="can only be added to"), db.engine.begin() as connection:
        connection.execute(text(statement))
    assert find_faults() == []


def test_replacing_a_row_counts_as_deleting_it(chain):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with pytest.raises(DBAPIError, match="can only be added to"), db.engine.begin() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = 2")
        )


def test_an_action_fails_when_its_event_cannot_be_written(chain):
    """The number is taken by a row that was slipped in: the action must not go through."""
    with tampering() as connection:
        connection.execute(update(AuditHead).values(event_id=4))
    with pytest.raises(IntegrityError), unit_of_work():
        record()


def test_events_recorded_by_many_at_once_make_one_whole_chain(app):
    threads, each = 8, 25

    def record_some(number):
        for _ in range(each):
            with app.app_context(), unit_of_work():
                record(number)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(record_some, range(threads)))
    assert find_faults() == []
    with read_only():
        counts = session.execute(
            select(AuditEvent.object_id, func.count()).group_by(AuditEvent.object_id)
        )
        assert dict(list(counts)) == dict.fromkeys(range(threads), each)


def test_what_a_session_remembers_of_the_head_is_read_again_before_it_is_used(chain, app):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets nobody write while this transaction is open")
    with unit_of_work():
        remembered = session.get_one(AuditHead, 1)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(call_in_own_context, app, record_alone).result()
        assert remembered.event_id == 5
        assert record().id == 7
    assert find_faults() == []


def record_alone():
    with unit_of_work():
        record()


def test_a_chain_can_be_checked_while_events_are_recorded(app):
    done = threading.Event()

    def record_until_done():
        while not done.is_set():
            with app.app_context(), unit_of_work():
                record()

    with ThreadPoolExecutor(1) as pool:
        recording = pool.submit(record_until_done)
        faults = [fault for _ in range(15) for fault in find_faults()]
        done.set()
        recording.result()
    assert faults == []


def test_an_event_costs_three_statements_however_long_the_chain_is(chain, count_queries):
    with count_queries() as count, unit_of_work():
        record()
    assert len(count) == 3
