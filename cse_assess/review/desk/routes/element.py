"""The page of one element: what is claimed and its proof, and beside it what the assessor finds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.ids import read_possible_id
from cse_assess.review.assessor_queries.queries import list_queries_of_element
from cse_assess.review.certificates.queries import find_returned_partials
from cse_assess.review.certificates.words import describe_trace
from cse_assess.review.desk import policy, queries, services
from cse_assess.review.desk.forms import FindingForm
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.routes.blueprint import ELEMENT, blueprint
from cse_assess.review.desk.routes.frame import ONE_SITTING, show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.desk.routes.reading import find_opened
from cse_assess.review.desk.values import LABELS, speak_values
from cse_assess.review.reading.noting import note_page
from cse_assess.review.reading.pieces import FrozenElement, FrozenPiece, open_piece, show_element
from cse_assess.review.reading.preview import OpenedPage, open_page
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.review.visit.queries import list_notes_of_element
from cse_assess.standards.structure import Element, Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

OK, FORBIDDEN, CONFLICT = 200, 403, 409
"""How long an element that is saved and shown again counts as opened once."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The element of a review that a request is about; `frozen` is None for what was taken back."""

    review: Review
    standard: Standard
    element: Element
    frozen: FrozenElement | None

    def url(self, endpoint: str = "element", **values: Any) -> str:
        """Return the address of a page about the element."""
        code, review_id = self.element.code, self.review.id
        return url_for(f"reviews.{endpoint}", review_id=review_id, code=code, **values)


def open_element(review: Review, code: str) -> Opened:
    """Return the element of this code as it was submitted; raise `NotFound`."""
    standard = load_review_standard(review)
    element = standard.find_element(code)
    if element is None:
        raise NotFound(f"This standard has no such {standard.terms.element.one}.")
    if review.submission.is_withdrawn:
        return Opened(review, standard, element, None)
    return Opened(review, standard, element, show_element(review.submission, standard, code))


@blueprint.get(ELEMENT)
@signed_in
def element(review_id: int, code: str) -> str:
    """Show the element, with the assessor's own level beside the one that is claimed."""
    opened = open_element(load_review(review_id), code)
    finding = queries.find_finding(opened.review.id, code)
    form = None
    if policy.can_write_findings(current_actor(), opened.review):
        form = FindingForm.of(finding)
        form.offer(opened.standard)
    return _show(opened, finding, form)


@blueprint.post(ELEMENT)
@signed_in
def save_element(review_id: int, code: str) -> str | Response | tuple[str, int]:
    """Keep what the assessor found, or show what is wrong, or what another window saved meanwhile.

    Where nothing can be written any more, the form is shown all the same, so that no text is lost.
    """
    opened = open_element(load_review(review_id), code)
    finding = queries.find_finding(opened.review.id, code)
    form = FindingForm.of(finding)
    form.offer(opened.standard)
    if not form.validate_on_submit():
        return _show(opened, finding, form)
    try:
        is_changed = _save(opened, form)
    except services.FindingConflict as conflict:
        return _show_conflict(opened, conflict), CONFLICT
    except DomainError as error:
        form.show_error(error)
        return _show(opened, finding, form), FORBIDDEN if isinstance(error, NotAllowed) else OK
    saved = "is saved" if is_changed else "was up to date already"
    confirm(f"{opened.standard.terms.element.one.capitalize()} {code} {saved}.")
    return redirect(_after_saving(opened))


def _save(opened: Opened, form: FindingForm) -> bool:
    return services.save_finding(
        actor=current_actor(),
        review=opened.review,
        standard=opened.standard,
        code=opened.element.code,
        version_id=form.seen_version,
        seal=form.seal.data or "",
        values=form.values,
    )


def _after_saving(opened: Opened) -> str:
    """Return where the button leads: the note, the next element, or this one again."""
    following = opened.standard.neighbours(opened.element.code)[1]
    then = request.form.get("then")
    if then == "note":
        return opened.url("element_note")
    if then == "next" and following:
        return url_for(".element", review_id=opened.review.id, code=following.code)
    if then == "next":
        return url_for(".show", review_id=opened.review.id)
    return opened.url()


def _show(opened: Opened, finding: Finding | None, form: FindingForm | None) -> str:
    review, code = opened.review, opened.element.code
    before, after = opened.standard.neighbours(code)
    _note(opened)
    given = {"form": form} if form else {}
    return show_review(
        "reviews/element.html",
        review,
        **vars_of(opened),
        **given,
        level=opened.standard.find_level((finding.level if finding else "") or ""),
        finding=finding,
        note=queries.find_note(review.id, code),
        lines=list_queries_of_element(review.id, code),
        came_back=describe_trace(find_returned_partials(review, opened.standard.rules).get(code)),
        visit_notes=list_notes_of_element(review.id, code),
        labels=LABELS,
        opened=find_opened(review),
        preview=_open_preview(opened),
        preview_url=_make_preview_url(opened),
        before=before,
        after=after,
    )


def vars_of(opened: Opened) -> dict[str, object]:
    """Return what every template about an element of a review is given."""
    return {
        "standard": opened.standard,
        "element": opened.element,
        "criterion": opened.standard.criterion_of(opened.element.code),
        "frozen": opened.frozen,
        "submission": opened.review.submission,
    }


def _note(opened: Opened) -> None:
    if opened.frozen is None:
        return
    code = opened.element.code
    title = f"{code} {opened.element.title}"
    submission = opened.review.submission
    note(submission, OpenedKind.PAGE, title, element_code=code, unless_within=ONE_SITTING)


def _make_preview_url(opened: Opened) -> Callable[..., str]:
    return partial(_preview_url, opened)


def _preview_url(opened: Opened, item: int, revision: int, page: int | None = None) -> str:
    return opened.url(item=item, revision=revision, page=page, _anchor="preview")


def _open_preview(opened: Opened) -> tuple[FrozenPiece, OpenedPage | None] | None:
    """Return the piece and page that the address asks to lie open beside the element, or None."""
    place = tuple(read_possible_id(request.args.get(name, "")) for name in ("item", "revision"))
    if opened.frozen is None or not all(place):
        return None
    review = opened.review
    found = open_piece(review.submission, opened.standard, (place[0], place[1]))
    page = None if found.piece.refusal else open_page(found.piece, found.pins, wanted_page())
    note_page(review.submission, found.piece, page, unless_within=ONE_SITTING)
    return found.piece, page


def _show_conflict(opened: Opened, conflict: services.FindingConflict) -> str:
    form = FindingForm.showing(conflict.merged, conflict.theirs, conflict.version_id)
    form.offer(opened.standard)
    theirs = speak_values(opened.standard, conflict.theirs)
    mine = speak_values(opened.standard, conflict.mine)
    differing = conflict.theirs.differing(conflict.mine)
    return show_review(
        "reviews/conflict.html",
        opened.review,
        **vars_of(opened),
        form=form,
        parts=[(name, LABELS[name], theirs[name], mine[name]) for name in differing],
        same=[name for name in LABELS if name not in differing],
        then=request.form.get("then", ""),
    )
