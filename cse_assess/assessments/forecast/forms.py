"""The day that a person wants to know of."""

from cse_assess.web.fields import DateField
from cse_assess.web.forms import BaseForm


class DayForm(BaseForm):
    """Asks for a day; it saves nothing and comes in an address."""

    class Meta(BaseForm.Meta):
        """Nothing changes, so there is nothing to protect."""

        csrf = False

    on = DateField("Another day")
