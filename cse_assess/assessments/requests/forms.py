"""The forms of requests for evidence."""

from collections.abc import Iterable

from cse_assess.accounts.models import User
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.proof_fields import ProofMixin
from cse_assess.assessments.requests.queries import RequestFilters
from cse_assess.assessments.requests.services import LONGEST_WORDS
from cse_assess.assessments.requests.words import STATE_TITLES
from cse_assess.evidence.forms import read_id, unless_wrong
from cse_assess.web.fields import (
    DateField,
    DropDownField,
    LongTextField,
    TickBoxField,
)
from cse_assess.web.forms import BaseForm, ReadingForm

ALL = "all"


class AskForm(BaseForm):
    """Who is asked, for what, by when."""

    asked_id = DropDownField("Who do you ask?", required="Choose whom to ask", coerce=read_id)
    wanted = LongTextField(
        "What do you need?",
        required="Say what evidence you need",
        max_length=LONGEST_WORDS,
        hint="For example, “The waiting times of the last full year, with the targets beside them”",
        count=True,
    )
    due_on = DateField(
        "Needed by", required="Enter the day by which you need it", hint="For example, 27 3 2027"
    )

    def offer(self, people: Iterable[User]) -> None:
        """Offer `people` to be asked."""
        self.asked_id.choices = [
            ("", "Choose one"),
            *((person.id, person.name) for person in people),
        ]


class StepForm(VersionedForm):
    """A step of a request, with a few words where they help."""

    words = LongTextField("Message (optional)", max_length=LONGEST_WORDS)


class ReasonedStepForm(VersionedForm):
    """A step of a request that needs its reason."""

    words = LongTextField("Reason", required="Say why", max_length=LONGEST_WORDS)


class AcceptForm(ProofMixin, VersionedForm):
    """What the evidence that is accepted proves."""


class RequestFilterForm(ReadingForm):
    """What narrows the list of requests; sent in the address."""

    state = DropDownField(
        "State",
        choices=[
            ("", "Open"),
            (ALL, "All"),
            *((state.value, title) for state, title in STATE_TITLES.items()),
        ],
    )
    asked_id = DropDownField("Asked", coerce=read_id)
    is_overdue = TickBoxField("Overdue")

    def offer(self, people: Iterable[User]) -> None:
        """Offer those who were asked for something."""
        self.asked_id.choices = [("", "Everybody"), *((each.id, each.name) for each in people)]

    def read_filters(self) -> RequestFilters:
        """Return the filters; what the address says wrongly counts as not said."""
        self.validate()
        state = unless_wrong(self.state, "")
        return RequestFilters(
            state="" if state == ALL else state,
            asked_id=unless_wrong(self.asked_id, None),
            is_overdue=bool(self.is_overdue.data),
            shows_all=state == ALL,
        )
