"""The files of one form, taken in beside other people's work."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from factories.accounts import make_organisation
from factories.evidence import make_item

from cse_assess.clock import today
from cse_assess.config import UploadLimits
from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.reception import receive_files, receive_new_files


class WatchingStream(io.BytesIO):
    """Notes whether a transaction is open while it is read: then others could not save."""

    was_in_transaction = None

    def read(self, size=-1):
        self.was_in_transaction = session().in_transaction()
        return super().read(size)


@dataclass
class Sent:
    filename: str
    stream: io.BytesIO


def receive(app, organisation, *files, limits=None):
    return receive_files(
        files,
        organisation_id=organisation.id,
        blobs=app.extensions["blobs"],
        limits=limits or UploadLimits(),
    )


def test_no_transaction_is_open_while_files_are_taken_in(app):
    stream = WatchingStream(b"Minutes")
    [verdict] = receive(app, make_organisation(), Sent("minutes.txt", stream))
    assert verdict.file.file_name == "minutes.txt"
    assert stream.was_in_transaction is False


def test_what_is_written_before_is_never_lost_silently(app):
    organisation = make_organisation()
    session.add(EvidenceItem(organisation_id=organisation.id, title="Not saved yet"))
    with session.no_autoflush, pytest.raises(RuntimeError, match="before anything is written"):
        receive(app, organisation, Sent("a.txt", io.BytesIO(b"a")))


def test_the_quota_counts_the_files_of_the_same_form(app):
    organisation = make_organisation()
    make_item(organisation, content=b"x" * 400)
    files = [Sent(f"{letter}.txt", io.BytesIO(letter.encode() * 400)) for letter in "abc"]
    verdicts = receive(app, organisation, *files, limits=UploadLimits(organisation_bytes=1300))
    assert [verdict.file is not None for verdict in verdicts] == [True, True, False]
    assert "no room left" in verdicts[2].refusal
    assert len(list(app.extensions["blobs"].iter_hashes())) == 2


def test_a_file_without_a_name_is_spoken_of_and_refused(app):
    [verdict] = receive(app, make_organisation(), Sent(None, io.BytesIO(b"a")))
    assert (verdict.file, verdict.file_name) == (None, "A file without a name")


def receive_new(app, details, *files):
    return receive_new_files(
        files,
        details=details,
        organisation_id=make_organisation().id,
        blobs=app.extensions["blobs"],
        limits=UploadLimits(),
    )


def test_a_single_new_file_has_the_title_that_was_given(app):
    details = ItemDetails(title="Minutes of May", kind="minutes")
    [(verdict, its_details)] = receive_new(app, details, Sent("a.txt", io.BytesIO(b"a")))
    assert verdict.file.file_name == "a.txt"
    assert its_details == details


def test_each_of_several_new_files_is_called_after_its_name(app):
    files = [Sent(f"{name}.txt", io.BytesIO(name.encode())) for name in ("May_minutes", "June")]
    received = receive_new(app, ItemDetails(title="Minutes"), *files)
    assert [details.title for _, details in received] == ["May minutes", "June"]


def test_details_that_cannot_be_right_leave_no_file(app):
    late = ItemDetails(evidence_on=today() + timedelta(days=1))
    with pytest.raises(DomainError, match="today or in the past"):
        receive_new(app, late, Sent("a.txt", io.BytesIO(b"a")))
    assert list(app.extensions["blobs"].iter_hashes()) == []
