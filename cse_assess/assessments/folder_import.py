"""Brings a folder of files into the library, each attached to the element that its folder names.

Each file is a unit of its own: one that is refused keeps none of the others out, and what is there
already is not added twice, so that the same folder can be imported again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import queries, services
from cse_assess.assessments.services.guards import begin_writing
from cse_assess.blobs import BlobStore
from cse_assess.clock import today
from cse_assess.config import UploadLimits
from cse_assess.db import read_only, unit_of_work
from cse_assess.errors import DomainError
from cse_assess.evidence.bulk.folders import SourceFile
from cse_assess.evidence.bulk.proposals import PAGE_CHARACTERS, FileWords, propose
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.errors import AlreadyThere
from cse_assess.evidence.intake import CheckedFile, receive_upload
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.queries import find_same_content, used_bytes
from cse_assess.evidence.services import add_file_evidence
from cse_assess.reading.document import Document
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.reader import read_document
from cse_assess.standards.structure import Standard


class State(StrEnum):
    """What became of a file."""

    ADDED = "added"
    ATTACHED = "attached"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the item that it is now, its element, or why it was not taken."""

    name: str
    state: State
    element: str = ""
    item_id: int | None = None
    message: str = ""


@dataclass(slots=True)
class FolderImport:
    """Imports files into the self-assessment `assessment_id`; `used` counts the stored bytes."""

    actor: Actor
    assessment_id: int
    standard: Standard
    blobs: BlobStore
    limits: UploadLimits
    used: int = 0

    def run(self, sources: list[SourceFile]) -> Iterator[Outcome]:
        """Import each file and tell what became of it.

        Call it outside a transaction. Raises `NotAllowed` at once where the self-assessment is
        locked.
        """
        with read_only():
            self.used = used_bytes(self.actor.member_of)
        with unit_of_work():
            begin_writing(self.actor, queries.get_assessment(self.assessment_id))
        for source in sources:
            yield self._import(source)

    def _import(self, source: SourceFile) -> Outcome:
        code = self._find_code(source)
        if source.path is None:
            return Outcome(source.name, State.LEFT_OUT, code, message=source.skipped)
        try:
            with source.path.open("rb") as stream:
                file = self._receive(source, stream)
            return self._keep(source, file, code)
        except DomainError as error:
            return Outcome(source.name, State.REFUSED, code, message=error.message)
        except OSError as error:
            reason = f"The file cannot be read: {error.strerror}."
            return Outcome(source.name, State.REFUSED, code, message=reason)

    def _find_code(self, source: SourceFile) -> str:
        """Return the code that the nearest folder is named by; a title may follow the code."""
        for folder in source.folders:
            code = folder.split(maxsplit=1)[0].rstrip(":-") if folder.strip() else ""
            if self.standard.find_element(code):
                return code
        return ""

    def _receive(self, source: SourceFile, stream: BinaryIO) -> CheckedFile:
        file = receive_upload(
            stream,
            file_name=PurePosixPath(source.name).name,
            blobs=self.blobs,
            limits=self.limits,
            used_bytes=self.used,
        )
        self.used += file.size
        return file

    def _keep(self, source: SourceFile, file: CheckedFile, code: str) -> Outcome:
        details = self._describe(file)
        with unit_of_work():
            is_known = find_same_content(self.actor.member_of, file.sha256) is not None
            item_id, is_attached = self._save(file, details, code)
        state = State.UNCHANGED if is_known else State.ADDED
        if is_known and is_attached:
            state = State.ATTACHED
        return Outcome(source.name, state, code, item_id)

    def _save(self, file: CheckedFile, details: ItemDetails, code: str) -> tuple[int, bool]:
        """Return the item's id, and whether it is attached to an element that it was not before."""
        if code:
            response = queries.get_response(self.assessment_id, code)
            before = {linked.link.id for linked in queries.list_evidence(response)}
            link = services.attach_file(
                actor=self.actor, response=response, file=file, details=details
            )
            return link.item_id, link.id not in before
        try:
            item = add_file_evidence(
                actor=self.actor,
                organisation_id=self.actor.member_of,
                blob=file,
                **details.as_fields(),
            )
        except AlreadyThere as error:
            item = error.item
        return item.id, False

    def _describe(self, file: CheckedFile) -> ItemDetails:
        document = self._read(file)
        proposal = propose(_words_of(file, document), today())
        return ItemDetails(title=proposal.title, kind=proposal.kind, evidence_on=proposal.dated.day)

    def _read(self, file: CheckedFile) -> Document | None:
        try:
            with self.blobs.hold(file.sha256) as path:
                return read_document(path, suffix_of(file.file_name))
        except ReadingFailed:
            return None


def _words_of(file: CheckedFile, document: Document | None) -> FileWords:
    if document is None:
        return FileWords(file.file_name)
    return FileWords(
        file.file_name,
        document.title,
        document.written_on,
        document.text[:PAGE_CHARACTERS],
        file.media_type.startswith("image/"),
    )
