"""How pins would fare with new content, told before it is saved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cse_assess.analysis.passages import LOST, Fate, Match, PagedText
from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.pins.services import as_passage, tidy_words
from cse_assess.evidence.usage import ContentChange, Effect
from cse_assess.reading.document import Page

SHOWN_LENGTH = 160


def preview_pins(links: Iterable[EvidenceLink], pages: Sequence[Page] | None) -> dict[int, Match]:
    """Return where each live pin of the links would stand in new pages, by the pin's id."""
    pins = [pin for link in links for pin in link.pins]
    document = PagedText(pages or ())
    return {pin.id: document.find(as_passage(pin)) for pin in pins}


def tell_pins(
    link: EvidenceLink, change: ContentChange, fates: Mapping[int, Match]
) -> Iterator[Effect]:
    """Say in a sentence what a change does to each pin of a link."""
    for pin in link.pins:
        said = f"the pinned passage “{_shorten(pin.quotation)}”"
        if change.is_withdrawal:
            yield Effect(f"No longer counts: {said}")
        else:
            yield _tell_fate(said, fates.get(pin.id, LOST))


def _tell_fate(said: str, found: Match) -> Effect:
    if found.fate is Fate.EXACT:
        return Effect(f"Stays where it is, on page {found.page_number}: {said}")
    if found.fate is Fate.MOVED:
        return Effect(f"Moves to page {found.page_number}: {said}")
    if found.fate is Fate.LOST:
        return Effect(f"Is lost: {said}. Nothing in the new content is like it.", is_alarm=True)
    differs = "with other numbers" if found.numbers_differ else "in other words"
    near = _shorten(tidy_words(found.text))
    return Effect(
        f"Is there only {differs}, on page {found.page_number}: {said} now reads “{near}”",
        is_alarm=True,
    )


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1].rstrip()}…"
