"""What is suggested: elements for an item, and items for an element."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.suggestions import Suggestion, get_suggester
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.suggestions import queries
from cse_assess.assessments.suggestions.models import SuggestionRefusal
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import find_likely_items
from cse_assess.evidence.study.queries import list_pages
from cse_assess.standards.structure import Standard

_WORTH_SHOWING = 0.25
_TELLING_STEMS, _CANDIDATES, _SHOWN = 12, 30, 5


@dataclass(frozen=True, slots=True)
class SuggestedItem:
    """An item of the library that may prove an element, and why."""

    item: EvidenceItem
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class SuggestedElements:
    """Elements that an item may prove, the likeliest first.

    `is_text_read` tells whether words of its content were looked at, or only its details.
    """

    suggestions: tuple[Suggestion, ...]
    is_text_read: bool


def refused_elements(item: EvidenceItem, standard: Standard) -> list[SuggestionRefusal]:
    """Return which elements of the standard people said that the item does not prove."""
    refusals = queries.list_refusals(item.id, standard.id)
    return [each for each in refusals if standard.find_element(each.element_code)]


def choose_assessment(
    assessments: Sequence[Assessment], item: EvidenceItem, wanted_id: int | None
) -> Assessment:
    """Return the wanted one of the self-assessments, of which there is at least one.

    Where none is wanted, the first that the item is attached in already, or else the first.
    """
    for assessment in assessments:
        if assessment.id == wanted_id:
            return assessment
    linked = queries.list_linked_assessments(item.id)
    return next((each for each in assessments if each.id in linked), assessments[0])


def suggest_for_item(
    item: EvidenceItem,
    revision: EvidenceRevision,
    assessment: Assessment,
    standard: Standard,
    refusals: Collection[SuggestionRefusal],
) -> SuggestedElements:
    """Return the elements of a self-assessment that an item with its current revision may prove.

    Those that it is attached to, and those that were refused, are left out. Takes three queries.
    """
    pages = list_pages(revision.sha256) if revision.sha256 else []
    linked = queries.load_linked_codes(assessment.id, {item.id})[item.id]
    passed_over = linked | {each.element_code for each in refusals}
    examples = queries.list_examples(assessment.organisation_id, standard.id)
    suggester = get_suggester(standard, examples)
    found = suggester.suggest(queries.text_of(item, revision, pages), without=passed_over)
    return SuggestedElements(tuple(filter(_is_worth_showing, found)), bool(pages))


def suggest_items(
    actor: Actor, response: ElementResponse, standard: Standard
) -> list[SuggestedItem]:
    """Return items of the library that may prove an element and that the person may open.

    Items that are attached to it, or that were refused for it, are left out; what an item is
    attached to elsewhere in the self-assessment does not count against it. However large the
    library is, a bounded number of items is looked at: those that have most of the words
    that are most telling of the element. Takes six queries.
    """
    organisation_id, code = response.assessment.organisation_id, response.element_code
    suggester = get_suggester(standard, queries.list_examples(organisation_id, standard.id))
    stems = suggester.list_telling_stems(code, _TELLING_STEMS)
    refused = queries.list_refused_items(organisation_id, standard.id, code)
    likely = find_likely_items(organisation_id, stems, viewer=actor)
    candidates = [item_id for item_id in likely if item_id not in refused][:_CANDIDATES]
    linked = queries.load_linked_codes(response.assessment_id, candidates)
    found = [
        SuggestedItem(item, suggestion)
        for item, text in queries.load_texts(candidates)
        if code not in linked[item.id]
        for suggestion in suggester.suggest(text, without=linked[item.id])
        if suggestion.code == code and _is_worth_showing(suggestion)
    ]
    return sorted(found, key=lambda each: (-each.suggestion.score, -each.item.id))[:_SHOWN]


def _is_worth_showing(suggestion: Suggestion) -> bool:
    """Tell whether it would help somebody: one word that others used elsewhere is a weak reason."""
    learnt = sum(reason.is_learnt for reason in suggestion.because)
    is_weak = learnt == len(suggestion.because) == 1
    return suggestion.score >= _WORTH_SHOWING and not is_weak
