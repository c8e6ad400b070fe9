"""Pins as a page shows them: where they stand, and whether somebody should look at them."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.assessments.models import PassagePin, PinState
from cse_assess.assessments.queries import LinkedEvidence


@dataclass(frozen=True, slots=True)
class ShownPin:
    """A pin beside its piece of evidence.

    It `is_waiting` while the text of a new revision is still to be read, and `is_alarm` where its
    words are not there, or not as they were quoted.
    """

    pin: PassagePin
    is_waiting: bool
    is_alarm: bool

    @property
    def is_lost(self) -> bool:
        """Tell whether nothing like the words is there."""
        return self.pin.state == PinState.LOST


def show_pins(linked: LinkedEvidence) -> list[ShownPin]:
    """Return the pins of a piece of evidence, in the order in which they were made."""
    return [
        ShownPin(
            pin=pin,
            is_waiting=pin.checked_revision_id != linked.revision.id,
            is_alarm=linked.counts and pin.state != PinState.FOUND,
        )
        for pin in linked.link.pins
    ]


def count_alarms(evidence: Iterable[LinkedEvidence]) -> int:
    """Return how many pins of an element somebody should look at."""
    return sum(shown.is_alarm for linked in evidence for shown in show_pins(linked))
