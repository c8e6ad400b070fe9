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
_STEMS_OF_MANY, _CANDIDATES_OF_MANY = 6, 60


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
    wanted, code = _Wanted(actor, response.assessment, standard), response.element_code
    found = wanted.suggest([code], stems=_TELLING_STEMS, candidates=_CANDIDATES)
    return found[code][:_SHOWN]


def suggest_for_elements(
    actor: Actor, assessment: Assessment, codes: Sequence[str], standard: Standard
) -> dict[str, list[SuggestedItem]]:
    """Return by code what `suggest_items` looks for, for many elements, the likeliest first.

    Takes six queries however many there are. For that all share one search, which looks at fewer
    of the telling words of each, so it may miss an item that `suggest_items` finds.
    """
    wanted = _Wanted(actor, assessment, standard)
    return wanted.suggest(codes, stems=_STEMS_OF_MANY, candidates=_CANDIDATES_OF_MANY)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """For whom, and in which self-assessment, items are looked for."""

    actor: Actor
    assessment: Assessment
    standard: Standard

    def suggest(
        self, codes: Sequence[str], *, stems: int, candidates: int
    ) -> dict[str, list[SuggestedItem]]:
        organisation_id, standard = self.assessment.organisation_id, self.standard
        suggester = get_suggester(standard, queries.list_examples(organisation_id, standard.id))
        refused = queries.load_refused_codes(organisation_id, standard.id, codes)
        telling = {stem for code in codes for stem in suggester.list_telling_stems(code, stems)}
        likely = find_likely_items(organisation_id, sorted(telling), viewer=self.actor)
        looked_at = [each for each in likely if not refused[each].issuperset(codes)][:candidates]
        linked = queries.load_linked_codes(self.assessment.id, looked_at)
        found: dict[str, list[SuggestedItem]] = {code: [] for code in codes}
        for item, text in queries.load_texts(looked_at):
            for suggestion in suggester.suggest(text, without=linked[item.id]):
                is_asked = suggestion.code in found and suggestion.code not in refused[item.id]
                if is_asked and _is_worth_showing(suggestion):
                    found[suggestion.code].append(SuggestedItem(item, suggestion))
        return {code: sorted(items, key=_rank) for code, items in found.items()}


def _rank(found: SuggestedItem) -> tuple[float, int]:
    """Return what to sort by: smaller is likelier, and newer where two are alike."""
    return -found.suggestion.score, -found.item.id


def _is_worth_showing(suggestion: Suggestion) -> bool:
    """Tell whether it would help somebody: one word that others used elsewhere is a weak reason."""
    learnt = sum(reason.is_learnt for reason in suggestion.because)
    is_weak = learnt == len(suggestion.because) == 1
    return suggestion.score >= _WORTH_SHOWING and not is_weak
