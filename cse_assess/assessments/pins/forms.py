"""The forms of pinned passages."""

from wtforms import HiddenField

from cse_assess.assessments.pins.services import LONGEST_QUOTATION
from cse_assess.assessments.texts import LONGEST_NOTE
from cse_assess.ids import read_possible_id
from cse_assess.standards.structure import Element, Standard
from cse_assess.web.fields import DropDownField, LongTextField, NumberField
from cse_assess.web.forms import BaseForm


class PinForm(BaseForm):
    """Words to pin: chosen in the text where scripts run, or pasted."""

    quotation = LongTextField(
        "Words that prove it",
        required="Choose the words in the text, or paste them here",
        max_length=LONGEST_QUOTATION,
        hint="Select them in the text, or copy and paste them.",
    )
    page_number = NumberField("Page", required="Enter the number of the page")
    start = HiddenField()
    guidance_point = DropDownField("Guidance point (optional)")
    note = LongTextField("Note (optional)", max_length=LONGEST_NOTE)

    def offer_points(self, standard: Standard, element: Element) -> None:
        """Fill the list with the element's guidance points; without any, do not ask."""
        if not element.guidance:
            del self.guidance_point
            return
        point = standard.terms.guidance.one
        self.guidance_point.label.text = f"{point[0].upper()}{point[1:]} (optional)"
        self.guidance_point.choices = [
            ("", "None in particular"),
            *((str(n), f"{n}. {text}") for n, text in enumerate(element.guidance, start=1)),
        ]

    @property
    def start_at(self) -> int:
        """Return where the words were chosen on the page, 0 where nothing told."""
        return read_possible_id(self.start.data or "")

    @property
    def point(self) -> int | None:
        """Return the number of the guidance point that was chosen."""
        chosen = self.guidance_point.data if "guidance_point" in self else ""
        return int(chosen) if chosen else None
