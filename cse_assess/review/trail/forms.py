"""What narrows the list of what was opened; sent in the address."""

from collections.abc import Iterable

from cse_assess.accounts.models import User
from cse_assess.evidence.forms import unless_wrong
from cse_assess.ids import read_possible_id
from cse_assess.web.fields import DropDownField
from cse_assess.web.forms import ReadingForm


class OpenerForm(ReadingForm):
    """Of whom the list tells."""

    person = DropDownField("Who")

    def offer(self, people: Iterable[User]) -> None:
        """Offer those who opened something."""
        pairs = [(str(each.id), f"{each.name} ({each.email})") for each in people]
        self.person.choices = [("", "Everybody"), *pairs]

    def read_person(self) -> int | None:
        """Return the id of whom was chosen, None for everybody; nonsense counts as not said."""
        self.validate()
        return read_possible_id(unless_wrong(self.person, "")) or None
