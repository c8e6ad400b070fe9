"""What can go wrong in the evidence library."""

from cse_assess.errors import Conflict, DomainError
from cse_assess.evidence.models import EvidenceItem


class UploadRefused(DomainError):
    """A file was not taken; nothing of it was kept."""


class AlreadyThere(DomainError):
    """The library already holds this very content, as the current revision of `item`."""

    def __init__(self, item: EvidenceItem) -> None:
        super().__init__("The library already holds exactly this content.")
        self.item = item


class ItemConflict(Conflict):
    """Somebody else changed `item` after the page was opened; it holds what they saved."""

    def __init__(self, item: EvidenceItem) -> None:
        super().__init__(
            "Somebody else changed this evidence while you were working on it. "
            "Compare both versions below, then save again."
        )
        self.item = item
