"""Take-away sheets as lists show them: how each stands, and whether it is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn


class TakeAwayState(StrEnum):
    """How a sheet stands."""

    OUT = "out"
    BACK = "back"
    MERGED = "merged"
    ENDED = "ended"


STATE_TITLES = {
    TakeAwayState.OUT: "Out",
    TakeAwayState.BACK: "Came back, to be merged",
    TakeAwayState.MERGED: "Merged",
    TakeAwayState.ENDED: "Ended",
}
STATE_TONES = {
    TakeAwayState.OUT: "info",
    TakeAwayState.BACK: "middling",
    TakeAwayState.MERGED: "good",
    TakeAwayState.ENDED: "none",
}


@dataclass(frozen=True, slots=True)
class TakeAwayLine:
    """A sheet in a list; `waiting` are the files that came back and are not merged."""

    take_away: TakeAway
    state: TakeAwayState
    waiting: tuple[TakeAwayReturn, ...]
    is_overdue: bool

    @property
    def element_count(self) -> int:
        """Return how many elements it is about."""
        return len(self.take_away.base)

    @property
    def state_title(self) -> str:
        """Return the state in words."""
        return STATE_TITLES[self.state]

    @property
    def state_tone(self) -> str:
        """Return the tone of the state's tag."""
        return STATE_TONES[self.state]


def make_lines(take_aways: Iterable[TakeAway], on: date) -> list[TakeAwayLine]:
    """Return the lines of sheets as they stand on the day `on`, without a query."""
    return [_make_line(take_away, on) for take_away in take_aways]


def _make_line(take_away: TakeAway, on: date) -> TakeAwayLine:
    waiting = tuple(each for each in take_away.returns if each.merged_at is None)
    state = _find_state(take_away, waiting)
    is_late = take_away.due_on is not None and take_away.due_on < on
    return TakeAwayLine(take_away, state, waiting, is_late and state is TakeAwayState.OUT)


def _find_state(take_away: TakeAway, waiting: tuple[TakeAwayReturn, ...]) -> TakeAwayState:
    if take_away.is_ended:
        return TakeAwayState.ENDED
    if waiting:
        return TakeAwayState.BACK
    return TakeAwayState.MERGED if take_away.returns else TakeAwayState.OUT


@dataclass(frozen=True, slots=True)
class KnownEvidence:
    """Evidence for an element that somebody named in a sheet."""

    code: str
    words: str


def list_known_evidence(take_away: TakeAway) -> list[KnownEvidence]:
    """Return what was named in the files that came back, each once, in the order of the sheet."""
    named = {
        KnownEvidence(code, said["known"]): None
        for code in take_away.base
        for returned in take_away.returns
        if (said := returned.fields.get(code)) and said["known"]
    }
    return list(named)
