"""Single-use, expiring links: making them, ending them, and claiming one exactly once."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, update

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import AccountLink, LinkPurpose, User
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.tokens import hash_token, make_token
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import DomainError

LIFE = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=2),
    LinkPurpose.SET_UP: timedelta(hours=24),
}


class LinkEnded(DomainError):
    """The link was used, has run out, was replaced, or never was."""

    def __init__(self) -> None:
        super().__init__("This link has been used or has run out.")


def issue_link(*, actor: Actor, person: User, base_url: str = "") -> str:
    """Make a link with which `person` sets a password, and return it; earlier ones still work.

    The caller answers for whom the link is shown or sent to: it opens all that the person sees.
    `base_url` is put before its path. An account without a password gets an invitation.
    """
    purpose = purpose_for(person)
    token = _add_link(purpose, person.id, actor.user_id)
    record(AuditAction.USER_LINK_MADE, person, actor=actor, purpose=purpose.value)
    return f"{base_url}/link/{token}"


def purpose_for(person: User) -> LinkPurpose:
    """Return what a link for `person` is: an invitation until they have a password."""
    return LinkPurpose.PASSWORD_RESET if person.password_hash else LinkPurpose.INVITATION


def make_set_up_link(*, base_url: str = "") -> str:
    """Make the link that sets up an empty installation, end earlier ones, and return it.

    Raises `DomainError` where somebody has an account already.
    """
    if queries.has_users():
        raise DomainError("This installation is set up already.")
    _end(AccountLink.purpose == LinkPurpose.SET_UP)
    return f"{base_url}/link/{_add_link(LinkPurpose.SET_UP, None, None)}"


def end_links(*, person: User) -> None:
    """Make every unused link of `person` worthless."""
    _end(AccountLink.user_id == person.id)


def get_open_link(token: str) -> AccountLink:
    """Return the link of `token`; raise `LinkEnded` where it cannot be used any more."""
    link = queries.find_open_link(token, now())
    if link is None or (link.user is not None and link.user.deactivated_at is not None):
        raise LinkEnded
    return link


def claim_link(token: str) -> None:
    """Use the link of `token` up; raise `LinkEnded` where somebody did so a moment ago.

    One statement decides: of two claims at the same time the second finds no unused row.
    """
    at = now()
    claimed = session.execute(
        update(AccountLink)
        .where(
            AccountLink.token_hash == hash_token(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > at,
        )
        .values(used_at=at)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", claimed).rowcount != 1:
        raise LinkEnded


def _add_link(purpose: LinkPurpose, user_id: int | None, created_by_id: int | None) -> str:
    token = make_token()
    session.add(
        AccountLink(
            user_id=user_id,
            purpose=purpose.value,
            token_hash=hash_token(token),
            created_by_id=created_by_id,
            expires_at=now() + LIFE[purpose],
        )
    )
    session.flush()
    return token


def _end(condition: Any) -> None:
    at = now()
    session.execute(
        update(AccountLink)
        .where(condition, AccountLink.used_at.is_(None), AccountLink.expires_at > at)
        .values(expires_at=at)
        .execution_options(synchronize_session=False)
    )
