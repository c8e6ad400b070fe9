"""The plan of a visit, one session of it, and the cards to print."""

from flask import url_for

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.review.visit import policy, queries
from cse_assess.review.visit.agenda import count_criteria, list_unplanned, make_agenda
from cse_assess.review.visit.cards import make_card, make_cards
from cse_assess.review.visit.forms import NoteForm
from cse_assess.review.visit.models import VisitSession
from cse_assess.review.visit.routes.blueprint import SESSION, VISIT, blueprint
from cse_assess.review.visit.sharing import compare_plans, describe_plan
from cse_assess.review.visit.words import PEOPLE_TITLES


@blueprint.get(VISIT)
@signed_in
def index(review_id: int) -> str:
    """Show the agenda by day, what is not in it yet, and how much of each criterion is."""
    review = load_review(review_id)
    standard = load_review_standard(review)
    sessions = queries.list_sessions(review.id)
    shared = queries.find_shared_plan(review.id)
    difference = compare_plans(shared.sessions, describe_plan(sessions)) if shared else None
    unplanned = list_unplanned(standard, sessions, load_findings(review.id))
    return show_review(
        "visit/index.html",
        review,
        standard=standard,
        agenda=make_agenda(
            sessions,
            standard,
            changes=difference.changes if difference else None,
            note_counts=queries.count_notes(review.id),
        ),
        shared=shared,
        difference=difference,
        unplanned=unplanned,
        criteria=count_criteria(standard, sessions, unplanned),
        people=PEOPLE_TITLES,
    )


@blueprint.get(SESSION)
@signed_in
def show(review_id: int, session_id: int) -> str:
    """Show a session with its questions and notes, and where to note something quickly."""
    review = load_review(review_id)
    visit_session = queries.get_session(review.id, session_id)
    return show_session(review, visit_session, make_quick_form(review, visit_session))


def show_session(review: Review, visit_session: VisitSession, form: NoteForm) -> str:
    """Draw the page of a session with this form for a note."""
    standard = load_review_standard(review)
    [line] = make_agenda([visit_session], standard).lines
    return show_review(
        "visit/session.html",
        review,
        standard=standard,
        card=make_card(line),
        form=form,
        notes=queries.list_notes_of_session(review.id, visit_session.id),
        can_note=may_note(review),
        note_url=url_for("visit.add_note", review_id=review.id, session=visit_session.id),
    )


def make_quick_form(review: Review, visit_session: VisitSession) -> NoteForm:
    """Return the form for a note on a session, which offers the elements that it is about."""
    form = NoteForm(data={"session_id": visit_session.id})
    form.offer(load_review_standard(review), visit_session.element_codes, [visit_session])
    return form


def may_note(review: Review) -> bool:
    """Tell whether the signed-in person may take notes in this review now."""
    actor = current_actor()
    scored = has_scored(actor.user_id, review.submission_id)
    return policy.can_note(actor, review, has_scored=scored)


@blueprint.get(f"{VISIT}/cards")
@signed_in
def cards(review_id: int) -> str:
    """Show a card for each session, made for printing."""
    review = load_review(review_id)
    standard = load_review_standard(review)
    made = make_cards(queries.list_sessions(review.id), standard)
    return show_review("visit/cards.html", review, standard=standard, cards=made)
