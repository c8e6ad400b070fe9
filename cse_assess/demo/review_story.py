"""The sample's review as data: the shape of `content/review.yaml`."""

from cse_assess.demo.part import Part
from cse_assess.review.visit.models import People, SessionKind
from cse_assess.review.visit.values import USUAL_MINUTES


class FindingStory(Part):
    """What the assessor finds on an element so far."""

    code: str
    level: str
    done: bool
    comment: str = ""
    strength: str = ""
    improvement: str = ""
    partial: str = ""
    to_see: str = ""


class QueryStory(Part):
    """What the assessor asked for; where it has an answer, that was accepted."""

    code: str
    question: str
    answer_in_days: int
    answer: str = ""
    answered_by: str = ""
    evidence: tuple[str, ...] = ()
    accepted_because: str = ""


class SessionStory(Part):
    """A session of the visit, so many days from the day of loading; without a day, not laid out."""

    kind: SessionKind
    people: People | None = None
    title: str
    with_whom: str = ""
    place: str = ""
    day: int | None = None
    at: str = ""
    minutes: int = USUAL_MINUTES
    codes: tuple[str, ...] = ()
    questions: str = ""


class ReviewStory(Part):
    """A service whose self-assessment went to its assessor, who has begun to work on it.

    `notes` are confidential ones by element code, "" for the whole.
    """

    service: str
    by: str
    note: str
    assessor: str
    due_in_days: int
    findings: tuple[FindingStory, ...]
    notes: dict[str, str]
    sample: tuple[str, ...]
    queries: tuple[QueryStory, ...]
    sessions: tuple[SessionStory, ...]
