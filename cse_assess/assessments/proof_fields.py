"""The fields that ask what a piece of evidence proves; several forms have them."""

from cse_assess.analysis.proof import PROOF_HELP, PROOF_TITLES
from cse_assess.assessments.proof import ProofFields
from cse_assess.assessments.texts import LONGEST_NOTE
from cse_assess.standards.structure import Element, Standard
from cse_assess.web.fields import LongTextField, TickBoxesField


class ProofMixin:
    """What the evidence that is being attached proves."""

    note = LongTextField(
        "What does it prove? (optional)",
        max_length=LONGEST_NOTE,
        hint="Say where to look, for instance “page 4: waiting times fell from 9 to 5 minutes”.",
    )
    points = TickBoxesField(
        "", hint="With none ticked it speaks for the whole, which counts for less."
    )
    kinds = TickBoxesField(
        "What kind of proof is it? (optional)",
        choices=[(kind.value, title) for kind, title in PROOF_TITLES.items()],
        hint="An assessor looks for what is done and what comes of it, not for policies alone.",
    )
    kind_hints = tuple({"hint": {"text": PROOF_HELP[kind]}} for kind in PROOF_TITLES)

    def offer_points(self, standard: Standard, element: Element) -> None:
        """Fill the list with the element's guidance points."""
        points = standard.terms.guidance.many
        self.points.label.text = f"Which {points} does it answer? (optional)"
        self.points.choices = [
            (str(number), f"{number}. {text}")
            for number, text in enumerate(element.guidance, start=1)
        ]

    @property
    def proof(self) -> ProofFields:
        """Return what was filled in, as keyword arguments of the services."""
        return {
            "note": self.note.data or "",
            "points": [int(number) for number in self.points.data or ()],
            "kinds": self.kinds.data or (),
        }
