"""All evidence of a review, opened or not, and the sample."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.analysis.sampling import Claimed, SamplePlan, propose_sample
from cse_assess.errors import DomainError
from cse_assess.paging import cut_page
from cse_assess.review.desk import queries, services
from cse_assess.review.desk.claims import list_places_of, read_claims
from cse_assess.review.desk.forms import EvidenceFilterForm, SampleForm
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.pieces import ListedPiece, list_pieces, narrow_pieces
from cse_assess.review.desk.routes.blueprint import ONE, blueprint
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.desk.routes.reading import find_opened
from cse_assess.review.reading.queries import list_addenda
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page
from cse_assess.web.templating import plural

PAGE_SIZE = 50


@blueprint.get(f"{ONE}/evidence")
@signed_in
def evidence(review_id: int) -> str:
    """List every piece of evidence once, with whether the person has opened it."""
    review, form = load_review(review_id), EvidenceFilterForm(request.args)
    standard, pieces = load_review_standard(review), _list_pieces(review)
    findings = queries.load_findings(review.id)
    sample = [code for code, each in findings.items() if each.is_in_sample]
    shown = narrow_pieces(
        pieces,
        is_unopened=bool(form.is_unopened.data),
        in_sample=sample if form.is_in_sample.data else None,
    )
    return show_review(
        "reviews/evidence.html",
        review,
        standard=standard,
        submission=review.submission,
        filter_form=form,
        is_narrowed=len(shown) < len(pieces),
        page=cut_page(shown, wanted_page(), PAGE_SIZE),
        total=len(pieces),
        opened=sum(piece.is_opened for piece in pieces),
        sample=_measure_sample(sample, pieces, findings),
    )


def _list_pieces(review: Review) -> list[ListedPiece]:
    """Return all pieces, none of a submission that was taken back, in two queries."""
    if review.submission.is_withdrawn:
        return []
    addenda = list_addenda(review.submission_id)
    return list_pieces(read_claims(review).values(), addenda, find_opened(review))


def _measure_sample(
    sample: list[str], pieces: list[ListedPiece], findings: dict[str, Finding]
) -> dict[str, int]:
    """Return how many elements and pieces are in the sample, and how many of them are left."""
    own = narrow_pieces(pieces, is_unopened=False, in_sample=sample)
    return {
        "elements": len(sample),
        "elements_left": sum(not findings[code].is_done for code in sample),
        "pieces": len(own),
        "pieces_left": sum(not piece.is_opened for piece in own),
    }


@blueprint.route(f"{ONE}/sample", methods=["GET", "POST"])
@signed_in
def sample(review_id: int) -> str | Response:
    """Show what is proposed for the sample and why, and keep what is ticked."""
    review, form = load_review(review_id), SampleForm()
    standard, findings = load_review_standard(review), queries.load_findings(review.id)
    plan = _propose(review, standard)
    chosen = [code for code, each in findings.items() if each.is_in_sample]
    if request.method == "GET":
        form.show(chosen, [each.code for each in plan.elements])
    elif form.validate():
        try:
            count = _choose(review, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"{plural(count, *_name(standard))} in the sample. What is left is shown here.")
            return redirect(url_for(".evidence", review_id=review.id, is_in_sample="y"))
    return show_review(
        "reviews/sample.html",
        review,
        form=form,
        standard=standard,
        claims=read_claims(review),
        reasons={each.code: each.words for each in plan.elements},
        plan=plan,
        titles={piece.place: piece.kept["title"] for piece in _list_pieces(review)},
        ticked=set(form.codes.data or []),
        is_chosen=bool(chosen),
        submission=review.submission,
    )


def _name(standard: Standard) -> tuple[str, str]:
    return standard.terms.element.one, standard.terms.element.many


def _propose(review: Review, standard: Standard) -> SamplePlan:
    claims = (
        Claimed(code, claim["level"], frozenset(list_places_of(claim)))
        for code, claim in read_claims(review).items()
    )
    return propose_sample(standard, claims, seed=review.submission.sha256)


def _choose(review: Review, form: SampleForm) -> int:
    return services.choose_sample(
        actor=current_actor(),
        review=review,
        seen=form.seen_codes,
        wanted=form.codes.data or [],
    )
