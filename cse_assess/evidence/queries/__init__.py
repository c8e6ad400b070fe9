"""What the evidence library can be asked; every list takes a fixed number of queries."""

from cse_assess.evidence.queries.filters import (
    SOON,
    Freshness,
    ItemFilters,
    Order,
    is_open_to,
)
from cse_assess.evidence.queries.items import (
    find_same_address,
    find_same_content,
    get_item,
    used_bytes,
)
from cse_assess.evidence.queries.listing import (
    ItemPage,
    ListedItem,
    find_likely_items,
    list_items,
)
from cse_assess.evidence.queries.revisions import (
    get_current_revision,
    get_revision,
    is_current,
    list_revisions,
    load_current_revisions,
)

__all__ = [
    "SOON",
    "Freshness",
    "ItemFilters",
    "ItemPage",
    "ListedItem",
    "Order",
    "find_likely_items",
    "find_same_address",
    "find_same_content",
    "get_current_revision",
    "get_item",
    "get_revision",
    "is_current",
    "is_open_to",
    "list_items",
    "list_revisions",
    "load_current_revisions",
    "used_bytes",
]
