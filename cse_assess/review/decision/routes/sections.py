"""The pages on which an assessor writes a section, or goes back to its draft."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.forms import VersionedForm
from cse_assess.errors import DomainError, NotFound
from cse_assess.review.decision import policy
from cse_assess.review.decision.assembling import Report, WrittenSection
from cse_assess.review.decision.forms import RecommendationForm, SectionForm
from cse_assess.review.decision.routes.blueprints import REPORT, SECTION, written
from cse_assess.review.decision.routes.loading import load_for
from cse_assess.review.decision.sections import SectionKey, find_section
from cse_assess.review.decision.services import sections as services
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.web.flashes import confirm

CONFLICT = 409
RECOMMENDATION = SectionKey.RECOMMENDATION.value


@written.route(SECTION, methods=["GET", "POST"])
@signed_in
def edit_section(review_id: int, key: str) -> str | Response | tuple[str, int]:
    """Write a section; where somebody else did so meanwhile, show both."""
    report, section = _load(review_id, key)
    form = SectionForm.of(section)
    return _write(report, section, form)


@written.route(f"{REPORT}/recommendation", methods=["GET", "POST"])
@signed_in
def recommend(review_id: int) -> str | Response | tuple[str, int]:
    """Choose what is recommended, and write why."""
    report = load_for(review_id, policy.can_write_report)
    section = report.section(RECOMMENDATION)
    form = RecommendationForm.of(section)
    form.offer(report.review.kind)
    return _write(report, section, form)


def _load(review_id: int, key: str) -> tuple[Report, WrittenSection]:
    report = load_for(review_id, policy.can_write_report)
    if key == RECOMMENDATION or find_section(report.facts.standard, key) is None:
        raise NotFound("The report has no such section.")
    return report, report.section(key)


def _write(
    report: Report, section: WrittenSection, form: SectionForm
) -> str | Response | tuple[str, int]:
    if not form.validate_on_submit():
        return _show(report, section, form)
    try:
        _save(report, section, form)
    except services.SectionConflict as conflict:
        form.show_error(conflict)
        form.show_again(conflict.theirs)
        return _show(report, conflict.theirs, form, theirs=conflict.theirs), CONFLICT
    except DomainError as error:
        form.show_error(error)
        return _show(report, section, form)
    confirm(f"“{section.section.title}” is saved.")
    return redirect(_place(report.review, section))


def _save(report: Report, section: WrittenSection, form: SectionForm) -> None:
    services.save_section(
        actor=current_actor(),
        review=report.review,
        standard=report.facts.standard,
        key=section.section.key,
        text=form.text.data or "",
        version_id=form.seen_version,
        draft_sha256=form.draft_sha256.data or "",
        choice=form.choice.data or "" if isinstance(form, RecommendationForm) else "",
    )


def _show(
    report: Report,
    section: WrittenSection,
    form: SectionForm,
    *,
    theirs: WrittenSection | None = None,
) -> str:
    return show_review(
        "assessor_report/section.html",
        report.review,
        form=form,
        written=section,
        theirs=theirs,
        report=report,
    )


@written.route(f"{SECTION}/draft", methods=["GET", "POST"])
@signed_in
def restore_draft(review_id: int, key: str) -> str | Response:
    """Ask whether what was written is to go, then go back to the draft."""
    report = load_for(review_id, policy.can_write_report)
    section = _find(report, key)
    form = VersionedForm(data={"version_id": section.version_id})
    if form.validate_on_submit():
        services.restore_draft(
            actor=current_actor(),
            review=report.review,
            standard=report.facts.standard,
            key=key,
            version_id=form.seen_version,
        )
        confirm(f"“{section.section.title}” says again what is drafted from your findings.")
        return redirect(_place(report.review, section))
    return show_review("assessor_report/restore.html", report.review, form=form, written=section)


def _find(report: Report, key: str) -> WrittenSection:
    if find_section(report.facts.standard, key) is None:
        raise NotFound("The report has no such section.")
    return report.section(key)


def _place(review: Review, section: WrittenSection) -> str:
    return url_for(".show", review_id=review.id, _anchor=section.section.key)
