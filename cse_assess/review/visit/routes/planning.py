"""Adding a session to the plan, changing it, and taking it out."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review_standard
from cse_assess.review.visit import queries, services
from cse_assess.review.visit.forms import RemoveForm, SessionForm
from cse_assess.review.visit.models import People, SessionKind, VisitSession
from cse_assess.review.visit.routes.blueprint import (
    BOTH,
    SESSION,
    SESSIONS,
    Page,
    blueprint,
    load_for_writing,
    status_of,
)
from cse_assess.review.visit.services import SessionConflict
from cse_assess.review.visit.values import LONGEST_LINE, SessionValues, speak_values
from cse_assess.review.visit.words import FIELD_LABELS, PEOPLE_TITLES
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

GONE = "Somebody removed this session meanwhile. What you wrote is below: add it as a new one."


@blueprint.route(f"{SESSIONS}/new", methods=BOTH)
@signed_in
def add(review_id: int) -> Page | Response:
    """Add a session; the address may say which elements it is about, and with whom."""
    review = load_for_writing(review_id)
    standard = load_review_standard(review)
    form = SessionForm.of(_begin_with(standard))
    if form.validate_on_submit():
        try:
            added = services.add_session(
                actor=current_actor(), review=review, standard=standard, values=form.values
            )
        except DomainError as error:
            form.show_error(error)
            return _show_form("visit/add.html", review, standard, form), status_of(error)
        confirm(f"“{added.title}” is in the plan.")
        return redirect(_after_adding(review, added))
    return _show_form("visit/add.html", review, standard, form)


def _after_adding(review: Review, added: VisitSession) -> str:
    """Return where to go next: the questions, where the session is about anything to ask."""
    if not added.element_codes:
        return url_for("visit.index", review_id=review.id)
    return url_for("visit.questions", review_id=review.id, session_id=added.id)


def _begin_with(standard: Standard) -> SessionValues:
    """Return what the address says of a new session; what is wrong there counts as not said."""
    codes = [code for code in request.args.getlist("code") if standard.find_element(code)]
    said = request.args.get("people", "")
    people = People(said) if said in set(People) else None
    return SessionValues(
        kind=SessionKind.INTERVIEW,
        people=people or "",
        title=_propose_title(standard, codes, people),
        element_codes=tuple(codes),
    )


def _propose_title(standard: Standard, codes: Sequence[str], people: People | None) -> str:
    if not codes:
        return ""
    about = standard.get_element(codes[0]).title if len(codes) == 1 else ", ".join(codes)
    return f"{PEOPLE_TITLES[people]}: {about}"[:LONGEST_LINE] if people else about[:LONGEST_LINE]


def _show_form(template: str, review: Review, standard: Standard, form: SessionForm) -> str:
    chosen = form.element_codes.data or []
    return show_review(
        template,
        review,
        form=form,
        standard=standard,
        unknown=[code for code in chosen if standard.find_element(code) is None],
        session_id=(request.view_args or {}).get("session_id"),
    )


@blueprint.route(f"{SESSION}/edit", methods=BOTH)
@signed_in
def edit(review_id: int, session_id: int) -> Page | Response:
    """Change a session; show both where somebody else did so meanwhile."""
    review = load_for_writing(review_id)
    standard = load_review_standard(review)
    try:
        visit_session = queries.get_session(review.id, session_id)
    except NotFound:
        return _offer_anew(review, standard)
    form = SessionForm.of(SessionValues.of(visit_session), visit_session.version_id)
    if form.validate_on_submit():
        try:
            changed = _save(review, standard, visit_session, form)
        except NotFound:
            return _offer_anew(review, standard)
        except SessionConflict as conflict:
            return _show_conflict(review, standard, conflict), status_of(conflict)
        except DomainError as error:
            form.show_error(error)
            return _show_form("visit/edit.html", review, standard, form), status_of(error)
        confirm(_say_saved(review, changed=changed))
        return redirect(url_for("visit.show", review_id=review.id, session_id=session_id))
    return _show_form("visit/edit.html", review, standard, form)


def _save(
    review: Review, standard: Standard, visit_session: VisitSession, form: SessionForm
) -> bool:
    return services.edit_session(
        actor=current_actor(),
        review=review,
        standard=standard,
        visit_session=visit_session,
        version_id=form.seen_version,
        values=form.values,
    )


def _say_saved(review: Review, *, changed: bool) -> str:
    if not changed:
        return "The session was up to date already."
    if review.plan_shared_at is None:
        return "The session is saved."
    return "The session is saved. The organisation sees the change once you share the plan again."


def _offer_anew(review: Review, standard: Standard) -> Page:
    """Keep what was typed for a session that is gone; raise `NotFound` where nothing was."""
    if request.method == "GET":
        raise NotFound(queries.NO_SESSION)
    form = SessionForm()
    form.validate()
    form.show_error(NotFound(GONE))
    return _show_form("visit/add.html", review, standard, form), HTTPStatus.CONFLICT


def _show_conflict(review: Review, standard: Standard, conflict: SessionConflict) -> str:
    return show_review(
        "visit/conflict.html",
        review,
        form=SessionForm.showing(conflict.mine, conflict.version_id),
        standard=standard,
        unknown=[code for code in conflict.mine.element_codes if not standard.find_element(code)],
        session_id=(request.view_args or {}).get("session_id"),
        theirs=speak_values(standard, conflict.theirs),
        mine=speak_values(standard, conflict.mine),
        differing=conflict.theirs.differing(conflict.mine),
        labels=FIELD_LABELS,
    )


@blueprint.route(f"{SESSION}/remove", methods=BOTH)
@signed_in
def remove(review_id: int, session_id: int) -> Page | Response:
    """Ask whether a session is to go, then take it out of the plan."""
    review = load_for_writing(review_id)
    visit_session = queries.get_session(review.id, session_id)
    form = RemoveForm(data={"version_id": str(visit_session.version_id)})
    if form.validate_on_submit():
        title = visit_session.title
        try:
            services.remove_session(
                actor=current_actor(),
                review=review,
                visit_session=visit_session,
                version_id=form.seen_version,
            )
        except (Conflict, NotAllowed) as error:
            form.show_error(error)
            return _show_removal(review, visit_session, form), status_of(error)
        confirm(f"“{title}” is out of the plan. What was noted in it is still with the notes.")
        return redirect(url_for("visit.index", review_id=review.id))
    return _show_removal(review, visit_session, form)


def _show_removal(review: Review, visit_session: VisitSession, form: RemoveForm) -> str:
    form.version_id.data = visit_session.version_id
    return show_review(
        "visit/remove.html",
        review,
        form=form,
        visit_session=visit_session,
        note_count=queries.count_notes(review.id)[visit_session.id],
    )
