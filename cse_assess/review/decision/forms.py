"""The forms of the assessor's report, on both sides."""

from collections.abc import Sequence

from wtforms import HiddenField

from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, LONGEST_TEXT
from cse_assess.review.decision.assembling import WrittenSection
from cse_assess.review.decision.drafting import hash_draft, name_recommendation
from cse_assess.review.decision.models import AccuracyPoint, Recommendation
from cse_assess.review.decision.services.signing import LONGEST_NAME
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    DropDownField,
    LongTextField,
    TextField,
    TickBoxField,
)
from cse_assess.web.forms import BaseForm

ACCEPTED = {"yes": True, "no": False}


class SectionForm(VersionedForm):
    """The words of a section, beside the draft that the writer has before them."""

    draft_sha256 = HiddenField()
    text = LongTextField(
        "Text",
        max_length=LONGEST_TEXT,
        hint="An empty line begins a new paragraph. Begin a line with a dash for a list.",
    )

    @classmethod
    def of(cls, written: WrittenSection) -> "SectionForm":
        """Return the form as sent, or else as the section stands."""
        return cls(
            data={
                "version_id": written.version_id,
                "draft_sha256": hash_draft(written.draft),
                "text": written.text,
            }
        )

    def show_again(self, theirs: WrittenSection) -> None:
        """Carry what was sent on, as an answer to what somebody else wrote meanwhile."""
        self.version_id.data = theirs.version_id
        self.draft_sha256.data = hash_draft(theirs.draft)


class RecommendationForm(SectionForm):
    """The recommendation and its words."""

    choice = ChoiceField("What do you recommend?", required="Choose what you recommend")
    text = LongTextField(
        "In words",
        max_length=LONGEST_TEXT,
        hint="Leave this empty, and it is drafted from what you recommend and found.",
    )

    @classmethod
    def of(cls, written: WrittenSection) -> "RecommendationForm":
        """Return the form as sent, or else as the section stands."""
        return cls(
            data={
                "version_id": written.version_id,
                "draft_sha256": hash_draft(written.draft),
                "text": written.text,
                "choice": written.choice or None,
            }
        )

    def offer(self, kind: str) -> None:
        """Fill the list, in the words for this kind of review."""
        self.choice.choices = [
            (each.value, name_recommendation(kind, each.value)) for each in Recommendation
        ]


class SendDraftForm(VersionedForm):
    """Until when the organisation may say which facts are not right."""

    until = DateField("Last day for points", required="Enter the last day for points")
    note = LongTextField(
        "What should they know?",
        max_length=LONGEST_NOTE,
        hint="Optional. For instance, why there is less time than usual.",
    )


class PointForm(BaseForm):
    """A fact of the draft that is not right."""

    where = DropDownField("Which part is it about?")
    text = LongTextField(
        "What is not right?",
        required="Say what is not right, and what would be",
        max_length=LONGEST_REASON,
        hint=(
            "Say what would be right, and where that can be seen. The levels themselves are the "
            "assessor’s judgement."
        ),
    )

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Fill the list of parts."""
        self.where.choices = [("", "The report as a whole"), *places]


class AnswerForm(VersionedForm):
    """Whether a point is accepted, and why."""

    accepted = ChoiceField(
        "Do you accept this point?",
        choices=[("yes", "Yes: I will change the report"), ("no", "No: it stays as it is")],
        required="Choose whether you accept the point",
    )
    answer = LongTextField(
        "Your answer",
        required="Say what you will change, or why nothing changes",
        max_length=LONGEST_REASON,
        hint="The organisation reads it.",
    )

    @classmethod
    def of(cls, point: AccuracyPoint) -> "AnswerForm":
        """Return the form as sent, or else as the point was answered."""
        chosen = {True: "yes", False: "no", None: None}[point.is_accepted]
        return cls(
            data={
                "version_id": point.version_id,
                "accepted": chosen,
                "answer": point.answer,
            }
        )

    @property
    def is_accepted(self) -> bool | None:
        """Return what was chosen, or None."""
        return ACCEPTED.get(self.accepted.data or "")


class SignForm(BaseForm):
    """The name under the report; `seen_sha256` is what was on the screen."""

    seen_sha256 = HiddenField()
    without_round = LongTextField(
        "Why was the organisation not asked about the facts?",
        max_length=LONGEST_NOTE,
        hint="The report says so, with this reason.",
    )
    signed_name = TextField(
        "Your name",
        required="Enter your name as it is to stand under the report",
        max_length=LONGEST_NAME,
        hint="As it is to stand under the report.",
    )
    confirmed = TickBoxField(
        "I have read this report, and it says what I found",
        required="Confirm that you have read the report",
    )


class ReopenForm(VersionedForm):
    """Why a signed review is opened again."""

    reason = LongTextField(
        "Why do you reopen it?",
        required="Say why you reopen it",
        max_length=LONGEST_NOTE,
        hint="The organisation reads it, and the next report says so.",
    )
