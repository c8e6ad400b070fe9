"""The cards that an assessor takes along: one for each session, with its questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cse_assess.review.visit.agenda import AgendaLine, make_agenda
from cse_assess.review.visit.models import VisitSession
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions under the name of the element that they are about; none for those at the top."""

    heading: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A session with its questions, as it is printed."""

    line: AgendaLine
    groups: tuple[QuestionGroup, ...]


def make_cards(sessions: Sequence[VisitSession], standard: Standard) -> list[Card]:
    """Return a card for each session but breaks, by day and time, those without a time last."""
    lines = make_agenda(sessions, standard).lines
    return [make_card(line) for line in lines if not line.is_break]


def make_card(line: AgendaLine) -> Card:
    """Return one session with its questions."""
    return Card(line, group_questions(line.session.questions, line.session.element_codes))


def group_questions(text: str, codes: Collection[str]) -> tuple[QuestionGroup, ...]:
    """Return questions, one on a line of `text`; a line that begins with a code heads a group."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.split()[0].rstrip(":") in codes:
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    return tuple(
        QuestionGroup(heading, tuple(lines)) for heading, lines in groups if heading or lines
    )
