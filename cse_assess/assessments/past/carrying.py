"""What of a cycle has to be looked at again in the next one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.analysis.freshness import (
    Freshness,
    FreshnessRule,
    assess_freshness,
    last_valid_day,
)
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.pins.panel import show_pins
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.assessments.readiness import evidence_state
from cse_assess.standards.structure import Element, Rules, Standard
from cse_assess.web.templating import format_day

STALE = frozenset({Freshness.EXPIRED, Freshness.EXPIRES_BEFORE})


class CarryReason(StrEnum):
    """Why something is on the carry-forward list, in the order in which a list has them."""

    ASSESSOR_RETURNED = "assessor_returned"
    ASSESSOR_STILL = "assessor_still"
    ASSESSOR_PARTIAL = "assessor_partial"
    ASSESSOR_NOT_MET = "assessor_not_met"
    ASSESSOR_FLAGGED = "assessor_flagged"
    ASSESSOR_EXEMPLARY = "assessor_exemplary"
    RETURNED = "returned"
    NOT_MET = "not_met"
    PARTIAL = "partial"
    EXEMPLARY = "exemplary"
    NOT_APPLICABLE = "not_applicable"
    EVIDENCE_STALE = "evidence_stale"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    PASSAGE_LOST = "passage_lost"
    OPEN_ACTION = "open_action"


REASON_TITLES = {
    CarryReason.ASSESSOR_RETURNED: "Assessor: partly met again",
    CarryReason.ASSESSOR_STILL: "Assessor: still partly met",
    CarryReason.ASSESSOR_PARTIAL: "Assessor: partly met",
    CarryReason.ASSESSOR_NOT_MET: "Assessor: not met",
    CarryReason.ASSESSOR_FLAGGED: "Area that the assessor flagged",
    CarryReason.ASSESSOR_EXEMPLARY: "Assessor: exemplary",
    CarryReason.RETURNED: "Partly met twice running",
    CarryReason.NOT_MET: "Was not met",
    CarryReason.PARTIAL: "Was partly met",
    CarryReason.EXEMPLARY: "Was exemplary",
    CarryReason.NOT_APPLICABLE: "Did not apply",
    CarryReason.EVIDENCE_STALE: "Evidence out of date",
    CarryReason.EVIDENCE_WITHDRAWN: "Evidence was withdrawn",
    CarryReason.PASSAGE_LOST: "Passage not found any more",
    CarryReason.OPEN_ACTION: "Action still open",
}
OF_OWN_LEVEL = frozenset(
    {CarryReason.RETURNED, CarryReason.NOT_MET, CarryReason.PARTIAL, CarryReason.EXEMPLARY}
)


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing to look at again: where, why, in what words, and about which piece of evidence."""

    code: str
    reason: CarryReason
    words: str
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What an assessor said in the cycle that ends: points, and the codes of what they judged.

    Where they gave a level, that one tells what is looked at again, and not the own one.
    """

    judged: frozenset[str] = frozenset()
    points: tuple[Carried, ...] = ()

    def stand_before(self, own: Iterable[Carried]) -> list[Carried]:
        """Return the assessor's points, and what of the `own` ones they leave."""
        return [*self.points, *(each for each in own if not self._replaces(each))]

    def _replaces(self, point: Carried) -> bool:
        return point.code in self.judged and point.reason in OF_OWN_LEVEL


NO_VERDICTS = Verdicts()


def list_carried(
    standard: Standard,
    response: ElementResponse,
    evidence: Iterable[LinkedEvidence],
    rule: FreshnessRule,
) -> list[Carried]:
    """Return what is to be looked at again at an element; `rule` judges for the new visit.

    An element that the standard does not have any more leaves nothing.
    """
    element = standard.find_element(response.element_code)
    if element is None:
        return []
    return [
        *_of_level(standard, response),
        *(each for linked in evidence for each in _of_evidence(element, linked, rule)),
    ]


def _of_level(standard: Standard, response: ElementResponse) -> Iterator[Carried]:
    level = standard.find_level(response.level or "")
    reason = level and _reason_of(standard.rules, level.id, response.carried_level)
    if level and reason:
        words = (level.title, response.level_reason)
        yield Carried(response.element_code, reason, ": ".join(filter(None, words)))


def _reason_of(rules: Rules, level_id: str, level_before: str | None) -> CarryReason | None:
    """Return why a level is looked at again, None for one that was met and no more."""
    if level_id in rules.exemplary:
        return CarryReason.EXEMPLARY
    if level_id in rules.not_applicable:
        return CarryReason.NOT_APPLICABLE
    if level_id in rules.partial:
        return CarryReason.RETURNED if level_before in rules.partial else CarryReason.PARTIAL
    return None if level_id in rules.met else CarryReason.NOT_MET


def _of_evidence(
    element: Element, linked: LinkedEvidence, rule: FreshnessRule
) -> Iterator[Carried]:
    item_id = linked.item.id
    if not linked.counts:
        yield Carried(element.code, CarryReason.EVIDENCE_WITHDRAWN, "", item_id)
        return
    state, age = evidence_state(linked), element.evidence_max_age_months
    if assess_freshness(state, rule, age) in STALE:
        last_day = last_valid_day(state, rule.validity_months, age)
        words = f"Counted until {format_day(last_day)}"
        yield Carried(element.code, CarryReason.EVIDENCE_STALE, words, item_id)
    for shown in show_pins(linked):
        if shown.is_alarm:
            words = f"“{shown.pin.quotation}”"
            yield Carried(element.code, CarryReason.PASSAGE_LOST, words, item_id)
