"""The forms of queries."""

from datetime import date, timedelta

from wtforms import HiddenField

from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, LONGEST_TEXT
from cse_assess.review.assessor_queries.lines import WHOLE
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import DateField, DropDownField, LongTextField
from cse_assess.web.forms import BaseForm

WHOLE_CHOICE = "whole"


class AskForm(BaseForm):
    """What the assessor asks for, about what, until when."""

    about = DropDownField("What is it about?", required="Choose what the query is about")
    question = LongTextField(
        "What do you need?",
        required="Say what you need",
        max_length=LONGEST_REASON,
        hint="One thing in each query. For example, “The minutes of the two user panels after May”",
        count=True,
    )
    answer_by = DateField("Answer by", required="Enter the day by which you need the answer")

    @classmethod
    def starting(cls, about: str, on: date, answer_days: int) -> "AskForm":
        """Return the form as sent, or else as a new one: about what, and due in `answer_days`."""
        return cls(data={"about": about, "answer_by": on + timedelta(days=answer_days)})

    def offer(self, standard: Standard) -> None:
        """Offer the whole and each element of the standard."""
        elements = [(each.code, f"{each.code} {each.title}") for each in standard.elements]
        self.about.choices = [("", "Choose one"), (WHOLE_CHOICE, WHOLE), *elements]

    @property
    def element_code(self) -> str:
        """Return the code of the element that was chosen, empty for the whole."""
        return "" if self.about.data == WHOLE_CHOICE else self.about.data or ""


class DecideForm(VersionedForm):
    """Why a query is ended."""

    reason = LongTextField("Reason", required="Give the reason", max_length=LONGEST_NOTE)


class AnswerForm(VersionedForm):
    """The words of an answer; `pieces` names the evidence that is shown beside them."""

    answer = LongTextField(
        "Your answer",
        required="Write an answer",
        max_length=LONGEST_TEXT,
        hint="Say where in the evidence the assessor finds it, or why there is none.",
        count=True,
    )
    pieces = HiddenField()

    @classmethod
    def showing(cls, version_id: int, pieces: str, answer: str) -> "AnswerForm":
        """Return the form with these values, whatever was sent."""
        data = {"version_id": version_id, "pieces": pieces, "answer": answer}
        return cls(formdata=None, data=data)
