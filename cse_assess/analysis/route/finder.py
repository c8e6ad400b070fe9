"""Finds the least effort that leads to the award, and says why it is that, or why there is none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cse_assess.analysis.actions import PlannedAction, apply_actions
from cse_assess.analysis.readiness import Levels, Readiness, assess_readiness
from cse_assess.analysis.route.problem import Problem
from cse_assess.analysis.route.reasons import explain_choice, explain_lack
from cse_assess.analysis.route.rules import Effects, PassRules, Places
from cse_assess.analysis.route.search import Search
from cse_assess.analysis.route.weights import Weights
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Route:
    """What to do to pass: the chosen actions in the order in which they were given.

    `effort_days` is their effort together in days of work, None where there is no route. `before`
    is today's readiness; `after` that with the chosen actions done or, where there is no route,
    with all of them done. `reasons` are whole sentences, never empty.
    """

    is_possible: bool
    effort_days: Decimal | None
    actions: tuple[PlannedAction, ...]
    before: Readiness
    after: Readiness
    reasons: tuple[str, ...]


def find_route(
    standard: Standard,
    levels: Levels,
    actions: Sequence[PlannedAction],
    *,
    margin: int = 0,
    required: Collection[str] = (),
    most_steps: int | None = None,
) -> Route:
    """Return the actions of least total effort with which the levels pass the standard.

    In each group in which something applies, `margin` more elements have to be met than the
    threshold asks for. The actions whose keys are in `required` are chosen in any case. Of equal
    efforts the fewest actions win, and then those that come first. An action without an estimate
    counts as no effort: leave it out, or say so.

    Raises `UnknownCodeError` or `UnknownLevelError`, and `SearchTooLongError` after `most_steps`.
    """
    rules = PassRules(standard, margin)
    chosen = _choose(rules, levels, actions, required=required, most_steps=most_steps)
    before = assess_readiness(standard, levels)
    if chosen is None:
        raised = apply_actions(standard, levels, actions)
        reasons = explain_lack(standard, raised, margin)
        return Route(False, None, (), before, assess_readiness(standard, raised), reasons)
    after = assess_readiness(standard, apply_actions(standard, levels, chosen))
    effort = sum((action.effort_days or Decimal(0) for action in chosen), Decimal(0))
    reasons = explain_choice(standard, levels, chosen, effort, margin)
    return Route(True, effort, chosen, before, after, reasons)


def _choose(
    rules: PassRules,
    levels: Levels,
    actions: Sequence[PlannedAction],
    *,
    required: Collection[str],
    most_steps: int | None,
) -> tuple[PlannedAction, ...] | None:
    start = rules.place_all(levels)
    effects = [_place_effects(rules, action, start) for action in actions]
    certain = [place for place, action in enumerate(actions) if action.key in required]
    for place in certain:
        start = _raise(start, effects[place])
    problem = Problem(rules, effects, Weights(scale_efforts(actions)))
    search = Search(problem, most_steps=most_steps)
    free = [place for place in range(len(actions)) if place not in certain]
    found = search.find_best(start, free)
    return None if found is None else tuple(actions[each] for each in sorted([*certain, *found]))


def scale_efforts(actions: Sequence[PlannedAction]) -> list[int]:
    """Return the efforts as whole numbers of the finest part of a day that any of them uses."""
    efforts = [action.effort_days or Decimal(0) for action in actions]
    finest = min((int(effort.as_tuple().exponent) for effort in efforts), default=0)
    return [int(effort.scaleb(max(0, -finest))) for effort in efforts]


def _place_effects(rules: PassRules, action: PlannedAction, start: Places) -> Effects:
    return rules.place_effects([(each.code, each.to_level) for each in action.effects], start)


def _raise(places: Places, effects: Effects) -> Places:
    best = dict(effects)
    return tuple(min(rank, best.get(element, rank)) for element, rank in enumerate(places))
