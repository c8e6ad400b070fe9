"""Notes taken on the visit: all of them, and adding one."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.ids import read_possible_id
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.visit import noting, queries
from cse_assess.review.visit.forms import NoteForm
from cse_assess.review.visit.guards import CANNOT_NOTE
from cse_assess.review.visit.models import VisitNote, VisitSession
from cse_assess.review.visit.notebook import group_by_element, group_by_session
from cse_assess.review.visit.routes.blueprint import (
    BOTH,
    NOTES,
    Page,
    blueprint,
    status_of,
)
from cse_assess.review.visit.routes.reading import may_note
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

BY_SESSION = "session"


@blueprint.get(NOTES)
@signed_in
def notes(review_id: int) -> str:
    """List all notes, by element or by session."""
    review = load_review(review_id)
    standard = load_review_standard(review)
    kept, sessions = queries.list_notes(review.id), queries.list_sessions(review.id)
    is_by_session = request.args.get("by") == BY_SESSION
    groups = group_by_session(kept, sessions) if is_by_session else group_by_element(kept, standard)
    return show_review(
        "visit/notes.html",
        review,
        standard=standard,
        groups=groups,
        is_by_session=is_by_session,
        titles={each.id: each.title for each in sessions},
        can_note=may_note(review),
    )


@blueprint.route(f"{NOTES}/new", methods=BOTH)
@signed_in
def add_note(review_id: int) -> Page | Response:
    """Note something; the address may say in which session, or on which element."""
    review = load_review(review_id)
    if request.method == "GET" and not may_note(review):
        raise NotAllowed(CANNOT_NOTE)
    standard = load_review_standard(review)
    sessions = queries.list_sessions(review.id)
    form = make_note_form(standard, sessions)
    if form.validate_on_submit():
        try:
            note = _add(review, standard, sessions, form)
        except DomainError as error:
            form.show_error(error)
            return show_review("visit/add_note.html", review, form=form), status_of(error)
        confirm("The note is kept.")
        return redirect(_url_after(review, note))
    return show_review("visit/add_note.html", review, form=form)


def make_note_form(standard: Standard, sessions: Sequence[VisitSession]) -> NoteForm:
    """Return the form, begun with the session and the element that the address names."""
    named = read_possible_id(request.args.get("session", ""))
    form = NoteForm(
        data={
            "session_id": named if named in {each.id for each in sessions} else None,
            "element_code": request.args.get("code", ""),
        }
    )
    form.offer(standard, [element.code for element in standard.elements], sessions)
    return form


def _add(
    review: Review, standard: Standard, sessions: Sequence[VisitSession], form: NoteForm
) -> VisitNote:
    chosen = {each.id: each for each in sessions}.get(form.session_id.data)
    return noting.add_note(
        actor=current_actor(),
        review=review,
        standard=standard,
        visit_session=chosen,
        element_code=form.element_code.data or "",
        text=form.text.data or "",
    )


def _url_after(review: Review, note: VisitNote) -> str:
    """Return the page of the session that was noted in, ready for the next note."""
    if note.session_id is None:
        return url_for("visit.notes", review_id=review.id, saved=1)
    return url_for("visit.show", review_id=review.id, session_id=note.session_id, saved=1)
