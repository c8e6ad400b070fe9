"""The sample organisation as data: the shape of `content/*.yaml`, and how it is read."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from cse_assess.accounts.models import Role
from cse_assess.analysis.checks.facts import CheckKind
from cse_assess.analysis.proof import ProofKind
from cse_assess.assessments.actions.models import ActionStatus
from cse_assess.assessments.requests.states import RequestStep
from cse_assess.demo.part import Part
from cse_assess.demo.review_story import ReviewStory
from cse_assess.evidence.models import EvidenceKind
from cse_assess.paths import PACKAGE

CONTENT = PACKAGE / "demo" / "content"


class ServiceStory(Part):
    """A service and its one assessment; days count from the day of loading."""

    key: str
    name: str
    description: str
    cycle: str
    visit_in_days: int


class PersonStory(Part):
    """Somebody who can sign in; `assesses` and `contributes_to` name services by key.

    `title` says in a few words what they may do, for the list that is printed.
    """

    key: str
    title: str
    name: str
    email: str
    roles: tuple[Role, ...] = ()
    contributes_to: tuple[str, ...] = ()
    assesses: str | None = None
    grant_ends_in_days: int | None = None


class OrganisationStory(Part):
    """The organisation, its services and its people."""

    name: str
    services: tuple[ServiceStory, ...]
    people: tuple[PersonStory, ...]


class Sheet(Part):
    """A worksheet: a title, one table, and what to know about its figures.

    `chart` names the column that a chart below the table shows.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    chart: str | None = None
    note: str = ""


class Picture(Part):
    """A picture: what is drawn, with its words and values; `width` is in pixels, where smaller."""

    scene: str
    width: int | None = None
    heading: str
    lines: tuple[str, ...] = ()
    values: dict[str, float] = Field(default_factory=dict)


class Content(Part):
    """What a revision holds: exactly one of text, sheets and picture, or an address."""

    file: str = ""
    text: str = ""
    sheets: tuple[Sheet, ...] = ()
    picture: Picture | None = None
    url: str = ""

    @model_validator(mode="after")
    def _has_one_content(self) -> "Content":
        given = [bool(self.text), bool(self.sheets), self.picture is not None, bool(self.url)]
        if sum(given) != 1 or bool(self.url) == bool(self.file):
            raise ValueError(f"{self.file or self.url}: give a file and its content, or an address")
        return self


class EarlierRevision(Content):
    """A content that was replaced: its date in days, and why the next one took its place."""

    dated: int
    replaced_because: str


class PaperStory(Content):
    """What a file or address is about; `dated` counts days from the day of loading."""

    title: str
    kind: EvidenceKind
    dated: int | None = None


class ProofStory(Part):
    """What a piece of evidence proves of an element: guidance points by number, and how."""

    note: str
    points: tuple[int, ...] = ()
    kinds: tuple[ProofKind, ...] = ()


class EvidenceStory(PaperStory):
    """A piece of evidence; `until` counts days from the day of loading.

    `proves` says, by service and element, what it proves there.
    """

    key: str
    owner: str
    until: int | None = None
    confidential: bool = False
    description: str
    look_at: str = ""
    needs_access: bool = False
    earlier: tuple[EarlierRevision, ...] = ()
    withdrawn_because: str = ""
    proves: dict[str, dict[str, ProofStory]] = Field(default_factory=dict)


class PinStory(Part):
    """Words of an item that prove an element, pinned while the item's `revision` was current."""

    service: str
    code: str
    item: str
    revision: int = 1
    by: str
    words: str
    point: int | None = None
    note: str = ""


class UploadStory(Part):
    """Files that somebody has uploaded together and not described yet."""

    key: str
    by: str
    files: tuple[PaperStory, ...]


class ResponseStory(Part):
    """What a service says of one element; `was` is the level it was first given."""

    code: str
    level: str | None = None
    was: str | None = None
    level_reason: str = ""
    justification: str = ""
    tell: str = ""
    owner: str | None = None


class StepStory(Part):
    """A step that somebody took with a request, and what they said."""

    step: RequestStep
    says: str = ""


class RequestStory(Part):
    """Evidence that somebody is asked for.

    `gathers` names the items that they have put together; `steps` is what happened since.
    """

    service: str
    code: str
    by: str
    asked: str
    wanted: str
    due_in_days: int
    gathers: tuple[str, ...] = ()
    steps: tuple[StepStory, ...] = ()


class EffectStory(Part):
    """An element that an action moves."""

    code: str
    to: str | None = None
    points: tuple[int, ...] = ()


class ActionMove(Part):
    """A status that somebody moved an action to, or a note where there is none, and their words."""

    to: ActionStatus | None = None
    by: str
    says: str = ""


class ActionStory(Part):
    """An improvement action; `effort` is in days of work, `evidence` closes it."""

    service: str
    title: str
    notes: str = ""
    by: str
    owner: str | None = None
    due_in_days: int | None = None
    effort: Decimal | None = None
    moves: tuple[EffectStory, ...] = ()
    evidence: tuple[str, ...] = ()
    steps: tuple[ActionMove, ...] = ()


class WaveStory(Part):
    """Levels of the cycle before that one person gave on one day, by element code."""

    days_ago: int
    by: str
    levels: dict[str, str]


class SnapshotStory(Part):
    """A snapshot that somebody took."""

    days_ago: int
    by: str
    name: str


class PastStory(Part):
    """The cycle before of one service, and how it was carried into this one.

    `texts` are justifications by element code, `reasons` say why something did not apply;
    `evidence` names the items that were there already. `cycle` may hold marks for dates.
    """

    service: str
    cycle: str
    began_days_ago: int
    locked_days_ago: int
    carried_days_ago: int
    waves: tuple[WaveStory, ...]
    texts: dict[str, str]
    reasons: dict[str, str]
    evidence: tuple[str, ...]
    snapshots: tuple[SnapshotStory, ...]
    snapshots_since: tuple[SnapshotStory, ...]
    settled: dict[str, str]


class MeanwhileStory(Part):
    """What somebody wrote here while a sheet was out."""

    code: str
    by: str
    justification: str


class AnswerStory(Part):
    """What was filled in for an element; what is empty was left as it stood."""

    code: str
    level: str = ""
    justification: str = ""
    tell: str = ""
    known: str = ""


class TakeAwayStory(Part):
    """A sheet for people without accounts; where it has `answers`, it came back as `file`."""

    service: str
    by: str
    made_for: str
    made_in_days: int
    due_in_days: int
    codes: tuple[str, ...]
    meanwhile: tuple[MeanwhileStory, ...] = ()
    file: str = ""
    answers: tuple[AnswerStory, ...] = ()


class AsideStory(Part):
    """A finding of the checks that somebody set aside: the first of its kind at an element."""

    service: str
    code: str
    kind: CheckKind
    by: str
    why: str


class Story(Part):
    """Everything of the sample organisation."""

    organisation: OrganisationStory
    evidence: tuple[EvidenceStory, ...]
    responses: dict[str, tuple[ResponseStory, ...]]
    requests: tuple[RequestStory, ...]
    actions: tuple[ActionStory, ...]
    take_aways: tuple[TakeAwayStory, ...]
    set_aside: tuple[AsideStory, ...]
    pins: tuple[PinStory, ...]
    uploads: tuple[UploadStory, ...]
    past: PastStory
    review: ReviewStory


@cache
def read_story() -> Story:
    """Read the sample organisation from the package's own content files.

    Raises `pydantic.ValidationError` for content of another shape.
    """
    responses: dict[str, list[Any]] = {}
    for part in _read_folder("responses"):
        responses.setdefault(part["service"], []).extend(part["responses"])
    return Story.model_validate(
        {
            "organisation": _read_yaml(CONTENT / "organisation.yaml"),
            "evidence": [item for part in _read_folder("evidence") for item in part],
            "responses": responses,
            "requests": _read_yaml(CONTENT / "requests.yaml"),
            "actions": _read_yaml(CONTENT / "actions.yaml"),
            "take_aways": _read_yaml(CONTENT / "takeaway.yaml"),
            "set_aside": _read_yaml(CONTENT / "checks.yaml"),
            "pins": _read_yaml(CONTENT / "pins.yaml"),
            "uploads": _read_yaml(CONTENT / "uploads.yaml"),
            "past": _read_yaml(CONTENT / "past.yaml"),
            "review": _read_yaml(CONTENT / "review.yaml"),
        }
    )


def _read_folder(name: str) -> list[Any]:
    return [_read_yaml(path) for path in sorted((CONTENT / name).glob("*.yaml"))]


def _read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
