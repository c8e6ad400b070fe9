"""Elements and evidence of a submission, exactly as they were frozen, for whoever may read it.

The words are those of the frozen content. The file is opened only where the library still holds the
revision of that number with the very content that was submitted, and nothing holds it back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.freshness import (
    EvidenceState,
    Freshness,
    FreshnessRule,
    assess_freshness,
    last_valid_day,
)
from cse_assess.assessments.models import PinState
from cse_assess.assessments.past.content import Content, read_day
from cse_assess.assessments.past.frozen import read_item
from cse_assess.clock import today
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.scanning.queries import load_quarantine
from cse_assess.review.reading import queries
from cse_assess.review.submissions.manifest import list_submitted
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Element, Level, Standard
from cse_assess.web.context import current_settings

SEALED = (
    "The organisation has sealed this revision since: a redacted copy took its place. Ask for the "
    "copy in a query."
)
NOT_THE_SAME = (
    "The library no longer holds exactly what was submitted here. Tell the organisation: its "
    "submission page names the fault."
)
NO_ELEMENT = "This submission has no such element."
NO_PIECE = "This evidence is not part of the submission."

Place = tuple[int, int]
"""Item and revision number of a piece."""

Use = tuple[Content, Element | None]
"""A kept piece, and the element that it was submitted for, None for one that is not known."""


@dataclass(frozen=True, slots=True)
class FrozenPin:
    """A passage that was pinned as proof; `point` is the number of a guidance point, or None."""

    id: int
    quotation: str
    page: int
    point: int | None
    note: str
    is_lost: bool


@dataclass(frozen=True, slots=True)
class FrozenPiece:
    """A piece of evidence as it was submitted for one element.

    `item` holds the words and dates of then and is no row; `revision` is the stored one, None where
    it is not what was submitted. `refusal` says why the content cannot be opened, empty where it
    can. `last_day` is the last day on which it counts. What is pinned in a sealed file is left out.
    """

    kept: Content
    item: EvidenceItem
    revision: EvidenceRevision | None
    refusal: str
    freshness: Freshness
    last_day: date | None
    pins: tuple[FrozenPin, ...]

    @property
    def place(self) -> Place:
        """Return its item's id and the number of the submitted revision."""
        return self.kept["item"], self.kept["revision"]

    @property
    def number(self) -> int:
        """Return the number of the submitted revision."""
        return self.place[1]

    @property
    def is_file(self) -> bool:
        """Tell whether it is a file rather than a web address."""
        return bool(self.kept["sha256"])


@dataclass(frozen=True, slots=True)
class FrozenElement:
    """An element of the standard with what was submitted for it."""

    element: Element
    kept: Content
    level: Level | None
    pieces: tuple[FrozenPiece, ...]


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """An element in a list: its level, and how many pieces of evidence were submitted for it."""

    element: Element
    level: Level | None
    evidence_count: int


def list_lines(standard: Standard, content: Content) -> dict[str, FrozenLine]:
    """Return the submitted elements that the standard has, by code, without a query."""
    known = ((each, standard.find_element(each["code"])) for each in content["elements"])
    return {
        element.code: FrozenLine(element, _level_of(standard, kept), len(_list_kept(kept)))
        for kept, element in known
        if element is not None
    }


def show_element(submission: Submission, standard: Standard, code: str) -> FrozenElement:
    """Return what was submitted for one element, in two queries; raise `NotFound`."""
    element, kept = standard.find_element(code), _find_kept(submission, code)
    if element is None or kept is None:
        raise NotFound(NO_ELEMENT)
    pieces = show_pieces(_list_kept(kept), standard, submission, element)
    return FrozenElement(element, kept, _level_of(standard, kept), tuple(pieces))


def _find_kept(submission: Submission, code: str) -> Content | None:
    elements: Iterable[Content] = submission.snapshot.content["elements"]
    return next((each for each in elements if each["code"] == code), None)


def _list_kept(kept: Content) -> list[Content]:
    """Return the evidence of an element; what was withdrawn before does not belong to it."""
    return [each for each in kept["evidence"] if not each["withdrawn"]]


def _level_of(standard: Standard, kept: Content) -> Level | None:
    return standard.find_level(kept["level"] or "")


def show_pieces(
    kept: Sequence[Content],
    standard: Standard,
    submission: Submission,
    element: Element | None = None,
) -> list[FrozenPiece]:
    """Return kept pieces of evidence, of a submission or an addendum to it, in two queries.

    How long each counts is judged for the visit that was planned then, and by what `element` asks.
    """
    return _show_uses([(each, element) for each in kept], standard, submission)


def _show_uses(
    uses: Sequence[Use], standard: Standard, submission: Submission
) -> list[FrozenPiece]:
    revisions = queries.load_revisions({_place_of(kept) for kept, _ in uses})
    held_back = load_quarantine(
        {each.sha256 for each in revisions.values() if each.sha256},
        is_scanning=current_settings().scanner is not None,
    )
    rule = _judge_by(submission, standard)
    return [_show(use, revisions.get(_place_of(use[0])), held_back, rule) for use in uses]


def _judge_by(submission: Submission, standard: Standard) -> FreshnessRule:
    return FreshnessRule(
        today=today(),
        visit_on=read_day(submission.snapshot.content["visit_on"]),
        validity_months=standard.evidence.validity_months,
    )


def _place_of(kept: Content) -> Place:
    return kept["item"], kept["revision"]


def _show(
    use: Use,
    stored: EvidenceRevision | None,
    held_back: Mapping[str, str],
    rule: FreshnessRule,
) -> FrozenPiece:
    kept, element = use
    max_age_months = element.evidence_max_age_months if element else None
    item, revision = read_item(kept), _keep_if_same(kept, stored)
    state = EvidenceState(item.id, item.title, item.evidence_on, item.valid_until)
    is_sealed = stored is not None and stored.is_sealed
    return FrozenPiece(
        kept=kept,
        item=item,
        revision=revision,
        refusal=_explain_refusal(revision, held_back),
        freshness=assess_freshness(state, rule, max_age_months),
        last_day=last_valid_day(state, rule.validity_months, max_age_months),
        pins=() if is_sealed else tuple(map(_read_pin, kept["pins"])),
    )


def _keep_if_same(kept: Content, stored: EvidenceRevision | None) -> EvidenceRevision | None:
    is_same = stored and (stored.sha256, stored.url) == (kept["sha256"], kept["url"])
    return stored if is_same else None


def _explain_refusal(revision: EvidenceRevision | None, held_back: Mapping[str, str]) -> str:
    if revision is None:
        return NOT_THE_SAME
    if revision.is_sealed:
        return SEALED
    return held_back.get(revision.sha256 or "", "")


def _read_pin(kept: Content) -> FrozenPin:
    return FrozenPin(
        id=kept["id"],
        quotation=kept["quotation"],
        page=kept["page"],
        point=kept["point"],
        note=kept["note"],
        is_lost=kept["state"] != PinState.FOUND,
    )


@dataclass(frozen=True, slots=True)
class OpenedPiece:
    """A piece of a submission with all that it was submitted for, each with its element's code.

    The first `uses` is the piece itself; `addendum` is the number of the addendum that it came
    with, 0 for what was submitted at first.
    """

    uses: tuple[tuple[str, FrozenPiece], ...]
    addendum: int

    @property
    def piece(self) -> FrozenPiece:
        """Return the piece, as it was submitted for the first of its elements."""
        return self.uses[0][1]

    @property
    def pins(self) -> tuple[FrozenPin, ...]:
        """Return every passage that was pinned in it, for whichever element."""
        return tuple(pin for _, use in self.uses for pin in use.pins)


def open_piece(submission: Submission, standard: Standard, place: Place) -> OpenedPiece:
    """Return a piece of the submission, or of an addendum to it; raise `NotFound` for any other."""
    uses = list(_find_uses(submission.snapshot.content, place))
    number = 0
    if not uses:
        number, uses = _find_added(submission.id, place)
    if not uses:
        raise NotFound(NO_PIECE)
    codes = [code for code, _ in uses]
    shown = _show_uses(
        [(kept, standard.find_element(code)) for code, kept in uses], standard, submission
    )
    return OpenedPiece(tuple(zip(codes, shown, strict=True)), number)


def _find_uses(content: Content, place: Place) -> Iterator[tuple[str, Content]]:
    for element in content["elements"]:
        for piece in element["evidence"]:
            if _place_of(piece) == place and not piece["withdrawn"]:
                yield element["code"], piece


def _find_added(submission_id: int, place: Place) -> tuple[int, list[tuple[str, Content]]]:
    for addendum in queries.list_addenda(submission_id):
        found = [each for each in addendum.content["evidence"] if _place_of(each) == place]
        if found:
            return addendum.number, [(addendum.content.get("element", ""), found[0])]
    return 0, []


def list_places(submission: Submission) -> list[Place]:
    """Return item and revision of every submitted piece, each once, in the standard's order."""
    pieces = list_submitted(submission.snapshot.content)
    return list(dict.fromkeys(_place_of(piece) for piece in pieces))


def require_open(piece: FrozenPiece) -> EvidenceRevision:
    """Return the stored revision of a piece; raise `NotAllowed` where it cannot be opened."""
    if piece.revision is None or piece.refusal:
        raise NotAllowed(piece.refusal)
    return piece.revision
