"""Queries as lists and pages show them, as of a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery, QueryState
from cse_assess.review.assessor_queries.words import (
    STATE_TITLES,
    STATE_TONES,
    count_days_late,
    tell_clock,
)
from cse_assess.standards.structure import Standard

ENDED = (QueryState.REFUSED, QueryState.ACCEPTED, QueryState.WITHDRAWN)
ORDER_OF_ASSESSOR = (QueryState.ANSWERED, QueryState.ASKED, *ENDED)
ORDER_OF_ORGANISATION = (QueryState.ASKED, QueryState.ANSWERED, *ENDED)
WHOLE = "The whole submission"


@dataclass(frozen=True, slots=True)
class QueryLine:
    """A query with the addendum that answers it, if there is one, and its clock in words."""

    query: AssessorQuery
    addendum: Addendum | None
    clock: str
    days_late: int

    @property
    def state_title(self) -> str:
        """Return where the query stands, in words."""
        return STATE_TITLES[QueryState(self.query.state)]

    @property
    def state_tone(self) -> str:
        """Return the tone of the state's tag."""
        return STATE_TONES[QueryState(self.query.state)]

    @property
    def is_late(self) -> bool:
        """Tell whether the answer is late, or came late, and that still matters."""
        return self.days_late > 0 and self.query.state != QueryState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The queries of a review that stand at one point."""

    title: str
    lines: tuple[QueryLine, ...]


def make_lines(
    queries: Iterable[AssessorQuery], addenda: Mapping[int, Addendum], on: date
) -> list[QueryLine]:
    """Return the lines of `queries` on the day `on`; `addenda` are by the query's id."""
    return [
        QueryLine(query, addenda.get(query.id), tell_clock(query, on), count_days_late(query, on))
        for query in queries
    ]


def group_by_state(
    lines: Iterable[QueryLine], order: Sequence[QueryState] = ORDER_OF_ASSESSOR
) -> list[StateGroup]:
    """Return the lines by where they stand, in this `order`; of each the soonest day first."""
    ordered = sorted(lines, key=lambda line: (line.query.answer_by, line.query.id))
    return [
        StateGroup(STATE_TITLES[state], members)
        for state in order
        if (members := tuple(line for line in ordered if line.query.state == state))
    ]


def name_place(query: AssessorQuery, standard: Standard) -> str:
    """Return code and title of the element that a query is about, or that it is about the whole."""
    if not query.element_code:
        return WHOLE
    element = standard.find_element(query.element_code)
    return f"{query.element_code} {element.title}" if element else query.element_code
