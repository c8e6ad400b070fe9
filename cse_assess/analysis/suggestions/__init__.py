"""Suggests which elements of a standard a text may prove, and says by which of its words.

Pure functions: no database, no network, no model. Whatever ranks an element stands in the
standard's own words and in what people have attached before; how well that works is measured in
`bench/suggestions.py`.
"""

from cse_assess.analysis.suggestions.ranking import (
    Suggestion,
    get_suggester,
    suggest_elements,
)
from cse_assess.analysis.suggestions.reasons import Reason
from cse_assess.analysis.suggestions.text import EvidenceText, Example

__all__ = [
    "EvidenceText",
    "Example",
    "Reason",
    "Suggestion",
    "get_suggester",
    "suggest_elements",
]
