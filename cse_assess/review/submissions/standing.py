"""How the gate stands for a self-assessment, from what the database holds now."""

from collections.abc import Mapping

from cse_assess.assessments.past.content import hash_content, make_content
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.assessments.readiness import compute_readiness
from cse_assess.evidence.scanning.queries import load_quarantine
from cse_assess.review.submissions.gate import Gate, Surroundings, judge_gate
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard


def judge_tree(
    tree: AssessmentTree, standard: Standard, newest: Submission | None, *, is_scanning: bool
) -> Gate:
    """Return how the gate stands, in one query more than the tree and its `newest` submission took.

    `is_scanning` tells whether this installation has a virus scanner, without whose word no file
    is handed out.
    """
    around = Surroundings(
        has_visit_date=tree.assessment.visit_on is not None,
        has_news=_has_news(tree, standard, newest),
        held_back=_find_held_back(tree, standard, is_scanning=is_scanning),
    )
    return judge_gate(standard, compute_readiness(tree, standard), around)


def _has_news(tree: AssessmentTree, standard: Standard, newest: Submission | None) -> bool:
    """Tell whether anything differs from what the assessor has; withdrawn, they have nothing."""
    if newest is None or newest.is_withdrawn:
        return True
    return hash_content(make_content(tree, standard)) != newest.snapshot.sha256


def _find_held_back(
    tree: AssessmentTree, standard: Standard, *, is_scanning: bool
) -> Mapping[str, str]:
    """Return for each element with a file in quarantine why that may not be handed out."""
    files = _list_files(tree, standard)
    hashes = {linked.revision.sha256 or "" for _, linked in files}
    reasons = load_quarantine(hashes, is_scanning=is_scanning)
    return {
        code: reasons[linked.revision.sha256]
        for code, linked in files
        if linked.revision.sha256 in reasons
    }


def _list_files(tree: AssessmentTree, standard: Standard) -> list[tuple[str, LinkedEvidence]]:
    return [
        (response.element_code, linked)
        for response in tree.responses
        if standard.find_element(response.element_code)
        for linked in tree.evidence_of(response)
        if linked.counts and linked.revision.is_file
    ]
