"""What keeps a report from being signed, and what should be known before: pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cse_assess.review.decision.facts import ElementFacts, ReviewFacts
from cse_assess.review.decision.models import Recommendation

AWARDING = (Recommendation.AWARD, Recommendation.AWARD_WITH_CONDITIONS)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is not as it should be: what, where, and why in more words."""

    text: str
    codes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What blocks a signature, and what only should be known."""

    blocking: tuple[Remark, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether the report can be signed."""
        return not self.blocking


def judge_report(
    facts: ReviewFacts, choice: str, *, waiting_points: int, stale_titles: Sequence[str]
) -> Judgement:
    """Return how a report stands.

    `choice` is the recommendation, empty where there is none yet. `waiting_points` is how many
    points of the organisation have no answer, and `stale_titles` name the sections that were
    written before the findings changed.
    """
    return Judgement(
        blocking=tuple(_find_blocking(facts, choice, waiting_points)),
        remarks=tuple(_find_remarks(facts, choice, stale_titles)),
    )


def _find_blocking(facts: ReviewFacts, choice: str, waiting_points: int) -> Iterator[Remark]:
    terms = facts.standard.terms.element
    if facts.without_level:
        term = terms.one if len(facts.without_level) == 1 else terms.many
        text = f"You gave no level yet to {len(facts.without_level)} {term}"
        yield Remark(text, facts.without_level)
    if not choice:
        yield Remark("There is no recommendation yet")
    if choice in AWARDING and not facts.readiness.passes:
        yield Remark(
            "The award is recommended, but by your levels the pass rule is not met",
            reasons=facts.readiness.reasons,
        )
    if waiting_points == 1:
        yield Remark("A point of the organisation has no answer yet")
    elif waiting_points:
        yield Remark(f"{waiting_points} points of the organisation have no answer yet")


def _find_remarks(facts: ReviewFacts, choice: str, stale_titles: Sequence[str]) -> Iterator[Remark]:
    rules, term = facts.standard.rules, facts.standard.terms.element.many
    if choice == Recommendation.NOT_YET and facts.readiness.passes:
        yield Remark(
            "No award is recommended, although by your levels the pass rule is met. The "
            "recommendation should say why"
        )
    silent = [each for each in facts.below_met if not (each.partial or each.comment)]
    if silent:
        yield Remark(f"These {term} are not met, and no words say what is missing", _codes(silent))
    unexplained = [
        each for each in facts.elements if each.level in rules.reason_required and not each.comment
    ]
    if unexplained:
        yield Remark(
            f"You agree that these {term} do not apply, without a word", _codes(unexplained)
        )
    undone = [each for each in facts.elements if each.level and not each.is_done]
    if undone:
        yield Remark(f"These {term} have a level and are not ticked as done", _codes(undone))
    if facts.work.queries_open:
        yield Remark(_tell_open_queries(facts.work.queries_open))
    for title in stale_titles:
        yield Remark(f"The findings changed since “{title}” was edited")


def _tell_open_queries(number: int) -> str:
    if number == 1:
        return "A query to the organisation is not settled"
    return f"{number} queries to the organisation are not settled"


def _codes(elements: Sequence[ElementFacts]) -> tuple[str, ...]:
    return tuple(each.code for each in elements)
