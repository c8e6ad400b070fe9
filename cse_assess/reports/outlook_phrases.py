"""What a report says of the days to come, in whole sentences, and of what hangs on what."""

from collections.abc import Iterator
from itertools import pairwise

from cse_assess.analysis.forecast import Forecast, LevelChange, Moment, Occasion
from cse_assess.analysis.fragility import Fragility, LeaveOut
from cse_assess.analysis.readiness import Readiness
from cse_assess.assessments.forecast.chart import OCCASIONS
from cse_assess.reports.document import GapReport
from cse_assess.reports.outlook import ForecastEntry
from cse_assess.reports.phrases import RESULTS, name_group_kind
from cse_assess.web.templating import format_day, plural
from cse_assess.web.time_chart import TimeChart

FIRST_PIECES = 3
"""How many pieces of evidence a board is told of."""

MOST_TURNS = 4
MOST_CAUSES = 3


class OutlookPhrases:
    """The sentences on the days to come, for a report that holds the forecast or the fragility."""

    def __init__(self, report: GapReport) -> None:
        self._report = report
        self._standard = report.standard

    @property
    def forecast(self) -> Forecast:
        """Return the forecast; raise `ValueError` where it was not chosen."""
        return self._forecast_entry.forecast

    @property
    def chart(self) -> TimeChart:
        """Return the chart of the forecast; raise `ValueError` where it was not chosen."""
        return self._forecast_entry.chart

    @property
    def _forecast_entry(self) -> ForecastEntry:
        entry = self._report.plans.forecast
        if entry is None:
            raise ValueError("this report holds no forecast")
        return entry

    @property
    def fragility(self) -> Fragility:
        """Return what hangs on what; raise `ValueError` where it was not chosen."""
        fragility = self._report.plans.fragility
        if fragility is None:
            raise ValueError("this report does not say what hangs on what")
        return fragility

    @property
    def group_names(self) -> tuple[str, ...]:
        """Return the headings of what `percents` returns."""
        return tuple(map(self._standard.name_group, self._standard.groups()))

    @property
    def turns(self) -> tuple[str, ...]:
        """Return from when to when it would pass or fail, in whole sentences."""
        turns = self._list_turns()
        said = [self._say_turn(each) for each in turns[:MOST_TURNS]]
        if len(turns) > MOST_TURNS:
            more = plural(len(turns) - MOST_TURNS, "more time", "more times")
            said.append(f"After that it changes {more}.")
        last = format_day(self.forecast.last)
        if self.forecast.first_passing is None:
            said.append(f"On no day until {last} would it pass.")
        elif self.forecast.first_failing is None:
            said.append(f"It would fail on no day until {last}.")
        return tuple(said)

    def _list_turns(self) -> list[Moment]:
        """Return the first moment, and those on which it begins to pass or to fail."""
        moments = self.forecast.moments
        turned = [
            after
            for before, after in pairwise(moments)
            if before.readiness.passes != after.readiness.passes
        ]
        return [moments[0], *turned]

    def _say_turn(self, moment: Moment) -> str:
        forecast, day = self.forecast, format_day(moment.on)
        if moment is forecast.moments[0]:
            return f"It would {_say_verb(moment.readiness)} today, {day}."
        if moment is forecast.first_failing:
            return f"The first day on which it would fail is {day}."
        if moment is forecast.first_passing:
            return f"The first day on which it would pass is {day}."
        verb = "pass" if moment.readiness.passes else "fail"
        return f"It would {verb} again from {day} on."

    @property
    def failures(self) -> tuple[Moment, ...]:
        """Return the first day on which it fails, and the first on which it does so again."""
        days = (self.forecast.first_failing, self.forecast.failing_again)
        return tuple(dict.fromkeys(each for each in days if each))

    @property
    def on_visit(self) -> str:
        """Return how it would stand on the day of the visit, in one sentence."""
        visit_on = self._report.subject.visit_on
        if visit_on is None:
            return "No day is set for the visit, so this looks ahead from today."
        moment = self.forecast.find(visit_on)
        if moment is None:
            return "The day of the visit is over, so this looks ahead from today."
        tally = moment.readiness.tally
        return (
            f"On the day of the visit, {format_day(visit_on)}, it would "
            f"{_say_verb(moment.readiness)}: {tally.met} of the "
            f"{tally.applicable} {self._standard.terms.element.many} that apply would be met."
        )

    @property
    def occasions(self) -> tuple[Moment, ...]:
        """Return today, the visit, the reviews and the end of the award, as far as they come."""
        return tuple(each for each in self.forecast.moments if each.occasions)

    def name_occasions(self, moment: Moment) -> str:
        """Return what a day is, with a capital; empty where it is a day like any other."""
        words = ", ".join(OCCASIONS[each] for each in moment.occasions)
        return words[:1].upper() + words[1:]

    def is_visit(self, moment: Moment) -> bool:
        """Tell whether the assessor comes on that day."""
        return Occasion.VISIT in moment.occasions

    def result(self, moment: Moment) -> str:
        """Return the verdict on a day in a word or two."""
        return RESULTS[moment.readiness.verdict]

    def percents(self, moment: Moment) -> tuple[int, ...]:
        """Return how much of each group would be met, in percent."""
        return tuple(group.tally.percent_met for group in moment.readiness.groups)

    def reasons(self, moment: Moment) -> tuple[str, ...]:
        """Return why it stands so on that day: by group where groups do not pass."""
        failing = (group for group in moment.readiness.groups if not group.passes)
        return tuple(" ".join(group.reasons) for group in failing) or moment.readiness.reasons

    def is_as_before(self, moment: Moment) -> bool:
        """Tell whether the day that matters before this one stood so for the same reasons."""
        place = self.occasions.index(moment)
        return place > 0 and self.reasons(self.occasions[place - 1]) == self.reasons(moment)

    @property
    def why(self) -> str:
        """Return why it fails on the day named last, as far as a board is told.

        Why it does not pass today stands in the gaps: where it fails once more, that is told.
        """
        moment = self.failures[-1]
        said = [*self.reasons(moment), *self.changes(moment)]
        more = len(said) - MOST_CAUSES
        return " ".join([*said[:MOST_CAUSES], *([f"And {more} more."] if more > 0 else [])])

    def changes(self, moment: Moment) -> tuple[str, ...]:
        """Return what changes on that day and why, a sentence for each element."""
        return tuple(self._say_change(each, self._name(each.code)) for each in moment.changes)

    def short_changes(self, moment: Moment) -> tuple[str, ...]:
        """Return the same with the codes of the elements only, for a narrow column."""
        return tuple(self._say_change(each, each.code) for each in moment.changes)

    def _name(self, code: str) -> str:
        return f"{code} {self._standard.get_element(code).title}"

    def _say_change(self, change: LevelChange, name: str) -> str:
        before, after = self._name_level(change.before), self._name_level(change.after)
        causes = "".join(f"; {cause}" for cause in _list_causes(change))
        return f"{name}: {before} becomes {after}{causes}."

    def _name_level(self, level_id: str | None) -> str:
        level = self._report.level_of(level_id)
        return f"“{level.title}”" if level else "not scored"

    @property
    def judged(self) -> str:
        """Return on which day evidence is left out, and how it stands then with all of it."""
        fragility = self.fragility
        day = format_day(fragility.on)
        is_visit = fragility.on == self._report.subject.visit_on
        return (
            f"On {day}, {'the day of the visit' if is_visit else 'today'}, with all evidence and "
            f"with the actions that are planned until then, it would "
            f"{_say_verb(fragility.readiness)}."
        )

    @property
    def hanging(self) -> str:
        """Return how much rests on single pieces, and how to make it safe, in plain sentences."""
        pieces = self.fragility.pieces
        if not pieces:
            is_bare = not self._report.evidence
            return (
                "No evidence is attached yet."
                if is_bare
                else "No level falls if any one piece of evidence is rejected on that day."
            )
        term = self._standard.terms.element
        falling = sum(len(each.falling) for each in pieces)
        rests = plural(falling, f"{term.one} rests", f"{term.many} rest")
        return (
            f"{rests} on a single piece of evidence, {plural(len(pieces), 'piece', 'pieces')} in "
            "all. A second piece that is in date makes each safe."
        )

    @property
    def first_pieces(self) -> tuple[LeaveOut, ...]:
        """Return the pieces of evidence on which most hangs."""
        return self.fragility.pieces[:FIRST_PIECES]

    @property
    def further_pieces(self) -> int:
        """Return how many pieces a board is not told of one by one."""
        return len(self.fragility.pieces) - len(self.first_pieces)

    def falls(self, piece: LeaveOut) -> str:
        """Return what comes of it if a piece is rejected, in plain sentences."""
        term, (group, _) = self._standard.terms.element, name_group_kind(self._standard)
        said = [plural(len(piece.falling), f"{term.one} falls.", f"{term.many} fall.")]
        said += [f"{failing.name} fails." for failing in piece.failing]
        if not piece.failing and self._standard.rules.group != "standard":
            said.append(f"No {group} fails by it.")
        if piece.loses_award:
            said.append("The whole would not pass.")
        return " ".join(said)

    def fallen(self, piece: LeaveOut) -> tuple[str, ...]:
        """Return the elements that fall without a piece, by code and title."""
        return tuple(map(self._name, piece.falling))


def _say_verb(readiness: Readiness) -> str:
    return "pass" if readiness.passes else "not pass"


def _list_causes(change: LevelChange) -> Iterator[str]:
    for piece in change.lapsed:
        yield f"“{piece.title}” has run out"
    for action in change.done:
        yield f"“{action.title}” is done"
    for action in change.outdated:
        yield f"what “{action.title}” showed has run out"
