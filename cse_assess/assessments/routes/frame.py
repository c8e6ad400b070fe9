"""What the pages of one self-assessment share: its views side by side, and who may do what."""

from collections.abc import Sequence

from flask import current_app, render_template, request, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment

READINESS = "assessments.readiness"
SUBMISSIONS = "submissions.index"
VIEWS = (
    ("Overview", "assessments.overview"),
    ("Readiness", READINESS),
    ("Coverage", "assessments.coverage"),
    ("Reports", "reports.index"),
    ("Import and export", "assessments.import_start"),
    ("Actions", "actions.index"),
    ("Requests", "requests.index"),
    ("History", "past.index"),
    ("Take-away sheets", "takeaway.index"),
    ("Review", SUBMISSIONS),
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
REVIEW_VIEWS = (
    ("Submissions", SUBMISSIONS),
    ("Evidence packs", "packs.index"),
    ("Queries", "received_queries.index"),
    ("Visit", "received_visit.show"),
    ("Second opinion", "scorings.index"),
    ("Report", "received_report.show"),
    ("Certificate", "certificates.index"),
)
MANAGED_REVIEW_VIEWS = (("What was opened", "trail.index"),)
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
    views = VIEWS + (MANAGED_VIEWS if is_manager else ())
    return _link(views, assessment, also_current=_find_view())


def list_readiness_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of readiness."""
    return _link(READINESS_VIEWS, assessment) if _find_view() == READINESS else []


def list_review_views(assessment: Assessment) -> list[dict[str, object]]:
    """Return the links between the views of what an assessor is given and says."""
    if _find_view() != SUBMISSIONS:
        return []
    is_manager = policy.can_manage_assessment(current_actor(), assessment)
    return _link(REVIEW_VIEWS + (MANAGED_REVIEW_VIEWS if is_manager else ()), assessment)


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


def _find_view() -> str:
    """Return the view that this page is a part of, where that has several."""
    parts = {READINESS: READINESS_VIEWS, SUBMISSIONS: REVIEW_VIEWS + MANAGED_REVIEW_VIEWS}
    return next((view for view, of in parts.items() if _is_one_of(of)), "")


def _is_one_of(views: Sequence[View]) -> bool:
    return any(_is_current(endpoint) for _, endpoint in views)


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
        review_views=list_review_views(assessment),
        can_write=policy.can_edit_response(actor, assessment),
        can_manage=policy.can_manage_assessment(actor, assessment),
        **context,
    )
