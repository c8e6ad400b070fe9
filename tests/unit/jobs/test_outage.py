"""A worker without its database waits longer and longer, and does not fill the log."""

import logging

import pytest

from cse_assess.jobs.outage import Outage

REFUSED = "connection refused"


@pytest.fixture
def outage(caplog):
    caplog.set_level(logging.INFO)
    return Outage(shortest_wait_seconds=1)


def test_each_wait_is_twice_as_long_up_to_a_minute(outage):
    waits = [outage.note_failure(OSError(REFUSED)) for _ in range(9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_first_of_the_same_faults_is_logged_with_its_traceback(outage, caplog):
    for _ in range(5):
        outage.note_failure(OSError(REFUSED))
    [record] = caplog.records
    assert "could not look for work" in record.message
    assert record.exc_info[1].args == (REFUSED,)


def test_a_fault_of_another_kind_is_logged_too(outage, caplog):
    for words in (REFUSED, REFUSED, "starting up", "starting up", REFUSED):
        outage.note_failure(OSError(words))
    outage.note_failure(ValueError(REFUSED))
    assert [str(record.exc_info[1]) for record in caplog.records] == [
        REFUSED,
        "starting up",
        REFUSED,
        REFUSED,
    ]


def test_a_statement_with_other_times_in_it_is_no_other_fault(outage, caplog):
    for second in range(3):
        outage.note_failure(OSError(f"{REFUSED}\n[parameters: {second}]"))
    assert len(caplog.records) == 1


def test_the_end_is_logged_once_and_the_next_outage_starts_anew(outage, caplog):
    for _ in range(3):
        outage.note_failure(OSError(REFUSED))
    outage.note_success()
    outage.note_success()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "again" in caplog.records[1].message
    assert outage.note_failure(OSError(REFUSED)) == 1
    assert len(caplog.records) == 3


def test_while_all_is_well_nothing_is_said(outage, caplog):
    outage.note_success()
    assert not outage.is_on
    assert caplog.records == []
