"""Sessions: a signed-in browser is a row, and without the row its cookie is dead."""

from datetime import timedelta

from sqlalchemy import delete

from cse_assess.accounts.models import User, UserSession
from cse_assess.accounts.tokens import hash_token, make_token
from cse_assess.clock import now
from cse_assess.db import session

SESSION_LIFE = timedelta(hours=12)
"""A working day; a session ends then, however busy (OWASP ASVS 5, absolute timeout)."""


def open_session(*, user: User) -> str:
    """Start a session of `user`, sweep those that ran out, and return the cookie's token."""
    opened_at = now()
    session.execute(delete(UserSession).where(UserSession.expires_at <= opened_at))
    token = make_token()
    session.add(
        UserSession(
            user_id=user.id, token_hash=hash_token(token), expires_at=opened_at + SESSION_LIFE
        )
    )
    session.flush()
    return token


def end_session(*, token: str) -> None:
    """End the session of `token`; every copy of its cookie is dead from then on."""
    session.execute(delete(UserSession).where(UserSession.token_hash == hash_token(token)))


def end_all_sessions(*, user: User) -> None:
    """Sign `user` out of every browser."""
    session.execute(delete(UserSession).where(UserSession.user_id == user.id))
