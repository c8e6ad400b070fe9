"""Receiving the files of a form, for every page on which new evidence is uploaded."""

from cse_assess.accounts.access import current_actor
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.forms import AddFilesForm
from cse_assess.evidence.reception import Verdict, receive_new_files
from cse_assess.web.context import current_blobs, current_settings


def receive_sent_files(form: AddFilesForm) -> list[tuple[Verdict, ItemDetails]]:
    """Take in the files of `form` for the signed-in person's organisation.

    Ends the request's transaction and raises as `receive_new_files` does: what was loaded before is
    loaded anew afterwards.
    """
    return receive_new_files(
        form.files.data,
        details=ItemDetails(**form.details),
        organisation_id=current_actor().member_of,
        blobs=current_blobs(),
        limits=current_settings().uploads,
    )
