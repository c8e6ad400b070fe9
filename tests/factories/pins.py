"""The text of evidence, new revisions of it, and pinned passages; committed."""

from itertools import count

from factories.assessments import system_actor
from factories.evidence import make_checked_file

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import EvidenceLink, PassagePin
from cse_assess.assessments.pins.services import pin_passage
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import get_current_revision
from cse_assess.evidence.services import replace_file
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import save_document, save_step, study_held_file
from cse_assess.reading.document import Document, Page

_numbers = count(1)


def give_text(item: EvidenceItem, *texts: str) -> EvidenceItem:
    """Let the current file of an item have been read: one page for each text."""
    _read(get_current_revision(item).sha256, texts)
    session.commit()
    return item


def _read(sha256: str, texts: tuple[str, ...]) -> None:
    pages = tuple(Page(number, text) for number, text in enumerate(texts, start=1))
    save_document(sha256=sha256, document=Document("pdf", pages))
    save_step(sha256=sha256, step="text", version=1, state=StepState.DONE)


def replace_text(item: EvidenceItem, *texts: str, is_read: bool = True) -> None:
    """Give an item a new file of these pages, read before it is saved unless `is_read` is false."""
    file = make_checked_file(f"new content {next(_numbers)}".encode())
    study_held_file(file=file)
    if is_read:
        _read(file.sha256, texts)
    actor = Actor.system(item.organisation_id)
    replace_file(actor=actor, item=item, file=file, reason="New edition")
    session.commit()


def make_pin(link: EvidenceLink, quotation: str, page_number: int = 1, **values) -> PassagePin:
    """Pin words of a linked item's text."""
    pin = pin_passage(
        actor=values.pop("actor", None) or system_actor(link.response.assessment.service),
        link=link,
        quotation=quotation,
        page_number=page_number,
        **values,
    )
    session.commit()
    return pin
