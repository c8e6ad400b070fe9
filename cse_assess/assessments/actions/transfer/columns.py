"""The columns of a spreadsheet of actions, and what other people call them."""

from collections.abc import Sequence

from cse_assess.assessments.transfer.columns import normalise_heading
from cse_assess.assessments.transfer.sheet import SheetRefused

NUMBER, TITLE, OWNER, DUE, EFFORT, STATUS, ELEMENTS, NOTES = COLUMNS = (
    "number",
    "title",
    "owner",
    "due",
    "effort_days",
    "status",
    "elements",
    "notes",
)

ALIASES = {
    NUMBER: ("id", "no", "ref"),
    TITLE: ("action", "what is to be done", "what", "task", "improvement"),
    OWNER: ("who", "responsible", "owner e-mail", "owner email", "assigned to"),
    DUE: ("due date", "due on", "by", "by when", "deadline"),
    EFFORT: ("effort", "effort in days", "effort days", "days"),
    STATUS: ("state", "progress"),
    ELEMENTS: ("element", "moves", "codes", "what it moves"),
    NOTES: ("note", "comments", "comment"),
}


def find_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return which column of the file is which of ours; what has another heading is not read.

    Raises `SheetRefused` where no column has the titles, or two have the same name.
    """
    names = [normalise_heading(heading) for heading in headings]
    columns: dict[str, int] = {}
    for column in COLUMNS:
        places = [place for place, name in enumerate(names) if name in (column, *ALIASES[column])]
        if len(places) > 1:
            raise SheetRefused(
                f"Two columns of the file are called “{headings[places[0]]}” and "
                f"“{headings[places[1]]}”, which both mean “{column}”. Leave one out."
            )
        if places:
            columns[column] = places[0]
    if TITLE not in columns:
        raise SheetRefused("The file needs a column “title”: what is to be done.")
    return columns


def list_unread(headings: Sequence[str], columns: dict[str, int]) -> list[str]:
    """Return the headings of the columns that are not read."""
    read = set(columns.values())
    return [heading for place, heading in enumerate(headings) if heading and place not in read]
