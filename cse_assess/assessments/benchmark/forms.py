"""What is to be compared; sent in the address, so that it can be kept as a bookmark."""

from collections.abc import Iterable, Sequence

from cse_assess.assessments.benchmark.selection import (
    NEWEST,
    OF_CYCLE,
    OPEN,
    Selection,
    find_usual_standard,
)
from cse_assess.assessments.forms import offer_criteria
from cse_assess.assessments.models import Assessment
from cse_assess.evidence.forms import read_id
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import DropDownField, TickBoxesField
from cse_assess.web.forms import ReadingForm


class SelectionForm(ReadingForm):
    """Against which standard, which self-assessments, and of which services."""

    standard = DropDownField("Standard")
    which = DropDownField("Self-assessments")
    criterion = DropDownField("Criterion", choices=[("", "All")])
    services = TickBoxesField("Services", coerce=read_id, hint="All, if you tick none")

    def offer(self, standards: Iterable[Standard], assessments: Sequence[Assessment]) -> None:
        """Fill the lists; without another choice, what most are made against is chosen."""
        used = {each.standard_id for each in assessments}
        titles = {each.id: each.title for each in standards if each.id in used}
        self.standard.choices = list(titles.items())
        if self.standard.data not in titles:
            known = (each for each in assessments if each.standard_id in titles)
            self.standard.data = find_usual_standard(known)
        cycles = sorted({each.cycle for each in assessments})
        kinds = {
            NEWEST: "The newest open one of each service",
            OPEN: "All that are open",
            **{OF_CYCLE + cycle: f"Of the cycle “{cycle}”" for cycle in cycles},
        }
        self.which.choices = list(kinds.items())
        if self.which.data not in kinds:
            self.which.data = NEWEST
        names = {each.service_id: each.service.name for each in assessments}
        self._known_services = frozenset(names)
        self.services.choices = sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair))

    def read_criterion(self, standard: Standard) -> str:
        """Fill the list of criteria; return the code of the chosen one, or nothing."""
        offer_criteria(self.criterion, standard)
        codes = {criterion.code for criterion in standard.criteria}
        return self.criterion.data if self.criterion.data in codes else ""

    def read_selection(self) -> Selection:
        """Return what was chosen; what the address says wrongly counts as not said."""
        return Selection(
            standard_id=self.standard.data or "",
            which=self.which.data,
            service_ids=self._known_services & frozenset(self.services.data or ()),
        )
