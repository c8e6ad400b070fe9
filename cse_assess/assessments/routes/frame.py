"""What the pages of one self-assessment share: its views side by side, and who may do what."""

from collections.abc import Sequence

from flask import current_app, render_template, request, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment

READINESS = "assessments.readiness"
VIEWS = (
    ("Overview", "assessments.overview"),
    ("Readiness", READINESS),
    ("Coverage", "assessments.coverage"),
    ("Reports", "reports.index"),
    ("Import and export", "assessments.import_start"),
)
INSIDE_VIEWS = (
    ("Actions", "actions.index"),
    ("Requests", "requests.index"),
    ("History", "past.index"),
    ("Take-away sheets", "takeaway.index"),
)
MANAGED_VIEWS = (
    ("Assessors", "assessments.assessors"),
    ("Settings", "assessments.settings"),
)
READINESS_VIEWS = (
    ("Today", READINESS),
    ("Forecast", "forecast.show"),
    ("What hangs on what", "fragility.show"),
    ("Way to the award", "route.show"),
    ("What if", "what_if.show"),
    ("Checks", "checks.show"),
)
STEPS = {
    "assessments.import_upload": "assessments.import_start",
    "assessments.import_columns": "assessments.import_start",
    "assessments.import_preview": "assessments.import_start",
    "assessments.import_confirm": "assessments.import_start",
}
OWN = "assessments"

View = tuple[str, str]


def list_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of a self-assessment that the person may open."""
    actor = current_actor()
    is_manager = policy.can_manage_assessment(actor, assessment)
    is_inside = policy.can_view_inside(actor, assessment)
    views = VIEWS + (INSIDE_VIEWS if is_inside else ()) + (MANAGED_VIEWS if is_manager else ())
    return _link(views, assessment, also_current=READINESS if _is_about_readiness() else "")


def list_readiness_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of readiness; none for whoever may open only one."""
    is_inside = policy.can_view_inside(current_actor(), assessment)
    return _link(READINESS_VIEWS, assessment) if is_inside and _is_about_readiness() else []


def _link(
    views: Sequence[View], assessment: Assessment, *, also_current: str = ""
) -> list[dict[str, object]]:
    return [
        {
            "text": text,
            "href": url_for(endpoint, assessment_id=assessment.id),
            "current": _is_current(endpoint) or endpoint == also_current,
        }
        for text, endpoint in views
        if endpoint in current_app.view_functions
    ]


def _is_about_readiness() -> bool:
    return any(_is_current(endpoint) for _, endpoint in READINESS_VIEWS)


def _is_current(endpoint: str) -> bool:
    """Tell whether this page is the view or one of its parts, such as the steps of its form."""
    shown = STEPS.get(request.endpoint or "", request.endpoint or "")
    blueprint = endpoint.partition(".")[0]
    return endpoint == shown or (blueprint != OWN and blueprint == request.blueprint)


def show_view(template: str, assessment: Assessment, **context: object) -> str:
    """Draw a view of a self-assessment."""
    actor = current_actor()
    return render_template(
        template,
        assessment=assessment,
        views=list_views(assessment),
        readiness_views=list_readiness_views(assessment),
        can_write=policy.can_edit_response(actor, assessment),
        can_manage=policy.can_manage_assessment(actor, assessment),
        **context,
    )
