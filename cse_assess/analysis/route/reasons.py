"""Says why actions were chosen, and what is missing where no choice is enough."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cse_assess.analysis.actions import PlannedAction, apply_actions
from cse_assess.analysis.readiness import GroupReadiness, Levels, assess_readiness
from cse_assess.standards.structure import Group, Standard

MOST_CODES = 12
HARMS = (
    "No choice among the actions meets every threshold at once: what helps in one place does harm "
    "in another."
)


def explain_choice(
    standard: Standard,
    levels: Levels,
    chosen: Sequence[PlannedAction],
    effort_days: Decimal,
    margin: int,
) -> tuple[str, ...]:
    """Return why the chosen actions are enough and what each of them is for.

    What they are for is told of `levels`, before any action is done.
    """
    wish = _say_margin(standard, margin)
    if not chosen:
        return (f"Every threshold is met{wish} without any action.",)
    enough = "1 action is" if len(chosen) == 1 else f"{len(chosen)} actions are"
    days = say_days(effort_days)
    total = f"{enough} enough to meet every threshold{wish}: {days} of work."
    lines = [_explain_action(standard, levels, action, margin) for action in chosen]
    return (total, *lines)


def explain_lack(standard: Standard, raised: Levels, margin: int) -> tuple[str, ...]:
    """Return what is missing with the levels that all actions together would reach."""
    readiness = assess_readiness(standard, raised)
    if not readiness.tally.applicable:
        return readiness.reasons
    reasons = [
        reason
        for group, state in zip(standard.groups(), readiness.groups, strict=True)
        for reason in _explain_group(standard, group, state, raised, margin)
    ]
    return tuple(reasons) or (HARMS,)


def say_days(days: Decimal) -> str:
    """Return an effort in words: “1 day”, “2.5 days”."""
    plain = f"{days.normalize():,f}"
    return f"{plain} day{'' if days == 1 else 's'}"


def _say_margin(standard: Standard, margin: int) -> str:
    if not margin:
        return ""
    group = standard.rules.group
    place = "" if group == "standard" else f" in each {getattr(standard.terms, group).one}"
    return f" with {margin} to spare{place}"


def _explain_action(standard: Standard, levels: Levels, action: PlannedAction, margin: int) -> str:
    effort = "without an estimate" if action.effort_days is None else say_days(action.effort_days)
    raised = {
        code: level
        for code, level in apply_actions(standard, levels, [action]).items()
        if level is not None and level != levels.get(code)
    }
    before = assess_readiness(standard, levels).groups
    needs = [
        need
        for group, state in zip(standard.groups(), before, strict=True)
        for need in _list_needs(standard, state, levels, _keep_own(group, raised), margin)
    ]
    deed = f"raises {_say_levels(standard, raised)}" if raised else "raises nothing"
    return " ".join([f"“{action.title}” ({effort}) {deed}.", *needs])


def _keep_own(group: Group, levels: Levels) -> Levels:
    return {each.code: levels[each.code] for each in group.elements if each.code in levels}


def _say_levels(standard: Standard, levels: Levels) -> str:
    """Return which elements have which level: “1.1.1 and 1.1.2 to Compliant, 1.1.3 to …”."""
    parts = [
        f"{_list_codes(codes)} to {level.title}"
        for level in standard.levels
        if (codes := [code for code, reached in levels.items() if reached == level.id])
    ]
    return _join(parts)


def _list_needs(
    standard: Standard, state: GroupReadiness, levels: Levels, raised: Levels, margin: int
) -> Iterator[str]:
    """Yield why a group's elements are raised: a shortfall, a blocking level, no level."""
    missing = state.required + margin - state.tally.met
    if missing > 0 and any(_is_met(standard, level) for level in raised.values()):
        spare = f" to have {margin} to spare" if margin else ""
        term = standard.terms.element
        counted = f"{missing} more {term.one if missing == 1 else term.many}"
        yield f"{state.name} needs {counted} at {_say_met(standard)}{spare}."
    for level in standard.levels:
        stuck = [code for code in raised if levels.get(code) == level.id]
        if stuck and level.id in standard.rules.blocking:
            verb = "is" if len(stuck) == 1 else "are"
            yield f"{_list_codes(stuck)} {verb} {level.title}, which blocks the award."
    unscored = [code for code in raised if levels.get(code) is None]
    if unscored:
        verb = "has" if len(unscored) == 1 else "have"
        yield f"{_list_codes(unscored)} {verb} no level yet, and cannot stay without one."


def _explain_group(
    standard: Standard, group: Group, state: GroupReadiness, raised: Levels, margin: int
) -> Iterator[str]:
    """Yield what keeps a group from passing although every action is done."""
    tally = state.tally
    if tally.applicable and tally.met < state.required + margin:
        yield _explain_shortfall(standard, group, state, raised, margin)
    for level in standard.levels:
        stuck = [code for code in state.blocking if raised[code] == level.id]
        if stuck:
            yield (
                f"No action raises {_list_codes(stuck)} above {level.title}, which blocks the "
                f"award, so {state.name} cannot pass."
            )
    unscored = [each.code for each in group.elements if raised.get(each.code) is None]
    if unscored:
        yield f"No action gives {_list_codes(unscored)} a level, so {state.name} cannot pass."
    limit = standard.rules.partial_allowance
    if isinstance(limit, int) and tally.partial > limit:
        yield (
            f"With every action done, {state.name} would have "
            f"{_count(standard, tally.partial)} partly met and may have {limit}, so it cannot pass."
        )


def _explain_shortfall(
    standard: Standard, group: Group, state: GroupReadiness, raised: Levels, margin: int
) -> str:
    tally, wanted = state.tally, state.required + margin
    if wanted > tally.applicable:
        return (
            f"{state.name} has {_count(standard, tally.applicable)} that "
            f"{'applies' if tally.applicable == 1 else 'apply'} and needs {state.required}, so it "
            f"cannot have {margin} to spare."
        )
    reach = f"With every action done, {state.name} would have {tally.met} of {tally.applicable} met"
    if state.shortfall:
        lack = f"{reach} and needs {state.required}, so it cannot pass."
    else:
        lack = f"{reach}, which passes, but not with {margin} to spare."
    unmet = [
        each.code
        for each in group.elements
        if not _is_met(standard, raised[each.code]) and _applies(standard, raised[each.code])
    ]
    return f"{lack} {_ask_for_actions(standard, unmet, wanted - tally.met)}"


def _ask_for_actions(standard: Standard, unmet: Sequence[str], missing: int) -> str:
    """Return which actions would help: those that raise so many of the unmet elements."""
    codes, goal = _list_codes(unmet), _say_met(standard)
    if missing < len(unmet):
        return f"Plan actions that raise {missing} of these to {goal}: {codes}."
    plan = "an action that raises" if len(unmet) == 1 else "actions that raise"
    return f"Plan {plan} {codes} to {goal}."


def _say_met(standard: Standard) -> str:
    """Return the levels that count as met: “Compliant or better”."""
    titles = [level.title for level in standard.levels if _is_met(standard, level.id)]
    return f"{titles[-1]} or better" if len(titles) > 1 else titles[-1]


def _is_met(standard: Standard, level: str | None) -> bool:
    return level in standard.rules.met


def _applies(standard: Standard, level: str | None) -> bool:
    return level not in standard.rules.not_applicable


def _count(standard: Standard, number: int) -> str:
    term = standard.terms.element
    return f"{number} {term.one if number == 1 else term.many}"


def _list_codes(codes: Iterable[str]) -> str:
    every = list(codes)
    if len(every) > MOST_CODES:
        return f"{', '.join(every[:MOST_CODES])} and {len(every) - MOST_CODES} more"
    return _join(every)


def _join(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
