"""What the index holds of an item: its words, and the marks by which a search is kept in bounds."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.reading.words import list_stems

PART_WORDS = 12_000
"""Words of text in one entry: PostgreSQL knows no place in a text beyond the 16,383rd word."""

MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the index: an item, or a part of one with a very long text.

    Every field holds words in the form that is looked for, parted by spaces; `names` are those of
    the file, its web address and the title that the file itself gives. `marks` say where the item
    stands (`marks_of`). The details stand in each part.
    """

    item_id: int
    part: int
    title: str
    description: str
    names: str
    text: str
    marks: str

    @property
    def fingerprint(self) -> str:
        """Return what differs whenever anything in the entry does."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


def make_entries(
    item: EvidenceItem, revision: EvidenceRevision, own_title: str, texts: Sequence[str]
) -> list[Entry]:
    """Return the entries of `item` with its current `revision` and the texts of its pages.

    `own_title` is the title that the file itself gives.
    """
    names = f"{revision.file_name} {revision.url or ''} {own_title}"
    description = f"{item.description}\n{item.look_at}"
    return [
        Entry(
            item_id=item.id,
            part=number,
            title=_join(list_stems(item.title)),
            description=_join(list_stems(description)),
            names=_join(list_stems(names)),
            text=text,
            marks=_join(marks_of(item)),
        )
        for number, text in enumerate(_part_texts(texts))
    ]


def _part_texts(texts: Sequence[str]) -> Iterator[str]:
    """Yield the words of all pages in parts; at least one, which may be empty."""
    stems = [stem for text in texts for stem in list_stems(text)]
    last = min(len(stems), PART_WORDS * MOST_PARTS)
    for start in range(0, max(last, 1), PART_WORDS):
        yield _join(stems[start : start + PART_WORDS])


def _join(stems: Sequence[str]) -> str:
    return " ".join(stems)


def marks_of(item: EvidenceItem) -> list[str]:
    """Return the marks of an item: its library, who may open it there, its kind and its owner."""
    shelf = shelf_mark(item.organisation_id, is_withdrawn=item.is_withdrawn)
    people = [person for person in (item.owner_id, item.created_by_id) if person is not None]
    openers = [opener_mark(shelf, person) for person in sorted(set(people))]
    public = [] if item.is_confidential else [opener_mark(shelf)]
    return [shelf, *public, *openers, kind_mark(item.kind), owner_mark(item.owner_id)]


def shelf_mark(organisation_id: int, *, is_withdrawn: bool) -> str:
    """Return the mark of all items in use, or of all withdrawn ones, of an organisation."""
    return f"{'withdrawn' if is_withdrawn else 'kept'}{organisation_id}"


def opener_mark(shelf: str, user_id: int | None = None) -> str:
    """Return the mark of the items there that everybody may open, or that are a person's own."""
    return f"{shelf}open" if user_id is None else f"{shelf}u{user_id}"


def kind_mark(kind: str) -> str:
    """Return the mark of the items of one kind."""
    return f"kind{kind.replace('_', '')}"


def owner_mark(owner_id: int | None) -> str:
    """Return the mark of the items that a person owns, or that nobody does."""
    return f"owner{owner_id or ''}"
