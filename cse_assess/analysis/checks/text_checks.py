"""Checks of what a justification says: figures without proof, vague, very short, or said twice."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from cse_assess.analysis.checks.claims import Claim, list_claims
from cse_assess.analysis.checks.facts import (
    CheckFinding,
    CheckKind,
    ElementFacts,
    PieceFacts,
    Place,
    Sureness,
)
from cse_assess.analysis.checks.holdings import Holdings, JointHoldings
from cse_assess.analysis.checks.mentions import Day, Mention, list_mentions
from cse_assess.analysis.checks.sentences import LONGEST_QUOTATION, quote_around
from cse_assess.analysis.checks.vague import VagueUse, find_vague_words
from cse_assess.standards.structure import Element, Standard

FEWEST_WORDS = 12


def check_claims(
    element: Element, facts: ElementFacts, codes: Collection[str]
) -> Iterator[CheckFinding]:
    """Find figures and days that no attached evidence holds, or that cannot be looked up.

    A small number that cannot be looked up is not worth a question.
    """
    unread = sum(piece.values is None for piece in facts.pieces)
    asked = (
        claim
        for claim in list_claims(facts.justification, codes=codes)
        if not (claim.is_small and unread)
    )
    given: set[str] = set()
    for claim in _list_unheld(asked, facts.pieces):
        about = claim.words.lower()
        if about not in given:
            given.add(about)
            yield _doubt(element, facts, claim, unread)


def _list_unheld(claims: Iterable[Claim], pieces: Sequence[PieceFacts]) -> list[Claim]:
    """Return the claims that no piece holds; what titles say is read for those left by the texts.

    A claim of two figures may have one from a text and the other from a title.
    """
    texts = tuple(piece.values for piece in pieces if piece.values)
    unheld = _leave_out_held(claims, JointHoldings(texts))
    if not unheld:
        return []
    headings = Holdings.of(mention for piece in pieces for mention in _list_headings(piece))
    return _leave_out_held(unheld, JointHoldings((*texts, headings)))


def _leave_out_held(claims: Iterable[Claim], held: JointHoldings) -> list[Claim]:
    return [claim for claim in claims if not claim.is_held_by(held)]


def _list_headings(piece: PieceFacts) -> list[Mention]:
    """Return what the title of a piece mentions, and its own date."""
    state = piece.proof.evidence
    mentions = list_mentions(state.title)
    if day := state.evidence_on:
        mentions.append(Mention(0, 0, Day(day.year, day.month, day.day)))
    return mentions


def _doubt(element: Element, facts: ElementFacts, claim: Claim, unread: int) -> CheckFinding:
    reason = _explain(claim, len(facts.pieces), unread)
    return CheckFinding(
        CheckKind.NOT_LOOKED_UP if unread else CheckKind.UNSUPPORTED,
        element.code,
        Sureness.PERHAPS if unread or claim.is_small else Sureness.LIKELY,
        Place.JUSTIFICATION,
        reason,
        "Check it yourself, and say in the justification which piece holds it."
        if unread
        else "Attach the evidence that it comes from, or put the figure right.",
        about=claim.words.lower(),
        words=quote_around(facts.justification, claim.start, claim.end),
    )


def _explain(claim: Claim, pieces: int, unread: int) -> str:
    if not pieces:
        return f"“{claim.words}” is claimed, and no evidence is attached."
    if unread == pieces:
        return f"“{claim.words}” could not be looked up: no text of the evidence can be read."
    if unread:
        return (
            f"“{claim.words}” could not be looked up: it is in no text that can be read, and "
            f"{unread} of {pieces} pieces of evidence cannot be read."
        )
    return f"“{claim.words}” is claimed, but the text of no attached evidence holds it."


def check_vagueness(element: Element, facts: ElementFacts) -> Iterator[CheckFinding]:
    """Find words that sound like proof and are none."""
    for use in find_vague_words(facts.justification):
        yield CheckFinding(
            CheckKind.VAGUE,
            element.code,
            Sureness.PERHAPS,
            Place.JUSTIFICATION,
            f"{_list_words(use)} can mean anything here.",
            use.group.instead,
            about=use.group.name,
            words=quote_around(use.sentence, 0, min(len(use.sentence), LONGEST_QUOTATION)),
        )


def _list_words(use: VagueUse) -> str:
    return ", ".join(f"“{' '.join(word.split())}”" for word in use.words)


def check_length(
    standard: Standard, element: Element, facts: ElementFacts
) -> Iterator[CheckFinding]:
    """Find a claimed level with hardly a word, or none, to justify it."""
    level = standard.find_level(facts.level or "")
    if level is None or standard.rules.kind_of(level.id) not in ("met", "partial"):
        return
    count = len(facts.justification.split())
    if count >= FEWEST_WORDS:
        return
    said = "no justification" if not count else f"only {count} word{'' if count == 1 else 's'}"
    yield CheckFinding(
        CheckKind.SAYS_LITTLE,
        element.code,
        Sureness.LIKELY if count else Sureness.CERTAIN,
        Place.JUSTIFICATION,
        f"“{level.title}” is claimed with {said}.",
        "Say what is done, who for, since when, and what came of it.",
        words=facts.justification,
    )


def check_sameness(
    standard: Standard, element: Element, facts: ElementFacts, twins: tuple[str, ...]
) -> Iterator[CheckFinding]:
    """Find a justification that stands word for word at other elements, the `twins`."""
    if twins:
        yield CheckFinding(
            CheckKind.SAME_WORDS,
            element.code,
            Sureness.CERTAIN,
            Place.JUSTIFICATION,
            f"The same text stands at {', '.join(twins)}.",
            f"Say what is true of this {standard.terms.element.one} in particular.",
            about=", ".join(twins),
            words=quote_around(facts.justification, 0, 1),
        )
