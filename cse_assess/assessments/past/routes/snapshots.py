"""Snapshots: taken, and read again."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.past import queries, services
from cse_assess.assessments.past.content import Content, hash_content, list_pieces, read_day
from cse_assess.assessments.past.forms import SnapshotForm
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.past.pieces import KeptPiece, find_items_of, show_piece
from cse_assess.assessments.past.routes.blueprint import OF_ASSESSMENT, blueprint
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_inside, load_standard, load_writable
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Level, Standard
from cse_assess.web.flashes import confirm


@dataclass(frozen=True, slots=True)
class KeptElement:
    """An element as a snapshot keeps it."""

    kept: Content
    title: str
    level: Level | None
    pieces: tuple[KeptPiece, ...]


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
    assessment = load_inside(assessment_id)
    snapshot = queries.get_snapshot(assessment.id, snapshot_id)
    standard, content = load_standard(assessment), snapshot.content
    return show_view(
        "past/show.html",
        assessment,
        standard=standard,
        snapshot=snapshot,
        content=content,
        group_titles={group.code: group.title for group in standard.groups()},
        visit_on=read_day(content["visit_on"]),
        is_whole=hash_content(content) == snapshot.sha256,
        elements=_show_elements(standard, content),
    )


def _show_elements(standard: Standard, content: Content) -> list[KeptElement]:
    items, actor = find_items_of(list_pieces(content)), current_actor()
    return [
        KeptElement(
            kept=kept,
            title=_title_of(standard, kept["code"]),
            level=standard.find_level(kept["level"] or ""),
            pieces=tuple(
                show_piece(piece, items[piece["item"]], actor) for piece in kept["evidence"]
            ),
        )
        for kept in content["elements"]
    ]


def _title_of(standard: Standard, code: str) -> str:
    element = standard.find_element(code)
    return element.title if element else ""
