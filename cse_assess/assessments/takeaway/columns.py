"""The columns of a take-away sheet, and the reference by which it is known again."""

import re
import secrets
from dataclasses import dataclass

CODE, ELEMENT, ASKS, GUIDANCE = "Code", "Title", "What it asks", "Guidance"
LEVEL, REASON, JUSTIFICATION = "Level", "Reason", "Justification"
TELL, ATTACHED = "To tell or see on site", "Evidence attached"
KNOWN = "Evidence you know of"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and whether people fill it in."""

    heading: str
    width: int
    is_filled_in: bool = False


COLUMNS = (
    Column(CODE, 9),
    Column(ELEMENT, 22),
    Column(ASKS, 34),
    Column(GUIDANCE, 38),
    Column(LEVEL, 18, is_filled_in=True),
    Column(REASON, 24, is_filled_in=True),
    Column(JUSTIFICATION, 48, is_filled_in=True),
    Column(TELL, 34, is_filled_in=True),
    Column(ATTACHED, 26),
    Column(KNOWN, 34, is_filled_in=True),
)
FILLED_IN = tuple(column.heading for column in COLUMNS if column.is_filled_in)

# Letters and digits that are not taken for one another when they are read out or typed.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE = re.compile(r"\bTA(?:-[2-9A-Z]{4}){3}\b")


def make_reference() -> str:
    """Return a reference that no other sheet has, such as “TA-7K3M-9QXD-22BC”."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
    return f"TA-{'-'.join(groups)}"
