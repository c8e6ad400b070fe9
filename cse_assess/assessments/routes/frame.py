"""What the pages of one self-assessment share: its views side by side, and who may do what."""

from flask import current_app, render_template, request, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment

VIEWS = (
    ("Overview", "assessments.overview"),
    ("Readiness", "assessments.readiness"),
    ("Reports", "reports.index"),
    ("Import and export", "assessments.import_start"),
)
STEPS = {
    "assessments.import_upload": "assessments.import_start",
    "assessments.import_columns": "assessments.import_start",
    "assessments.import_preview": "assessments.import_start",
    "assessments.import_confirm": "assessments.import_start",
    "reports.ask": "reports.index",
}
MANAGED_VIEWS = (
    ("Assessors", "assessments.assessors"),
    ("Settings", "assessments.settings"),
)


def list_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of a self-assessment that the person may open."""
    is_manager = policy.can_manage_assessment(current_actor(), assessment)
    shown = STEPS.get(request.endpoint or "", request.endpoint)
    return [
        {
            "text": text,
            "href": url_for(endpoint, assessment_id=assessment.id),
            "current": endpoint == shown,
        }
        for text, endpoint in VIEWS + (MANAGED_VIEWS if is_manager else ())
        if endpoint in current_app.view_functions
    ]


def show_view(template: str, assessment: Assessment, **context: object) -> str:
    """Draw a view of a self-assessment."""
    actor = current_actor()
    return render_template(
        template,
        assessment=assessment,
        views=list_views(assessment),
        can_write=policy.can_edit_response(actor, assessment),
        can_manage=policy.can_manage_assessment(actor, assessment),
        **context,
    )
