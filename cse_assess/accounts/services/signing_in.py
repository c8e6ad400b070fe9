"""Signing in and out."""

from sqlalchemy import update

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.accounts.passwords import hash_password, needs_rehash, verify_password
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.services.sessions import end_all_sessions, end_session, open_session
from cse_assess.accounts.services.throttling import (
    SIGN_IN_OF_ACCOUNT,
    SIGN_IN_OF_ADDRESS,
    address_of,
    count_attempt,
    forget_account,
    forget_attempt,
)
from cse_assess.accounts.text import normalise_email
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import read_only, session
from cse_assess.errors import DomainError, NotAllowed


class SignInRefused(DomainError):
    """Address and password do not belong to an account that is in use."""

    def __init__(self) -> None:
        super().__init__("Your email address or your password is wrong", field="email")


def sign_in(*, email: str, password: str, remote: str | None) -> str:
    """Check who it is and return the token of a new session.

    `remote` is the network address that asks. Raises `SignInRefused` alike for an unknown
    address, a wrong password, an account without one and a deactivated account, and
    `TooManyAttempts`. While the password is checked no transaction is open, so that guessing
    does not keep others from writing.
    """
    account = _account_of(email)
    attempt = count_attempt((SIGN_IN_OF_ACCOUNT, account), (SIGN_IN_OF_ADDRESS, address_of(remote)))
    user_id = _check(account, password)
    forget_attempt(attempt)
    forget_account(SIGN_IN_OF_ACCOUNT, account)
    person = queries.get_user(user_id)
    _note_sign_in(person, password)
    return open_session(user=person)


def sign_out(*, actor: Actor, token: str) -> None:
    """End the session of `token`, which is the actor's own."""
    end_session(token=token)
    if actor.user_id is not None:
        record(AuditAction.USER_SIGNED_OUT, queries.get_user(actor.user_id), actor=actor)


def sign_out_everywhere(*, actor: Actor, person: User) -> None:
    """End every session of the actor's own; raise `NotAllowed` for another person's."""
    if person.id != actor.user_id:
        raise NotAllowed("You can only sign yourself out.")
    end_all_sessions(user=person)
    record(AuditAction.USER_SIGNED_OUT, person, actor=actor, everywhere=True)


def _account_of(email: str) -> str:
    """Return the address as accounts have it; one that cannot be an address stays what it is."""
    try:
        return normalise_email(email)
    except DomainError:
        return email


def _check(account: str, password: str) -> int:
    with read_only():
        person = None if "\x00" in account else queries.find_user_by_email(account)
        found = person and (person.id, person.password_hash, person.deactivated_at)
    user_id, password_hash, deactivated_at = found or (0, None, None)
    if not verify_password(password_hash, password) or deactivated_at is not None:
        raise SignInRefused
    return user_id


def _note_sign_in(person: User, password: str) -> None:
    """Keep when, and the hash at today's cost, without touching the version that forms carry."""
    values: dict[str, object] = {"last_signed_in_at": now()}
    if person.password_hash and needs_rehash(person.password_hash):
        values["password_hash"] = hash_password(password)
    session.execute(
        update(User)
        .where(User.id == person.id, User.deactivated_at.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    actor = queries.get_actor(person.id, today())
    record(AuditAction.USER_SIGNED_IN, person, actor=actor)
