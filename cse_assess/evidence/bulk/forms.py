"""The forms of many files at once."""

from collections.abc import Iterable, Mapping, Sequence

from wtforms import FieldList, Form, FormField, IntegerField
from wtforms.widgets import HiddenInput

from cse_assess.accounts.models import User
from cse_assess.evidence.bulk.models import Choice, UploadBatch
from cse_assess.evidence.bulk.reception import MOST_FILES
from cse_assess.evidence.bulk.services import RowRefused, SharedDetails, Wish
from cse_assess.evidence.bulk.table import Row
from cse_assess.evidence.details import TITLE_LENGTH
from cse_assess.evidence.forms import KIND_CHOICES, read_id
from cse_assess.web.fields import (
    DateField,
    DropDownField,
    FilesField,
    TextField,
    TickBoxField,
    VersionField,
)
from cse_assess.web.forms import BaseForm


class BulkUploadForm(BaseForm):
    """Many files, or ZIPs of files."""

    files = FilesField(
        "Files",
        required="Choose at least one file",
        hint=f"Any number of files, or a ZIP of them; together up to {MOST_FILES} files",
    )


ROW_LABELS = {
    "is_wanted": "Keep {}",
    "is_added_again": "Add {} again, as separate evidence",
    "title": "Title of {}",
    "evidence_on": "Date of {}",
    "kind": "Kind of {}",
}


class RowForm(Form):
    """What is written of one file; `position` is its place in the batch."""

    position = IntegerField(widget=HiddenInput())
    is_wanted = TickBoxField("Keep this file")
    is_added_again = TickBoxField("Add it again, as separate evidence")
    title = TextField("Title", max_length=TITLE_LENGTH)
    evidence_on = DateField("Date of the evidence")
    kind = DropDownField("Kind", choices=KIND_CHOICES)

    @property
    def wish(self) -> Wish:
        """Return what the person wants."""
        return Wish(
            self.title.data or "", self.kind.data or "", self.evidence_on.data, self._choice
        )

    @property
    def _choice(self) -> Choice:
        if not self.is_wanted.data:
            return Choice.LEAVE
        return Choice.ADD_AGAIN if self.is_added_again.data else Choice.ADD


class BatchForm(BaseForm):
    """The table of a batch, and what holds for all of its files."""

    version = VersionField()
    owner_id = DropDownField("Owner", hint="Who keeps them up to date", coerce=read_id)
    is_confidential = TickBoxField(
        "These files are confidential",
        hint="Only their owner, whoever added them, improvement leads and administrators can open "
        "them, and assessors of the assessments that use them",
    )
    rows = FieldList(FormField(RowForm), max_entries=MOST_FILES)

    @classmethod
    def for_batch(
        cls, batch: UploadBatch, rows: Sequence[Row], people: Iterable[User]
    ) -> "BatchForm":
        """Return the form as `batch` fills it, or as it was sent."""
        form = cls(
            data={
                "version": batch.version_id,
                "owner_id": batch.owner_id,
                "is_confidential": batch.is_confidential,
                "rows": [_values_of(row) for row in rows],
            }
        )
        form.owner_id.choices = [("", "Nobody yet"), *((each.id, each.name) for each in people)]
        form._name_rows({row.file.position: row.file.file_name for row in rows})
        return form

    def _name_rows(self, names: Mapping[int | None, str]) -> None:
        """Say in each label which file it is about: an error stands far from its row."""
        for entry in self.rows:
            name = names.get(entry.form.position.data, "this file")
            for field, words in ROW_LABELS.items():
                entry.form[field].label.text = words.format(name)

    @property
    def wishes(self) -> dict[int, Wish]:
        """Return what is wanted of each file, by its position."""
        return {
            position: entry.form.wish
            for entry in self.rows
            if (position := entry.form.position.data) is not None
        }

    @property
    def shared(self) -> SharedDetails:
        """Return what holds for every file."""
        return SharedDetails(self.owner_id.data, bool(self.is_confidential.data))

    def show_row_error(self, error: RowRefused) -> None:
        """Show why a row was refused, on its field."""
        self.show_error(error)
        for entry in self.rows:
            field = entry.form._fields.get(error.field or "")
            if entry.form.position.data == error.position and field is not None:
                self.form_errors.remove(error.message)
                field.errors = [*field.errors, f"{field.label.text}: {error.message}"]


def _values_of(row: Row) -> dict[str, object]:
    return {
        "position": row.file.position,
        "is_wanted": row.wish.choice != Choice.LEAVE,
        "is_added_again": row.wish.choice == Choice.ADD_AGAIN,
        "title": row.wish.title,
        "evidence_on": row.wish.evidence_on,
        "kind": row.wish.kind,
    }
