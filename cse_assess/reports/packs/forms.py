"""The form that asks for an evidence pack."""

from wtforms import HiddenField

from cse_assess.ids import read_possible_id
from cse_assess.web.forms import BaseForm


class PackForm(BaseForm):
    """A button; the number of the submission goes with it, none for the state as it is."""

    number = HiddenField()

    def read_number(self) -> int | None:
        """Return the submission's number, or None; 0, which none has, for what is no number."""
        return read_possible_id(self.number.data) if self.number.data else None
