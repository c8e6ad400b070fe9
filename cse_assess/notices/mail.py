"""The letters with a person's notices, and the daily round that asks for them."""

from collections.abc import Sequence
from typing import Any

from cse_assess.accounts.mail import Letter, send_letter
from cse_assess.accounts.models import User, UserStatus
from cse_assess.accounts.queries import get_user
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.notices import queries, services
from cse_assess.notices.models import Notice

MOST_IN_LETTER = 20


def ask_for_letters(context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
    """Ask for the day's letter to each person who has notices that they have not seen."""
    if not context.settings.mail.host:
        return {"letters": 0}
    with unit_of_work():
        people = queries.list_people_to_mail()
        for user_id in people:
            services.ask_for_letter(user_id=user_id)
    return {"letters": len(people)}


def mail_notices(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Send the person all that they have neither read nor been sent, as one letter.

    Whoever cannot sign in is sent nothing. Where the work dies between sending and noting that it
    was sent, the letter goes out twice: better than not at all.
    """
    mail = context.settings.mail
    if not mail.host:
        return {"sent": 0}
    with unit_of_work():
        person = get_user(arguments["user_id"])
        notices = queries.list_unmailed(person.id) if person.status is UserStatus.ACTIVE else ()
        letter = _write(person, notices, context.settings.base_url)
        sent = [notice.id for notice in notices]
    if sent:
        send_letter(mail, letter)
        with unit_of_work():
            services.note_mailed(notice_ids=sent)
    return {"sent": len(sent)}


def _write(person: User, notices: Sequence[Notice], base_url: str) -> Letter:
    lines = [f"{notice.text}\n{base_url}{notice.url}\n" for notice in notices[:MOST_IN_LETTER]]
    more = len(notices) - MOST_IN_LETTER
    if more > 0:
        lines.append(f"And {more} more, on your notices page.\n")
    text = "\n".join([f"Dear {person.name}\n", *lines, f"All your notices: {base_url}/notices\n"])
    return Letter(person.name, person.email, _subject(notices), text)


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return "A notice from CSE Assess"
    return f"{len(notices)} notices from CSE Assess"
