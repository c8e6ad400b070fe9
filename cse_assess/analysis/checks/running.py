"""Runs all checks over a self-assessment, or over one element of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cse_assess.analysis.checks.facts import CheckFinding, CheckKind, ElementFacts, take_fingerprint
from cse_assess.analysis.checks.people_checks import check_confirmation, check_owner
from cse_assess.analysis.checks.proof_checks import (
    check_age,
    check_evidence,
    check_lessons,
    check_results,
)
from cse_assess.analysis.checks.text_checks import (
    check_claims,
    check_length,
    check_sameness,
    check_vagueness,
)
from cse_assess.analysis.freshness import FreshnessRule
from cse_assess.analysis.plain_text import fold_text
from cse_assess.standards.structure import Element, Standard

_PLACES = {kind: place for place, kind in enumerate(CheckKind)}

Twins = Mapping[str, tuple[str, ...]]


def find_twins(justifications: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return for each element code those with the same justification, but for case and spacing.

    Elements without a justification, and those whose text stands nowhere else, are missing.
    """
    codes: dict[str, list[str]] = defaultdict(list)
    for code, text in justifications.items():
        if folded := fold_text(text).casefold():
            codes[folded].append(code)
    return {
        code: tuple(other for other in same if other != code)
        for same in codes.values()
        if len(same) > 1
        for code in same
    }


def run_checks(
    standard: Standard, facts: Sequence[ElementFacts], rule: FreshnessRule, twins: Twins
) -> list[CheckFinding]:
    """Return what does not fit at the elements that `facts` tell of, kind by kind.

    Within a kind they stand in the order of the elements. `twins` are those of `find_twins`. What
    is not applicable is not checked, nor what the standard does not have (any more). Raises
    `UnknownLevelError`.
    """
    run = _Run(standard, rule, twins, _list_codes(standard))
    found = [finding for each in facts for finding in run.check(each)]
    return sorted(found, key=lambda finding: _PLACES[finding.kind])


def _list_codes(standard: Standard) -> frozenset[str]:
    """Return all codes of a standard, which are no figures although they may look like it."""
    parts = (standard.criteria, standard.subcriteria, standard.elements)
    codes = {part.code for tier in parts for part in tier}
    return frozenset(code for code in codes if not code.isdigit())


@dataclass(frozen=True, slots=True)
class _Run:
    standard: Standard
    rule: FreshnessRule
    twins: Twins
    codes: Collection[str]

    def check(self, facts: ElementFacts) -> Iterator[CheckFinding]:
        element = self.standard.find_element(facts.code)
        if element is None or facts.level in self.standard.rules.not_applicable:
            return
        for finding in self._find(element, facts):
            yield replace(finding, fingerprint=take_fingerprint(finding, facts))

    def _find(self, element: Element, facts: ElementFacts) -> Iterator[CheckFinding]:
        standard = self.standard
        yield from check_evidence(standard, element, facts)
        yield from check_lessons(standard, element, facts)
        yield from check_results(standard, element, facts, self.rule)
        yield from check_claims(element, facts, self.codes)
        yield from check_age(standard, element, facts, self.rule)
        yield from check_length(standard, element, facts)
        yield from check_sameness(standard, element, facts, self.twins.get(facts.code, ()))
        yield from check_vagueness(element, facts)
        yield from check_owner(element, facts)
        yield from check_confirmation(standard, element, facts)
