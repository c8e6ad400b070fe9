"""Tells people what concerns them: on their notices page, and by e-mail where a server is set."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.tokens import hash_token, make_token
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.jobs.services import enqueue_job
from cse_assess.notices import queries
from cse_assess.notices.models import CalendarFeed, Notice, NoticeKind

MAIL_JOB = "mail_notices"
MAILED_AT_ONCE = frozenset(
    {
        NoticeKind.QUERY_ANSWERED,
        NoticeKind.QUERY_ASKED,
        NoticeKind.REPORT_DRAFT,
        NoticeKind.REPORT_POINT,
        NoticeKind.REQUEST_MADE,
        NoticeKind.REQUEST_RETURNED,
    }
)
TEXT_LENGTH = 500


def send_notice(
    *, user_id: int, organisation_id: int, kind: NoticeKind, text: str, url: str, key: str
) -> bool:
    """Tell a person something in the caller's transaction; return whether it was new to them.

    `key` names the occasion (at most 120 characters): a second notice of the same key to the same
    person is not made. `url` is the path of the page to go to. A text beyond 500 characters is cut.
    What asks for an answer is mailed at once, the rest in the person's letter of the day. Call it
    after the rows of the deed are written and before the audit event. Raises `ValueError` for an
    address of another site.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a notice leads to a path of this site, not to {url!r}")
    notice = Notice(
        user_id=user_id,
        organisation_id=organisation_id,
        kind=NoticeKind(kind),
        text=_shorten(text),
        url=url,
        key=key,
    )
    if queries.has_notice(user_id, key) or not _add(notice):
        return False
    if notice.kind in MAILED_AT_ONCE:
        ask_for_letter(user_id=user_id)
    return True


def _shorten(text: str) -> str:
    return text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…"


def _add(notice: Notice) -> bool:
    """Return whether the notice is new; somebody else may send it at the same moment."""
    try:
        with session.begin_nested():
            session.add(notice)
    except IntegrityError:
        if queries.has_notice(notice.user_id, notice.key):
            return False
        raise
    return True


def ask_for_letter(*, user_id: int) -> None:
    """Have the person mailed, by a job, everything that they have neither read nor been sent."""
    enqueue_job(
        kind=MAIL_JOB,
        arguments={"user_id": user_id},
        organisation_id=None,
        created_by_id=None,
    )


def mark_read(*, actor: Actor, notice: Notice) -> None:
    """Note that the person has read the notice; raise `NotFound` for somebody else's."""
    if notice.user_id != actor.user_id:
        raise NotFound("You have no such notice.")
    if notice.read_at is None:
        notice.read_at = now()
        session.flush()


def mark_all_read(*, actor: Actor) -> None:
    """Note that the person has read everything that they have been told so far."""
    session.execute(
        update(Notice)
        .where(Notice.user_id == actor.user_id, Notice.read_at.is_(None))
        .values(read_at=now())
    )


def note_mailed(*, notice_ids: list[int]) -> None:
    """Note that these notices went out by e-mail."""
    session.execute(update(Notice).where(Notice.id.in_(notice_ids)).values(mailed_at=now()))


def make_feed(*, actor: Actor) -> str:
    """Give the person a calendar under a new secret, and return the secret; an earlier one ends.

    Only its SHA-256 is kept, so it cannot be shown again. Raises `NotAllowed` for a script.
    """
    user_id = _require_person(actor)
    token = make_token()
    feed = session.get(CalendarFeed, user_id, with_for_update=True)
    if feed is None:
        feed = CalendarFeed(user_id=user_id)
        session.add(feed)
    feed.token_hash, feed.created_at = hash_token(token), now()
    session.flush()
    _record_feed(actor, AuditAction.USER_CALENDAR_MADE)
    return token


def end_feed(*, actor: Actor) -> None:
    """Take the person's calendar from under its secret address; nothing happens without one."""
    feed = session.get(CalendarFeed, _require_person(actor), with_for_update=True)
    if feed is None:
        return
    session.delete(feed)
    session.flush()
    _record_feed(actor, AuditAction.USER_CALENDAR_ENDED)


def _require_person(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowed("Only a person can have a calendar.")
    return actor.user_id


def _record_feed(actor: Actor, action: AuditAction) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id,
        action=action,
        object_type="user",
        object_id=actor.user_id,
        details={},
    )
