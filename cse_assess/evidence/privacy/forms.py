"""The form that decides about private details."""

from typing import Any

from wtforms import HiddenField

from cse_assess.evidence.privacy.models import Decision
from cse_assess.evidence.services import REASON_LENGTH
from cse_assess.web.fields import ChoiceField, LongTextField, TextField, TickBoxesField
from cse_assess.web.forms import BaseForm

DECISION_TITLES = {
    Decision.STAY: "They may stay as they are",
    Decision.RESTRICT: "Make this evidence confidential",
    Decision.REDACT: "Have a redacted copy made",
}
OTHER_WORDS_LENGTH = 5_000


class PrivacyForm(BaseForm):
    """What is to become of the details; `content` is the file that the form was filled from."""

    content = HiddenField()
    numbers = TickBoxesField("What is to be blacked out", coerce=int)
    decision = ChoiceField(
        "What should happen?",
        required="Choose what should happen",
    )
    other_words = LongTextField(
        "Other words to black out (optional)",
        max_length=OTHER_WORDS_LENGTH,
        hint="For a redacted copy, for example people’s names. One on each line",
    )
    reason = TextField(
        "Reason",
        max_length=REASON_LENGTH,
        hint="Why the details may stay, or what to know about the decision",
    )

    def offer(self, numbers: list[int], *, can_redact: bool) -> None:
        """Offer the details of `numbers`, and a redacted copy where one can be made."""
        self.numbers.choices = [(number, str(number)) for number in numbers]
        self.decision.choices = [
            (each.value, title)
            for each, title in DECISION_TITLES.items()
            if can_redact or each is not Decision.REDACT
        ]

    @property
    def ticked(self) -> set[int]:
        """Return the numbers of the details that are ticked."""
        values: list[Any] = self.numbers.data or []
        return set(values)
