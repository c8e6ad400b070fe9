"""What is asked of the way to the award; sent in the address, so that it can be kept."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from cse_assess.analysis.actions import PlannedAction
from cse_assess.assessments.route.choices import Wishes
from cse_assess.evidence.forms import unless_wrong
from cse_assess.web.fields import DateField, DropDownField
from cse_assess.web.forms import BaseForm

PIN = "a"
IN, OUT = "in", "out"
MARGINS = range(1, 6)

Arguments = MultiDict[str, str]


class RouteForm(BaseForm):
    """How much to spare, and by which day."""

    class Meta(BaseForm.Meta):
        """It saves nothing."""

        csrf = False

    margin = DropDownField(
        "To spare",
        hint="How many more are to be met in each part than it needs",
        choices=[("0", "None: just enough"), *((str(each), str(each)) for each in MARGINS)],
        default="0",
    )
    by = DateField(
        "Done by", hint="Only actions that are due by this day count. Leave it empty for all."
    )

    def read_wishes(self, actions: Sequence[PlannedAction], arguments: Arguments) -> Wishes:
        """Return what is asked for; what the address says wrongly counts as not said."""
        self.validate()
        return Wishes(
            margin=int(unless_wrong(self.margin, "0")),
            by=unless_wrong(self.by, None),
            pinned=_list_pinned(actions, arguments, IN),
            left_out=_list_pinned(actions, arguments, OUT),
        )


def make_form(arguments: Arguments, visit_on: date | None) -> RouteForm:
    """Return the form; where no day was asked about, the day is that of the visit."""
    form = RouteForm(arguments)
    if "by-day" not in arguments:
        form.by.data = visit_on
    return form


def _list_pinned(
    actions: Sequence[PlannedAction], arguments: Arguments, where: str
) -> frozenset[str]:
    return frozenset(each.key for each in actions if arguments.get(PIN + each.key) == where)
