"""What the words just before a number say that it is."""

import re

LABEL_REACH = 24
"""How many characters before a number are looked at for its label."""

_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|order|invoice|case|job|ticket|complaint|account|policy|serial|barcode|"
    r"uprn|isbn(?:-1[03])?|issn|doi|sort code|company|charity|vat|lot|build|version|part|asset|"
    r"contract|licence|receipt|membership|borrower|model)"
    r"(?:\s+(?:no|num|number|ref|tag|id|code))*\W{0,3}$",
    re.IGNORECASE,
)


def text_before(text: str, start: int, reach: int = LABEL_REACH) -> str:
    """Return what stands on the same line up to `reach` characters before `start`."""
    return text[max(0, start - reach) : start].rpartition("\n")[2]


def is_reference(text: str, start: int) -> bool:
    """Tell whether the words before `start` call what follows a reference, an account, a book."""
    return _REFERENCE.search(text_before(text, start)) is not None
