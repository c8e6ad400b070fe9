"""Turns a self-assessment into what the checks look at, and tells what they find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.analysis.checks.claims import list_claims
from cse_assess.analysis.checks.facts import CheckFinding, CheckKind, ElementFacts, PieceFacts
from cse_assess.analysis.checks.holdings import Holdings
from cse_assess.analysis.checks.running import Twins, find_twins, run_checks
from cse_assess.analysis.coverage import Proof
from cse_assess.assessments.checks import queries
from cse_assess.assessments.checks.models import SetAsideFinding
from cse_assess.assessments.coverage import describe_proof
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.assessments.readiness import freshness_rule
from cse_assess.errors import NotFound
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.standards.structure import Standard

Told = tuple[ElementResponse, Sequence[LinkedEvidence]]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as one person sees it; `set_aside` tells by whom and why, where it is."""

    finding: CheckFinding
    response: ElementResponse
    title: str
    set_aside: SetAsideFinding | None

    @property
    def owner(self) -> User | None:
        """Return who owns the element."""
        return self.response.owner


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What narrows the findings: a kind, an owner by id (0 for nobody), an element, set aside."""

    kind: str = ""
    owner_id: int | None = None
    code: str = ""
    is_set_aside: bool = False

    def accepts(self, shown: ShownFinding) -> bool:
        """Tell whether a finding passes everything but the kind."""
        return (
            self.owner_id in (None, shown.response.owner_id or 0)
            and self.code in ("", shown.finding.code)
            and self.is_set_aside == (shown.set_aside is not None)
        )


def find_everywhere(tree: AssessmentTree, standard: Standard, viewer: Actor) -> list[ShownFinding]:
    """Return all findings of a self-assessment, kind by kind, those set aside too.

    What the viewer may not open is not looked up for them.
    """
    told = [(response, tree.evidence_of(response)) for response in tree.responses]
    justifications = {each.element_code: each.justification for each in tree.responses}
    return _find(tree.assessment, standard, told, find_twins(justifications), viewer)


def find_at(
    response: ElementResponse,
    evidence: Sequence[LinkedEvidence],
    standard: Standard,
    viewer: Actor,
) -> list[ShownFinding]:
    """Return the findings at one element, as `find_everywhere` does."""
    says_anything = bool(response.justification)
    others = queries.list_justifications(response.assessment_id) if says_anything else {}
    told = [(response, evidence)]
    return _find(response.assessment, standard, told, find_twins(others), viewer)


def get_finding(found: Iterable[ShownFinding], fingerprint: str) -> ShownFinding:
    """Return the finding of this fingerprint; raise `NotFound` where it is not there any more."""
    for shown in found:
        if shown.finding.fingerprint == fingerprint:
            return shown
    raise NotFound("This finding is not there any more: what it was about has changed.")


def _find(
    assessment: Assessment,
    standard: Standard,
    told: Sequence[Told],
    twins: Twins,
    viewer: Actor,
) -> list[ShownFinding]:
    values = queries.load_values(_list_contents(told))
    facts = [_describe(standard, each, evidence, values, viewer) for each, evidence in told]
    found = run_checks(standard, facts, freshness_rule(assessment, standard), twins)
    responses = {response.element_code: response for response, _ in told}
    set_aside = {
        (each.response_id, each.fingerprint): each
        for each in queries.list_set_aside([response.id for response, _ in told])
    }
    return [
        ShownFinding(
            finding,
            response := responses[finding.code],
            standard.get_element(finding.code).title,
            set_aside.get((response.id, finding.fingerprint)),
        )
        for finding in found
    ]


def _list_contents(told: Iterable[Told]) -> set[str]:
    """Return the hashes of the files at elements that claim anything to look up in them."""
    return {
        linked.revision.sha256
        for response, evidence in told
        if list_claims(response.justification)
        for linked in evidence
        if linked.counts and linked.revision.sha256
    }


def _describe(
    standard: Standard,
    response: ElementResponse,
    evidence: Iterable[LinkedEvidence],
    values: dict[str, Holdings],
    viewer: Actor,
) -> ElementFacts:
    counting = [linked for linked in evidence if linked.counts]
    proofs = describe_proof(response, counting).proofs
    owner = response.owner
    return ElementFacts(
        code=response.element_code,
        level=response.level if standard.find_level(response.level or "") else None,
        justification=response.justification,
        tell=response.tell,
        carried_level=response.carried_level,
        owner_id=response.owner_id,
        owner_name=owner.name if owner else "",
        has_owner_left=owner is not None and owner.deactivated_at is not None,
        pieces=tuple(
            _describe_piece(linked, proof, values, viewer)
            for linked, proof in zip(counting, proofs, strict=True)
        ),
    )


def _describe_piece(
    linked: LinkedEvidence,
    proof: Proof,
    values: dict[str, Holdings],
    viewer: Actor,
) -> PieceFacts:
    is_open = can_open_item(viewer, linked.item)
    title = shown_title(linked.item, is_open=is_open)
    if title != proof.evidence.title:
        proof = replace(proof, evidence=replace(proof.evidence, title=title))
    held = values.get(linked.revision.sha256 or "") if is_open else None
    return PieceFacts(proof, held, str(linked.revision.id))


def count_kinds(found: Iterable[ShownFinding], filters: FindingFilters) -> dict[CheckKind, int]:
    """Return how many findings of each kind pass the other filters, kinds without any left out."""
    passing = [shown.finding.kind for shown in found if filters.accepts(shown)]
    return {kind: passing.count(kind) for kind in CheckKind if kind in passing}


def pick_findings(found: Iterable[ShownFinding], filters: FindingFilters) -> list[ShownFinding]:
    """Return the findings that pass all filters."""
    return [
        shown
        for shown in found
        if filters.accepts(shown) and filters.kind in ("", shown.finding.kind)
    ]


def group_kinds(
    found: Iterable[ShownFinding],
) -> list[tuple[CheckKind, tuple[ShownFinding, ...]]]:
    """Return findings that stand kind by kind with their kind before each group."""
    groups = groupby(found, key=lambda shown: shown.finding.kind)
    return [(kind, tuple(members)) for kind, members in groups]
