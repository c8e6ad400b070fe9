"""Setting and changing a password; either ends every session of the person."""

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.accounts.passwords import check_password, hash_password, verify_password
from cse_assess.accounts.services.links import end_links
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.services.sessions import end_all_sessions, open_session
from cse_assess.accounts.services.throttling import (
    SIGN_IN_OF_ACCOUNT,
    count_attempt,
    forget_account,
)
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError


def set_password(*, actor: Actor, person: User, password: str) -> None:
    """Give `person` a new password and end their sessions and links.

    Raises `DomainError` for a password that is too short or easy to guess. The caller has made
    sure of who asks: by the present password, or by a link.
    """
    refuse_unfit_password(person, password)
    person.password_hash = hash_password(password)
    end_all_sessions(user=person)
    end_links(person=person)
    session.flush()
    record(AuditAction.USER_PASSWORD_SET, person, actor=actor)


def refuse_unfit_password(person: User, password: str) -> None:
    """Raise `DomainError` for a password that is too short, or easy to guess for `person`."""
    own_words = [person.name, person.email, person.email.partition("@")[0]]
    if person.organisation is not None:
        own_words.append(person.organisation.name)
    check_password(password, own_words=own_words)


def change_password(*, actor: Actor, person: User, present: str, password: str) -> str:
    """Change the actor's own password and return the token of a new session.

    Every other browser is signed out. Raises `DomainError` where `present` is wrong or the new
    one is unfit, and `TooManyAttempts`: an unattended browser must not become a place to guess.
    """
    refuse_unfit_password(person, password)
    email, present_hash = person.email, person.password_hash
    count_attempt((SIGN_IN_OF_ACCOUNT, email))
    if not verify_password(present_hash, present):
        raise DomainError("This is not your present password", field="present")
    forget_account(SIGN_IN_OF_ACCOUNT, email)
    set_password(actor=actor, person=person, password=password)
    return open_session(user=person)
