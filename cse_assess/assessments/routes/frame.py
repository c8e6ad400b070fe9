"""What the pages of one self-assessment share: its views side by side, and who may do what."""

from flask import current_app, render_template, request, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.requests.policy import can_view_requests

VIEWS = (
    ("Overview", "assessments.overview"),
    ("Readiness", "assessments.readiness"),
    ("Coverage", "assessments.coverage"),
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
INSIDE_VIEWS = (("Requests", "requests.index"),)
MANAGED_VIEWS = (
    ("Assessors", "assessments.assessors"),
    ("Settings", "assessments.settings"),
)


def list_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of a self-assessment that the person may open."""
    actor = current_actor()
    is_manager = policy.can_manage_assessment(actor, assessment)
    is_inside = can_view_requests(actor, assessment)
    views = VIEWS + (INSIDE_VIEWS if is_inside else ()) + (MANAGED_VIEWS if is_manager else ())
    shown = STEPS.get(request.endpoint or "", request.endpoint)
    return [
        {
            "text": text,
            "href": url_for(endpoint, assessment_id=assessment.id),
            "current": endpoint == shown,
        }
        for text, endpoint in views
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
