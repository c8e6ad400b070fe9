"""What a pack shows beside its report: addenda, and elements that the standard no longer has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.past.content import Content, read_day, write_content
from cse_assess.assessments.past.frozen import read_tree
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.queries import LinkedEvidence as Linked
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.reports.document import LinkedEvidence
from cse_assess.reports.evidence_entries import EvidenceTeller
from cse_assess.reports.packs.files import Library, Namer, Packed, arrange_files
from cse_assess.review.assessor_queries.models import Addendum
from cse_assess.review.submissions.manifest import name_file
from cse_assess.standards.structure import Level, Standard

UNKNOWN = "Not in the installed edition of the standard"
NOTHING_SAID = {
    "level": None,
    "level_reason": "",
    "justification": "",
    "tell": "",
    "owner": "",
}


@dataclass(frozen=True, slots=True)
class UnknownElement:
    """An element that was written about, and that the installed edition does not have."""

    code: str
    level: Level | None
    level_reason: str
    justification: str
    tell: str
    evidence: tuple[LinkedEvidence, ...]
    title: str = UNKNOWN
    statement: str = ""
    guidance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedAddendum:
    """An answer to a query as the pack shows it; `files` are by the item's id.

    `content` are the bytes that its manifest speaks of, empty where they name what stays out.
    """

    number: int
    query: int
    element: str
    question: str
    answer: str
    answer_by: date | None
    answered_on: date | None
    evidence: tuple[LinkedEvidence, ...]
    files: Mapping[int, Packed]
    fingerprint: str
    manifest: str
    content: bytes

    @property
    def folder(self) -> str:
        """Return where it lies under `data/`."""
        return f"addenda/{self.number}"

    @property
    def is_late(self) -> bool:
        """Tell whether it came after its day."""
        return bool(self.answer_by and self.answered_on and self.answered_on > self.answer_by)


def list_unknown(
    tree: AssessmentTree, standard: Standard, teller: EvidenceTeller
) -> tuple[UnknownElement, ...]:
    """Return the elements with words or evidence that the standard does not have, in order."""
    return tuple(
        _show_unknown(tree, response, standard, teller)
        for response in tree.responses
        if standard.find_element(response.element_code) is None
        and (response.level or response.justification or tree.evidence_of(response))
    )


def _show_unknown(
    tree: AssessmentTree, response: ElementResponse, standard: Standard, teller: EvidenceTeller
) -> UnknownElement:
    evidence = (each for each in tree.evidence_of(response) if each.counts)
    return UnknownElement(
        code=response.element_code,
        level=standard.find_level(response.level or ""),
        level_reason=response.level_reason,
        justification=response.justification,
        tell=response.tell,
        evidence=tuple(map(teller.tell, evidence)),
    )


def read_addendum(addendum: Addendum) -> AssessmentTree:
    """Return the evidence of an addendum as a tree of the one element that it is about."""
    submission, content = addendum.submission, addendum.content
    element = {**NOTHING_SAID, "code": content["element"], "evidence": content["evidence"]}
    whole = {**submission.snapshot.content, "elements": [element]}
    return read_tree(whole, submission.assessment_id)


def show_addendum(
    addendum: Addendum,
    tree: AssessmentTree,
    teller: EvidenceTeller,
    *,
    library: Library,
    held_back: Mapping[str, str],
) -> PackedAddendum:
    """Return an addendum as the pack shows it; `tree` is what `read_addendum` made of it.

    What has become confidential or was sealed since then counts as such in `tree` already.
    """
    content = addendum.content
    return PackedAddendum(
        number=addendum.number,
        query=content["query"],
        element=content["element"],
        question=content["question"],
        answer=content["answer"],
        answer_by=read_day(content["answer_by"]),
        answered_on=read_day(content["answered_on"]),
        evidence=tuple(map(teller.tell, tree.evidence_of(tree.responses[0]))),
        files=arrange_files(tree, library, held_back, _name_in(addendum)),
        fingerprint=addendum.sha256,
        manifest=addendum.manifest,
        content=b"" if _names_hidden(tree, library) else write_content(content),
    )


def _name_in(addendum: Addendum) -> Namer:
    """Return what names files as the manifest of the addendum does, so that it can be checked."""

    def name(_code: str, revision: EvidenceRevision, _name: str) -> str:
        piece: Content = {
            "item": revision.item_id,
            "revision": revision.number,
            "file_name": revision.file_name,
        }
        return f"addenda/{addendum.number}/{name_file(piece)}"

    return name


def _names_hidden(tree: AssessmentTree, library: Library) -> bool:
    """Tell whether the content says what nobody should read: of confidential or sealed pieces."""
    return any(
        linked.item.is_confidential or _is_sealed(linked, library)
        for linked in tree.evidence_of(tree.responses[0])
    )


def _is_sealed(linked: Linked, library: Library) -> bool:
    _, revisions = library[linked.item.id]
    return any(each.is_sealed and each.number == linked.revision.number for each in revisions)
