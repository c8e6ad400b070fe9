"""What the parts of the loader share: the story, and what was loaded of it so far."""

from dataclasses import dataclass, field
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Service
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import get_response
from cse_assess.demo.papers import StoredFiles
from cse_assess.demo.story import Story
from cse_assess.evidence.models import EvidenceItem
from cse_assess.reading.document import Document
from cse_assess.standards.structure import Standard

LEAD = "lead"


@dataclass(slots=True)
class Loading:
    """What is known so far of what was loaded, by the keys of the story.

    `words` are what those files say in which something is pinned, by their hash.
    """

    story: Story
    standard: Standard
    day: date
    files: StoredFiles
    words: dict[str, Document]
    organisation_id: int = 0
    actors: dict[str, Actor] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    items: dict[str, EvidenceItem] = field(default_factory=dict)

    def get_response(self, service: str, code: str) -> ElementResponse:
        """Return what a service says of an element."""
        return get_response(self.assessments[service].id, code)
