"""One element before its blind scorer: what it asks, what is claimed of it, and its evidence."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import Conflict, DomainError
from cse_assess.review.reading.noting import note_page
from cse_assess.review.reading.pieces import FrozenElement, FrozenPiece, show_element
from cse_assess.review.reading.preview import OpenedPage, open_page
from cse_assess.review.second_opinion import queries, services
from cse_assess.review.second_opinion.forms import ScoreForm
from cse_assess.review.second_opinion.models import Score, Scoring
from cse_assess.review.second_opinion.routes.blueprints import ONE, of_scorer
from cse_assess.review.second_opinion.routes.loading import (
    load_open_scoring,
    load_scored_standard,
)
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.review.trail.queries import list_opened_pieces
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Before:
    """An element as it lies before the scorer, with what they gave it so far."""

    scoring: Scoring
    standard: Standard
    frozen: FrozenElement
    score: Score | None

    @property
    def code(self) -> str:
        """Return the code of the element."""
        return self.frozen.element.code


def _open(scoring_id: int, code: str) -> Before:
    scoring = load_open_scoring(scoring_id)
    standard = load_scored_standard(scoring)
    frozen = show_element(scoring.submission, standard, code)
    return Before(scoring, standard, frozen, queries.find_score(scoring.id, code))


@of_scorer.get(f"{ONE}/elements/<code>")
@signed_in
def element(scoring_id: int, code: str) -> str:
    """Show an element without the level that is claimed, with a form for one's own."""
    before = _open(scoring_id, code)
    title = f"{code} {before.frozen.element.title}, without its level"
    note(before.scoring.submission, OpenedKind.PAGE, title, element_code=code)
    return _show(before, _make_form(before))


def _make_form(before: Before) -> ScoreForm:
    form = ScoreForm.of(before.score)
    form.offer(before.standard)
    return form


@of_scorer.post(f"{ONE}/elements/<code>")
@signed_in
def save(scoring_id: int, code: str) -> str | Response | tuple[str, int]:
    """Keep the level and its reason; or show what is wrong, and lose nothing of it."""
    before = _open(scoring_id, code)
    form = _make_form(before)
    if not form.validate_on_submit():
        return _show(before, form)
    try:
        _keep(before, form)
    except Conflict as conflict:
        form.show_error(conflict)
        return _show(before, form, conflicting=before.score), CONFLICT
    except DomainError as error:
        form.show_error(error)
        return _show(before, form)
    confirm(f"Your level for {code} is saved.")
    return redirect(_after_saving(before))


def _keep(before: Before, form: ScoreForm) -> None:
    services.keep_score(
        actor=current_actor(),
        scoring=before.scoring,
        standard=before.standard,
        code=before.code,
        level=form.level.data or "",
        reason=form.reason.data or "",
        version_id=form.seen_version,
    )


def _after_saving(before: Before) -> str:
    """Return where the button leads: to the next element, the list after the last, or here."""
    following = before.standard.neighbours(before.code)[1]
    if request.form.get("then") != "next":
        return _url_of(before.scoring, before.code)
    if following is None:
        return url_for("scoring.show", scoring_id=before.scoring.id)
    return _url_of(before.scoring, following.code)


def _url_of(scoring: Scoring, code: str) -> str:
    return url_for("scoring.element", scoring_id=scoring.id, code=code)


def _make_preview_url(before: Before) -> Callable[..., str]:
    """Return what makes the address that opens a piece of evidence beside the element."""

    def make(item_id: int, number: int, page: int = 1) -> str:
        return url_for(
            "scoring.element",
            scoring_id=before.scoring.id,
            code=before.code,
            item=item_id,
            number=number,
            page=page,
        )

    return make


def _show(before: Before, form: ScoreForm, conflicting: Score | None = None) -> str:
    scoring, submission = before.scoring, before.scoring.submission
    if conflicting is not None:
        form.version_id.data = conflicting.version_id
    previous, following = before.standard.neighbours(before.code)
    piece = _find_opened(before.frozen)
    return render_template(
        "second_opinion/element.html",
        form=form,
        scoring=scoring,
        submission=submission,
        assessment=submission.assessment,
        standard=before.standard,
        criterion=before.standard.criterion_of(before.code),
        frozen=before.frozen,
        conflicting=conflicting,
        opened=list_opened_pieces(submission.id, current_actor().user_id),
        piece=piece,
        page=_open_beside(before, piece) if piece else None,
        preview_url=_make_preview_url(before),
        previous=previous,
        following=following,
    )


def _find_opened(frozen: FrozenElement) -> FrozenPiece | None:
    """Return the piece that the address asks to lie open beside the element."""
    wanted = request.args.get("item", type=int), request.args.get("number", type=int)
    return next((piece for piece in frozen.pieces if piece.place == wanted), None)


def _open_beside(before: Before, piece: FrozenPiece) -> OpenedPage | None:
    if piece.refusal:
        return None
    page = open_page(piece, piece.pins, wanted_page())
    note_page(before.scoring.submission, piece, page)
    return page
