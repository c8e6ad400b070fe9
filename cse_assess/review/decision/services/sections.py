"""Writes sections of a report, and goes back to their drafts."""

import re

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.texts import LONGEST_TEXT, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotFound
from cse_assess.review.decision import policy
from cse_assess.review.decision.assembling import WrittenSection, assemble_report
from cse_assess.review.decision.drafting import draft_section, hash_draft
from cse_assess.review.decision.models import Recommendation, ReportSection
from cse_assess.review.decision.queries import load_sections
from cse_assess.review.decision.sections import Section, find_section
from cse_assess.review.decision.services.guards import begin_changing
from cse_assess.review.desk.models import Review
from cse_assess.standards.structure import Standard

HASH = re.compile(r"[0-9a-f]{64}")


class SectionConflict(Conflict):
    """Somebody else wrote the section meanwhile; `theirs` is how it stands now."""

    def __init__(self, theirs: WrittenSection) -> None:
        super().__init__("Somebody wrote this section while you had it open. Decide what to keep.")
        self.theirs = theirs


def save_section(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    key: str,
    text: str,
    version_id: int,
    draft_sha256: str,
    choice: str = "",
) -> None:
    """Keep what the assessor wrote in place of a draft.

    `version_id` is what was on the screen, 0 for a section that was only drafted, and
    `draft_sha256` the hash of the draft that was shown beside it. A text that is the draft is not
    kept: the section then follows the findings. `choice` is the recommendation, in that section
    only. Raises `NotAllowed`, `NotFound`, `SectionConflict` and `DomainError` with its field.
    """
    begin_changing(actor, review, policy.can_write_report)
    section = _get_section(standard, key)
    text = check_text(text, LONGEST_TEXT, name=section.title, field="text")
    choice = _check_choice(section, choice)
    report, row = assemble_report(review, standard), _lock(review, key)
    if (row.version_id if row else 0) != version_id:
        raise SectionConflict(report.section(key))
    draft = draft_section(report.facts, key, choice)
    if not text and section.is_recommendation:
        text = draft
    if text == draft and not choice:
        _drop(row)
    else:
        shown = draft_sha256 if _is_known(draft_sha256, section) else hash_draft(draft)
        _write(actor, row or ReportSection(review_id=review.id, key=key), text, choice, shown)
    record(actor, review.assessment, AuditAction.REPORT_SECTION_EDITED, _name(review, key))


def _is_known(draft_sha256: str, section: Section) -> bool:
    """Tell whether a draft was shown; that of a recommendation depends on what is chosen."""
    return HASH.fullmatch(draft_sha256) is not None and not section.is_recommendation


def restore_draft(
    *, actor: Actor, review: Review, standard: Standard, key: str, version_id: int
) -> None:
    """Let a section say again what is drafted from the findings; a recommendation stays chosen.

    Raises as `save_section` does.
    """
    begin_changing(actor, review, policy.can_write_report)
    section = _get_section(standard, key)
    row = _lock(review, key)
    if (row.version_id if row else 0) != version_id:
        raise Conflict("Somebody wrote this section while you had it open. See how it stands now.")
    if row is None:
        return
    if section.is_recommendation:
        report = assemble_report(review, standard)
        draft = draft_section(report.facts, key, row.choice)
        _write(actor, row, draft, row.choice, hash_draft(draft))
    else:
        _drop(row)
    record(actor, review.assessment, AuditAction.REPORT_SECTION_RESTORED, _name(review, key))


def _get_section(standard: Standard, key: str) -> Section:
    section = find_section(standard, key)
    if section is None:
        raise NotFound("The report has no such section.")
    return section


def _check_choice(section: Section, choice: str) -> str:
    if not section.is_recommendation:
        return ""
    if choice not in list(Recommendation):
        raise DomainError("Choose what you recommend", field="choice")
    return choice


def _lock(review: Review, key: str) -> ReportSection | None:
    """Return the row as the database has it; the review's lock keeps others from it."""
    session.expire_all()
    return load_sections(review.id).get(key)


def _write(actor: Actor, row: ReportSection, text: str, choice: str, draft_sha256: str) -> None:
    row.text, row.choice, row.draft_sha256 = text, choice, draft_sha256
    row.edited_at, row.edited_by_id = now(), actor.user_id
    session.add(row)
    session.flush()


def _drop(row: ReportSection | None) -> None:
    if row is not None:
        session.delete(row)
        session.flush()


def _name(review: Review, key: str) -> dict[str, object]:
    return {"review": review.number, "section": key}
