"""What a report calls evidence whose title is not for everybody who may read it."""

from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import CONFIDENTIAL_TITLE
from cse_assess.reports.options import ReportOptions


def is_hidden(item: EvidenceItem, options: ReportOptions) -> bool:
    """Tell whether the title, the address and what the item says stay out of the report."""
    return item.is_confidential and not options.shows_confidential_titles


def title_in(item: EvidenceItem, options: ReportOptions) -> str:
    """Return the item's title, or words with its number, by which it can be asked for."""
    return f"{CONFIDENTIAL_TITLE}, number {item.id}" if is_hidden(item, options) else item.title
