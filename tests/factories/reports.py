"""Self-assessments made of plain objects: reports can be built and printed without a database."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from cse_assess.accounts.models import Organisation, Service, User
from cse_assess.analysis.actions import PlannedAction
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.reports.ahead import look_ahead
from cse_assess.reports.document import GapReport
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.plans import NO_PLANS
from cse_assess.standards.structure import Standard

VISIT_ON = date(2027, 2, 9)
KINDS = tuple(EvidenceKind)


def make_item(item_id: int, **changes) -> tuple[EvidenceItem, EvidenceRevision]:
    """Make an item with its newest revision; `url` in `changes` makes it a web address."""
    url = changes.pop("url", None)
    number = changes.pop("revision", 1)
    values = {
        "id": item_id,
        "organisation_id": 1,
        "title": f"Customer survey report {item_id}",
        "kind": KINDS[item_id % len(KINDS)],
        "evidence_on": date(2026, 1 + item_id % 11, 1 + item_id % 27),
        "valid_until": None,
        "is_confidential": False,
        **changes,
    }
    item = EvidenceItem(**values)
    sha256 = None if url else hashlib.sha256(str(item_id).encode()).hexdigest()
    return item, EvidenceRevision(item_id=item_id, number=number, sha256=sha256, url=url)


def make_response(position: int, code: str, **changes) -> ElementResponse:
    values = {
        "id": position + 1,
        "assessment_id": 1,
        "element_code": code,
        "position": position,
        "level": "compliant",
        "level_reason": "",
        "justification": f"We do what {code} asks, in every part of the service.",
        "tell": "",
        **changes,
    }
    return ElementResponse(**values)


def link(link_id: int, response: ElementResponse, item, revision, note="") -> LinkedEvidence:
    made = EvidenceLink(
        id=link_id,
        response_id=response.id,
        item_id=item.id,
        note=note,
        guidance_points=[],
        proof_kinds=[],
    )
    return LinkedEvidence(made, item, revision)


def make_tree(
    responses: Iterable[ElementResponse],
    evidence: Iterable[LinkedEvidence] = (),
    *,
    service="Waste and Recycling",
    **changes,
) -> AssessmentTree:
    """Make the tree of a self-assessment of a new `service`; `changes` are its own values."""
    values = {
        "id": 1,
        "cycle": "2026 to 2027",
        "visit_on": VISIT_ON,
        "wording": "plain",
        "standard_id": "cse",
        "standard_version": "2026.1",
        "organisation": Organisation(id=1, name="Wexmoor District Council"),
        **changes,
    }
    assessment = Assessment(**values, service=Service(id=1, name=service))
    by_response: dict[int, list[LinkedEvidence]] = {}
    for linked in evidence:
        by_response.setdefault(linked.link.response_id, []).append(linked)
    grouped = {response_id: tuple(linked) for response_id, linked in by_response.items()}
    return AssessmentTree(assessment, tuple(responses), grouped)


def make_report(
    tree: AssessmentTree,
    standard: Standard,
    options: ReportOptions | None = None,
    planned: Sequence[PlannedAction] = (),
) -> GapReport:
    """Make a report with what it says of the days to come, once what is `planned` is done."""
    options = options or ReportOptions()
    plans = look_ahead(NO_PLANS, tree, standard, options, planned)
    return build_gap_report(tree, standard=standard, options=options, plans=plans)


SAID = (
    "Customers are consulted twice a year and each change that follows is published on the "
    "website and at the front desk. The survey of the spring had 1,204 answers, and waiting "
    "times fell from eleven to six days after it. Staff of every team take part in the yearly "
    "review, and their ideas are logged with what became of them."
)
TOLD = "Ask the team at the front desk how they record what customers say, and see the board."
LEVELS = ("compliant", "plus", "compliant", "partial", "compliant", "compliant", None)
BLOCKED, NOT_APPLICABLE = "3.4.2", "4.3.3"


def make_full_report(
    standard: Standard, *, pieces=5, options: ReportOptions | None = None
) -> GapReport:
    """Make a report in the middle of its work: every element written about, with evidence."""
    owner = User(id=1, name="Priya Nandakumar")
    responses, evidence = [], []
    for place, element in enumerate(standard.elements):
        response = make_response(
            place,
            element.code,
            level=LEVELS[place % len(LEVELS)],
            justification=SAID,
            tell=TOLD if place % 3 == 0 else "",
            owner=owner,
        )
        if element.code == BLOCKED:
            response.level = "not_compliant"
        if element.code == NOT_APPLICABLE:
            response.level, response.level_reason = "not_applicable", "No customer visits us."
        responses.append(response)
        if place % 11 == 4:
            continue
        for number in range(pieces):
            item, revision = make_item(
                1 + (place * 3 + number) % max(60, pieces), revision=1 + place % 3
            )
            note = "Page 4 shows how each group was asked and what they said." * (number % 2)
            evidence.append(link(len(evidence) + 1, response, item, revision, note))
    return make_report(make_tree(responses, evidence), standard, options)
