"""Questions that are proposed for a session: by whom it is with, and by what it is about.

The words are our own. What a guidance point asks the organisation to show is what staff, managers
and partners are asked about; customers are asked in words of their own what happened to them,
since guidance speaks to the service. The assessor changes them as they like.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cse_assess.review.visit.models import People, SessionKind

FOR_STAFF = (
    "What do you do about this in your own work? Can you give me a recent example?",
    "What helps you to do it well, and what gets in the way?",
)
FOR_MANAGERS = (
    "How do you make sure of this across the whole service?",
    "How do you know that it works, and what have you changed because of it?",
)
FOR_CUSTOMERS = (
    "What has your own experience of this been? What happened the last time?",
    "Has anybody asked you about it, and what would you like to be different?",
)
FOR_PARTNERS = (
    "How do you and the service work together on this?",
    "What works well between you, and what would you like to be different?",
)
TO_WATCH = ("What happens here, for whom, and how well does it go?",)

OPENINGS = {
    People.STAFF: FOR_STAFF,
    People.MANAGERS: FOR_MANAGERS,
    People.CUSTOMERS: FOR_CUSTOMERS,
    People.PARTNERS: FOR_PARTNERS,
}
ABOUT_POINTS: dict[People, Callable[[str], str]] = {
    People.STAFF: lambda point: f"From your own work, tell me or show me: {point}.",
    People.MANAGERS: lambda point: f"Who sees to this, and what came of it: {point}?",
    People.PARTNERS: lambda point: f"What have you seen of this, or had a part in: {point}?",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """An element that a session is about, and what the assessor noted to see or ask there."""

    code: str
    title: str
    guidance: tuple[str, ...] = ()
    to_see: str = ""


def propose_questions(kind: str, people: str, topics: Iterable[Topic]) -> list[str]:
    """Return questions to begin from, one on a line, each element under a line with its name.

    What the assessor noted to see or ask comes first. A break has none; a meeting has only what was
    noted, and an element of which nothing was noted is left out there.
    """
    lines: list[str] = []
    for topic in topics if kind != SessionKind.BREAK else ():
        questions = list(_ask(kind, people, topic))
        if questions:
            lines += [f"{topic.code} {topic.title}", *questions]
    return lines


def _ask(kind: str, people: str, topic: Topic) -> Iterator[str]:
    yield from _split(topic.to_see)
    if kind == SessionKind.OBSERVATION:
        yield from TO_WATCH
        yield from (f"Look for: {_quote(point)}" for point in topic.guidance)
    elif kind == SessionKind.INTERVIEW and people:
        yield from _interview(People(people), topic)


def _interview(people: People, topic: Topic) -> Iterator[str]:
    yield from OPENINGS[people]
    about = ABOUT_POINTS.get(people)
    if about is not None:
        yield from (about(_quote(point)) for point in topic.guidance)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _quote(point: str) -> str:
    """Return a guidance point for the middle of a sentence: no full stop, and a small letter."""
    words = " ".join(point.split()).rstrip(".")
    begins_small = words[1:2].islower() or words[1:2] == " "
    return words[:1].lower() + words[1:] if begins_small else words


def add_lines(text: str, lines: Iterable[str]) -> str:
    """Return a text with those lines below it that it does not have yet."""
    known = set(_split(text))
    new = [line for line in lines if line not in known]
    return "\n".join([*([text] if text else []), *new])
