"""The pages of the standards: browse them, and take in the official wording."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_administrator, signed_in
from cse_assess.errors import DomainError, NotFound
from cse_assess.standards import services
from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.forms import WordingForm
from cse_assess.standards.importing.reader import LARGEST_SOURCE, read_official_wording
from cse_assess.standards.importing.report import ImportReport, RowState
from cse_assess.standards.policy import can_import_wording
from cse_assess.standards.previews import open_report, seal_report
from cse_assess.standards.queries import add_imported_wording, list_official_wordings
from cse_assess.standards.registry import get_standard, list_standards, standard_folders
from cse_assess.standards.structure import Criterion, Standard
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm

standards = Blueprint("standards", __name__, url_prefix="/standards")

BLUEPRINTS = (standards,)

OFFICIAL = "official"


@standards.get("")
@signed_in
def index() -> str:
    """List the standards that are installed."""
    found = list_standards(standard_folders(current_settings().instance_path))
    return render_template("standards/index.html", standards=found)


@standards.get("/<standard_id>")
@signed_in
def show(standard_id: str) -> str:
    """Show what a standard is made of, its scale and its rule."""
    return render_template(
        "standards/show.html",
        standard=_load(standard_id),
        can_import=can_import_wording(current_actor()),
    )


@standards.get("/<standard_id>/<code>")
@signed_in
def criterion(standard_id: str, code: str) -> str:
    """Show every element of one criterion, in plain or in official wording."""
    standard = _load_worded(standard_id)
    found = _find_criterion(standard, code)
    place = standard.criteria.index(found)
    return render_template(
        "standards/criterion.html",
        standard=standard,
        criterion=found,
        previous=standard.criteria[place - 1] if place else None,
        next=standard.criteria[place + 1] if place + 1 < len(standard.criteria) else None,
        is_official=request.args.get("wording") == OFFICIAL,
        has_official=any(each.official_statement for each in standard.elements),
    )


@standards.route("/<standard_id>/wording", methods=["GET", "POST"])
@requires_administrator
def wording(standard_id: str) -> ResponseReturnValue:
    """Show what is imported, and read a copy of the booklet for a preview."""
    standard, form = _load(standard_id), WordingForm()
    if form.validate_on_submit():
        try:
            # One byte more than may be sent is enough to tell that it is too much.
            data = form.file.data[0].stream.read(LARGEST_SOURCE + 1)
            report = read_official_wording(data, standard)
        except DomainError as error:
            form.show_error(DomainError(error.message, field="file"))
        else:
            return _show_preview(standard, report)
    return _show_wording(standard, form)


@standards.post("/<standard_id>/wording/save")
@requires_administrator
def save_wording(standard_id: str) -> ResponseReturnValue:
    """Store the wording that was shown in the preview."""
    standard, actor = _load(standard_id), current_actor()
    sealed = request.form.get("report", "")
    report = open_report(current_settings().secret_key, actor, sealed)
    count = services.replace_official_wording(actor=actor, standard=standard, report=report)
    confirm(
        f"The official wording of {count} {standard.terms.element.many} is saved. Each "
        "self-assessment and report can now show it."
    )
    return redirect(url_for(".wording", standard_id=standard.id))


@standards.post("/<standard_id>/wording/remove")
@requires_administrator
def remove_wording(standard_id: str) -> ResponseReturnValue:
    """Forget the official wording of the organisation."""
    standard = _load(standard_id)
    services.remove_official_wording(actor=current_actor(), standard=standard)
    confirm("The official wording is removed. Pages and reports show the plain wording.")
    return redirect(url_for(".wording", standard_id=standard.id))


def _load(standard_id: str) -> Standard:
    try:
        return get_standard(standard_id, standard_folders(current_settings().instance_path))
    except (StandardError, UnknownStandardError) as error:
        raise NotFound("There is no such standard here.") from error


def _load_worded(standard_id: str) -> Standard:
    """Return the standard with what the person's organisation imported."""
    actor, standard = current_actor(), _load(standard_id)
    if actor.organisation_id is None:
        return standard
    return add_imported_wording(standard, actor.organisation_id)


def _find_criterion(standard: Standard, code: str) -> Criterion:
    for each in standard.criteria:
        if each.code == code:
            return each
    raise NotFound(f"This standard has no such {standard.terms.criterion.one}.")


def _show_wording(standard: Standard, form: WordingForm) -> str:
    stored = list_official_wordings(current_actor().member_of, standard.id)
    return render_template("standards/wording.html", standard=standard, form=form, stored=stored)


def _show_preview(standard: Standard, report: ImportReport) -> str:
    return render_template(
        "standards/preview.html",
        standard=standard,
        report=report,
        counts={state.value: report.count(state) for state in RowState},
        sealed=seal_report(current_settings().secret_key, current_actor(), report),
    )
