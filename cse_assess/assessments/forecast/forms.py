"""The day that a person wants to know of."""

from cse_assess.web.fields import DateField
from cse_assess.web.forms import ReadingForm


class DayForm(ReadingForm):
    """Asks for a day; it saves nothing and comes in an address."""

    on = DateField("Another day")
