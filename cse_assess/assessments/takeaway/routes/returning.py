"""Take-away sheets on their way back: received, compared, decided about and merged."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.history import LABELS
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_standard, load_writable
from cse_assess.assessments.services import ImportFaults
from cse_assess.assessments.takeaway import queries, services
from cse_assess.assessments.takeaway.forms import MergeForm, ReturnedFileForm
from cse_assess.assessments.takeaway.lines import make_lines
from cse_assess.assessments.takeaway.merging import SheetMerge, speak_part
from cse_assess.assessments.takeaway.models import TakeAwayReturn
from cse_assess.assessments.takeaway.reading import read_returned_file
from cse_assess.assessments.takeaway.routes.blueprint import blueprint, load_return, url_of
from cse_assess.assessments.transfer.plan import RowFault
from cse_assess.clock import today
from cse_assess.errors import Conflict, DomainError
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural

CONFLICT = 409
TO_MEND = "Nothing was taken in. Mend the cells that the table names, then choose the file again."


@blueprint.post("/assessments/<int:assessment_id>/take-aways")
@requires_member
def receive(assessment_id: int) -> str | Response:
    """Take in a sheet that came back, and go on to what it would change."""
    assessment, form = load_writable(assessment_id), ReturnedFileForm()
    if not form.validate_on_submit():
        return _show_index(assessment, form)
    sent = form.file.data[0]
    try:
        returned = services.receive_file(
            actor=current_actor(),
            assessment=assessment,
            standard=load_standard(assessment),
            file=read_returned_file(sent.stream),
            file_name=sent.filename or "",
        )
    except ImportFaults as faults:
        form.show_error(DomainError(TO_MEND, field="file"))
        return _show_index(assessment, form, faults.faults)
    except DomainError as error:
        form.show_error(error)
        return _show_index(assessment, form)
    if returned.merged_at is not None:
        confirm("This file was merged before. There is nothing new in it.")
        return redirect(url_of(returned.take_away))
    return redirect(url_for("takeaway.merge", return_id=returned.id))


def _show_index(
    assessment: Assessment, form: ReturnedFileForm, faults: tuple[RowFault, ...] = ()
) -> str:
    lines = make_lines(queries.list_take_aways(assessment.id), today())
    return show_view("takeaway/index.html", assessment, lines=lines, form=form, faults=faults)


@blueprint.get("/take-aways/returned/<int:return_id>")
@requires_member
def merge(return_id: int) -> str | Response:
    """Show what a file that came back would change, and ask about each part of it."""
    returned = load_return(return_id)
    if returned.merged_at is not None:
        return redirect(url_of(returned.take_away))
    compared = _compare(returned)
    return _show_merge(returned, compared, MergeForm.of(compared))


def _compare(returned: TakeAwayReturn) -> SheetMerge:
    tree = load_tree(returned.take_away.assessment_id)
    return services.compare_return(returned=returned, tree=tree)


def _show_merge(returned: TakeAwayReturn, compared: SheetMerge, form: MergeForm) -> str:
    standard = load_standard(returned.take_away.assessment)
    return show_view(
        "takeaway/merge.html",
        returned.take_away.assessment,
        standard=standard,
        take_away=returned.take_away,
        returned=returned,
        merge=compared,
        form=form,
        labels=LABELS,
        say=lambda part, value: speak_part(standard, part, value),
    )


@blueprint.post("/take-aways/returned/<int:return_id>")
@requires_member
def apply(return_id: int) -> str | Response | tuple[str, int]:
    """Apply what was decided, or show again what has to be decided now."""
    returned = load_return(return_id)
    services.begin_merging(actor=current_actor(), returned=returned)
    compared = _compare(returned)
    form = MergeForm.of(compared)
    is_current = form.is_about(compared)
    if is_current and not form.validate_on_submit():
        return _show_merge(returned, compared, form)
    try:
        changed = services.merge_return(
            actor=current_actor(),
            returned=returned,
            standard=load_standard(returned.take_away.assessment),
            decisions=form.decisions,
            fingerprint=compared.fingerprint if is_current else "",
        )
    except DomainError as error:
        fresh = MergeForm.again(compared, form)
        fresh.show_error(error)
        page = _show_merge(returned, compared, fresh)
        return (page, CONFLICT) if isinstance(error, Conflict) else page
    confirm(_tell(changed, len(compared.open_parts) - changed))
    return redirect(url_of(returned.take_away))


def _tell(changed: int, kept: int) -> str:
    done = f"The sheet is merged. {plural(changed, 'thing has', 'things have')} changed"
    return f"{done}, and {plural(kept, 'stays', 'stay')} as before." if kept else f"{done}."


@blueprint.post("/take-aways/returned/<int:return_id>/drop")
@requires_member
def drop(return_id: int) -> Response:
    """Forget a file that is not to be merged, such as a wrong one."""
    returned = load_return(return_id)
    take_away, name = returned.take_away, returned.file_name
    services.drop_return(actor=current_actor(), returned=returned)
    confirm(f"{name} is dropped. Nothing in the self-assessment has changed.")
    return redirect(url_of(take_away))
