"""The columns of a self-assessment as a spreadsheet, and what other people call them."""

from collections.abc import Mapping, Sequence

CODE, LEVEL, JUSTIFICATION, TELL, OWNER, EVIDENCE = COLUMNS = (
    "code",
    "level",
    "justification",
    "tell",
    "owner",
    "evidence",
)

TITLES = {
    CODE: "Code",
    LEVEL: "Level",
    JUSTIFICATION: "Justification",
    TELL: "To tell or see on site",
    OWNER: "Owner",
    EVIDENCE: "Evidence",
}

# What spreadsheets in use call these columns; only ever a suggestion, which a person confirms.
ALIASES = {
    CODE: ("element", "element code", "element number", "ref", "reference", "number", "no"),
    LEVEL: ("self-assessment", "self assessment", "self-assessment level", "score", "rating"),
    JUSTIFICATION: ("comments", "comment", "narrative", "how we meet this", "response", "show"),
    TELL: ("tell or see", "to tell or see on site", "tell or see on site", "tell/see"),
    OWNER: ("element owner", "lead", "responsible", "responsible officer", "who"),
    EVIDENCE: ("evidence to show", "documents", "files", "evidence files"),
}


def find_columns(headings: Sequence[str]) -> dict[str, int] | None:
    """Return which column of the file is which of ours, or None where a person has to say.

    That is settled where every heading is one of our names, each at most once, the code among
    them and something else beside it.
    """
    names = [normalise_heading(heading) for heading in headings]
    used = [name for name in names if name]
    if not set(used) <= set(COLUMNS) or len(used) != len(set(used)):
        return None
    columns = {name: place for place, name in enumerate(names) if name}
    return columns if is_enough(columns) else None


def suggest_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return which column of the file may well be which of ours; the first that fits."""
    names = [normalise_heading(heading) for heading in headings]
    suggestions: dict[str, int] = {}
    for column in COLUMNS:
        wanted = (column, *ALIASES[column])
        place = next((names.index(name) for name in wanted if name in names), None)
        if place is not None and place not in suggestions.values():
            suggestions[column] = place
    return suggestions


def is_enough(columns: Mapping[str, int]) -> bool:
    """Tell whether rows can be imported: the code is known, and something to say of it."""
    return CODE in columns and len(columns) > 1


def normalise_heading(heading: str) -> str:
    """Return a heading without what spreadsheets write in different ways."""
    return " ".join(heading.casefold().split()).rstrip(":.")
