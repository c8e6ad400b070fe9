"""The forms of what is kept of the past."""

from collections.abc import Iterable

from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.past.carrying import REASON_TITLES
from cse_assess.assessments.past.queries import OPEN, SETTLED, PointFilters
from cse_assess.assessments.past.services import LONGEST_NAME
from cse_assess.assessments.past.sides import NOW, Choices
from cse_assess.assessments.services.life import LONGEST_CYCLE
from cse_assess.assessments.texts import LONGEST_NOTE
from cse_assess.evidence.forms import unless_wrong
from cse_assess.web.fields import DateField, DropDownField, LongTextField, TextField, TickBoxField
from cse_assess.web.forms import BaseForm, ReadingForm

ALL = "all"


class SnapshotForm(BaseForm):
    """The name of a new snapshot."""

    name = TextField(
        "Name",
        required="Enter a name, such as “Before the first visit”",
        max_length=LONGEST_NAME,
        hint="Something that tells it from the others, such as Before the first visit",
    )


class DayForm(ReadingForm):
    """The past day to look at; sent in the address."""

    on = DateField("Day", required="Enter the day to look at")


class CompareForm(ReadingForm):
    """What is compared with what; sent in the address, so that it can be kept as a bookmark."""

    before = DropDownField("From")
    after = DropDownField("To")
    show = DropDownField("Show", choices=[("", "Only what differs"), (ALL, "Everything")])

    def offer(self, choices: Choices) -> None:
        """Fill both lists, and choose what is most likely meant."""
        pairs = choices.pairs
        self.before.choices = [("", "Choose one"), *pairs]
        self.after.choices = pairs
        if not self.before.raw_data:
            self.before.data = choices.likely_before
        if not self.after.raw_data:
            self.after.data = NOW

    def read_keys(self) -> tuple[str, str]:
        """Return the keys of both sides; the first is empty where none is chosen."""
        self.validate()
        return unless_wrong(self.before, ""), unless_wrong(self.after, NOW)

    @property
    def shows_all(self) -> bool:
        """Tell whether what is the same on both sides is shown too."""
        return bool(self.show.data == ALL)


class CarryForm(BaseForm):
    """The next cycle."""

    cycle = TextField(
        "New cycle",
        required="Enter the cycle, such as 2027",
        max_length=LONGEST_CYCLE,
        hint="A name for the next round, such as 2027 or First annual review",
    )
    visit_on = DateField(
        "Target visit date",
        hint="Optional. Evidence that is out of date on this day goes on the carry-forward list.",
    )
    locks_old = TickBoxField("Lock this self-assessment, so that it stays as it is")


class SettleForm(VersionedForm):
    """How a point of the carry-forward list was settled."""

    words = LongTextField(
        "How was it settled?",
        required="Say how it was settled",
        max_length=LONGEST_NOTE,
        hint="For instance: the new survey is attached, and the level is confirmed.",
    )


class ConfirmForm(VersionedForm):
    """The button that confirms the level of the cycle before."""


class PointFilterForm(ReadingForm):
    """What narrows the carry-forward list; sent in the address."""

    state = DropDownField(
        "State", choices=[("", "To be settled"), (SETTLED, "Settled"), (ALL, "All")]
    )
    reason = DropDownField("Why it is on the list")

    def offer(self, reasons: Iterable[str]) -> None:
        """Offer the reasons there are."""
        titles = {reason.value: title for reason, title in REASON_TITLES.items()}
        self.reason.choices = [("", "All"), *((each, titles[each]) for each in reasons)]

    def read_filters(self) -> PointFilters:
        """Return the filters; what the address says wrongly counts as not said."""
        self.validate()
        return PointFilters(
            state=unless_wrong(self.state, "") or OPEN,
            reason=unless_wrong(self.reason, ""),
        )
