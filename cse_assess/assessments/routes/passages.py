"""Reading the text of an attached piece of evidence, and pinning the words that prove."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.analysis.passages import Fate, Match, PagedText
from cse_assess.assessments import policy, queries
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.models import PassagePin, PinState
from cse_assess.assessments.pins.forms import PinForm
from cse_assess.assessments.pins.queries import get_pin, read_pages
from cse_assess.assessments.pins.reader import mark_pins
from cse_assess.assessments.pins.services import (
    as_passage,
    confirm_pin,
    pin_passage,
    remove_pin,
    tidy_words,
)
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.element import CONFLICT, OK, Opened, open_element, vars_of
from cse_assess.assessments.routes.evidence import ATTACHING
from cse_assess.assessments.routes.loading import load_assessment, load_writable
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.queries import get_current_revision
from cse_assess.reading.document import Page
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

PINS = "/assessments/<int:assessment_id>/elements/<code>/pins/<int:pin_id>"


@blueprint.get(f"{ATTACHING}/<int:link_id>/text")
@signed_in
def passages(assessment_id: int, code: str, link_id: int) -> str:
    """Show the text of an attached piece page by page, to read and to pin from."""
    opened = open_element(load_assessment(assessment_id), code)
    linked = _load_open(opened, link_id)
    number = wanted_page()
    if not policy.can_edit_response(current_actor(), opened.assessment):
        return _show_text(opened, linked, number, None)
    return _show_text(opened, linked, number, _make_form(opened, number))


@blueprint.post(f"{ATTACHING}/<int:link_id>/text")
@signed_in
def pin(assessment_id: int, code: str, link_id: int) -> str | Response:
    """Pin the words that were chosen; with `?replaces=`, in place of a pin."""
    opened = open_element(load_writable(assessment_id), code)
    linked = _load_open(opened, link_id)
    form = _make_form(opened, 1)
    if form.validate_on_submit():
        try:
            made = pin_passage(
                actor=current_actor(),
                link=linked.link,
                quotation=form.quotation.data or "",
                page_number=form.page_number.data or 1,
                start=form.start_at,
                guidance_point=form.point,
                note=form.note.data or "",
                replaces=_find_replaced(linked),
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"The passage on page {made.page_number} is pinned to {code}.")
            return redirect(opened.url("element"))
    return _show_text(opened, linked, form.page_number.data or 1, form)


@blueprint.get(PINS)
@signed_in
def show_pin(assessment_id: int, code: str, pin_id: int) -> str:
    """Show a pinned passage, and where it is not there word for word what to do about it."""
    opened, found = _open_pin(assessment_id, code, pin_id)
    return _show_pin(opened, found, _version_form(found))


@blueprint.post(f"{PINS}/confirm")
@signed_in
def confirm_passage(assessment_id: int, code: str, pin_id: int) -> str | Response | tuple[str, int]:
    """Take the words that are most like the lost ones in their place."""
    load_writable(assessment_id)
    opened, found = _open_pin(assessment_id, code, pin_id)
    form = VersionedForm()
    if form.validate_on_submit():
        try:
            confirm_pin(actor=current_actor(), pin=found, version_id=form.seen_version)
        except DomainError as error:
            form = _version_form(found)
            form.show_error(error)
            status = CONFLICT if isinstance(error, Conflict) else OK
            return _show_pin(opened, found, form), status
        confirm("The passage is pinned in its new words.")
    return redirect(opened.url("element"))


@blueprint.post(f"{PINS}/remove")
@signed_in
def remove_passage(assessment_id: int, code: str, pin_id: int) -> Response:
    """Take a pin away; it stays in the history."""
    load_writable(assessment_id)
    opened, found = _open_pin(assessment_id, code, pin_id)
    remove_pin(actor=current_actor(), pin=found)
    confirm("The pin is removed. The evidence stays attached.")
    return redirect(opened.url("element"))


def _load_open(opened: Opened, link_id: int) -> LinkedEvidence:
    linked = queries.get_linked_evidence(opened.response, link_id)
    if not can_open_item(current_actor(), linked.item):
        raise NotAllowed("This evidence is confidential. Ask a lead to see it.")
    check_quarantine(linked.revision)
    return linked


def _make_form(opened: Opened, number: int) -> PinForm:
    form = PinForm(page_number=number)
    form.offer_points(opened.standard, opened.element)
    return form


def _find_replaced(linked: LinkedEvidence) -> PassagePin | None:
    replaced = request.args.get("replaces", type=int)
    if replaced is None:
        return None
    return next((each for each in linked.link.pins if each.id == replaced), None)


def _show_text(opened: Opened, linked: LinkedEvidence, number: int, form: PinForm | None) -> str:
    pages = read_pages(linked.revision)
    page = _pick_page(pages or [], number)
    standing = [
        each
        for each in linked.link.pins
        if each.revision_id == linked.revision.id and each.state == PinState.FOUND
    ]
    given = {"form": form} if form and page else {}
    return render_template(
        "assessments/passages.html",
        **vars_of(opened),
        **given,
        linked=linked,
        is_waiting=pages is None,
        page=page,
        page_count=len(pages or ()),
        stretches=mark_pins(page, standing) if page else [],
        replaced=_find_replaced(linked),
    )


def _pick_page(pages: list[Page], number: int) -> Page | None:
    """Return the page of this number, or the first where there is none."""
    return next((page for page in pages if page.number == number), pages[0] if pages else None)


def _open_pin(assessment_id: int, code: str, pin_id: int) -> tuple[Opened, PassagePin]:
    opened = open_element(load_assessment(assessment_id), code)
    found = get_pin(opened.response, pin_id)
    if not can_open_item(current_actor(), found.link.item):
        raise NotAllowed("This evidence is confidential. Ask a lead to see it.")
    return opened, found


def _version_form(found: PassagePin) -> VersionedForm:
    return VersionedForm(formdata=None, data={"version_id": str(found.version_id)})


def _show_pin(opened: Opened, found: PassagePin, form: VersionedForm) -> str:
    revision = get_current_revision(found.link.item)
    near = _find_nearest(found, revision)
    return render_template(
        "assessments/pin.html",
        **vars_of(opened),
        form=form,
        pin=found,
        revision=revision,
        is_waiting=found.checked_revision_id != revision.id,
        near=near,
        near_words=tidy_words(near.text) if near else "",
        can_write=policy.can_edit_response(current_actor(), opened.assessment),
        page_url=_page_url(opened, found),
    )


def _find_nearest(found: PassagePin, revision: EvidenceRevision) -> Match | None:
    """Return what in the current text is most like a pin that is not there word for word."""
    pages = read_pages(revision) if found.state != PinState.FOUND else None
    near = PagedText(pages).find(as_passage(found)) if pages else None
    return near if near and near.fate is not Fate.LOST else None


def _page_url(opened: Opened, found: PassagePin) -> str:
    return url_for(
        "assessments.passages",
        assessment_id=opened.assessment.id,
        code=opened.element.code,
        link_id=found.link_id,
        page=found.page_number,
        _anchor=f"pin-{found.id}",
    )
