"""Importing a spreadsheet of actions, and exporting one."""

from functools import partial

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.actions import importing
from cse_assess.assessments.actions.queries import list_all
from cse_assess.assessments.actions.routes.blueprint import blueprint
from cse_assess.assessments.actions.transfer.columns import list_unread
from cse_assess.assessments.actions.transfer.export import export_actions
from cse_assess.assessments.actions.transfer.plan import ActionPlan
from cse_assess.assessments.forms import ConfirmForm, UploadForm
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.import_steps import carry_out, load_draft, take_upload
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.assessments.transfer.export import MEDIA_TYPES
from cse_assess.assessments.transfer.sheet import FILE_BYTES
from cse_assess.errors import NotFound
from cse_assess.web.downloads import send_made_file
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

IMPORT = "/assessments/<int:assessment_id>/actions/import"
CONFLICT = 409


@blueprint.get(IMPORT)
@requires_member
def import_start(assessment_id: int) -> str:
    """Offer the export, and to those who may write the import."""
    return _show_start(load_assessment(assessment_id), UploadForm())


@blueprint.post(IMPORT)
@requires_member
def import_upload(assessment_id: int) -> str | Response:
    """Take in a spreadsheet, and go on to what it would do."""
    assessment, form = load_writable(assessment_id), UploadForm()
    draft = take_upload(assessment, form, importing.start_import)
    if draft is None:
        return _show_start(assessment, form)
    return redirect(
        url_for("actions.import_preview", assessment_id=assessment.id, draft_id=draft.id)
    )


def _show_start(assessment: Assessment, form: UploadForm) -> str:
    return show_view(
        "actions/import_start.html",
        assessment,
        form=form,
        file_bytes=FILE_BYTES,
        standard=load_standard(assessment),
    )


@blueprint.get(f"{IMPORT}/<int:draft_id>")
@requires_member
def import_preview(assessment_id: int, draft_id: int) -> str:
    """Show every bad row, or else everything that would change."""
    assessment = load_writable(assessment_id)
    draft = load_draft(assessment, draft_id, DraftKind.ACTIONS)
    return _show_preview(assessment, draft, _plan(assessment, draft), ConfirmForm())


def _plan(assessment: Assessment, draft: ImportDraft) -> ActionPlan:
    return importing.plan_draft(
        assessment=assessment, standard=load_standard(assessment), draft=draft
    )


def _show_preview(
    assessment: Assessment, draft: ImportDraft, plan: ActionPlan, form: ConfirmForm
) -> str:
    form.fingerprint.data = plan.fingerprint
    return show_view(
        "actions/import_preview.html",
        assessment,
        form=form,
        draft=draft,
        plan=plan,
        unread=list_unread(draft.headings, draft.columns or {}),
    )


@blueprint.post(f"{IMPORT}/<int:draft_id>")
@requires_member
def import_confirm(assessment_id: int, draft_id: int) -> Response | tuple[str, int]:
    """Import everything that was shown, or nothing."""
    assessment = load_writable(assessment_id)
    draft, form = load_draft(assessment, draft_id, DraftKind.ACTIONS), ConfirmForm()
    importing.begin_import(actor=current_actor(), assessment=assessment)
    plan = _plan(assessment, draft)
    changed = carry_out(draft, form, partial(_apply, assessment, draft, plan))
    if changed is None:
        return _show_preview(assessment, draft, plan, form), CONFLICT
    confirm(f"The import is done. {plural(changed, 'action is', 'actions are')} new or changed.")
    return redirect(url_for("actions.index", assessment_id=assessment.id))


def _apply(assessment: Assessment, draft: ImportDraft, plan: ActionPlan, fingerprint: str) -> int:
    return importing.apply_plan(
        actor=current_actor(),
        assessment=assessment,
        standard=load_standard(assessment),
        plan=plan,
        fingerprint=fingerprint,
        file_name=draft.file_name,
    )


@blueprint.get("/assessments/<int:assessment_id>/actions.<kind>")
@requires_member
def export(assessment_id: int, kind: str) -> Response:
    """Hand out the actions as a spreadsheet."""
    if kind not in MEDIA_TYPES:
        raise NotFound("Actions are exported as .csv or .xlsx.")
    assessment = load_assessment(assessment_id)
    content = export_actions(list_all(assessment.id), load_standard(assessment), kind)
    name = f"actions-{assessment.id}.{kind}"
    return send_made_file(content, media_type=MEDIA_TYPES[kind], file_name=name)
