"""Pinning passages, and following them into a new revision; each service flushes."""

import re

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.passages import Fate, Match, PagedText, Passage
from cse_assess.assessments.models import ElementResponse, EvidenceLink, PassagePin, PinState
from cse_assess.assessments.pins import queries
from cse_assess.assessments.pins.alarms import raise_alarm
from cse_assess.assessments.proof import MOST_POINTS
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.services.links import begin_writing_link, note_changes
from cse_assess.assessments.texts import LONGEST_NOTE, check_length, check_text, clean_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.queries import get_current_revision
from cse_assess.reading.redaction.words import Words

SHORTEST_QUOTATION, LONGEST_QUOTATION = 12, 1_000
STATES = {
    Fate.EXACT: PinState.FOUND,
    Fate.MOVED: PinState.FOUND,
    Fate.NEAREST: PinState.UNSURE,
    Fate.LOST: PinState.LOST,
}
_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u00ad]\s*\n\s*(?=[a-z])")


def pin_passage(
    *,
    actor: Actor,
    link: EvidenceLink,
    quotation: str,
    page_number: int,
    start: int = 0,
    guidance_point: int | None = None,
    note: str = "",
    replaces: PassagePin | None = None,
) -> PassagePin:
    """Pin words of the linked item's current text as proof; `replaces` is taken away instead.

    `page_number` and `start` tell which of several places is meant. Raises `NotAllowed`, `Conflict`
    for a link that was removed, and `DomainError` for words that the text does not have.
    """
    response = begin_writing_link(actor, link)
    _require_open(actor, link)
    revision = get_current_revision(link.item)
    document = _open_text(revision)
    words = _check_quotation(quotation)
    found = _find_words(document, Passage(words, page_number, start))
    if queries.find_same_place(link.id, revision.id, found.page_number, found.start):
        raise DomainError("This passage is pinned already.", field="quotation")
    pin = PassagePin(
        link_id=link.id,
        guidance_point=_check_point(guidance_point),
        note=_check_note(note),
        created_by_id=actor.user_id,
    )
    _put(pin, revision, document, found)
    session.add(pin)
    session.flush()
    if replaces is not None:
        remove_pin(actor=actor, pin=replaces)
    note_changes(actor, response, link.item, {"passage_pinned": ("", _tell(pin))})
    _record(actor, link, AuditAction.PASSAGE_PINNED, pin)
    return pin


def confirm_pin(*, actor: Actor, pin: PassagePin, version_id: int) -> PassagePin:
    """Take the words that are most like the lost ones in their place.

    Raises `NotAllowed`, `Conflict` where the pin is not as it was on the screen (`version_id`), and
    `DomainError` where nothing is like it.
    """
    response = _begin(actor, pin)
    revision = get_current_revision(pin.link.item)
    document = _open_text(revision)
    if pin.version_id != version_id:
        raise Conflict("This pinned passage was changed while you had it open. Look at it again.")
    found = document.find(as_passage(pin))
    if found.fate is Fate.LOST:
        raise DomainError("Nothing in the text is like this passage. Pin other words instead.")
    before = _tell(pin)
    _put(pin, revision, document, found)
    session.flush()
    note_changes(actor, response, pin.link.item, {"passage_confirmed": (before, _tell(pin))})
    _record(actor, pin.link, AuditAction.PASSAGE_CONFIRMED, pin)
    return pin


def remove_pin(*, actor: Actor, pin: PassagePin) -> None:
    """Take a pin away; it stays on record. Raises `NotAllowed`."""
    response = _begin(actor, pin)
    if pin.removed_at is not None:
        return
    pin.removed_at = now()
    pin.removed_by_id = actor.user_id
    session.flush()
    note_changes(actor, response, pin.link.item, {"passage_removed": (_tell(pin), "")})
    _record(actor, pin.link, AuditAction.PASSAGE_REMOVED, pin)


def follow_pins(*, actor: Actor, item: EvidenceItem) -> list[PassagePin]:
    """Look for each pin of an item in its current revision; return those that were looked for.

    Nothing happens while the text of the revision is still to be read: the study of the file calls
    this again. A pin whose words are gone raises an alarm at its element.
    """
    revision = get_current_revision(item)
    pins = queries.list_behind(item.id, revision.id)
    pages = queries.read_pages(revision) if pins else None
    if pages is None:
        return []
    document = PagedText(pages)
    for pin in pins:
        _follow(actor, pin, revision, document)
    return list(pins)


def black_out_pins(*, item: EvidenceItem, words: Words) -> None:
    """Black words out of what is quoted from an item, in pins that were taken away too."""
    for pin in queries.list_pins_of_item(item.id):
        pin.quotation = words.black_out(pin.quotation)
        pin.prefix, pin.suffix = words.black_out(pin.prefix), words.black_out(pin.suffix)
    session.flush()


def _follow(actor: Actor, pin: PassagePin, revision: EvidenceRevision, document: PagedText) -> None:
    found = document.find(as_passage(pin))
    if found.is_certain:
        _put(pin, revision, document, found, keep_words=True)
    else:
        pin.state, pin.checked_revision_id = STATES[found.fate], revision.id
    session.flush()
    if not found.is_certain:
        raise_alarm(pin, revision)
        changes = {"passage_lost": (_tell(pin), found.text)}
        note_changes(actor, pin.link.response, pin.link.item, changes)
    _record(actor, pin.link, AuditAction.PASSAGE_FOLLOWED, pin)


def as_passage(pin: PassagePin) -> Passage:
    """Return a pin as what is looked for."""
    return Passage(pin.quotation, pin.page_number, pin.start, pin.prefix, pin.suffix)


def _begin(actor: Actor, pin: PassagePin) -> ElementResponse:
    response = begin_writing_link(actor, pin.link)
    session.refresh(pin, with_for_update={"of": PassagePin})
    _require_open(actor, pin.link)
    return response


def _require_open(actor: Actor, link: EvidenceLink) -> None:
    if not can_open_item(actor, link.item):
        raise NotAllowed("This evidence is confidential. Ask a lead to see it.")


def _open_text(revision: EvidenceRevision) -> PagedText:
    pages = queries.read_pages(revision)
    if pages is None:
        raise DomainError("The text of this file is still being read. Try again in a minute.")
    if not any(page.text.strip() for page in pages):
        raise DomainError("This evidence has no text that could be pinned.")
    return PagedText(pages)


def _find_words(document: PagedText, passage: Passage) -> Match:
    found = document.find(passage)
    if found.is_certain:
        return found
    advice = "Copy them exactly as they stand there."
    if found.fate is Fate.NEAREST:
        advice = f"Most like them, on page {found.page_number}: “{tidy_words(found.text)}”"
    raise DomainError(f"The text does not have these words. {advice}", field="quotation")


def _check_quotation(quotation: str) -> str:
    words = clean_text(quotation)
    if len(words) < SHORTEST_QUOTATION:
        raise DomainError(
            f"Quote at least {SHORTEST_QUOTATION} characters, so that they can be found again",
            field="quotation",
        )
    check_length(words, LONGEST_QUOTATION, "The quotation", "quotation")
    return words


def _check_note(note: str) -> str:
    return check_text(note, LONGEST_NOTE, name="The note", field="note")


def _check_point(number: int | None) -> int | None:
    if number is not None and not 0 < number <= MOST_POINTS:
        raise DomainError("Choose the point from the list", field="guidance_point")
    return number


def _put(
    pin: PassagePin,
    revision: EvidenceRevision,
    document: PagedText,
    found: Match,
    *,
    keep_words: bool = False,
) -> None:
    """Note where a pin's words stand now."""
    pin.revision_id = pin.checked_revision_id = revision.id
    pin.state = PinState.FOUND
    pin.page_number, pin.start = found.page_number, found.start
    pin.prefix, pin.suffix = document.read_context(found)
    if not keep_words:
        pin.quotation = tidy_words(found.text)


def tidy_words(text: str) -> str:
    """Return words as they read in one line: without line ends, and hyphens that parted words."""
    return " ".join(_BROKEN_WORD.sub("", text).split())


def _tell(pin: PassagePin) -> str:
    return f"“{pin.quotation}” (page {pin.page_number})"


def _record(actor: Actor, link: EvidenceLink, action: AuditAction, pin: PassagePin) -> None:
    details = {
        "element": link.response.element_code,
        "item": link.item_id,
        "pin": pin.id,
        "revision": pin.checked_revision_id,
        "page": pin.page_number,
        "state": str(pin.state),
    }
    record(actor, link.response.assessment, action, details, link.response)
