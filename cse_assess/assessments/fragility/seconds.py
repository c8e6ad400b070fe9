"""What of the library might be a second piece for an element that rests on one alone."""

from collections.abc import Sequence
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.fragility import Fragility
from cse_assess.analysis.freshness import EvidenceState, last_valid_day
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.suggestions.offers import SuggestedItem, suggest_for_elements
from cse_assess.evidence.models import EvidenceItem
from cse_assess.standards.structure import Standard

MOST_ELEMENTS, MOST_OFFERED = 20, 2


def suggest_second_pieces(
    actor: Actor, assessment: Assessment, standard: Standard, fragility: Fragility
) -> dict[str, Sequence[SuggestedItem]]:
    """Return by code what may make an element safe, the likeliest first, as the person may see it.

    Only what is in date on the day that is judged; at most two items for each of the first twenty
    elements. Takes six queries, or none where nothing rests on a single piece.
    """
    codes = list(dict.fromkeys(code for each in fragility.fragile for code in each.falling))
    if not codes:
        return {}
    found = suggest_for_elements(actor, assessment, codes[:MOST_ELEMENTS], standard)
    return {
        code: [each for each in items if _lasts(standard, code, each.item, fragility.on)][
            :MOST_OFFERED
        ]
        for code, items in found.items()
    }


def _lasts(standard: Standard, code: str, item: EvidenceItem, on: date) -> bool:
    state = EvidenceState(item.id, item.title, item.evidence_on, item.valid_until)
    age = standard.get_element(code).evidence_max_age_months
    last_day = last_valid_day(state, standard.evidence.validity_months, age)
    return last_day is None or last_day >= on
