"""Finds what may be private in a file: people's contact details, numbers, names, hidden words."""

from cse_assess.reading.privacy.findings import PrivacyFinding, PrivacyKind
from cse_assess.reading.privacy.search import find_private

__all__ = ["PrivacyFinding", "PrivacyKind", "find_private"]
