"""The pages of many files at once: upload, one table, save."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence import policy
from cse_assess.evidence.bulk import queries, services
from cse_assess.evidence.bulk.destinations import find_destination
from cse_assess.evidence.bulk.forms import BatchForm, BulkUploadForm
from cse_assess.evidence.bulk.models import UploadBatch
from cse_assess.evidence.bulk.policy import can_use_batch
from cse_assess.evidence.bulk.reception import receive_batch
from cse_assess.evidence.bulk.services import RowRefused
from cse_assess.evidence.bulk.table import Row, list_rows, measure_progress
from cse_assess.evidence.routes.blueprint import blueprint
from cse_assess.web.context import current_blobs, current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural


@blueprint.route("/bulk", methods=["GET", "POST"])
@requires_member
def bulk() -> ResponseReturnValue:
    """Take many files or ZIPs in, and list what still waits to be saved."""
    actor, form = current_actor(), BulkUploadForm()
    if not policy.can_add_evidence(actor):
        raise NotAllowed("You can look at evidence but not add any. Ask an improvement lead.")
    destination = find_destination(actor, _destination())
    if form.validate_on_submit():
        try:
            batch = _start(form)
        except DomainError as error:
            form.show_error(error)
        else:
            return redirect(_url_of(batch))
    return render_template(
        "evidence/bulk.html",
        form=form,
        destination=destination,
        waiting=queries.list_open_batches(current_actor()),
    )


@blueprint.route("/bulk/<int:batch_id>", methods=["GET", "POST"])
@requires_member
def batch(batch_id: int) -> ResponseReturnValue:
    """Describe the files of one upload in a table, now or later, and save them together."""
    shown = _load(batch_id)
    if shown.saved_at is not None:
        return render_template("evidence/bulk_saved.html", batch=shown)
    progress = measure_progress(shown)
    if request.method == "GET" and not progress.is_over and "now" not in request.args:
        return render_template("evidence/bulk_waiting.html", batch=shown, progress=progress)
    rows = list_rows(shown, current_actor())
    form = BatchForm.for_batch(shown, rows, list_people(shown.organisation_id))
    if form.validate_on_submit():
        try:
            return _carry_out(shown, form)
        except RowRefused as error:
            form.show_row_error(error)
        except DomainError as error:
            form.show_error(error)
    return _show_table(shown, form, rows)


@blueprint.route("/bulk/<int:batch_id>/discard", methods=["GET", "POST"])
@requires_member
def discard_batch(batch_id: int) -> ResponseReturnValue:
    """Ask, then let go of files that are not wanted after all."""
    shown = _load(batch_id)
    if request.method == "POST":
        services.discard_batch(actor=current_actor(), batch=shown)
        confirm("The files are discarded. Nothing of them is in the library.")
        return redirect(url_for("evidence.bulk"))
    return render_template("evidence/bulk_discard.html", batch=shown)


def _destination() -> str:
    return request.args.get("for", "")[:120]


def _start(form: BulkUploadForm) -> UploadBatch:
    organisation_id = current_actor().member_of
    verdicts = receive_batch(
        form.files.data,
        organisation_id=organisation_id,
        blobs=current_blobs(),
        limits=current_settings().uploads,
    )
    return services.start_batch(
        actor=current_actor(),
        organisation_id=organisation_id,
        verdicts=verdicts,
        destination=_destination(),
    )


def _load(batch_id: int) -> UploadBatch:
    shown = queries.get_batch(batch_id, current_actor().member_of)
    if not can_use_batch(current_actor(), shown):
        raise NotAllowed("These files are somebody else's upload. Ask an improvement lead.")
    return shown


def _carry_out(shown: UploadBatch, form: BatchForm) -> ResponseReturnValue:
    if request.form.get("action") == "later":
        services.describe_batch(
            actor=current_actor(),
            batch=shown,
            version_id=form.version.data,
            wishes=form.wishes,
            shared=form.shared,
        )
        confirm("Kept for seven days. Nothing is in the library yet: come back to save the files.")
        return redirect(url_for("evidence.bulk"))
    return _save(shown, form)


def _save(shown: UploadBatch, form: BatchForm) -> ResponseReturnValue:
    destination = find_destination(current_actor(), shown.destination)
    items = services.save_batch(
        actor=current_actor(),
        batch=shown,
        version_id=form.version.data,
        wishes=form.wishes,
        shared=form.shared,
        destination=destination,
    )
    saved = plural(len(set(items)), "piece of evidence is", "pieces of evidence are")
    if destination is not None:
        confirm(f"{saved} attached to {destination.label}.")
        return redirect(destination.url)
    confirm(f"{saved} in the library. Attach them to the elements that they prove.")
    return redirect(_url_of(shown))


def _show_table(shown: UploadBatch, form: BatchForm, rows: list[Row]) -> str:
    return render_template(
        "evidence/bulk_table.html",
        form=form,
        batch=shown,
        rows={row.file.position: row for row in rows},
        destination=find_destination(current_actor(), shown.destination),
    )


def _url_of(shown: UploadBatch) -> str:
    return url_for("evidence.batch", batch_id=shown.id)
