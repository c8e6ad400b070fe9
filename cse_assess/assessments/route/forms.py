"""What is asked of the way to the award; sent in the address, so that it can be kept."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from cse_assess.analysis.actions import PlannedAction
from cse_assess.assessments.route.choices import Wishes
from cse_assess.evidence.forms import unless_wrong
from cse_assess.web.fields import DateField, DropDownField
from cse_assess.web.forms import ReadingForm

PIN = "a"
IN, OUT = "in", "out"
MARGINS = range(1, 6)
CLAIMED, PROVEN = "claimed", "proven"

Arguments = MultiDict[str, str]


class RouteForm(ReadingForm):
    """How much to spare, by which day, and what a level counts as."""

    margin = DropDownField(
        "To spare",
        hint="How many more are to be met in each part than it needs",
        choices=[("0", "None: just enough"), *((str(each), str(each)) for each in MARGINS)],
        default="0",
    )
    by = DateField(
        "Done by", hint="Only actions that are due by this day count. Leave it empty for all."
    )

    count = DropDownField(
        "Count levels as",
        hint="A level that needs evidence counts for less while none of it is in date",
        choices=[(CLAIMED, "Claimed today"), (PROVEN, "Still proven on the day of the visit")],
        default=CLAIMED,
    )

    def read_wishes(
        self, actions: Sequence[PlannedAction], arguments: Arguments, visit_on: date | None
    ) -> Wishes:
        """Return what is asked for; what the address says wrongly counts as not said."""
        self.validate()
        is_proven = "count" in self and unless_wrong(self.count, CLAIMED) == PROVEN
        return Wishes(
            margin=int(unless_wrong(self.margin, "0")),
            by=unless_wrong(self.by, None),
            proven_on=visit_on if is_proven else None,
            pinned=_list_pinned(actions, arguments, IN),
            left_out=_list_pinned(actions, arguments, OUT),
        )


def make_form(arguments: Arguments, visit_on: date | None, *, today: date) -> RouteForm:
    """Return the form; where no day was asked about, the day is that of the visit.

    Where no visit is ahead, it does not ask what levels count as.
    """
    form = RouteForm(arguments)
    if visit_on is None or visit_on < today:
        del form.count
    if "by-day" not in arguments:
        form.by.data = visit_on
    return form


def _list_pinned(
    actions: Sequence[PlannedAction], arguments: Arguments, where: str
) -> frozenset[str]:
    return frozenset(each.key for each in actions if arguments.get(PIN + each.key) == where)
