"""Reads of actions; each function takes a fixed number of queries."""

from cse_assess.assessments.actions.queries.lists import (
    BOARD_SIZE,
    PAGE_SIZE,
    ActionFilters,
    ActionOrder,
    list_all,
    list_column,
    list_dated_of_person,
    list_due_between,
    list_due_by,
    list_moved_codes,
    list_of_assessment,
    list_open_of_response,
    list_owners,
)
from cse_assess.assessments.actions.queries.single import (
    find_action_evidence,
    find_last_changer,
    get_action,
    list_closing_items,
    list_events,
    list_response_ids,
    lock_actions,
    lock_responses_of,
)
from cse_assess.assessments.actions.queries.totals import (
    ActionTotals,
    StatusTotal,
    total_actions,
)

__all__ = [
    "BOARD_SIZE",
    "PAGE_SIZE",
    "ActionFilters",
    "ActionOrder",
    "ActionTotals",
    "StatusTotal",
    "find_action_evidence",
    "find_last_changer",
    "get_action",
    "list_all",
    "list_closing_items",
    "list_column",
    "list_dated_of_person",
    "list_due_between",
    "list_due_by",
    "list_events",
    "list_moved_codes",
    "list_of_assessment",
    "list_open_of_response",
    "list_owners",
    "list_response_ids",
    "lock_actions",
    "lock_responses_of",
    "total_actions",
]
