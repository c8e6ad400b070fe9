"""Loads the sample's evidence: adds it, says what it proves, pins words of it and replaces it."""

from pathlib import PurePath

from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.pins.services import pin_passage
from cse_assess.assessments.queries import find_live_link
from cse_assess.assessments.services import attach_evidence
from cse_assess.blobs import BlobStore
from cse_assess.demo.dates import shift_days
from cse_assess.demo.loading import Loading
from cse_assess.demo.papers import StoredFiles
from cse_assess.demo.story import EvidenceStory, PinStory, Story, UploadStory
from cse_assess.evidence.bulk.services import start_batch
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.reception import Verdict
from cse_assess.evidence.services import (
    add_file_evidence,
    add_link_evidence,
    edit_item,
    replace_file,
    withdraw_item,
)
from cse_assess.evidence.study.services import save_document, study_held_file
from cse_assess.reading.document import Document
from cse_assess.reading.formats.entry import read_file


def read_pinned(story: Story, files: StoredFiles, blobs: BlobStore) -> dict[str, Document]:
    """Return what the files say in which something is pinned, by their hash.

    Everything else is read in the background after the load. Needs no database. A process of its
    own reads every upload; these files are ours, as in `papers.store_files`, and a process for each
    would take a second of the load.
    """
    keys = {pin.item for pin in story.pins}
    pinned = [file for key in sorted(keys) for file in files[key]]
    return {file.sha256: _read(file, blobs) for file in pinned}


def _read(file: CheckedFile, blobs: BlobStore) -> Document:
    with blobs.hold(file.sha256) as path:
        return Document.from_json(read_file(str(path), PurePath(file.file_name).suffix[1:]))


def add_evidence(loading: Loading, story: EvidenceStory) -> None:
    """Add an item as it first was: its address, or its oldest file."""
    actor, details = loading.actors[story.owner], _describe(loading, story).as_fields()
    if story.url:
        item = add_link_evidence(
            actor=actor, organisation_id=loading.organisation_id, url=story.url, **details
        )
    else:
        first = loading.files[story.key][0]
        item = add_file_evidence(
            actor=actor, organisation_id=loading.organisation_id, blob=first, **details
        )
        _keep_words(loading, first)
    loading.items[story.key] = item


def _describe(loading: Loading, story: EvidenceStory) -> ItemDetails:
    """Return what is said of an item when it is added; its oldest file may be of another day."""
    first = story.earlier[0] if story.earlier else story
    return ItemDetails(
        title=story.title,
        description=story.description,
        kind=story.kind,
        evidence_on=shift_days(loading.day, first.dated),
        valid_until=None if story.earlier else shift_days(loading.day, story.until),
        owner_id=loading.actors[story.owner].user_id,
        is_confidential=story.confidential,
        look_at=story.look_at,
        needs_access=story.needs_access,
    )


def _keep_words(loading: Loading, file: CheckedFile) -> None:
    if file.sha256 in loading.words:
        save_document(sha256=file.sha256, document=loading.words[file.sha256])


def use_evidence(loading: Loading, story: EvidenceStory) -> None:
    """Attach an item and pin words of it, replace it as often as it was, and withdraw it."""
    actor, item = loading.actors[story.owner], loading.items[story.key]
    _attach(loading, story, item)
    _pin(loading, story.key, revision=1)
    for number, replaced in enumerate(story.earlier, start=1):
        file = loading.files[story.key][number]
        study_held_file(file=file)
        _keep_words(loading, file)
        replace_file(actor=actor, item=item, file=file, reason=replaced.replaced_because)
        _pin(loading, story.key, revision=number + 1)
    if story.earlier:
        _date_anew(loading, story, item)
    if story.withdrawn_because:
        withdraw_item(actor=actor, item=item, reason=story.withdrawn_because)


def _attach(loading: Loading, story: EvidenceStory, item: EvidenceItem) -> None:
    for service, proofs in story.proves.items():
        for code, proof in proofs.items():
            attach_evidence(
                actor=loading.actors[story.owner],
                response=loading.get_response(service, code),
                item=item,
                note=proof.note,
                points=proof.points,
                kinds=proof.kinds,
            )


def _date_anew(loading: Loading, story: EvidenceStory, item: EvidenceItem) -> None:
    edit_item(
        actor=loading.actors[story.owner],
        item=item,
        version_id=item.version_id,
        evidence_on=shift_days(loading.day, story.dated),
        valid_until=shift_days(loading.day, story.until),
    )


def _pin(loading: Loading, key: str, *, revision: int) -> None:
    for pin in loading.story.pins:
        if (pin.item, pin.revision) == (key, revision):
            pin_passage(
                actor=loading.actors[pin.by],
                link=_get_link(loading, pin),
                quotation=pin.words,
                page_number=1,
                guidance_point=pin.point,
                note=pin.note,
            )


def _get_link(loading: Loading, pin: PinStory) -> EvidenceLink:
    response = loading.get_response(pin.service, pin.code)
    link = find_live_link(response.id, loading.items[pin.item].id)
    if link is None:
        raise KeyError(f"{pin.item} is not attached to {pin.code}")
    return link


def upload(loading: Loading, story: UploadStory) -> None:
    """Leave files that were uploaded together to be described."""
    start_batch(
        actor=loading.actors[story.by],
        organisation_id=loading.organisation_id,
        verdicts=[Verdict(file.file_name, file) for file in loading.files[story.key]],
    )
