"""Readiness on the days to come, from what evidence lasts and when actions are to be done.

It is reckoned only for the days on which something changes: actions that are done on their day,
evidence that lapses the day after its last one, the visit, the annual reviews and the end of the
award. Between them nothing changes. What is assumed is written in docs/forecast.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.freshness import EvidenceState, add_months, last_valid_day
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import Readiness, assess_readiness
from cse_assess.analysis.standing import Standing, judge_element
from cse_assess.standards.structure import Element, Standard

ONE_DAY = timedelta(days=1)


class Occasion(StrEnum):
    """What a day is apart from what changes on it."""

    TODAY = "today"
    VISIT = "visit"
    REVIEW = "review"
    AWARD_ENDS = "award_ends"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """An element whose level counts differently from a day on, None where it has no level.

    `lapsed` is the evidence that ran out the day before, `done` the actions planned for the day,
    `outdated` the actions whose own proof ran out the day before.
    """

    code: str
    before: str | None
    after: str | None
    lapsed: tuple[EvidenceState, ...]
    done: tuple[PlannedAction, ...]
    outdated: tuple[PlannedAction, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day from which on the self-assessment stands so, and what changed from before."""

    on: date
    occasions: tuple[Occasion, ...]
    readiness: Readiness
    changes: tuple[LevelChange, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The moments from today to `last`, in order; the first is today."""

    moments: tuple[Moment, ...]
    last: date

    @property
    def first_failing(self) -> Moment | None:
        """Return the first day on which it would not pass, or None."""
        return next((each for each in self.moments if not each.readiness.passes), None)

    @property
    def first_passing(self) -> Moment | None:
        """Return the first day on which it would pass, or None."""
        return next((each for each in self.moments if each.readiness.passes), None)

    @property
    def failing_again(self) -> Moment | None:
        """Return the first day on which it would no longer pass after it did, or None."""
        passed = False
        for each in self.moments:
            if passed and not each.readiness.passes:
                return each
            passed = passed or each.readiness.passes
        return None

    def find(self, day: date) -> Moment | None:
        """Return the moment whose state holds on a day, or None outside of what is forecast."""
        if day > self.last:
            return None
        return next((each for each in reversed(self.moments) if each.on <= day), None)


def make_forecast(
    standard: Standard,
    states: Iterable[ElementState],
    actions: Sequence[PlannedAction],
    *,
    today: date,
    visit_on: date | None,
    last: date | None = None,
) -> Forecast:
    """Forecast from today to `last`, by default the end of the award or as long from today.

    An element without a state is not scored. Raises `UnknownLevelError`.
    """
    end = max(today, last or add_months(visit_on or today, standard.life.award_months))
    by_code = {state.code: state for state in states}
    span = _Span(today, end)
    timelines = [
        _follow(standard, element, by_code.get(element.code), actions, span)
        for element in standard.elements
    ]
    occasions = _list_occasions(standard, today, visit_on, end)
    return Forecast(tuple(_join(standard, timelines, occasions)), end)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that are forecast, both included."""

    today: date
    end: date

    def list_days(self, days: Iterable[date]) -> list[date]:
        return sorted({self.today, *(day for day in days if self.today < day <= self.end)})

    def list_done(self, actions: Iterable[PlannedAction], day: date) -> list[PlannedAction]:
        return [each for each in actions if each.is_done_by(day, today=self.today)]


@dataclass(frozen=True, slots=True)
class _Timeline:
    """How one element stands from each of its own days on."""

    code: str
    standings: dict[date, Standing]
    changes: dict[date, LevelChange]


def _follow(
    standard: Standard,
    element: Element,
    state: ElementState | None,
    actions: Iterable[PlannedAction],
    span: _Span,
) -> _Timeline:
    state = state or ElementState(element.code, None, has_justification=False, evidence=())
    moving = [each for each in span.list_done(actions, span.end) if each.moves(element.code)]
    months = element.evidence_max_age_months or standard.evidence.validity_months
    ends = {each: add_months(each.due_on, months) for each in moving if each.due_on}
    lasting = _keep_lasting(standard, element, state)
    last_days = [_last_day(standard, element, each) for each in lasting.evidence]
    days = span.list_days(_list_turns(last_days, ends))
    standings = {
        day: judge_element(standard, element, lasting, day, span.list_done(moving, day))
        for day in days
    }
    causes = _Causes(standard, element, state, ends)
    return _Timeline(element.code, standings, dict(_find_changes(standings, causes)))


def _keep_lasting(standard: Standard, element: Element, state: ElementState) -> ElementState:
    """Return the state with the one piece of evidence that lasts longest: on it all depends."""
    lasting = max(
        state.evidence,
        key=lambda each: _last_day(standard, element, each) or date.max,
        default=None,
    )
    kept = () if lasting is None else (lasting,)
    return ElementState(state.code, state.level, state.has_justification, kept)


def _last_day(standard: Standard, element: Element, evidence: EvidenceState) -> date | None:
    months = standard.evidence.validity_months
    return last_valid_day(evidence, months, element.evidence_max_age_months)


def _list_turns(
    last_days: Iterable[date | None], ends: dict[PlannedAction, date]
) -> Iterator[date]:
    """Yield each day on which an element may come to stand otherwise."""
    for day in (*last_days, *ends.values()):
        if day and day < date.max:
            yield day + ONE_DAY
    yield from (each.due_on for each in ends if each.due_on)


@dataclass(frozen=True, slots=True)
class _Causes:
    """What may be the cause of a change at an element."""

    standard: Standard
    element: Element
    state: ElementState
    ends: dict[PlannedAction, date]

    def explain(self, day: date, before: str | None, after: str | None) -> LevelChange:
        eve = day - ONE_DAY
        return LevelChange(
            code=self.element.code,
            before=before,
            after=after,
            lapsed=tuple(
                each
                for each in self.state.evidence
                if _last_day(self.standard, self.element, each) == eve
            ),
            done=tuple(each for each in self.ends if each.due_on == day),
            outdated=tuple(each for each, last in self.ends.items() if last == eve),
        )


def _find_changes(
    standings: dict[date, Standing], causes: _Causes
) -> Iterator[tuple[date, LevelChange]]:
    for (_, before), (day, after) in pairwise(standings.items()):
        if before.held != after.held:
            yield day, causes.explain(day, before.held, after.held)


def _list_occasions(
    standard: Standard, today: date, visit_on: date | None, end: date
) -> dict[date, list[Occasion]]:
    days = [(today, Occasion.TODAY)]
    if visit_on:
        reviews = (add_months(visit_on, months) for months in standard.life.review_months)
        award_end = add_months(visit_on, standard.life.award_months)
        days += [(visit_on, Occasion.VISIT), *((day, Occasion.REVIEW) for day in reviews)]
        days.append((award_end, Occasion.AWARD_ENDS))
    found: dict[date, list[Occasion]] = {}
    for day, occasion in days:
        if today <= day <= end:
            found.setdefault(day, []).append(occasion)
    return found


def _join(
    standard: Standard, timelines: Sequence[_Timeline], occasions: dict[date, list[Occasion]]
) -> Iterator[Moment]:
    days = sorted({*occasions, *(day for each in timelines for day in each.changes)})
    levels = {each.code: next(iter(each.standings.values())).held for each in timelines}
    for day in days:
        changes = tuple(each.changes[day] for each in timelines if day in each.changes)
        levels.update({change.code: change.after for change in changes})
        readiness = assess_readiness(standard, levels)
        yield Moment(day, tuple(occasions.get(day, ())), readiness, changes)
