"""What narrows the plan of renewals; sent in the address, so that it can be kept as a bookmark."""

from collections.abc import Iterable
from datetime import date

from cse_assess.accounts.models import User
from cse_assess.assessments.freshness.plan import Narrowing
from cse_assess.assessments.freshness.words import STATE_TITLES
from cse_assess.assessments.models import Assessment
from cse_assess.evidence.forms import read_id, unless_wrong
from cse_assess.web.fields import DateField, DropDownField
from cse_assess.web.forms import ReadingForm


class PlanForm(ReadingForm):
    """Whose evidence, for which self-assessment, how it stands, and on which day."""

    owner_id = DropDownField("Owner", coerce=read_id)
    assessment_id = DropDownField("Self-assessment", coerce=read_id)
    state = DropDownField(
        "How it stands",
        choices=[("", "All"), *((state.value, title) for state, title in STATE_TITLES.items())],
    )
    on = DateField("The date", hint="Today, if you leave it empty")

    def offer(self, owners: Iterable[User], assessments: Iterable[Assessment]) -> None:
        """Fill the lists."""
        self.owner_id.choices = [("", "Everybody"), *((each.id, each.name) for each in owners)]
        self.assessment_id.choices = [
            ("", "All"),
            *((each.id, f"{each.service.name}, {each.cycle}") for each in assessments),
        ]

    def read_narrowing(self, runs_out_on: date | None = None) -> Narrowing:
        """Return what was chosen; what the address says wrongly counts as not said.

        `on` keeps its fault, if it has one, so that the page can name it.
        """
        self.validate()
        return Narrowing(
            owner_id=unless_wrong(self.owner_id, None),
            assessment_id=unless_wrong(self.assessment_id, None),
            state=unless_wrong(self.state, ""),
            runs_out_on=runs_out_on,
        )
