"""Adding files and web addresses to the library."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.accounts.queries import list_people
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence import policy, services
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.errors import AlreadyThere
from cse_assess.evidence.forms import AddFilesForm, AddLinkForm, DetailsMixin
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceKind
from cse_assess.evidence.reception import Verdict
from cse_assess.evidence.routes.blueprint import blueprint, item_url
from cse_assess.evidence.routes.receiving import receive_sent_files
from cse_assess.evidence.tickets import read_ticket, sign_ticket
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: an item, or the one that was there already, or a refusal.

    `same_title` is what the person may read of the item that was there; `ticket` lets them add
    the file all the same.
    """

    file_name: str
    item: EvidenceItem | None = None
    same: EvidenceItem | None = None
    same_title: str = ""
    ticket: str = ""
    refusal: str = ""


@blueprint.route("/add", methods=["GET", "POST"])
@requires_member
def add() -> ResponseReturnValue:
    """Add one or many files."""
    _require_adding()
    form = AddFilesForm(owner_id=current_actor().user_id)
    _offer_owners(form)
    if form.validate_on_submit():
        try:
            outcomes = _add_files(form)
        except DomainError as error:
            form.show_error(error)
        else:
            return _show_outcomes(form, outcomes)
    return _show_files_form(form)


@blueprint.route("/add/link", methods=["GET", "POST"])
@requires_member
def add_link() -> ResponseReturnValue:
    """Add a web address."""
    _require_adding()
    actor, same = current_actor(), None
    form = AddLinkForm(owner_id=actor.user_id, kind=EvidenceKind.WEB_PAGE)
    _offer_owners(form)
    if form.validate_on_submit():
        try:
            item = services.add_link_evidence(
                actor=actor,
                organisation_id=actor.member_of,
                url=form.url.data or "",
                is_duplicate_wanted=bool(form.is_duplicate_wanted.data),
                **form.details,
            )
        except AlreadyThere as error:
            form.show_error(error)
            same = error.item
        except DomainError as error:
            form.show_error(error)
        else:
            return _confirm_one(item)
    return render_template(
        "evidence/add_link.html", form=form, same=same, same_title=_title_of(same)
    )


@blueprint.post("/add/again")
@requires_member
def add_again() -> ResponseReturnValue:
    """Add a file, just taken in, as an item of its own although the library has its content."""
    _require_adding()
    actor = current_actor()
    ticket = request.form.get("ticket", "")
    file, details = read_ticket(current_settings().secret_key, actor, ticket)
    item = services.add_file_evidence(
        actor=actor,
        organisation_id=actor.member_of,
        blob=file,
        is_duplicate_wanted=True,
        **details.as_fields(),
    )
    return _confirm_one(item)


def _require_adding() -> None:
    if not policy.can_add_evidence(current_actor()):
        raise NotAllowed("You can look at evidence but not add any. Ask an improvement lead.")


def _offer_owners(form: DetailsMixin) -> None:
    form.offer_owners(list_people(current_actor().member_of))


def _show_files_form(form: AddFilesForm) -> str:
    return render_template("evidence/add.html", form=form)


def _add_files(form: AddFilesForm) -> list[Outcome]:
    return [_add_file(verdict, details) for verdict, details in receive_sent_files(form)]


def _add_file(verdict: Verdict, details: ItemDetails) -> Outcome:
    if verdict.file is None:
        return Outcome(verdict.file_name, refusal=verdict.refusal)
    actor = current_actor()
    try:
        item = services.add_file_evidence(
            actor=actor,
            organisation_id=actor.member_of,
            blob=verdict.file,
            **details.as_fields(),
        )
    except AlreadyThere as error:
        return _offer_again(verdict.file, details, error.item)
    return Outcome(verdict.file_name, item=item)


def _offer_again(file: CheckedFile, details: ItemDetails, same: EvidenceItem) -> Outcome:
    ticket = sign_ticket(current_settings().secret_key, current_actor(), file, details)
    return Outcome(file.file_name, same=same, same_title=_title_of(same), ticket=ticket)


def _title_of(item: EvidenceItem | None) -> str:
    if item is None:
        return ""
    return policy.shown_title(item, is_open=policy.can_open_item(current_actor(), item))


def _show_outcomes(form: AddFilesForm, outcomes: list[Outcome]) -> ResponseReturnValue:
    """Go on where every file was added; otherwise say what became of each."""
    added = [outcome.item for outcome in outcomes if outcome.item]
    if len(outcomes) == len(added) == 1:
        return _confirm_one(added[0])
    if len(outcomes) == len(added):
        confirm(f"{plural(len(added), 'file is', 'files are')} now in the library.")
        return redirect(url_for("evidence.index"))
    if len(outcomes) == 1 and outcomes[0].refusal:
        form.add_error(f"{outcomes[0].file_name}: {outcomes[0].refusal}", "files")
        return _show_files_form(form)
    return render_template("evidence/added.html", outcomes=outcomes, added=added)


def _confirm_one(item: EvidenceItem) -> ResponseReturnValue:
    confirm(f"“{item.title}” is now in the library. Attach it to the elements that it proves.")
    return redirect(item_url(item))
