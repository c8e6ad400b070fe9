"""Snapshots: taken, and read again."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.past import queries, services
from cse_assess.assessments.past.content import hash_content, read_day
from cse_assess.assessments.past.forms import SnapshotForm
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.past.pieces import show_elements
from cse_assess.assessments.past.routes.blueprint import OF_ASSESSMENT, blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm


@blueprint.route(f"{OF_ASSESSMENT}/snapshots/new", methods=["GET", "POST"])
@requires_member
def take(assessment_id: int) -> str | Response:
    """Keep the self-assessment as it stands, under a name."""
    assessment, form = load_writable(assessment_id), SnapshotForm()
    if form.validate_on_submit():
        try:
            snapshot = services.take_snapshot(
                actor=current_actor(),
                assessment=assessment,
                standard=load_standard(assessment),
                name=form.name.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The snapshot is taken. You can compare it with what comes later.")
            return redirect(_url_of(snapshot))
    return show_view("past/take.html", assessment, form=form)


def _url_of(snapshot: Snapshot) -> str:
    return url_for(".show", assessment_id=snapshot.assessment_id, snapshot_id=snapshot.id)


@blueprint.get(f"{OF_ASSESSMENT}/snapshots/<int:snapshot_id>")
@requires_member
def show(assessment_id: int, snapshot_id: int) -> str:
    """Show a snapshot: everything that it keeps, and whether that is still what was kept."""
    assessment = load_assessment(assessment_id)
    snapshot = queries.get_snapshot(assessment.id, snapshot_id)
    standard, content = load_standard(assessment), snapshot.content
    return show_view(
        "past/show.html",
        assessment,
        standard=standard,
        snapshot=snapshot,
        content=content,
        visit_on=read_day(content["visit_on"]),
        is_whole=hash_content(content) == snapshot.sha256,
        elements=show_elements(standard, content, current_actor()),
    )
