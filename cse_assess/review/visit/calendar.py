"""The sessions of a shared plan for a calendar program."""

from collections.abc import Iterable, Iterator

from cse_assess.notices.feed import FeedEntry
from cse_assess.review.visit.agenda import AgendaLine


def list_calendar_entries(
    lines: Iterable[AgendaLine], *, review_id: int, url: str
) -> Iterator[FeedEntry]:
    """Yield an entry for each session with a day; one without a time takes the whole day.

    `url` is the path of the page with the plan.
    """
    for line in lines:
        session = line.session
        if session.on_day is not None:
            yield FeedEntry(
                uid=f"visit-{review_id}-{session.id}",
                on=session.on_day,
                summary=session.title,
                description=_describe(line),
                url=url,
                starts_at=session.starts_at,
                minutes=session.minutes,
                place=session.place,
            )


def _describe(line: AgendaLine) -> str:
    about = [f"{each.code} {each.title}" for each in line.elements]
    return "\n".join(filter(None, [line.kind, line.session.with_whom, *about]))
