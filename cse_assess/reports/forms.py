"""The forms that say for whom a report is, what goes into it and as which file."""

from collections.abc import Collection

from cse_assess.reports.options import STANDARD_CHOICES, Audience, Format, ReportOptions, Section
from cse_assess.reports.phrases import AUDIENCE_HINTS, AUDIENCES, FORMATS, list_section_choices
from cse_assess.web.fields import ChoiceField, TickBoxesField, TickBoxField
from cse_assess.web.forms import BaseForm, ReadingForm


class AudienceForm(ReadingForm):
    """For whom; sent in the address of the page that asks for the rest."""

    audience = ChoiceField(
        "Who is it for?", default=Audience.TEAM.value, required="Choose who it is for", name="for"
    )

    def offer(self, audiences: Collection[Audience]) -> None:
        """Fill the list."""
        self._offered = audiences
        self.audience.choices = [(each.value, AUDIENCES[each]) for each in audiences]

    @property
    def hints(self) -> list[dict[str, object]]:
        """Return what each radio button says below its label, as the widget takes it."""
        return [{"hint": {"text": AUDIENCE_HINTS[each]}} for each in self._offered]


class GapReportForm(BaseForm):
    """What goes into a gap analysis; whoever may not show confidential titles is not asked."""

    sections = TickBoxesField(
        "What goes in",
        required="Choose at least one part",
        hint="A note that it is not a certificate always goes in.",
    )
    file_format = ChoiceField(
        "File",
        choices=[(each.value, title) for each, title in FORMATS.items()],
        default=Format.PDF.value,
        required="Choose the kind of file",
        name="format",
    )
    confidential_titles = TickBoxField(
        "Print the titles of confidential evidence",
        hint="Without this, it is printed as “Confidential evidence” with its dates and its hash.",
    )

    def offer(self, audience: Audience, *, confidential_titles: bool) -> None:
        """Offer what the audience may be given, all that is usual chosen."""
        self._audience = audience
        self.sections.choices = list_section_choices(audience)
        if not self.is_submitted():
            self.sections.data = [each.value for each in STANDARD_CHOICES[audience]]
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
            audience=self._audience,
        )

    @property
    def chosen_format(self) -> Format:
        """Return the kind of file that was chosen."""
        return Format(self.file_format.data)
