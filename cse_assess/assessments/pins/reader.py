"""One page of an item's text with the passages that are pinned on it marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cse_assess.analysis.passages import PagedText
from cse_assess.assessments.models import PassagePin
from cse_assess.assessments.pins.services import as_passage
from cse_assess.reading.document import Page

Place = tuple[int, int, int]
"""Where a pin stands on a page: its first character, the one after its last, and its id."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a page's text; `pin_id` is that of the pin that it belongs to, if one does."""

    text: str
    pin_id: int | None = None


def mark_pins(page: Page, pins: Iterable[PassagePin]) -> list[Stretch]:
    """Return the whole text of a page in stretches; pins that overlap an earlier one stay unmarked.

    What a pin quotes may go on over the page's end: then it is marked as far as that.
    """
    return mark_places(page, _places(page, pins))


def mark_places(page: Page, places: Iterable[Place]) -> list[Stretch]:
    """Return the whole text of a page in stretches; places that overlap an earlier one are left."""
    stretches, done = [], 0
    for start, end, pin_id in sorted(places):
        if start < done:
            continue
        stretches += [Stretch(page.text[done:start]), Stretch(page.text[start:end], pin_id)]
        done = end
    return [stretch for stretch in [*stretches, Stretch(page.text[done:])] if stretch.text]


def _places(page: Page, pins: Iterable[PassagePin]) -> Iterator[Place]:
    document = PagedText([page])
    for pin in pins:
        if pin.page_number != page.number:
            continue
        found = document.find_exactly(as_passage(pin))
        end = found.start + len(found.text) if found else len(page.text)
        yield (found.start if found else pin.start), end, pin.id
