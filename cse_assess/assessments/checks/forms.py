"""The forms of the consistency checks."""

from collections.abc import Iterable

from cse_assess.accounts.models import User
from cse_assess.analysis.checks.facts import CheckKind
from cse_assess.assessments.checks.findings import FindingFilters
from cse_assess.assessments.checks.services import LONGEST_WHY
from cse_assess.assessments.checks.words import KIND_TITLES
from cse_assess.evidence.forms import read_id, unless_wrong
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import DropDownField, LongTextField, TickBoxField
from cse_assess.web.forms import BaseForm, ReadingForm

NOBODY = "0"


class FindingFilterForm(ReadingForm):
    """What narrows the findings; sent in the address."""

    kind = DropDownField(
        "Kind", choices=[("", "All"), *((kind.value, KIND_TITLES[kind]) for kind in CheckKind)]
    )
    owner = DropDownField("Owner", coerce=read_id)
    element = DropDownField("Element")
    is_set_aside = TickBoxField("Set aside")

    def offer(self, standard: Standard, owners: Iterable[User]) -> None:
        """Offer the standard's elements, and those who own one."""
        people = {owner.id: owner.name for owner in owners}
        by_name = sorted(people.items(), key=lambda each: (each[1].lower(), each[0]))
        self.owner.choices = [("", "Everybody"), *by_name, (NOBODY, "Nobody yet")]
        self.element.label.text = standard.terms.element.one.capitalize()
        elements = [(each.code, f"{each.code} {each.title}") for each in standard.elements]
        self.element.choices = [("", "All"), *elements]

    def read_filters(self) -> FindingFilters:
        """Return the filters; what the address says wrongly counts as not said."""
        self.validate()
        return FindingFilters(
            kind=unless_wrong(self.kind, ""),
            owner_id=unless_wrong(self.owner, None),
            code=unless_wrong(self.element, ""),
            is_set_aside=bool(self.is_set_aside.data),
        )


class SetAsideForm(BaseForm):
    """Why a finding is in order as it is."""

    why = LongTextField(
        "Why is this in order as it is?",
        required="Say why this is in order as it is",
        max_length=LONGEST_WHY,
        hint="The reason stays on record. The finding comes back when what it is about changes.",
    )
