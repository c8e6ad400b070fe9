"""Several people at the sign-in at the same moment, or one person several times."""

import threading

import pytest
from conftest import ON_POSTGRESQL
from factories.accounts import PASSWORD, make_user
from sqlalchemy import delete, event, text

from cse_assess import clock
from cse_assess.accounts import services
from cse_assess.accounts.models import SignInFailure, UserSession
from cse_assess.accounts.services.throttling import (
    LONGEST_WINDOW,
    SIGN_IN_OF_ACCOUNT,
    count_attempt,
)
from cse_assess.db import db, session, unit_of_work
from cse_assess.errors import DomainError

SIGN_INS = 6


def test_guesses_at_the_same_moment_get_no_further_than_one_after_the_other(app):
    make_user(email="person@example.org")
    crowd = SIGN_IN_OF_ACCOUNT.attempts + 6
    barrier, outcomes = threading.Barrier(crowd), []

    def guess():
        with app.app_context():
            barrier.wait()
            try:
                services.sign_in(email="person@example.org", password="a guess", remote=None)
            except DomainError as refusal:
                outcomes.append(type(refusal))
            finally:
                session.remove()

    run_all(guess, crowd)
    assert len(outcomes) == crowd
    assert outcomes.count(services.SignInRefused) <= SIGN_IN_OF_ACCOUNT.attempts
    assert services.TooManyAttempts in outcomes


def test_sign_ins_at_the_same_moment_all_open_a_session(app):
    make_user(email="person@example.org")
    barrier, tokens = threading.Barrier(SIGN_INS), []

    def enter():
        with app.app_context():
            barrier.wait()
            with unit_of_work():
                token = services.sign_in(
                    email="person@example.org", password=PASSWORD, remote="192.0.2.1"
                )
            tokens.append(token)
            session.remove()

    run_all(enter, SIGN_INS)
    assert len(set(tokens)) == SIGN_INS
    assert session.query(UserSession).count() == SIGN_INS


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time")
def test_a_sign_in_does_not_wait_for_another_that_sweeps_the_same_old_tries(app):
    session.add(SignInFailure(key="old", at=clock.now() - 2 * LONGEST_WINDOW))
    session.commit()
    event.listen(db.engine, "begin", lambda each: each.execute(text("SET lock_timeout = '1s'")))
    with db.engine.connect() as other:
        other.execute(delete(SignInFailure))
        count_attempt((SIGN_IN_OF_ACCOUNT, "person@example.org"))
        other.rollback()


def run_all(target, times) -> None:
    threads = [threading.Thread(target=target) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
