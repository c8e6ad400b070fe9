"""All evidence of a submission as the assessor goes through it: each piece once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from cse_assess.assessments.past.content import Content
from cse_assess.review.assessor_queries.models import Addendum

Place = tuple[int, int]


@dataclass(slots=True)
class ListedPiece:
    """A piece of evidence with the elements that it stands for.

    `addendum` is the number of the addendum that it came with, 0 for what was submitted at first.
    """

    kept: Content
    addendum: int
    is_opened: bool
    codes: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Return its item's id and the number of its revision."""
        return self.kept["item"], self.kept["revision"]

    @property
    def is_file(self) -> bool:
        """Tell whether it is a file rather than a web address."""
        return bool(self.kept["sha256"])


def list_pieces(
    claims: Iterable[Content], addenda: Iterable[Addendum], opened: Collection[Place]
) -> list[ListedPiece]:
    """Return what was submitted and added since, in the order of the standard, then as it came."""
    listed: dict[Place, ListedPiece] = {}
    for code, kept, number in _walk(claims, addenda):
        place = kept["item"], kept["revision"]
        piece = listed.setdefault(place, ListedPiece(kept, number, place in opened))
        if code and code not in piece.codes:
            piece.codes.append(code)
    return list(listed.values())


def _walk(
    claims: Iterable[Content], addenda: Iterable[Addendum]
) -> Iterator[tuple[str, Content, int]]:
    for claim in claims:
        for kept in claim["evidence"]:
            if not kept["withdrawn"]:
                yield claim["code"], kept, 0
    for addendum in addenda:
        for kept in addendum.content["evidence"]:
            yield addendum.content["element"], kept, addendum.number


def narrow_pieces(
    pieces: Iterable[ListedPiece], *, is_unopened: bool, in_sample: Collection[str] | None
) -> list[ListedPiece]:
    """Return the pieces that are asked for; `in_sample` holds codes, None where it is no matter."""
    return [
        piece
        for piece in pieces
        if not (is_unopened and piece.is_opened)
        and (in_sample is None or not set(piece.codes).isdisjoint(in_sample))
    ]
