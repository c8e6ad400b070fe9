"""Attaching evidence to an element, saying what it proves, and detaching it."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.accounts.queries import list_people
from cse_assess.assessments import queries, services
from cse_assess.assessments.forms import (
    AttachAddressForm,
    AttachFilesForm,
    AttachItemsForm,
    ProofForm,
)
from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.proof import ProofFields, StatedProof, speak_proof
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.choosing import load_chosen, search_library
from cse_assess.assessments.routes.element import CONFLICT, OK, Opened, open_element, vars_of
from cse_assess.assessments.routes.loading import load_assessment, load_writable
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.handout import send_revision
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.evidence.reception import Verdict
from cse_assess.evidence.routes.receiving import receive_sent_files
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

ATTACHING = "/assessments/<int:assessment_id>/elements/<code>/evidence"


def _open(assessment_id: int, code: str) -> Opened:
    return open_element(load_writable(assessment_id), code)


@blueprint.route(ATTACHING, methods=["GET", "POST"])
@signed_in
def add_evidence(assessment_id: int, code: str) -> str | Response:
    """Upload files and attach them."""
    opened = _open(assessment_id, code)
    form = AttachFilesForm(owner_id=current_actor().user_id)
    form.offer_points(opened.standard, opened.element)
    form.offer_owners(list_people(opened.assessment.organisation_id))
    if form.validate_on_submit():
        try:
            refusals = _attach_files(assessment_id, code, form)
        except DomainError as error:
            form.show_error(error)
        else:
            if not refusals:
                return redirect(opened.url("element"))
            for refusal in refusals:
                form.add_error(refusal, "files")
        opened = _open(assessment_id, code)
    return render_template("assessments/attach_files.html", **vars_of(opened), form=form)


def _attach_files(assessment_id: int, code: str, form: AttachFilesForm) -> list[str]:
    """Attach every file that can be; return why the others were refused.

    Receiving them ends the transaction, so the element is opened anew afterwards.
    """
    received = receive_sent_files(form)
    opened = _open(assessment_id, code)
    refusals = [_attach_file(opened, verdict, details, form.proof) for verdict, details in received]
    _confirm_attached(refusals.count(""))
    return [refusal for refusal in refusals if refusal]


def _attach_file(opened: Opened, verdict: Verdict, details: ItemDetails, proof: ProofFields) -> str:
    """Attach one file; return why it was refused, or nothing."""
    if verdict.file is None:
        return f"{verdict.file_name}: {verdict.refusal}"
    services.attach_file(
        actor=current_actor(),
        response=opened.response,
        file=verdict.file,
        details=details,
        **proof,
    )
    return ""


def _confirm_attached(count: int) -> None:
    if count:
        confirm(f"{plural(count, 'piece of evidence is', 'pieces of evidence are')} attached.")


@blueprint.route(f"{ATTACHING}/link", methods=["GET", "POST"])
@signed_in
def add_link(assessment_id: int, code: str) -> str | Response:
    """Add a web address to the library and attach it."""
    opened = _open(assessment_id, code)
    form = AttachAddressForm(owner_id=current_actor().user_id, kind=EvidenceKind.WEB_PAGE)
    form.offer_points(opened.standard, opened.element)
    form.offer_owners(list_people(opened.assessment.organisation_id))
    if form.validate_on_submit():
        try:
            services.attach_address(
                actor=current_actor(),
                response=opened.response,
                url=form.url.data or "",
                details=ItemDetails(**form.details),
                **form.proof,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            _confirm_attached(1)
            return redirect(opened.url("element"))
    return render_template("assessments/attach_address.html", **vars_of(opened), form=form)


@blueprint.route(f"{ATTACHING}/library", methods=["GET", "POST"])
@signed_in
def add_from_library(assessment_id: int, code: str) -> str | Response:
    """Attach what the library already holds."""
    opened, form = _open(assessment_id, code), AttachItemsForm()
    form.offer_points(opened.standard, opened.element)
    if form.validate_on_submit():
        try:
            _attach_items(opened, form)
        except DomainError as error:
            form.show_error(error)
        else:
            return redirect(opened.url("element"))
    return render_template(
        "assessments/attach_items.html",
        **vars_of(opened),
        **search_library(),
        form=form,
        attached={linked.item.id for linked in queries.list_evidence(opened.response)},
    )


def _attach_items(opened: Opened, form: AttachItemsForm) -> None:
    services.attach_items(
        actor=current_actor(), response=opened.response, items=load_chosen(form), **form.proof
    )
    _confirm_attached(len(form.item_ids))


@blueprint.route(f"{ATTACHING}/<int:link_id>", methods=["GET", "POST"])
@signed_in
def edit_proof(assessment_id: int, code: str, link_id: int) -> str | Response | tuple[str, int]:
    """Say what an attached piece of evidence proves."""
    opened = _open(assessment_id, code)
    linked = queries.get_linked_evidence(opened.response, link_id)
    link, both, status = linked.link, {}, OK
    form = ProofForm.of(link)
    form.offer_points(opened.standard, opened.element)
    if form.validate_on_submit():
        try:
            services.edit_link_proof(
                actor=current_actor(), link=link, version_id=form.seen_version, **form.proof
            )
        except Conflict as error:
            both, status = _compare(opened.standard, link, form.proof), CONFLICT
            form = ProofForm.showing(form.proof, link.version_id)
            form.offer_points(opened.standard, opened.element)
            form.show_error(error)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("What it proves is saved.")
            return redirect(opened.url("element"))
    page = render_template(
        "assessments/proof.html",
        **vars_of(opened),
        **both,
        form=form,
        title=title_of(linked),
    )
    return page, status


def _compare(standard: Standard, link: EvidenceLink, mine: ProofFields) -> dict[str, str]:
    """Return what somebody else said meanwhile, and what this person was about to save."""
    points = standard.terms.guidance.many.capitalize()
    return {
        "theirs": speak_proof(StatedProof.of(link), points),
        "mine": speak_proof(StatedProof.checked(**mine), points),
    }


def title_of(linked: queries.LinkedEvidence) -> str:
    """Return the title of a linked piece, as the person may read it."""
    is_open = can_open_item(current_actor(), linked.item)
    return shown_title(linked.item, is_open=is_open)


@blueprint.route(f"{ATTACHING}/<int:link_id>/detach", methods=["GET", "POST"])
@signed_in
def detach(assessment_id: int, code: str, link_id: int) -> str | Response:
    """Ask before a piece of evidence is detached, then detach it."""
    opened = _open(assessment_id, code)
    linked = queries.get_linked_evidence(opened.response, link_id)
    title = title_of(linked)
    if request.method == "POST":
        services.detach_evidence(actor=current_actor(), link=linked.link)
        confirm(f"“{title}” is detached from {code}. It is still in the library.")
        return redirect(opened.url("element"))
    return render_template(
        "assessments/detach.html", **vars_of(opened), title=title, link=linked.link
    )


@blueprint.get("/assessments/<int:assessment_id>/evidence/<int:item_id>/file")
@signed_in
def download(assessment_id: int, item_id: int) -> Response:
    """Hand out the current file of an item that is linked in this self-assessment."""
    assessment = load_assessment(assessment_id)
    linked = queries.get_item_of_assessment(assessment.id, item_id)
    if not can_open_item(current_actor(), linked.item):
        raise NotAllowed("This evidence is confidential. Ask a lead to see it.")
    return send_revision(linked.revision)
