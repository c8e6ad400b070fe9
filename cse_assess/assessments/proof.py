"""What people say that an attached piece of evidence proves: checked, kept and told in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NotRequired, Self, TypedDict

from cse_assess.analysis.proof import PROOF_TITLES, ProofKind, sort_kinds
from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.texts import LONGEST_NOTE, check_length, clean_text
from cse_assess.errors import DomainError

MOST_POINTS = 100


class ProofFields(TypedDict):
    """What evidence proves, as keyword arguments of the services; what is left out is empty."""

    note: NotRequired[str]
    points: NotRequired[Collection[int]]
    kinds: NotRequired[Collection[str]]


@dataclass(frozen=True, slots=True)
class StatedProof:
    """A note, the numbers (from 1) of the guidance points that are answered, and kinds of proof."""

    note: str = ""
    points: tuple[int, ...] = ()
    kinds: tuple[ProofKind, ...] = ()

    @classmethod
    def of(cls, link: EvidenceLink) -> Self:
        """Return what a link says."""
        return cls(link.note, tuple(link.guidance_points), _read_kinds(link.proof_kinds))

    @classmethod
    def checked(
        cls, note: str = "", points: Collection[int] = (), kinds: Collection[str] = ()
    ) -> Self:
        """Return the values as they are kept; raise `DomainError` for one that cannot be."""
        stated = cls(clean_text(note), tuple(sorted(set(points))), _read_kinds(kinds))
        check_length(stated.note, LONGEST_NOTE, "The note", "note")
        if any(not 0 < number <= MOST_POINTS for number in stated.points):
            raise DomainError("Choose the points from the list", field="points")
        return stated

    def write_to(self, link: EvidenceLink) -> None:
        """Put the values on a link."""
        link.note = self.note
        link.guidance_points = list(self.points)
        link.proof_kinds = list(self.kinds)

    def as_texts(self) -> dict[str, str]:
        """Return each value as the history keeps it, by the name of its field there."""
        return {
            "evidence_note": self.note,
            "evidence_points": ", ".join(map(str, self.points)),
            "evidence_kinds": ", ".join(self.kinds),
        }


def _read_kinds(kinds: Iterable[str]) -> tuple[ProofKind, ...]:
    try:
        return sort_kinds({ProofKind(kind) for kind in kinds})
    except ValueError:
        raise DomainError("Choose the kinds of proof from the list", field="kinds") from None


def compare_proof(before: StatedProof, after: StatedProof) -> dict[str, tuple[str, str]]:
    """Return what differs as the history keeps it: (before, after) by field."""
    texts = after.as_texts()
    return {
        field: (was, texts[field])
        for field, was in before.as_texts().items()
        if was != texts[field]
    }


def speak_kinds(text: str) -> str:
    """Return kinds of proof, as the history keeps them, by their titles."""
    titles = {kind.value: title for kind, title in PROOF_TITLES.items()}
    return ", ".join(titles.get(kind, kind) for kind in text.split(", ") if kind)


def speak_proof(stated: StatedProof, points_title: str) -> str:
    """Return all that is said as one text, for two people's to be compared."""
    texts = stated.as_texts()
    lines = [
        f"{points_title}: {texts['evidence_points'] or 'none'}",
        f"Kinds of proof: {speak_kinds(texts['evidence_kinds']) or 'none'}",
    ]
    return "\n".join([*lines, stated.note]).rstrip()
