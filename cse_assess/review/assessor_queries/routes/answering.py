"""Answering a query: evidence is gathered, then the words are written and all of it is sent."""

from flask import redirect
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.assessments.forms import ChooseItemsForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.choosing import load_chosen, search_library
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_as_writer
from cse_assess.assessments.routes.telling import show_pieces
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.forms import AddFilesForm, AddLinkForm
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.routes.receiving import receive_sent_files
from cse_assess.review.assessor_queries import policy, queries, services
from cse_assess.review.assessor_queries.forms import AnswerForm
from cse_assess.review.assessor_queries.gathering import load_pieces, name_pieces
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.assessor_queries.routes.blueprint import (
    BOTH,
    ONE_RECEIVED,
    received_queries,
)
from cse_assess.review.assessor_queries.routes.received import load_received, url_of, vars_of
from cse_assess.review.assessor_queries.words import explain_closed
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

CONFLICT = 409
OK = 200


def _load(assessment_id: int, query_id: int) -> tuple[Assessment, AssessorQuery]:
    """Return a query that the person may answer now; raise `NotAllowed` otherwise."""
    assessment, query = _load_as_writer(assessment_id, query_id)
    if not policy.can_answer(current_actor(), query):
        raise NotAllowed(explain_closed(query))
    return assessment, query


def _load_as_writer(assessment_id: int, query_id: int) -> tuple[Assessment, AssessorQuery]:
    load_received(assessment_id, query_id)
    assessment = load_as_writer(assessment_id)
    return assessment, queries.get_received_query(assessment.id, query_id)


def _confirm_added(count: int) -> None:
    if count:
        pieces = plural(count, "piece of evidence is", "pieces of evidence are")
        confirm(f"{pieces} put with your answer. The assessor sees nothing before you send it.")


@received_queries.route(f"{ONE_RECEIVED}/files", methods=BOTH)
@requires_member
def add_files(assessment_id: int, query_id: int) -> str | Response:
    """Upload files for an answer."""
    assessment, query = _load(assessment_id, query_id)
    form = AddFilesForm(owner_id=current_actor().user_id)
    form.offer_owners(list_people(current_actor().member_of))
    if form.validate_on_submit():
        try:
            refusals = _add_files(assessment_id, query_id, form)
        except DomainError as error:
            form.show_error(error)
        else:
            if not refusals:
                return redirect(url_of(queries.get_received_query(assessment_id, query_id)))
            for refusal in refusals:
                form.add_error(refusal, "files")
        assessment, query = _load(assessment_id, query_id)
    return show_view(
        "received_queries/files.html", assessment, **vars_of(assessment, query), form=form
    )


def _add_files(assessment_id: int, query_id: int, form: AddFilesForm) -> list[str]:
    """Add every file that can be; return why the others were refused.

    Receiving them ends the transaction, so the query is loaded anew afterwards.
    """
    received = receive_sent_files(form)
    _, query = _load(assessment_id, query_id)
    taken = [(verdict.file, details) for verdict, details in received if verdict.file]
    for file, details in taken:
        services.add_file(actor=current_actor(), query=query, file=file, details=details)
    _confirm_added(len(taken))
    return [f"{each.file_name}: {each.refusal}" for each, _ in received if each.file is None]


@received_queries.route(f"{ONE_RECEIVED}/link", methods=BOTH)
@requires_member
def add_link(assessment_id: int, query_id: int) -> str | Response:
    """Add a web address for an answer."""
    assessment, query = _load(assessment_id, query_id)
    form = AddLinkForm(owner_id=current_actor().user_id, kind=EvidenceKind.WEB_PAGE)
    form.offer_owners(list_people(current_actor().member_of))
    if form.validate_on_submit():
        try:
            services.add_address(
                actor=current_actor(),
                query=query,
                url=form.url.data or "",
                details=ItemDetails(**form.details),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            _confirm_added(1)
            return redirect(url_of(query))
    return show_view(
        "received_queries/link.html", assessment, **vars_of(assessment, query), form=form
    )


@received_queries.route(f"{ONE_RECEIVED}/library", methods=BOTH)
@requires_member
def add_from_library(assessment_id: int, query_id: int) -> str | Response:
    """Choose from what the library already holds."""
    (assessment, query), form = _load(assessment_id, query_id), ChooseItemsForm()
    if form.validate_on_submit():
        try:
            for item in load_chosen(form):
                services.add_item(actor=current_actor(), query=query, item=item)
        except DomainError as error:
            form.show_error(error)
        else:
            _confirm_added(len(form.item_ids))
            return redirect(url_of(query))
    return show_view(
        "received_queries/library.html",
        assessment,
        **vars_of(assessment, query),
        **search_library(),
        form=form,
        added={item.id for item in queries.list_gathered_items(query.id)},
    )


@received_queries.post(f"{ONE_RECEIVED}/pieces/<int:item_id>/remove")
@requires_member
def remove_item(assessment_id: int, query_id: int, item_id: int) -> Response:
    """Take a piece out of an answer that is not sent yet."""
    _, query = _load(assessment_id, query_id)
    services.remove_item(actor=current_actor(), query=query, item_id=item_id)
    confirm("It is taken out of your answer. It is still in the library.")
    return redirect(url_of(query))


@received_queries.route(f"{ONE_RECEIVED}/answer", methods=BOTH)
@requires_member
def answer(assessment_id: int, query_id: int) -> str | Response | tuple[str, int]:
    """Write the answer and send it with what was gathered, for good."""
    assessment, query = _load_as_writer(assessment_id, query_id)
    form, status = AnswerForm(data=_data_of(query)), OK
    if not form.is_submitted() and not policy.can_answer(current_actor(), query):
        raise NotAllowed(explain_closed(query))
    if form.validate_on_submit():
        try:
            addendum = _send(query, form)
        except Conflict as error:
            form, status = _show_anew(query, form, error), CONFLICT
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                f"Your answer is sent, as addendum {addendum.number} to submission "
                f"{addendum.submission.number}. {query.review.assessor.name} is told, and you are "
                "told what becomes of it."
            )
            return redirect(url_of(query))
    return _draw(assessment, query, form), status


def _data_of(query: AssessorQuery) -> dict[str, object]:
    return {"version_id": query.version_id, "pieces": name_pieces(load_pieces(query))}


def _send(query: AssessorQuery, form: AnswerForm) -> Addendum:
    return services.answer_query(
        actor=current_actor(),
        query=query,
        version_id=form.seen_version,
        seen=form.pieces.data or "",
        answer=form.answer.data or "",
        is_scanning=current_settings().scanner is not None,
    )


def _show_anew(query: AssessorQuery, sent: AnswerForm, error: Conflict) -> AnswerForm:
    """Return the form with what was written, for the query and the evidence as they stand now."""
    pieces = name_pieces(load_pieces(query))
    form = AnswerForm.showing(query.version_id, pieces, sent.answer.data or "")
    form.show_error(error)
    return form


def _draw(assessment: Assessment, query: AssessorQuery, form: AnswerForm) -> str:
    return show_view(
        "received_queries/answer.html",
        assessment,
        **vars_of(assessment, query),
        form=form,
        line=queries.make_line(query),
        gathered=show_pieces(queries.list_gathered_items(query.id)),
        can_answer=policy.can_answer(current_actor(), query),
    )
