"""What the assessor does with a query: accept the answer, or not, or take the query back."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.assessor_queries import policy, queries, services
from cse_assess.review.assessor_queries.forms import DecideForm
from cse_assess.review.assessor_queries.lines import name_place
from cse_assess.review.assessor_queries.routes.asking import load_asked, url_of
from cse_assess.review.assessor_queries.routes.blueprint import BOTH, ONE_ASKED, asked
from cse_assess.review.assessor_queries.states import QueryStep
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review_standard
from cse_assess.web.flashes import confirm

NOT_NOW = "You cannot do this with the query, or not any more. Open it to see where it stands."


@dataclass(frozen=True, slots=True)
class StepPage:
    """How the page of a step is worded, and the service behind its button."""

    step: QueryStep
    title: str
    text: str
    label: str
    button: str
    done: str
    take: Callable[..., None]
    tone: str = ""


ACCEPT = StepPage(
    QueryStep.ACCEPT,
    "Accept the answer",
    "The organisation is told. The answer and its evidence stay with the submission.",
    "Why does the answer do?",
    "Accept it",
    "The answer is accepted, and the organisation is told.",
    services.accept_answer,
)
REFUSE = StepPage(
    QueryStep.REFUSE,
    "Do not accept the answer",
    "The organisation is told, with your reason. What it sent stays with the submission. You can "
    "ask again afterwards.",
    "What does the answer lack?",
    "Do not accept it",
    "The answer is not accepted, and the organisation is told why. You can ask again.",
    services.refuse_answer,
)
WITHDRAW = StepPage(
    QueryStep.WITHDRAW,
    "Withdraw the query",
    "The organisation is told that it need not answer. The query stays on record.",
    "Why do you withdraw it?",
    "Withdraw it",
    "The query is withdrawn, and the organisation is told.",
    services.withdraw_query,
    tone="warning",
)


@asked.route(f"{ONE_ASKED}/accept", methods=BOTH)
@signed_in
def accept(review_id: int, number: int) -> str | Response:
    """Say that the answer does."""
    return _take(review_id, number, ACCEPT)


@asked.route(f"{ONE_ASKED}/refuse", methods=BOTH)
@signed_in
def refuse(review_id: int, number: int) -> str | Response:
    """Say what the answer lacks."""
    return _take(review_id, number, REFUSE)


@asked.route(f"{ONE_ASKED}/withdraw", methods=BOTH)
@signed_in
def withdraw(review_id: int, number: int) -> str | Response:
    """Take a query back before it is answered."""
    return _take(review_id, number, WITHDRAW)


def _take(review_id: int, number: int, page: StepPage) -> str | Response:
    review, query = load_asked(review_id, number)
    form = DecideForm(data={"version_id": query.version_id})
    form.reason.label.text = page.label
    if form.validate_on_submit():
        try:
            page.take(
                actor=current_actor(),
                query=query,
                version_id=form.seen_version,
                reason=form.reason.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(page.done)
            return redirect(url_of(query))
    if not form.is_submitted() and not policy.can_take_step(current_actor(), query, page.step):
        raise NotAllowed(NOT_NOW)
    standard = load_review_standard(review)
    return show_review(
        "assessor_queries/decide.html",
        review,
        form=form,
        page=page,
        line=queries.make_line(query),
        place=name_place(query, standard),
    )
