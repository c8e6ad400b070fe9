"""Collects what goes into a pack, from a submission or from a self-assessment as it stands."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.frozen import read_tree
from cse_assess.assessments.queries import AssessmentTree, LinkedEvidence, load_tree
from cse_assess.assessments.wording import standard_for
from cse_assess.audit.queries import get_head
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.scanning.queries import load_quarantine
from cse_assess.ids import is_possible_id
from cse_assess.reports.evidence_entries import EvidenceTeller
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.options import Audience, choose_standard
from cse_assess.reports.packs.files import Library, arrange_files
from cse_assess.reports.packs.kept import list_unknown, read_addendum, show_addendum
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.reports.packs.pages import Pack
from cse_assess.review.assessor_queries.models import Addendum
from cse_assess.review.assessor_queries.queries import list_addenda
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.queries import get_submission

MOST_LISTED = 50


def collect_pack(
    assessment_id: int, number: int | None, *, folders: Sequence[Path], is_scanning: bool
) -> Pack:
    """Return the pack of submission `number`, or of the self-assessment as it is now.

    `folders` hold the standards; `is_scanning` tells whether files wait for a virus scanner's word.
    Raises `NotFound`, also where the standard is not installed any more.
    """
    tree = load_tree(assessment_id)
    submission = get_submission(assessment_id, number) if number is not None else None
    standard = standard_for(tree.assessment, folders=folders)
    shown, added = _thaw(submission, tree), _read_added(submission)
    trees = [shown, *(tree for _, tree in added)]
    library = _load_library(trees)
    held_back = _load_held_back(library, is_scanning=is_scanning)
    if submission is not None:
        _hide_what_is_hidden_now(trees, library)
    options = choose_standard(Audience.ASSESSOR)
    show = partial(show_addendum, library=library, held_back=held_back)
    return Pack(
        report=build_gap_report(shown, standard=standard, options=options, trail=get_head()),
        files=arrange_files(shown, library, held_back),
        submission=number,
        fingerprint=submission.sha256 if submission else "",
        unknown=list_unknown(shown, standard, EvidenceTeller(shown, standard, options)),
        addenda=tuple(
            show(addendum, tree, EvidenceTeller(tree, standard, options))
            for addendum, tree in added
        ),
    )


def _read_added(submission: Submission | None) -> list[tuple[Addendum, AssessmentTree]]:
    """Return what was added to the submission since, each with the tree of its evidence."""
    addenda = list_addenda(submission.id) if submission else ()
    return [(addendum, read_addendum(addendum)) for addendum in addenda]


def _thaw(submission: Submission | None, tree: AssessmentTree) -> AssessmentTree:
    if submission is None:
        return tree
    return read_tree(submission.snapshot.content, tree.assessment.id)


def _list_all(tree: AssessmentTree) -> list[LinkedEvidence]:
    return [linked for pieces in tree.evidence.values() for linked in pieces]


def _hide_what_is_hidden_now(kept: Iterable[AssessmentTree], library: Library) -> None:
    """Let what has become confidential or was sealed since then count as such in kept trees.

    What was quoted from a file that is sealed now may be just what its copy leaves out.
    """
    for linked in (linked for tree in kept for linked in _list_all(tree)):
        item, revisions = library[linked.item.id]
        linked.item.is_confidential |= item.is_confidential
        if any(each.is_sealed and each.number == linked.revision.number for each in revisions):
            set_committed_value(linked.link, "pins", [])


def _load_library(trees: Iterable[AssessmentTree]) -> Library:
    """Return the items of trees as they are now with all of their revisions, in two queries."""
    item_ids = {linked.item.id for tree in trees for linked in _list_all(tree)}
    wanted = (
        select(EvidenceItem)
        .where(EvidenceItem.id.in_(item_ids))
        .options(selectinload(EvidenceItem.revisions))
    )
    return {item.id: (item, item.revisions) for item in session.scalars(wanted)}


def _load_held_back(library: Library, *, is_scanning: bool) -> dict[str, str]:
    """Return why the virus check keeps files of the library, by their hash, in one query."""
    hashes = {each.sha256 or "" for _, revisions in library.values() for each in revisions}
    return load_quarantine(hashes - {""}, is_scanning=is_scanning)


def list_packs(assessment_id: int) -> Sequence[EvidencePack]:
    """Return the newest packs of a self-assessment, with their jobs, the newest first."""
    wanted = _with_all().where(EvidencePack.assessment_id == assessment_id)
    return session.scalars(wanted.order_by(EvidencePack.id.desc()).limit(MOST_LISTED)).all()


def get_pack(pack_id: int) -> EvidencePack:
    """Return a pack with its job and its self-assessment; raise `NotFound`."""
    found = None
    if is_possible_id(pack_id):
        found = session.scalar(_with_all().where(EvidencePack.id == pack_id))
    if found is None:
        raise NotFound("There is no such evidence pack.")
    return found


def _with_all() -> Select[EvidencePack]:
    return select(EvidencePack).options(
        joinedload(EvidencePack.job),
        joinedload(EvidencePack.created_by),
        joinedload(EvidencePack.assessment).options(
            joinedload(Assessment.service), joinedload(Assessment.organisation)
        ),
    )
