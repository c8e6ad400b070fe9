"""Findings of the consistency checks, and what files hold; committed."""

from factories.assessments import cse, system_actor

from cse_assess.assessments.checks import services
from cse_assess.assessments.checks.findings import ShownFinding, find_at
from cse_assess.assessments.checks.models import SetAsideFinding
from cse_assess.assessments.checks.study import hold_values, save_values
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import get_current_revision
from cse_assess.reading.document import Page


def give_values(item: EvidenceItem, *texts: str) -> EvidenceItem:
    """Let the figures of an item's current file have been noted: one page for each text."""
    pages = [Page(number, text) for number, text in enumerate(texts, start=1)]
    save_values(sha256=get_current_revision(item).sha256, held=hold_values(pages))
    session.commit()
    return item


def find_all_at(assessment, code, viewer=None) -> list[ShownFinding]:
    """Return the findings at an element."""
    response = get_response(assessment.id, code)
    viewer = viewer or system_actor(assessment.service)
    return find_at(response, list_evidence(response), cse(), viewer)


def find_first(assessment, code) -> ShownFinding:
    """Return the first finding at an element."""
    return find_all_at(assessment, code)[0]


def put_aside(shown: ShownFinding, why="It is so.", actor=None) -> SetAsideFinding:
    """Set a finding aside."""
    actor = actor or system_actor(shown.response.assessment.service)
    aside = services.set_aside(actor=actor, response=shown.response, finding=shown.finding, why=why)
    session.commit()
    return aside
