"""Replacing an item's content: first what that touches, then the save."""

from collections.abc import Sequence
from datetime import timedelta

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.clock import now
from cse_assess.errors import Conflict, DomainError
from cse_assess.evidence import queries, services
from cse_assess.evidence.addresses import check_address
from cse_assess.evidence.custody.services import hold_file
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.forms import ReasonForm, ReplaceForm
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.reception import receive_files
from cse_assess.evidence.routes.blueprint import blueprint, item_url, load_own_item
from cse_assess.evidence.study.queries import list_pages
from cse_assess.evidence.study.services import save_document, study_held_file
from cse_assess.evidence.tickets import Replacement, read_replacement, sign_replacement
from cse_assess.evidence.usage import ContentChange, Impact, current_usage
from cse_assess.reading.document import Document
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.reader import read_document
from cse_assess.web.context import current_blobs, current_settings
from cse_assess.web.flashes import confirm

HELD_FOR = timedelta(days=1)


@blueprint.route("/<int:item_id>/replace", methods=["GET", "POST"])
@requires_member
def replace(item_id: int) -> ResponseReturnValue:
    """Take new content in and show what it would touch; nothing of the item is changed yet."""
    item, form = load_own_item(item_id), ReplaceForm()
    if form.validate_on_submit():
        try:
            replacement = _take_in(item_id, form)
        except DomainError as error:
            form.show_error(error)
            item = load_own_item(item_id)
        else:
            return _show_impact(ReasonForm(formdata=None), load_own_item(item_id), replacement)
    return render_template("evidence/replace.html", form=form, item=item)


@blueprint.post("/<int:item_id>/replace/confirm")
@requires_member
def confirm_replacement(item_id: int) -> ResponseReturnValue:
    """Make the content that was looked at the current one; the one before stays on record."""
    item, form = load_own_item(item_id), ReasonForm()
    ticket = request.form.get("ticket", "")
    replacement = read_replacement(current_settings().secret_key, current_actor(), ticket)
    if replacement.item_id != item.id:
        raise DomainError("This confirmation is for other evidence. Upload the file again.")
    if form.validate_on_submit():
        try:
            revision = _save(item, replacement, form.reason.data or "")
        except Conflict as error:
            form.show_error(error)
            replacement = _compare_anew(item, replacement)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Revision {revision.number} is now current. Earlier ones stay on record.")
            return redirect(item_url(item))
    return _show_impact(form, item, replacement)


def list_impact(item: EvidenceItem, change: ContentChange) -> Sequence[Impact]:
    """Return what a change of the item's content would touch, as the signed-in person sees it."""
    usage = current_usage()
    return usage.list_impact(current_actor(), item, change) if usage else ()


def _take_in(item_id: int, form: ReplaceForm) -> Replacement:
    if form.url.data:
        return _take_address(load_own_item(item_id), check_address(form.url.data))
    [verdict] = receive_files(
        form.file.data,
        organisation_id=current_actor().member_of,
        blobs=current_blobs(),
        limits=current_settings().uploads,
    )
    if verdict.file is None:
        raise UploadRefused(verdict.refusal, field="file")
    return _take_file(item_id, verdict.file, _read_words(verdict.file))


def _take_address(item: EvidenceItem, url: str) -> Replacement:
    current = queries.get_current_revision(item)
    services.require_other_content(current, url=url)
    return Replacement(item.id, current.number, url=url)


def _read_words(file: CheckedFile) -> Document | None:
    """Return what the file says, or None where it cannot be read; takes no transaction."""
    try:
        with current_blobs().hold(file.sha256) as path:
            return read_document(path, suffix_of(file.file_name))
    except ReadingFailed:
        return None


def _take_file(item_id: int, file: CheckedFile, words: Document | None) -> Replacement:
    """Hold the file until the person has decided, with its words."""
    item = load_own_item(item_id)
    current = queries.get_current_revision(item)
    services.require_other_content(current, sha256=file.sha256)
    hold_file(file=file, until_at=now() + HELD_FOR)
    study_held_file(file=file)
    if words is not None:
        save_document(sha256=file.sha256, document=words)
    return Replacement(item.id, current.number, file=file)


def _save(item: EvidenceItem, replacement: Replacement, reason: str) -> EvidenceRevision:
    actor = current_actor()
    if queries.get_current_revision(item).number != replacement.after:
        raise Conflict(
            "Somebody else replaced the content while you were looking at this page. "
            "Look again at what your file touches, then replace theirs or leave it."
        )
    if replacement.file is None:
        return services.replace_link(actor=actor, item=item, url=replacement.url, reason=reason)
    return services.replace_file(actor=actor, item=item, file=replacement.file, reason=reason)


def _compare_anew(item: EvidenceItem, replacement: Replacement) -> Replacement:
    number = queries.get_current_revision(item).number
    return Replacement(item.id, number, replacement.file, replacement.url)


def _show_impact(form: ReasonForm, item: EvidenceItem, replacement: Replacement) -> str:
    pages = list_pages(replacement.file.sha256) if replacement.file else []
    change = ContentChange(replacement.after + 1, pages or None)
    return render_template(
        "evidence/replace_impact.html",
        form=form,
        item=item,
        replacement=replacement,
        has_words=bool(pages),
        impacts=list_impact(item, change),
        ticket=sign_replacement(current_settings().secret_key, current_actor(), replacement),
    )
