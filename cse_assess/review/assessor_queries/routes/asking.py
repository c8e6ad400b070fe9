"""The assessor's pages of queries: the list, one of them with its answer, and asking."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.past.content import write_content
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.ids import read_possible_id
from cse_assess.review.assessor_queries import policy, queries, services
from cse_assess.review.assessor_queries.addenda import CONTENT_NAME
from cse_assess.review.assessor_queries.forms import WHOLE_CHOICE, AskForm
from cse_assess.review.assessor_queries.lines import QueryLine, group_by_state, name_place
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.assessor_queries.routes.blueprint import ASKED, BOTH, ONE_ASKED, asked
from cse_assess.review.assessor_queries.routes.proof import check_addendum
from cse_assess.review.assessor_queries.states import QueryStep
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import LOCKED, load_review, load_review_standard
from cse_assess.review.reading.pieces import FrozenPiece, show_pieces
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.standards.structure import Standard
from cse_assess.web.downloads import send_made_file
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import format_day

NO_ANSWER = "There is no answer to this query that you can read."


@asked.get(ASKED)
@signed_in
def index(review_id: int) -> str:
    """List what was asked in a review, by where it stands, with the clock of each."""
    review = load_review(review_id)
    lines = queries.list_of_review(review.id)
    return show_review(
        "assessor_queries/index.html",
        review,
        standard=load_review_standard(review),
        groups=group_by_state(lines),
        name_place=name_place,
        can_ask=policy.can_ask(current_actor(), review),
    )


@asked.route(f"{ASKED}/new", methods=BOTH)
@signed_in
def ask(review_id: int) -> str | AnyResponse:
    """Ask the organisation for more, about an element or the whole."""
    review = load_review(review_id)
    standard, follows = load_review_standard(review), _find_followed(review)
    form = AskForm.starting(_suggest_about(follows), today(), standard.review.answer_days)
    form.offer(standard)
    if not form.is_submitted() and not policy.can_ask(current_actor(), review):
        raise NotAllowed(LOCKED)
    if form.validate_on_submit():
        try:
            query = _ask(review, standard, form, follows)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                f"Query {query.number} is asked. The organisation's leads are told, and you are "
                "told when there is an answer."
            )
            return redirect(url_of(query))
    return show_review("assessor_queries/ask.html", review, form=form, follows=follows)


def _find_followed(review: Review) -> AssessorQuery | None:
    """Return the query that is asked anew, where the address names one; raise `NotFound`."""
    if "follows" not in request.args:
        return None
    return queries.get_query_of_review(review.id, read_possible_id(request.args["follows"]))


def _suggest_about(follows: AssessorQuery | None) -> str:
    if follows is not None:
        return follows.element_code or WHOLE_CHOICE
    return request.args.get("element", "")


def _ask(
    review: Review, standard: Standard, form: AskForm, follows: AssessorQuery | None
) -> AssessorQuery:
    return services.ask_query(
        actor=current_actor(),
        review=review,
        standard=standard,
        element_code=form.element_code,
        question=form.question.data or "",
        answer_by=form.answer_by.data or today(),
        follows=follows,
    )


def url_of(query: AssessorQuery) -> str:
    """Return the address of the assessor's page of a query."""
    return url_for("assessor_queries.show", review_id=query.review_id, number=query.number)


@asked.get(ONE_ASKED)
@signed_in
def show(review_id: int, number: int) -> str:
    """Show a query with its answer and evidence, and what can be done with it now."""
    review, query = load_asked(review_id, number)
    standard, actor = load_review_standard(review), current_actor()
    line = queries.make_line(query)
    addendum = _find_readable(line)
    if addendum is not None:
        title = f"Answer to query {query.number}: {format_day(addendum.added_at)}"
        note(review.submission, OpenedKind.PAGE, title, element_code=query.element_code)
    return show_review(
        "assessor_queries/show.html",
        review,
        line=line,
        addendum=addendum,
        proof=check_addendum(addendum) if addendum else None,
        pieces=_show_pieces(review, standard, addendum),
        place=name_place(query, standard),
        followers=queries.list_followers(query),
        steps={step.value for step in QueryStep if policy.can_take_step(actor, query, step)},
        can_ask_again=policy.can_ask_again(actor, query),
    )


def load_asked(review_id: int, number: int) -> tuple[Review, AssessorQuery]:
    """Return a query with its review, for those who read that; raises as `load_review` does."""
    review = load_review(review_id)
    return review, queries.get_query_of_review(review.id, number)


def _find_readable(line: QueryLine) -> Addendum | None:
    """Return the answer, unless what it was added to was taken back."""
    return None if line.addendum is None or line.addendum.is_closed else line.addendum


def _show_pieces(
    review: Review, standard: Standard, addendum: Addendum | None
) -> list[FrozenPiece]:
    if addendum is None:
        return []
    element = standard.find_element(addendum.content["element"])
    return show_pieces(addendum.content["evidence"], standard, review.submission, element)


@asked.get(f"{ONE_ASKED}/manifest")
@signed_in
def manifest(review_id: int, number: int) -> Response:
    """Hand out the manifest of an answer, for `sha256sum --check`."""
    addendum = _load_answer(review_id, number, "Manifest of the answer to query")
    return send_made_file(
        addendum.manifest.encode(),
        media_type="text/plain",
        file_name=f"manifest-sha256-query-{number}.txt",
    )


@asked.get(f"{ONE_ASKED}/content")
@signed_in
def content(review_id: int, number: int) -> Response:
    """Hand out an answer as JSON, byte for byte what its manifest speaks of."""
    addendum = _load_answer(review_id, number, "Words of the answer to query")
    return send_made_file(
        write_content(addendum.content), media_type="application/json", file_name=CONTENT_NAME
    )


def _load_answer(review_id: int, number: int, title: str) -> Addendum:
    """Return what answers a query, and note that it is taken away; raise `NotFound`."""
    review, query = load_asked(review_id, number)
    addendum = _find_readable(queries.make_line(query))
    if addendum is None:
        raise NotFound(NO_ANSWER)
    note(review.submission, OpenedKind.FILE, f"{title} {number}", element_code=query.element_code)
    return addendum
