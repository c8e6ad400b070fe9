"""Importing a spreadsheet of actions, and exporting one."""

from io import BytesIO

from flask import Response as FlaskResponse
from flask import redirect, send_file, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.actions import importing
from cse_assess.assessments.actions.queries import list_all
from cse_assess.assessments.actions.routes.blueprint import blueprint
from cse_assess.assessments.actions.transfer.columns import find_columns, list_unread
from cse_assess.assessments.actions.transfer.export import export_actions
from cse_assess.assessments.actions.transfer.plan import ActionPlan
from cse_assess.assessments.forms import ConfirmForm, UploadForm
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.queries import find_draft
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_inside, load_standard, load_writable
from cse_assess.assessments.services.importing import (
    ImportFaults,
    finish_import,
    keep_draft,
    read_draft,
)
from cse_assess.assessments.transfer.export import MEDIA_TYPES
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.assessments.transfer.sheet import FILE_BYTES
from cse_assess.errors import Conflict, DomainError, NotFound
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

IMPORT = "/assessments/<int:assessment_id>/actions/import"
CONFLICT = 409
NOTHING_DONE = "Nothing was imported. Mend the rows below in the file, then choose it again."


@blueprint.get(IMPORT)
@requires_member
def import_start(assessment_id: int) -> str:
    """Offer the export, and to those who may write the import."""
    return _show_start(load_inside(assessment_id), UploadForm())


@blueprint.post(IMPORT)
@requires_member
def import_upload(assessment_id: int) -> str | Response:
    """Take in a spreadsheet, and go on to what it would do."""
    assessment, form = load_writable(assessment_id), UploadForm()
    if not form.validate_on_submit():
        return _show_start(assessment, form)
    sent = form.file.data[0]
    try:
        sheet = read_sheet(sent.stream)
        draft = keep_draft(
            actor=current_actor(),
            assessment=assessment,
            kind=DraftKind.ACTIONS,
            sheet=sheet,
            columns=find_columns(sheet.headings),
            file_name=sent.filename or "",
        )
    except DomainError as error:
        form.show_error(error)
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
    draft = _load_draft(assessment, draft_id)
    return _show_preview(assessment, draft, _plan(assessment, draft), ConfirmForm())


def _load_draft(assessment: Assessment, draft_id: int) -> ImportDraft:
    draft = find_draft(assessment.id, draft_id, current_actor().user_id, DraftKind.ACTIONS)
    if draft is None:
        raise NotFound("This import is over or has expired. Choose the file again.")
    return draft


def _plan(assessment: Assessment, draft: ImportDraft) -> ActionPlan:
    return importing.plan_actions(
        assessment=assessment,
        standard=load_standard(assessment),
        sheet=read_draft(draft),
        columns=draft.columns or {},
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
    draft, form = _load_draft(assessment, draft_id), ConfirmForm()
    importing.begin_import(actor=current_actor(), assessment=assessment)
    plan, seen = _plan(assessment, draft), form.fingerprint.data or ""
    try:
        changed = importing.apply_plan(
            actor=current_actor(),
            assessment=assessment,
            standard=load_standard(assessment),
            plan=plan,
            fingerprint=seen,
            file_name=draft.file_name,
        )
    except (Conflict, ImportFaults) as error:
        form.show_error(error if isinstance(error, Conflict) else DomainError(NOTHING_DONE))
        return _show_preview(assessment, draft, plan, form), CONFLICT
    finish_import(draft=draft)
    confirm(f"The import is done. {plural(changed, 'action is', 'actions are')} new or changed.")
    return redirect(url_for("actions.index", assessment_id=assessment.id))


@blueprint.get("/assessments/<int:assessment_id>/actions.<kind>")
@requires_member
def export(assessment_id: int, kind: str) -> FlaskResponse:
    """Hand out the actions as a spreadsheet."""
    if kind not in MEDIA_TYPES:
        raise NotFound("Actions are exported as .csv or .xlsx.")
    assessment = load_inside(assessment_id)
    content = export_actions(list_all(assessment.id), load_standard(assessment), kind)
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"actions-{assessment.id}.{kind}",
    )
