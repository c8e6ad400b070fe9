"""The carry-forward list of a review that falls due: what to look at again, and what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cse_assess.analysis.carry_list import (
    EvidenceSince,
    LookAgain,
    count_evidence,
    list_reasons,
)
from cse_assess.analysis.comparison import ElementComparison, ElementThen, compare_sides
from cse_assess.analysis.freshness import FreshnessRule, assess_freshness
from cse_assess.analysis.verdicts_over_time import PartialTrace
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.past.carrying import STALE
from cse_assess.assessments.past.content import make_content, read_side
from cse_assess.assessments.queries import AssessmentTree, load_tree
from cse_assess.assessments.readiness import evidence_state
from cse_assess.clock import today
from cse_assess.review.certificates.baseline import (
    Baseline,
    find_baseline,
    find_working_cycle,
    list_flags,
)
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.standards.structure import Element, Level, Standard

NOTHING_SINCE = EvidenceSince()


@dataclass(frozen=True, slots=True)
class AheadElement:
    """An element that is looked at again, or that changed.

    `level` is the assessor's, or the own one where no review was signed; `own_before` and `own_now`
    are the organisation's. `flags` are the assessor's words.
    """

    element: Element
    level: Level | None
    reasons: tuple[LookAgain, ...]
    trace: PartialTrace | None
    flags: tuple[str, ...]
    own_before: Level | None
    own_now: Level | None
    is_to_confirm: bool
    has_other_level: bool
    has_other_texts: bool
    evidence: EvidenceSince

    @property
    def has_changed(self) -> bool:
        """Tell whether anything changed, or is out of date by then."""
        return self.has_other_level or self.has_other_texts or self.evidence != NOTHING_SINCE


@dataclass(frozen=True, slots=True)
class CarryList:
    """What lies ahead of a review: from what it is told, what is worked on now, and the elements.

    `on` is the day for which evidence is judged.
    """

    baseline: Baseline
    working: Assessment
    on: date
    again: tuple[AheadElement, ...]
    others: tuple[AheadElement, ...]

    def count(self, reason: LookAgain) -> int:
        """Return how many elements are looked at again for this reason."""
        return sum(reason in each.reasons for each in self.again)


def make_carry_list(
    certificate: Certificate, due: DueReview | None, standard: Standard
) -> CarryList:
    """Return what to look at again in `due`, or, where None, in the assessment after the end.

    Takes a fixed number of queries.
    """
    on = max(due.due_on if due else certificate.ends_on, today())
    baseline = find_baseline(certificate, due, standard.rules)
    tree = load_tree(find_working_cycle(certificate, due).id)
    elements = list(_Lister(standard, baseline, tree, on).list_elements())
    return CarryList(
        baseline=baseline,
        working=tree.assessment,
        on=on,
        again=tuple(each for each in elements if each.reasons),
        others=tuple(each for each in elements if not each.reasons and each.has_changed),
    )


class _Lister:
    """Holds what stood last against what is worked on now, element by element."""

    def __init__(
        self, standard: Standard, baseline: Baseline, tree: AssessmentTree, on: date
    ) -> None:
        self.standard, self.baseline, self.tree = standard, baseline, tree
        self.rule = FreshnessRule(on, None, standard.evidence.validity_months)
        self.responses = {each.element_code: each for each in tree.responses}
        self.compared = _compare(standard, baseline, tree)
        self.withdrawn = _list_withdrawn(tree)

    def list_elements(self) -> Iterator[AheadElement]:
        return (self._describe(element) for element in self.standard.elements)

    def _describe(self, element: Element) -> AheadElement:
        code = element.code
        comparison, response = self.compared.get(code), self.responses.get(code)
        return AheadElement(
            element=element,
            level=self.standard.find_level(self.baseline.levels.get(code) or ""),
            reasons=self._list_reasons(code),
            trace=self.baseline.traces.get(code),
            flags=self._list_flags(code),
            own_before=self._level_before(comparison),
            own_now=self.standard.find_level(_own_level(response) or ""),
            is_to_confirm=response is not None and response.is_to_confirm,
            has_other_level=comparison is not None and comparison.has_other_level,
            has_other_texts=comparison is not None and bool(comparison.texts),
            evidence=self._count_evidence(element, comparison),
        )

    def _list_reasons(self, code: str) -> tuple[LookAgain, ...]:
        level, trace = self.baseline.levels.get(code), self.baseline.traces.get(code)
        is_flagged = bool(self._list_flags(code))
        return list_reasons(self.standard.rules, level, trace, is_flagged=is_flagged)

    def _list_flags(self, code: str) -> tuple[str, ...]:
        finding = self.baseline.findings.get(code)
        return tuple(list_flags(finding)) if finding else ()

    def _level_before(self, comparison: ElementComparison | None) -> Level | None:
        side = comparison.before if comparison else None
        return self.standard.find_level(side.level or "") if side else None

    def _count_evidence(
        self, element: Element, comparison: ElementComparison | None
    ) -> EvidenceSince:
        stale = self._count_stale(element)
        if comparison is None:
            return EvidenceSince(out_of_date=stale)
        return count_evidence(comparison, withdrawn=self.withdrawn, out_of_date=stale)

    def _count_stale(self, element: Element) -> int:
        """Return how many pieces that count now will be out of date on the day."""
        response, age = self.responses.get(element.code), element.evidence_max_age_months
        if response is None:
            return 0
        return sum(
            linked.counts and assess_freshness(evidence_state(linked), self.rule, age) in STALE
            for linked in self.tree.evidence_of(response)
        )


def _own_level(response: ElementResponse | None) -> str | None:
    """Return the level, or the one of the cycle before where that is to be confirmed."""
    if response is None:
        return None
    return response.carried_level if response.is_to_confirm else response.level


def _compare(
    standard: Standard, baseline: Baseline, tree: AssessmentTree
) -> Mapping[str, ElementComparison]:
    """Return what differs between what was submitted and now; nothing where nothing was."""
    if baseline.content is None:
        return {}
    now = _with_carried_levels(read_side(make_content(tree, standard)), tree)
    compared = compare_sides(standard, read_side(baseline.content), now)
    return {each.code: each for each in compared}


def _with_carried_levels(
    side: Mapping[str, ElementThen], tree: AssessmentTree
) -> dict[str, ElementThen]:
    levels = {each.element_code: _own_level(each) for each in tree.responses}
    return {code: replace(each, level=levels[code]) for code, each in side.items()}


def _list_withdrawn(tree: AssessmentTree) -> set[int]:
    return {
        linked.item.id
        for pieces in tree.evidence.values()
        for linked in pieces
        if linked.item.is_withdrawn
    }
