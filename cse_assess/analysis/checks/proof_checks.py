"""Checks of what evidence there is: none, only policy, too old, or nothing for others to learn."""

from collections.abc import Iterator
from datetime import date

from cse_assess.analysis.checks.facts import CheckFinding, CheckKind, ElementFacts, Place, Sureness
from cse_assess.analysis.checks.vague import says_what_is_special
from cse_assess.analysis.coverage import CoverageState, ProvenElement, assess_element
from cse_assess.analysis.freshness import FreshnessRule, add_months
from cse_assess.analysis.proof import ProofKind
from cse_assess.standards.structure import Element, Standard

# Of the three ways in which others can learn from an element, at least so many must be missing.
MISSING_WAYS = 2


def check_evidence(
    standard: Standard, element: Element, facts: ElementFacts
) -> Iterator[CheckFinding]:
    """Find a level that needs evidence and has none."""
    if facts.level in standard.rules.evidence_required and not facts.pieces:
        level = standard.get_level(facts.level or "")
        yield CheckFinding(
            CheckKind.NO_EVIDENCE,
            element.code,
            Sureness.CERTAIN,
            Place.EVIDENCE,
            f"“{level.title}” is claimed, and no evidence is attached.",
            "Attach what shows it, or choose the level that can be shown.",
        )


def check_lessons(
    standard: Standard, element: Element, facts: ElementFacts
) -> Iterator[CheckFinding]:
    """Find an exemplary level from which a peer could learn nothing.

    A peer learns from evidence that shows more than what is meant to be done (a piece whose kind
    of proof is not stated may), from what there is to tell or see, and from words that say what is
    special. Where two of the three are missing it is worth a look, and all three are likely amiss.
    """
    if facts.level not in standard.rules.exemplary:
        return
    missing = list(_list_missing(facts))
    if len(missing) < MISSING_WAYS:
        return
    level = standard.get_level(facts.level or "")
    is_all = not _shows_practice(facts) and len(missing) > MISSING_WAYS
    yield CheckFinding(
        CheckKind.NOTHING_TO_LEARN,
        element.code,
        Sureness.LIKELY if is_all else Sureness.PERHAPS,
        Place.JUSTIFICATION,
        f"“{level.title}” is claimed, but {_join(missing)}.",
        "Say what others could learn from you, and attach what came of it.",
    )


def _list_missing(facts: ElementFacts) -> Iterator[str]:
    if not _shows_practice(facts):
        yield "no evidence shows practice or results beyond what is meant to be done"
    if not facts.tell:
        yield "there is nothing to tell or see on site"
    if not says_what_is_special(facts.justification):
        yield "the justification does not say what is exceptional"


def _shows_practice(facts: ElementFacts) -> bool:
    return any(piece.proof.kinds != {ProofKind.SAYS} for piece in facts.pieces)


def _join(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def check_results(
    standard: Standard, element: Element, facts: ElementFacts, rule: FreshnessRule
) -> Iterator[CheckFinding]:
    """Find a met level whose evidence only says what is meant to be done."""
    if facts.level not in standard.rules.met:
        return
    proven = ProvenElement(facts.code, facts.level, tuple(piece.proof for piece in facts.pieces))
    points = assess_element(standard, element, proven, rule).points
    bare = [point for point in points if point.state is CoverageState.ALL_POLICY]
    if not bare:
        return
    is_whole = len(bare) == len(points)
    numbers = ", ".join(str(point.number) for point in bare)
    terms = standard.terms.guidance
    where = "" if is_whole else f" for {terms.one if len(bare) == 1 else terms.many} {numbers}"
    yield CheckFinding(
        CheckKind.ALL_POLICY,
        element.code,
        Sureness.LIKELY if is_whole else Sureness.PERHAPS,
        Place.EVIDENCE,
        f"The evidence{where} says what is meant to be done; none shows that it is done or works.",
        "Attach a record, a result, or what customers say, or state what each piece proves.",
    )


def check_age(
    standard: Standard, element: Element, facts: ElementFacts, rule: FreshnessRule
) -> Iterator[CheckFinding]:
    """Find evidence that is older than the element asks for, or has no day to tell by."""
    months = element.evidence_max_age_months
    if months is None or facts.level in standard.rules.not_applicable:
        return
    for piece in facts.pieces:
        state = piece.proof.evidence
        if state.evidence_on is None:
            reason, sureness = "has no date to tell its age by", Sureness.PERHAPS
        elif add_months(state.evidence_on, months) < rule.judged_on:
            reason, sureness = f"is from {_say(state.evidence_on)}", Sureness.CERTAIN
        else:
            continue
        yield CheckFinding(
            CheckKind.TOO_OLD,
            element.code,
            sureness,
            Place.EVIDENCE,
            f"This {standard.terms.element.one} asks for evidence of the last {months} months, and "
            f"a piece {reason}.",
            "Replace it with that of the last full year, or give its date.",
            about=str(state.item_id),
            words=state.title,
        )


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
