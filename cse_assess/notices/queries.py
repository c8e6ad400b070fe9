"""Reads what people were told."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cse_assess.accounts.tokens import hash_token
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.notices.models import CalendarFeed, Notice
from cse_assess.paging import Page, choose_page

PAGE_SIZE = 30


def count_unread(user_id: int) -> int:
    """Count the person's notices that they have not marked as read."""
    unread = (Notice.user_id == user_id, Notice.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(Notice).where(*unread)) or 0


def list_notices(user_id: int, page: int = 1) -> Page[Notice]:
    """Return a page of the person's notices: unread ones first, then the newest first.

    Beyond the last page the last is returned.
    """
    of_person = select(Notice).where(Notice.user_id == user_id)
    total = session.scalar(select(func.count()).select_from(of_person.subquery())) or 0
    number = choose_page(page, total, PAGE_SIZE)
    wanted = (
        of_person.order_by(Notice.read_at.is_not(None), Notice.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(wanted).all(), number, total, PAGE_SIZE)


def get_notice(notice_id: int, user_id: int | None) -> Notice:
    """Return a notice to this person; raise `NotFound`."""
    notice = session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user_id))
    if notice is None:
        raise NotFound("You have no such notice.")
    return notice


def has_notice(user_id: int, key: str) -> bool:
    """Tell whether the person was told of `key` before."""
    wanted = select(Notice.id).where(Notice.user_id == user_id, Notice.key == key)
    return session.scalar(wanted) is not None


def list_unmailed(user_id: int) -> Sequence[Notice]:
    """Return what has not gone to the person by e-mail and was not read here, oldest first."""
    return session.scalars(
        select(Notice)
        .where(Notice.user_id == user_id, Notice.mailed_at.is_(None), Notice.read_at.is_(None))
        .order_by(Notice.id)
    ).all()


def list_people_to_mail() -> Sequence[int]:
    """Return the ids of everybody with notices that are neither read nor mailed, in order."""
    return session.scalars(
        select(Notice.user_id)
        .where(Notice.mailed_at.is_(None), Notice.read_at.is_(None))
        .distinct()
        .order_by(Notice.user_id)
    ).all()


def find_feed(user_id: int | None) -> CalendarFeed | None:
    """Return the person's calendar, if they have one."""
    return session.get(CalendarFeed, user_id)


def find_feed_owner(token: str) -> int | None:
    """Return whose calendar stands under the secret `token`, or None."""
    return session.scalar(
        select(CalendarFeed.user_id).where(CalendarFeed.token_hash == hash_token(token))
    )
