"""Checks of who sees to an element, and of what is still to be confirmed."""

from collections.abc import Iterator

from cse_assess.analysis.checks.facts import CheckFinding, CheckKind, ElementFacts, Place, Sureness
from cse_assess.standards.structure import Element, Standard


def check_owner(element: Element, facts: ElementFacts) -> Iterator[CheckFinding]:
    """Find an element whose owner has left, or that nobody owns."""
    if facts.has_owner_left:
        yield CheckFinding(
            CheckKind.OWNER_LEFT,
            element.code,
            Sureness.CERTAIN,
            Place.OWNER,
            f"{facts.owner_name}, who owns it, has left.",
            "Choose another owner.",
        )
    elif facts.owner_id is None:
        yield CheckFinding(
            CheckKind.NO_OWNER,
            element.code,
            Sureness.CERTAIN,
            Place.OWNER,
            "Nobody owns it.",
            "Choose who sees to it until the visit.",
        )


def check_confirmation(
    standard: Standard, element: Element, facts: ElementFacts
) -> Iterator[CheckFinding]:
    """Find a level of the cycle before that nobody has confirmed."""
    carried = standard.find_level(facts.carried_level or "")
    if facts.level is None and carried is not None:
        yield CheckFinding(
            CheckKind.TO_CONFIRM,
            element.code,
            Sureness.CERTAIN,
            Place.LEVEL,
            f"“{carried.title}” was the level of the cycle before; nobody has confirmed it.",
            "Choose the level that holds now.",
        )
