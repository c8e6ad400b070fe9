"""The pass rule: does a set of levels meet a standard's thresholds, and if not, why not.

What counts as met, what blocks, the thresholds and the allowances all come from the standard's
file (`rules`). For Customer Service Excellence the rule is in docs and in `standard/cse.yaml`
(`rules.source`), with what is published and what is inferred.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cse_assess.standards.errors import UnknownCodeError
from cse_assess.standards.structure import Group, Rules, Standard

Levels = Mapping[str, str | None]


class Verdict(StrEnum):
    """How a group or the whole standard stands; “not yet” lacks nothing but levels."""

    PASSES = "passes"
    NOT_YET = "not_yet"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many elements are where; an element is in exactly one of the last five counts.

    `applicable` is everything but the not applicable ones.
    """

    met: int
    partial: int
    not_met: int
    not_applicable: int
    not_scored: int

    @property
    def applicable(self) -> int:
        """Return how many elements count: the denominator of every share."""
        return self.met + self.partial + self.not_met + self.not_scored

    @property
    def scored(self) -> int:
        """Return how many elements have a level, not applicable ones too."""
        return self.met + self.partial + self.not_met + self.not_applicable

    @property
    def percent_met(self) -> int:
        """Return the share of applicable elements that are met, in whole percent, rounded down."""
        return 100 * self.met // self.applicable if self.applicable else 0

    @property
    def percent_scored(self) -> int:
        """Return the share of all elements that have a level, in whole percent, rounded down."""
        everything = self.scored + self.not_scored
        return 100 * self.scored // everything if everything else 0


@dataclass(frozen=True, slots=True)
class GroupReadiness:
    """How one group stands.

    `required` is how many elements must be met, `shortfall` how many of those are missing.
    `allowance` is how many may be partial (None: the standard does not limit it) and
    `allowance_left` how many more may be. `reasons` are whole sentences, never empty.
    """

    code: str
    title: str
    name: str
    tally: Tally
    threshold_percent: int
    required: int
    shortfall: int
    allowance: int | None
    allowance_left: int | None
    blocking: tuple[str, ...]
    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Tell whether the group meets everything that the standard asks of it."""
        return self.verdict is Verdict.PASSES


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the whole self-assessment stands; `reasons` are whole sentences, never empty."""

    standard_id: str
    groups: tuple[GroupReadiness, ...]
    tally: Tally
    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Tell whether every group passes and at least one element applies."""
        return self.verdict is Verdict.PASSES


def required_met(threshold_percent: int, applicable: int) -> int:
    """Return the smallest number of elements that is at least the given share of `applicable`.

    Whole-number arithmetic, so that no rounding of 0.8 can move a boundary.
    """
    return (threshold_percent * applicable + 99) // 100


def assess_readiness(standard: Standard, levels: Levels) -> Readiness:
    """Judge levels by element code; an absent code or None means “not scored”.

    An element that is not scored counts as not met and keeps its group from passing. Raises
    `UnknownCodeError` or `UnknownLevelError` for what the standard does not have.
    """
    _refuse_unknown(standard, levels)
    groups = tuple(_assess_group(standard, group, levels) for group in standard.groups())
    tally = _add_tallies(groups)
    verdict = _judge_whole(groups, tally)
    return Readiness(
        standard.id, groups, tally, verdict, _explain_whole(standard, groups, tally, verdict)
    )


def _refuse_unknown(standard: Standard, levels: Levels) -> None:
    for code, level_id in levels.items():
        if standard.find_element(code) is None:
            raise UnknownCodeError(standard.id, code)
        if level_id is not None:
            standard.get_level(level_id)


def _assess_group(standard: Standard, group: Group, levels: Levels) -> GroupReadiness:
    rules = standard.rules
    tally = _tally_group(rules, group, levels)
    threshold = rules.threshold_of(group.code)
    required = required_met(threshold, tally.applicable)
    allowance = _allowance_of(rules, tally, required)
    blocking = tuple(
        element.code for element in group.elements if levels.get(element.code) in rules.blocking
    )
    facts = _Facts(standard, group, tally, required, allowance, blocking)
    return GroupReadiness(
        code=group.code,
        title=group.title,
        name=standard.name_group(group),
        tally=tally,
        threshold_percent=threshold,
        required=required,
        shortfall=max(0, required - tally.met),
        allowance=allowance,
        allowance_left=_allowance_left(tally, required, allowance),
        blocking=blocking,
        verdict=_judge_group(facts),
        reasons=tuple(_explain_group(facts, levels)),
    )


def _tally_group(rules: Rules, group: Group, levels: Levels) -> Tally:
    counts = {"met": 0, "partial": 0, "not_met": 0, "not_applicable": 0, "not_scored": 0}
    for element in group.elements:
        level_id = levels.get(element.code)
        counts["not_scored" if level_id is None else rules.kind_of(level_id)] += 1
    return Tally(**counts)


def _allowance_of(rules: Rules, tally: Tally, required: int) -> int | None:
    """Return how many elements may be partial.

    `remainder` leaves room for exactly as many as the threshold does not need; exceeding it is
    then the same as a shortfall. A whole number limits partials beside the threshold.
    """
    if rules.partial_allowance == "unlimited":
        return None
    room = tally.applicable - required
    if rules.partial_allowance == "remainder":
        return room
    return min(rules.partial_allowance, room)


def _allowance_left(tally: Tally, required: int, allowance: int | None) -> int | None:
    """Return how many more elements may be partial; one that is not met uses up room too."""
    if allowance is None:
        return None
    room_left = tally.applicable - required - tally.partial - tally.not_met
    return max(0, min(allowance - tally.partial, room_left))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the verdict on a group and its explanation both look at."""

    standard: Standard
    group: Group
    tally: Tally
    required: int
    allowance: int | None
    blocking: tuple[str, ...]

    @property
    def has_too_many_partials(self) -> bool:
        """Tell whether a number that the standard sets for itself is exceeded.

        Where it sets none, too many partials are a shortfall and nothing more.
        """
        limit = self.standard.rules.partial_allowance
        return isinstance(limit, int) and self.tally.partial > limit


def _judge_group(facts: _Facts) -> Verdict:
    is_short = facts.tally.met < facts.required
    if facts.blocking or is_short or facts.has_too_many_partials:
        return Verdict.FAILS
    return Verdict.NOT_YET if facts.tally.not_scored else Verdict.PASSES


def _judge_whole(groups: tuple[GroupReadiness, ...], tally: Tally) -> Verdict:
    """Judge the whole; where nothing applies at all, nothing was assessed, and it fails."""
    verdicts = {group.verdict for group in groups}
    if Verdict.FAILS in verdicts or not tally.applicable:
        return Verdict.FAILS
    return Verdict.NOT_YET if Verdict.NOT_YET in verdicts else Verdict.PASSES


def _explain_group(facts: _Facts, levels: Levels) -> Iterator[str]:
    tally, name = facts.tally, facts.standard.name_group(facts.group)
    if not tally.applicable:
        yield f"{name} has nothing that applies, so nothing in it is required."
        return
    yield f"{name} has {tally.met} of {tally.applicable} met and needs {facts.required}."
    for code in facts.blocking:
        yield _explain_blocking(facts.standard, code, levels)
    if facts.has_too_many_partials:
        yield f"{name} has {tally.partial} partly met and may have {facts.allowance}."
    if tally.not_scored:
        yield f"{name} has {_count(facts.standard, tally.not_scored)} not scored yet."


def _explain_blocking(standard: Standard, code: str, levels: Levels) -> str:
    term = standard.terms.element.one
    level = standard.get_level(levels[code] or "")
    return f"{term[0].upper()}{term[1:]} {code} is “{level.title}”, which blocks the award."


def _explain_whole(
    standard: Standard, groups: tuple[GroupReadiness, ...], tally: Tally, verdict: Verdict
) -> tuple[str, ...]:
    if not tally.applicable:
        return (f"No {standard.terms.element.one} applies, so there is nothing to assess.",)
    if verdict is Verdict.PASSES:
        return ("Every threshold is met, nothing blocks and everything is scored.",)
    if verdict is Verdict.NOT_YET:
        counted = _count(standard, tally.not_scored)
        verb = "is" if tally.not_scored == 1 else "are"
        return (f"Not yet: every threshold is met, but {counted} {verb} not scored.",)
    failing = [group for group in groups if not group.passes]
    return tuple(reason for group in failing for reason in group.reasons)


def _count(standard: Standard, number: int) -> str:
    term = standard.terms.element
    return f"{number} {term.one if number == 1 else term.many}"


def _add_tallies(groups: tuple[GroupReadiness, ...]) -> Tally:
    return Tally(
        met=sum(group.tally.met for group in groups),
        partial=sum(group.tally.partial for group in groups),
        not_met=sum(group.tally.not_met for group in groups),
        not_applicable=sum(group.tally.not_applicable for group in groups),
        not_scored=sum(group.tally.not_scored for group in groups),
    )


def readiness_to_json(readiness: Readiness) -> dict[str, Any]:
    """Return the published JSON form (docs: command line, `readiness --json`)."""
    return {
        "standard": readiness.standard_id,
        "passes": readiness.passes,
        "reasons": list(readiness.reasons),
        "groups": [_group_to_json(group) for group in readiness.groups],
    }


def _group_to_json(group: GroupReadiness) -> dict[str, Any]:
    tally = group.tally
    return {
        "code": group.code,
        "applicable": tally.applicable,
        "met": tally.met,
        "partial": tally.partial,
        "not_met": tally.not_met,
        "not_applicable": tally.not_applicable,
        "not_scored": tally.not_scored,
        "required": group.required,
        "shortfall": group.shortfall,
        "passes": group.passes,
    }
