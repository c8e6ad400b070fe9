"""The forms of what if; the levels themselves are read in `choices`."""

from collections.abc import Iterable, Sequence

from cse_assess.analysis.actions import PlannedAction
from cse_assess.assessments.texts import LONGEST_REASON
from cse_assess.assessments.what_if.choices import REASON, ProposedChange
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import DateField, LongTextField, TickBoxesField
from cse_assess.web.forms import BaseForm, ReadingForm


class WhatIfForm(ReadingForm):
    """What else is supposed: actions done, and a day."""

    actions = TickBoxesField("Suppose that these actions are done")
    on = DateField(
        "Day to judge",
        hint="Optional. On a day, levels count only as long as their evidence is in date.",
    )

    def offer(self, actions: Iterable[PlannedAction]) -> None:
        """Offer the open actions that lead to a level."""
        self.actions.choices = [(each.key, each.title) for each in actions if each.effects]

    def pick_actions(self, actions: Iterable[PlannedAction]) -> list[PlannedAction]:
        """Return the ticked actions."""
        ticked = set(self.actions.data or ())
        return [each for each in actions if each.key in ticked]


def make_reason_form(standard: Standard, proposed: Sequence[ProposedChange]) -> BaseForm:
    """Return a form with a field for each change whose level needs a reason."""
    fields = {
        REASON + each.element.code: LongTextField(
            f"Why is {each.element.code} {each.element.title} "
            f"“{standard.get_level(each.level).title}”?",
            required=f"Say why {each.element.code} is “{standard.get_level(each.level).title}”",
            max_length=LONGEST_REASON,
        )
        for each in proposed
        if each.level in standard.rules.reason_required
    }
    form: BaseForm = type("ReasonForm", (BaseForm,), fields)()
    return form


def read_reasons(form: BaseForm) -> dict[str, str]:
    """Return the reasons given, by element code."""
    fields = (field for field in form if field.name.startswith(REASON))
    return {field.name.removeprefix(REASON): field.data or "" for field in fields}
