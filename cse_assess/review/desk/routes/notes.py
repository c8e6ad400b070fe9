"""Confidential notes, each on a page of its own: nothing else that is being written gets lost."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.desk import policy, queries, services
from cse_assess.review.desk.forms import NoteForm
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.blueprint import ELEMENT, ONE, blueprint
from cse_assess.review.desk.routes.element import open_element
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review
from cse_assess.web.flashes import confirm

OK, FORBIDDEN, CONFLICT = 200, 403, 409
ON_THE_WHOLE = ""


@blueprint.route(f"{ONE}/note", methods=["GET", "POST"])
@signed_in
def note(review_id: int) -> str | Response | tuple[str, int]:
    """Show and keep the confidential note on the whole self-assessment."""
    review = load_review(review_id)
    back = url_for(".show", review_id=review.id)
    return _handle(review, ON_THE_WHOLE, "the whole self-assessment", back)


@blueprint.route(f"{ELEMENT}/note", methods=["GET", "POST"])
@signed_in
def element_note(review_id: int, code: str) -> str | Response | tuple[str, int]:
    """Show and keep the confidential note on one element."""
    opened = open_element(load_review(review_id), code)
    subject = f"{code} {opened.element.title}"
    return _handle(opened.review, code, subject, opened.url())


def _handle(review: Review, code: str, subject: str, back: str) -> str | Response | tuple[str, int]:
    stands = queries.find_note(review.id, code)
    form, status, theirs = NoteForm.of(stands), OK, None
    if request.method == "GET" and not policy.can_write_findings(current_actor(), review):
        raise NotAllowed("Nothing can be written in this review now.")
    if form.validate_on_submit():
        try:
            _save(review, code, form)
        except services.NoteConflict as conflict:
            status, theirs = CONFLICT, conflict.theirs
            form = NoteForm.showing(form.text.data or "", conflict.version_id)
        except DomainError as error:
            form.show_error(error)
            status = FORBIDDEN if isinstance(error, NotAllowed) else OK
        else:
            confirm("The note is saved. Only assessors of this review read it.")
            return redirect(back)
    page = show_review(
        "reviews/note.html", review, form=form, subject=subject, back=back, theirs=theirs
    )
    return page, status


def _save(review: Review, code: str, form: NoteForm) -> None:
    services.save_note(
        actor=current_actor(),
        review=review,
        code=code,
        version_id=form.seen_version,
        text=form.text.data or "",
    )
