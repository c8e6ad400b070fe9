"""The steps of an import that are the same whatever the spreadsheet holds."""

from collections.abc import Callable
from typing import Protocol

from cse_assess.accounts.access import current_actor
from cse_assess.accounts.actor import Actor
from cse_assess.assessments.forms import ConfirmForm, UploadForm
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.queries import find_draft
from cse_assess.assessments.services.importing import ImportFaults, finish_import
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.assessments.transfer.sheet import Sheet
from cse_assess.errors import Conflict, DomainError, NotFound

NOTHING_DONE = "Nothing was imported. Mend the rows below in the file, then choose it again."


class StartImport(Protocol):
    """A service that keeps a spreadsheet until the person has seen what it would do."""

    def __call__(
        self, *, actor: Actor, assessment: Assessment, sheet: Sheet, file_name: str
    ) -> ImportDraft:
        """Return the draft; raise `DomainError` for a spreadsheet that cannot be imported."""


def take_upload(assessment: Assessment, form: UploadForm, start: StartImport) -> ImportDraft | None:
    """Take in the spreadsheet of `form`; None where the form now says why it cannot be."""
    if not form.validate_on_submit():
        return None
    sent = form.file.data[0]
    try:
        return start(
            actor=current_actor(),
            assessment=assessment,
            sheet=read_sheet(sent.stream),
            file_name=sent.filename or "",
        )
    except DomainError as error:
        form.show_error(error)
        return None


def load_draft(assessment: Assessment, draft_id: int, kind: DraftKind) -> ImportDraft:
    """Return the signed-in person's draft; raise `NotFound` where it is over or has expired."""
    draft = find_draft(assessment.id, draft_id, current_actor().user_id, kind)
    if draft is None:
        raise NotFound("This import is over or has expired. Choose the file again.")
    return draft


def carry_out(draft: ImportDraft, form: ConfirmForm, apply: Callable[[str], int]) -> int | None:
    """Import what was shown, all of it or nothing, and forget the draft.

    `apply` is given the fingerprint of the plan that the person has seen. Returns how much changed;
    None where nothing was done, and the form now says why.
    """
    try:
        changed = apply(form.fingerprint.data or "")
    except Conflict as error:
        form.show_error(error)
    except ImportFaults:
        form.show_error(DomainError(NOTHING_DONE))
    else:
        finish_import(draft=draft)
        return changed
    return None
