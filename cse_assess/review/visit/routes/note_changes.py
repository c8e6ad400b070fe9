"""Changing and deleting a note of one's own."""

from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.review.visit import noting, policy, queries
from cse_assess.review.visit.forms import EditNoteForm, RemoveForm
from cse_assess.review.visit.guards import CANNOT_NOTE
from cse_assess.review.visit.models import VisitNote
from cse_assess.review.visit.routes.blueprint import BOTH, NOTE, Page, blueprint, status_of
from cse_assess.review.visit.routes.notes import make_note_form
from cse_assess.web.flashes import confirm

GONE = "This note was deleted meanwhile. What you wrote is below: keep it as a new one."


@blueprint.route(f"{NOTE}/edit", methods=BOTH)
@signed_in
def edit_note(review_id: int, note_id: int) -> Page | Response:
    """Change the words of one's own note; show both where they were changed meanwhile."""
    review = load_review(review_id)
    try:
        note = _load_note(review, note_id)
    except NotFound:
        return _offer_anew(review)
    form = EditNoteForm.of(note)
    if form.validate_on_submit():
        try:
            _save(review, note, form)
        except noting.NoteConflict as conflict:
            return _show_conflict(review, note, conflict), status_of(conflict)
        except DomainError as error:
            form.show_error(error)
            return _show("visit/edit_note.html", review, note, form), status_of(error)
        confirm("The note is saved.")
        return redirect(url_for("visit.notes", review_id=review.id))
    return _show("visit/edit_note.html", review, note, form)


def _load_note(review: Review, note_id: int) -> VisitNote:
    """Return a note; raise `NotAllowed` for a form of somebody else's, or in a locked review.

    What was typed is sent all the same: the service refuses, and the form comes back with it.
    """
    note, actor = queries.get_note(review.id, note_id), current_actor()
    scored = has_scored(actor.user_id, review.submission_id)
    is_own = policy.can_change_note(actor, review, note, has_scored=scored)
    if request.method == "GET" and not is_own:
        raise NotAllowed(CANNOT_NOTE)
    return note


def _save(review: Review, note: VisitNote, form: EditNoteForm) -> None:
    noting.edit_note(
        actor=current_actor(),
        review=review,
        note=note,
        version_id=form.seen_version,
        text=form.text.data or "",
    )


def _show(template: str, review: Review, note: VisitNote, form: EditNoteForm | RemoveForm) -> str:
    return show_review(template, review, form=form, note=note)


def _offer_anew(review: Review) -> Page:
    """Keep what was typed for a note that is gone; raise `NotFound` where nothing was."""
    if request.method == "GET":
        raise NotFound(queries.NO_NOTE)
    form = make_note_form(load_review_standard(review), queries.list_sessions(review.id))
    form.show_error(NotFound(GONE))
    return show_review("visit/add_note.html", review, form=form), HTTPStatus.CONFLICT


def _show_conflict(review: Review, note: VisitNote, conflict: noting.NoteConflict) -> str:
    return show_review(
        "visit/note_conflict.html",
        review,
        form=EditNoteForm.showing(conflict.mine, conflict.version_id),
        note=note,
        theirs=conflict.theirs,
        mine=conflict.mine,
    )


@blueprint.route(f"{NOTE}/delete", methods=BOTH)
@signed_in
def delete_note(review_id: int, note_id: int) -> Page | Response:
    """Ask whether one's own note is to go, then delete it."""
    review = load_review(review_id)
    note = _load_note(review, note_id)
    form = RemoveForm(data={"version_id": str(note.version_id)})
    if form.validate_on_submit():
        try:
            noting.delete_note(
                actor=current_actor(), review=review, note=note, version_id=form.seen_version
            )
        except (Conflict, NotAllowed) as error:
            form.show_error(error)
            form.version_id.data = note.version_id
            return _show("visit/delete_note.html", review, note, form), status_of(error)
        confirm("The note is deleted.")
        return redirect(url_for("visit.notes", review_id=review.id))
    return _show("visit/delete_note.html", review, note, form)
