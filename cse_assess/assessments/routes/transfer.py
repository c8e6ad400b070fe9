"""Importing a spreadsheet in four steps, and exporting one."""

from functools import partial

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments import queries, services
from cse_assess.assessments.forms import ColumnsForm, ConfirmForm, UploadForm
from cse_assess.assessments.history import LABELS
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.import_steps import carry_out, load_draft, take_upload
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.assessments.transfer.export import MEDIA_TYPES, export_file, export_name
from cse_assess.assessments.transfer.plan import Plan
from cse_assess.assessments.transfer.sheet import FILE_BYTES
from cse_assess.errors import DomainError, NotFound
from cse_assess.web.downloads import send_made_file
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

IMPORT = "/assessments/<int:assessment_id>/import"
CONFLICT = 409


@blueprint.get(IMPORT)
@signed_in
def import_start(assessment_id: int) -> str:
    """Offer the export, and to those who may write the import."""
    return _show_start(load_assessment(assessment_id), UploadForm())


@blueprint.post(IMPORT)
@signed_in
def import_upload(assessment_id: int) -> str | Response:
    """Take in a spreadsheet, and go on to its columns or straight to what it would do."""
    assessment, form = load_writable(assessment_id), UploadForm()
    draft = take_upload(assessment, form, services.start_import)
    if draft is None:
        return _show_start(assessment, form)
    step = "import_preview" if draft.columns else "import_columns"
    return redirect(_step_url(step, draft))


def _show_start(assessment: Assessment, form: UploadForm) -> str:
    return show_view("assessments/import_start.html", assessment, form=form, file_bytes=FILE_BYTES)


def _step_url(step: str, draft: ImportDraft) -> str:
    return url_for(f"assessments.{step}", assessment_id=draft.assessment_id, draft_id=draft.id)


@blueprint.route(f"{IMPORT}/<int:draft_id>/columns", methods=["GET", "POST"])
@signed_in
def import_columns(assessment_id: int, draft_id: int) -> str | Response:
    """Ask which column of the file is which of ours."""
    assessment = load_writable(assessment_id)
    draft = load_draft(assessment, draft_id, DraftKind.ELEMENTS)
    form = ColumnsForm.of(draft)
    if form.validate_on_submit():
        try:
            services.choose_columns(draft=draft, columns=form.columns)
        except DomainError as error:
            form.show_error(error)
        else:
            return redirect(_step_url("import_preview", draft))
    return show_view(
        "assessments/import_columns.html", assessment, form=form, draft=draft, first=draft.rows[:3]
    )


@blueprint.get(f"{IMPORT}/<int:draft_id>")
@signed_in
def import_preview(assessment_id: int, draft_id: int) -> str | Response:
    """Show every bad row, or else everything that would change."""
    assessment = load_writable(assessment_id)
    draft = load_draft(assessment, draft_id, DraftKind.ELEMENTS)
    if not draft.columns:
        return redirect(_step_url("import_columns", draft))
    return _show_preview(assessment, draft, _plan(assessment, draft), ConfirmForm())


def _plan(assessment: Assessment, draft: ImportDraft) -> Plan:
    return services.plan_draft(
        actor=current_actor(),
        assessment=assessment,
        draft=draft,
        standard=load_standard(assessment),
    )


def _show_preview(assessment: Assessment, draft: ImportDraft, plan: Plan, form: ConfirmForm) -> str:
    form.fingerprint.data = plan.fingerprint
    return show_view(
        "assessments/import_preview.html",
        assessment,
        form=form,
        draft=draft,
        plan=plan,
        labels=LABELS,
        standard=load_standard(assessment),
    )


@blueprint.post(f"{IMPORT}/<int:draft_id>")
@signed_in
def import_confirm(assessment_id: int, draft_id: int) -> Response | tuple[str, int]:
    """Import everything that was shown, or nothing."""
    assessment = load_writable(assessment_id)
    draft, form = load_draft(assessment, draft_id, DraftKind.ELEMENTS), ConfirmForm()
    services.begin_import(actor=current_actor(), assessment=assessment)
    plan = _plan(assessment, draft)
    changed = carry_out(draft, form, partial(_apply, assessment, draft, plan))
    if changed is None:
        return _show_preview(assessment, draft, plan, form), CONFLICT
    confirm(f"The import is done. {plural(changed, 'row', 'rows')} changed something.")
    return redirect(url_for("assessments.overview", assessment_id=assessment.id))


def _apply(assessment: Assessment, draft: ImportDraft, plan: Plan, fingerprint: str) -> int:
    return services.apply_plan(
        actor=current_actor(),
        assessment=assessment,
        plan=plan,
        fingerprint=fingerprint,
        file_name=draft.file_name,
    )


@blueprint.get("/assessments/<int:assessment_id>/export.<kind>")
@signed_in
def export(assessment_id: int, kind: str) -> Response:
    """Hand out the self-assessment as a spreadsheet."""
    if kind not in MEDIA_TYPES:
        raise NotFound("A self-assessment is exported as .csv or .xlsx.")
    assessment = load_assessment(assessment_id)
    tree = queries.load_tree(assessment.id)
    library = services.load_library(current_actor(), assessment.organisation_id)
    content = export_file(tree, library, kind)
    return send_made_file(content, media_type=MEDIA_TYPES[kind], file_name=export_name(tree, kind))
