"""How a level's reason and the justification share the one column that a spreadsheet has.

A level that needs a reason (not applicable) has it in the justification column: the reason first,
then, after an empty line, whatever justification there is.
"""

from dataclasses import replace

from cse_assess.assessments.values import ResponseValues
from cse_assess.standards.structure import Standard


def join_reason(values: ResponseValues) -> str:
    """Return the text of the justification column."""
    return "\n\n".join(text for text in (values.level_reason, values.justification) if text)


def split_reason(
    standard: Standard, present: ResponseValues, level: str | None, text: str
) -> ResponseValues:
    """Return the present values with a level and the text of the justification column.

    Where the column says what it would say of the present values, nothing changes; otherwise all
    of it is the reason of a level that needs one, and the justification of any other.
    """
    if level == present.level and text == join_reason(present):
        return present
    if level in standard.rules.reason_required:
        return replace(present, level=level, level_reason=text, justification="")
    return replace(present, level=level, level_reason="", justification=text)
