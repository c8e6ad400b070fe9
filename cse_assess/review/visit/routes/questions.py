"""The questions of a session: proposed, edited, kept."""

from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotFound
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review_standard
from cse_assess.review.visit import queries, services
from cse_assess.review.visit.agenda import make_agenda, make_topics
from cse_assess.review.visit.forms import QuestionsForm
from cse_assess.review.visit.models import VisitSession
from cse_assess.review.visit.questions import add_lines, propose_questions
from cse_assess.review.visit.routes.blueprint import (
    BOTH,
    SESSION,
    Page,
    blueprint,
    load_for_writing,
    status_of,
)
from cse_assess.review.visit.services import QuestionsConflict
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

PROPOSE = "propose"


@blueprint.route(f"{SESSION}/questions", methods=BOTH)
@signed_in
def questions(review_id: int, session_id: int) -> Page | Response:
    """Write the questions of a session; one without any begins with those that are proposed."""
    review = load_for_writing(review_id)
    try:
        visit_session = queries.get_session(review.id, session_id)
    except NotFound:
        return _keep_on_screen(review)
    proposed = _propose(review, visit_session, load_review_standard(review))
    form = QuestionsForm(
        data={
            "version_id": str(visit_session.version_id),
            "questions": visit_session.questions or proposed,
        }
    )
    if request.form.get("then") == PROPOSE:
        form.questions.data = add_lines(form.questions.data or "", proposed.splitlines())
    elif form.validate_on_submit():
        try:
            _save(review, visit_session, form)
        except NotFound:
            return _keep_on_screen(review)
        except QuestionsConflict as conflict:
            return _show_conflict(review, visit_session, conflict), status_of(conflict)
        except DomainError as error:
            form.show_error(error)
            return _show(review, visit_session, form), status_of(error)
        confirm("The questions are saved. They are on the card of this session.")
        return redirect(url_for("visit.show", review_id=review.id, session_id=session_id))
    return _show(review, visit_session, form)


def _keep_on_screen(review: Review) -> Page:
    """Show the questions of a session that is gone; raise `NotFound` where none were typed."""
    if request.method == "GET":
        raise NotFound(queries.NO_SESSION)
    page = show_review("visit/questions_gone.html", review, form=QuestionsForm())
    return page, HTTPStatus.CONFLICT


def _propose(review: Review, visit_session: VisitSession, standard: Standard) -> str:
    topics = make_topics(standard, visit_session.element_codes, load_findings(review.id))
    return "\n".join(propose_questions(visit_session.kind, visit_session.people, topics))


def _save(review: Review, visit_session: VisitSession, form: QuestionsForm) -> None:
    services.save_questions(
        actor=current_actor(),
        review=review,
        visit_session=visit_session,
        version_id=form.seen_version,
        questions=form.questions.data or "",
    )


def _show(review: Review, visit_session: VisitSession, form: QuestionsForm) -> str:
    [line] = make_agenda([visit_session], load_review_standard(review)).lines
    return show_review("visit/questions.html", review, form=form, line=line)


def _show_conflict(review: Review, visit_session: VisitSession, conflict: QuestionsConflict) -> str:
    return show_review(
        "visit/questions_conflict.html",
        review,
        form=QuestionsForm.showing(conflict.mine, conflict.version_id),
        visit_session=visit_session,
        theirs=conflict.theirs,
        mine=conflict.mine,
    )
