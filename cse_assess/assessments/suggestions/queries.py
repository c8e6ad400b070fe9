"""What suggestions are made from; each function takes a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Result, Select, and_, func, select
from sqlalchemy.orm import joinedload

from cse_assess.analysis.suggestions import EvidenceText, Example
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.suggestions.models import SuggestionRefusal
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import is_current
from cse_assess.evidence.study.models import FilePage
from cse_assess.reading.document import Page

MOST_EXAMPLES = 300
_LINKS_LOOKED_AT = 3_000
MOST_PAGES = 3
_EXAMPLE_LENGTH = 500
_PAGE_LENGTH = 2_000


def list_examples(organisation_id: int, standard_id: str) -> tuple[Example, ...]:
    """Return what the organisation attached last, the newest first, in one query.

    Of each piece its title, its description and the beginning of its first page. Nothing of
    confidential evidence: a suggestion shows to everybody which words it was made from.
    """
    newest = _select_newest_links(organisation_id, standard_id).subquery()
    wanted = (
        select(
            newest.c.element_code,
            EvidenceItem.title,
            EvidenceItem.description,
            func.substr(FilePage.text, 1, _EXAMPLE_LENGTH),
        )
        .join(EvidenceItem, EvidenceItem.id == newest.c.item_id)
        .join(EvidenceRevision, and_(EvidenceRevision.item_id == EvidenceItem.id, is_current()))
        .outerjoin(FilePage, and_(FilePage.sha256 == EvidenceRevision.sha256, FilePage.number == 1))
        .where(EvidenceItem.withdrawn_at.is_(None), EvidenceItem.is_confidential.is_(False))
        .order_by(newest.c.id.desc())
    )
    return tuple(
        Example(code, EvidenceText(title, pages=(Page(1, f"{description}\n{text or ''}"),)))
        for code, title, description, text in session.execute(wanted)
    )


def _select_newest_links(organisation_id: int, standard_id: str) -> Select[int, int, str]:
    """Select the newest links of the organisation, of the newest of the whole installation.

    So it takes no longer where there are a hundred thousand.
    """
    last_id = select(func.max(EvidenceLink.id)).scalar_subquery()
    return (
        select(EvidenceLink.id, EvidenceLink.item_id, ElementResponse.element_code)
        .join(ElementResponse, ElementResponse.id == EvidenceLink.response_id)
        .join(Assessment, Assessment.id == ElementResponse.assessment_id)
        .where(
            EvidenceLink.id > last_id - _LINKS_LOOKED_AT,
            EvidenceLink.removed_at.is_(None),
            Assessment.organisation_id == organisation_id,
            Assessment.standard_id == standard_id,
        )
        .order_by(EvidenceLink.id.desc())
        .limit(MOST_EXAMPLES)
    )


def list_refusals(item_id: int, standard_id: str) -> Sequence[SuggestionRefusal]:
    """Return what the item was said not to prove, with who said so, by code."""
    return session.scalars(
        select(SuggestionRefusal)
        .where(SuggestionRefusal.item_id == item_id, SuggestionRefusal.standard_id == standard_id)
        .options(joinedload(SuggestionRefusal.refused_by))
        .order_by(SuggestionRefusal.element_code)
    ).all()


def find_refusal(item_id: int, standard_id: str, code: str) -> SuggestionRefusal | None:
    """Return the refusal of one element for an item, or None."""
    return session.scalars(
        select(SuggestionRefusal).where(
            SuggestionRefusal.item_id == item_id,
            SuggestionRefusal.standard_id == standard_id,
            SuggestionRefusal.element_code == code,
        )
    ).one_or_none()


def load_refused_codes(
    organisation_id: int, standard_id: str, codes: Collection[str]
) -> defaultdict[int, set[str]]:
    """Return which of the elements each of the organisation's items was said not to prove."""
    rows = session.execute(
        select(SuggestionRefusal.item_id, SuggestionRefusal.element_code)
        .join(EvidenceItem, EvidenceItem.id == SuggestionRefusal.item_id)
        .where(
            SuggestionRefusal.standard_id == standard_id,
            SuggestionRefusal.element_code.in_(codes),
            EvidenceItem.organisation_id == organisation_id,
        )
    )
    return _gather_codes(rows)


def load_linked_codes(assessment_id: int, item_ids: Collection[int]) -> defaultdict[int, set[str]]:
    """Return to which elements of a self-assessment each item is attached, in one query."""
    rows = session.execute(
        select(EvidenceLink.item_id, ElementResponse.element_code)
        .join(EvidenceLink.response)
        .where(
            ElementResponse.assessment_id == assessment_id,
            EvidenceLink.item_id.in_(item_ids),
            EvidenceLink.removed_at.is_(None),
        )
    )
    return _gather_codes(rows)


def _gather_codes(rows: Result[int, str]) -> defaultdict[int, set[str]]:
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for item_id, code in rows:
        codes[item_id].add(code)
    return codes


def list_linked_assessments(item_id: int) -> set[int]:
    """Return the ids of the self-assessments that the item is attached in."""
    return set(
        session.scalars(
            select(ElementResponse.assessment_id)
            .join(EvidenceLink, EvidenceLink.response_id == ElementResponse.id)
            .where(EvidenceLink.item_id == item_id, EvidenceLink.removed_at.is_(None))
        )
    )


def load_texts(item_ids: Collection[int]) -> list[tuple[EvidenceItem, EvidenceText]]:
    """Return items with their texts, of long ones the beginning, in two queries."""
    rows = session.execute(
        select(EvidenceItem, EvidenceRevision)
        .join(EvidenceRevision, and_(EvidenceRevision.item_id == EvidenceItem.id, is_current()))
        .where(EvidenceItem.id.in_(item_ids))
    ).all()
    pages = _load_pages({revision.sha256 for _, revision in rows if revision.sha256})
    return [
        (item, text_of(item, revision, pages[revision.sha256 or ""])) for item, revision in rows
    ]


def _load_pages(hashes: Collection[str]) -> defaultdict[str, list[Page]]:
    rows = session.execute(
        select(FilePage.sha256, FilePage.number, func.substr(FilePage.text, 1, _PAGE_LENGTH))
        .where(FilePage.sha256.in_(hashes), FilePage.number <= MOST_PAGES)
        .order_by(FilePage.sha256, FilePage.number)
    )
    pages: defaultdict[str, list[Page]] = defaultdict(list)
    for sha256, number, text in rows:
        pages[sha256].append(Page(number, text))
    return pages


def text_of(item: EvidenceItem, revision: EvidenceRevision, pages: Sequence[Page]) -> EvidenceText:
    """Return what is known of an item; its description counts like its title."""
    return EvidenceText(f"{item.title}. {item.description}", revision.file_name, tuple(pages))
