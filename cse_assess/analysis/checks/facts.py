"""What the checks look at, and what they find; plain facts, without a database."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cse_assess.analysis.checks.holdings import Holdings
from cse_assess.analysis.coverage import Proof


class CheckKind(StrEnum):
    """What does not fit together, in the order in which the page shows it."""

    NO_EVIDENCE = "no_evidence"
    NOTHING_TO_LEARN = "nothing_to_learn"
    ALL_POLICY = "all_policy"
    UNSUPPORTED = "unsupported"
    NOT_LOOKED_UP = "not_looked_up"
    TOO_OLD = "too_old"
    SAYS_LITTLE = "says_little"
    SAME_WORDS = "same_words"
    VAGUE = "vague"
    OWNER_LEFT = "owner_left"
    NO_OWNER = "no_owner"
    TO_CONFIRM = "to_confirm"


class Sureness(StrEnum):
    """How sure a finding is: a fact, most likely so, or worth a look."""

    CERTAIN = "certain"
    LIKELY = "likely"
    PERHAPS = "perhaps"


class Place(StrEnum):
    """Where on an element's page a finding is mended; the names of its fields."""

    LEVEL = "level"
    JUSTIFICATION = "justification"
    TELL = "tell"
    OWNER = "owner_id"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """A piece of evidence that speaks for an element.

    `values` are the figures and days of its text, None where nobody can look them up: it has no
    readable text, or the person who asks may not open it. `mark` changes with its content.
    """

    proof: Proof
    values: Holdings | None
    mark: str


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """What a self-assessment says of one element; `owner_name` is empty where nobody owns it."""

    code: str
    level: str | None = None
    justification: str = ""
    tell: str = ""
    carried_level: str | None = None
    owner_id: int | None = None
    owner_name: str = ""
    has_owner_left: bool = False
    pieces: tuple[PieceFacts, ...] = field(default=())

    def describe(self, part: "Basis") -> object:
        """Return what a finding rests on, as JSON can hold it."""
        if part is Basis.EVIDENCE:
            return sorted((_describe_piece(piece) for piece in self.pieces), key=str)
        if part is Basis.TEXTS:
            return [self.justification, self.tell]
        return [self.owner_id, self.has_owner_left] if part is Basis.OWNER else self.level


class Basis(StrEnum):
    """What a finding rests on; it is another finding once that changes."""

    LEVEL = "level"
    TEXTS = "texts"
    EVIDENCE = "evidence"
    OWNER = "owner"


BASES = {
    CheckKind.NO_EVIDENCE: (Basis.LEVEL, Basis.TEXTS, Basis.EVIDENCE),
    CheckKind.NOTHING_TO_LEARN: (Basis.LEVEL, Basis.TEXTS, Basis.EVIDENCE),
    CheckKind.ALL_POLICY: (Basis.LEVEL, Basis.EVIDENCE),
    CheckKind.UNSUPPORTED: (Basis.TEXTS, Basis.EVIDENCE),
    CheckKind.NOT_LOOKED_UP: (Basis.TEXTS, Basis.EVIDENCE),
    CheckKind.TOO_OLD: (Basis.EVIDENCE,),
    CheckKind.SAYS_LITTLE: (Basis.LEVEL, Basis.TEXTS),
    CheckKind.SAME_WORDS: (Basis.TEXTS,),
    CheckKind.VAGUE: (Basis.TEXTS,),
    CheckKind.OWNER_LEFT: (Basis.OWNER,),
    CheckKind.NO_OWNER: (Basis.OWNER,),
    CheckKind.TO_CONFIRM: (Basis.LEVEL,),
}


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing at an element that does not fit: why, what mends it, and where.

    `about` tells it from the others of its kind at this element; `words` quotes what it is about,
    and may be empty. `fingerprint` stays the same as long as what it rests on does.
    """

    kind: CheckKind
    code: str
    sureness: Sureness
    place: Place
    reason: str
    remedy: str
    about: str = ""
    words: str = ""
    fingerprint: str = ""


def take_fingerprint(finding: CheckFinding, facts: ElementFacts) -> str:
    """Return the fingerprint of a finding at the element that `facts` tell of."""
    rests_on: Iterable[object] = (facts.describe(part) for part in BASES[finding.kind])
    kept = json.dumps([finding.kind, finding.code, finding.about, *rests_on], ensure_ascii=True)
    return hashlib.sha256(kept.encode()).hexdigest()


def _describe_piece(piece: PieceFacts) -> list[object]:
    proof = piece.proof
    days = [_say(proof.evidence.evidence_on), _say(proof.evidence.valid_until)]
    kinds = sorted(kind.value for kind in proof.kinds)
    return [proof.evidence.item_id, piece.mark, *days, kinds, sorted(proof.points)]


def _say(day: date | None) -> str:
    return day.isoformat() if day else ""
