"""Which files go into a pack, where each lies there, and what stays out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.names import clean_file_name

IS_CONFIDENTIAL = "It is confidential, and there is no redacted copy. Ask the organisation for it."
IS_SEALED = "It holds private details and was sealed, and there is no redacted copy."


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the pack: its `path` under `data/`, its name and hash, and its `size` in bytes.

    `is_copy` tells that it is a redacted copy, in place of a file that is not handed out.
    """

    path: str
    name: str
    sha256: str
    size: int
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in the pack, and why, in words for its readers."""

    reason: str


Packed = PackedFile | LeftOut
Library = Mapping[int, tuple[EvidenceItem, Sequence[EvidenceRevision]]]
"""Items as they are now, each with all of its revisions in order."""

Namer = Callable[[str, EvidenceRevision, str], str]
"""Makes the path of a file from its element, its revision and its name."""


def name_in_element(code: str, revision: EvidenceRevision, name: str) -> str:
    """Return the path of a submitted file: in the folder of its element, under its own name."""
    return f"elements/{code}/{revision.item_id}-{name}"


def arrange_files(
    tree: AssessmentTree,
    library: Library,
    held_back: Mapping[str, str],
    name_path: Namer = name_in_element,
) -> dict[int, Packed]:
    """Return what becomes of the file of each item that counts in `tree`, by the item's id.

    What has become confidential or was sealed since then, as `library` tells, is not handed out.
    `held_back` says for hashes why the virus check keeps them. A file lies where the first element
    that uses it has it.
    """
    packed: dict[int, Packed] = {}
    for code, linked in _list_files(tree):
        if linked.item.id not in packed:
            chosen = _choose(linked, library, held_back)
            packed[linked.item.id] = (
                chosen if isinstance(chosen, LeftOut) else _pack(code, chosen, name_path)
            )
    return packed


def _list_files(tree: AssessmentTree) -> Iterable[tuple[str, LinkedEvidence]]:
    return (
        (response.element_code, linked)
        for response in tree.responses
        for linked in tree.evidence_of(response)
        if linked.counts and linked.revision.is_file
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The revision that goes in; without `is_named` its own name tells what nobody should know."""

    revision: EvidenceRevision
    is_copy: bool
    is_named: bool


def _choose(
    linked: LinkedEvidence, library: Library, held_back: Mapping[str, str]
) -> _Chosen | LeftOut:
    item, revisions = library[linked.item.id]
    kept = next(each for each in revisions if each.number == linked.revision.number)
    is_confidential = linked.item.is_confidential or item.is_confidential
    copy = _find_copy(revisions, kept)
    if kept.is_sealed and copy is None:
        return LeftOut(IS_SEALED)
    if is_confidential and copy is None:
        return LeftOut(IS_CONFIDENTIAL)
    chosen = copy if copy and (kept.is_sealed or is_confidential) else kept
    if reason := held_back.get(chosen.sha256 or ""):
        return LeftOut(reason)
    return _Chosen(chosen, is_copy=chosen is copy, is_named=not is_confidential)


def _find_copy(
    revisions: Sequence[EvidenceRevision], kept: EvidenceRevision
) -> EvidenceRevision | None:
    """Return the redacted copy that took the place of sealed files, none older than `kept`.

    A redacted copy seals every file that its item had before, so it is the first after those.
    """
    for before, after in pairwise(revisions):
        if before.is_sealed and not after.is_sealed and after.number >= kept.number:
            return after if after.is_file else None
    return None


def _pack(code: str, chosen: _Chosen, name_path: Namer) -> PackedFile:
    revision = chosen.revision
    name = clean_file_name(revision.file_name).replace("%", "_") or "file"
    if not chosen.is_named:
        name = f"confidential{_ending(name)}"
    return PackedFile(
        path=name_path(code, revision, name),
        name=name,
        sha256=revision.sha256 or "",
        size=revision.size or 0,
        is_copy=chosen.is_copy,
    )


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{dot}{ending}" if stem and ending.isascii() and ending.isalnum() else ""
