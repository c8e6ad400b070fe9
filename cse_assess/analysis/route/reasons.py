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
    """Return why the chosen actions are enough and what each of them is for."""
    wish = f" with {margin} to spare in each" if margin else ""
    if not chosen:
        return (f"Every threshold is met{wish} without any action.",)
    enough = "1 action is" if len(chosen) == 1 else f"{len(chosen)} actions are"
    days = say_days(effort_days)
    total = f"{enough} enough to meet every threshold{wish}: {days} of work."
    lines = [_explain_action(standard, levels, action) for action in chosen]
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


def _explain_action(standard: Standard, levels: Levels, action: PlannedAction) -> str:
    effort = "without an estimate" if action.effort_days is None else say_days(action.effort_days)
    raised = apply_actions(standard, levels, [action])
    before = assess_readiness(standard, levels).groups
    parts = [
        f"lifts {_list_codes(lifted)} in {state.name}{_say_need(state, lifted, levels)}"
        for group, state in zip(standard.groups(), before, strict=True)
        if (lifted := [each.code for each in group.elements if _differs(each.code, levels, raised)])
    ]
    return f"“{action.title}” ({effort}) {'; '.join(parts) or 'lifts nothing'}."


def _differs(code: str, levels: Levels, raised: Levels) -> bool:
    return levels.get(code) != raised.get(code)


def _say_need(state: GroupReadiness, lifted: Iterable[str], levels: Levels) -> str:
    """Return why lifting these elements helps: a shortfall, a blocking level, none at all."""
    blocking = [code for code in lifted if code in state.blocking]
    unscored = [code for code in lifted if levels.get(code) is None]
    needs = [
        f", which is {state.shortfall} short" if state.shortfall else "",
        f", blocked by {_list_codes(blocking)}" if blocking else "",
        f", which lacks the level of {_list_codes(unscored)}" if unscored else "",
    ]
    return "".join(needs)


def _explain_group(
    standard: Standard, group: Group, state: GroupReadiness, raised: Levels, margin: int
) -> Iterator[str]:
    tally, wanted = state.tally, state.required + margin
    if tally.applicable and tally.met < wanted:
        yield _explain_shortfall(standard, group, state, raised, margin)
    if state.blocking:
        yield (
            f"{state.name}: no action lifts {_list_codes(state.blocking)} out of a level that "
            "blocks the award."
        )
    unscored = [each.code for each in group.elements if raised.get(each.code) is None]
    if unscored:
        yield f"{state.name}: {_list_codes(unscored)} would still not be scored."
    limit = standard.rules.partial_allowance
    if isinstance(limit, int) and tally.partial > limit:
        yield f"{state.name} would have {tally.partial} partly met and may have {limit}."


def _explain_shortfall(
    standard: Standard, group: Group, state: GroupReadiness, raised: Levels, margin: int
) -> str:
    tally, term = state.tally, standard.terms.element
    wanted = state.required + margin
    if wanted > tally.applicable:
        return (
            f"{state.name} has {tally.applicable} that apply and needs {state.required}, so that "
            f"a margin of {margin} is out of reach."
        )
    missing = wanted - tally.met
    wish = f", with the margin {wanted}" if margin else ""
    counted = f"{missing} more {term.one + ' needs' if missing == 1 else term.many + ' need'}"
    left = [each.code for each in group.elements if not _is_settled(standard, raised[each.code])]
    return (
        f"{state.name} would have {tally.met} of {tally.applicable} met with every action done, "
        f"and needs {state.required}{wish}: {counted} an action that leads to a level that is met. "
        f"Still not met: {_list_codes(left)}."
    )


def _is_settled(standard: Standard, level: str | None) -> bool:
    return level is not None and standard.rules.kind_of(level) in ("met", "not_applicable")


def _list_codes(codes: Iterable[str]) -> str:
    every = list(codes)
    if len(every) > MOST_CODES:
        return f"{', '.join(every[:MOST_CODES])} and {len(every) - MOST_CODES} more"
    return " and ".join(filter(None, [", ".join(every[:-1]), every[-1]]))
