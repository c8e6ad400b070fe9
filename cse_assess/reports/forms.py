"""The form that says what goes into a report."""

from cse_assess.reports.options import STANDARD_CHOICE, ReportOptions, Section
from cse_assess.reports.phrases import SECTION_CHOICES
from cse_assess.web.fields import TickBoxesField, TickBoxField
from cse_assess.web.forms import BaseForm


class GapReportForm(BaseForm):
    """What goes into a gap analysis; whoever may not show confidential titles is not asked."""

    sections = TickBoxesField(
        "What goes in",
        choices=SECTION_CHOICES,
        default=[section.value for section in Section if section in STANDARD_CHOICE],
        required="Choose at least one part",
        hint="The cover, the contents and a note that it is not a certificate always go in.",
    )
    confidential_titles = TickBoxField(
        "Print the titles of confidential evidence",
        hint="Without this, it is printed as “Confidential evidence” with its dates and its hash.",
    )

    def offer(self, *, confidential_titles: bool) -> None:
        """Leave the question about confidential evidence out unless it may be asked."""
        if not confidential_titles:
            del self.confidential_titles

    @property
    def options(self) -> ReportOptions:
        """Return what was chosen."""
        return ReportOptions(
            sections=frozenset(Section(name) for name in self.sections.data or ()),
            shows_confidential_titles=bool(
                "confidential_titles" in self and self.confidential_titles.data
            ),
        )
