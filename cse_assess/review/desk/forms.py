"""The forms of the desktop review."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField

from cse_assess.assessments.forms import VersionedForm, offer_criteria
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_TEXT
from cse_assess.clock import today
from cse_assess.review.desk.models import ConfidentialNote, Finding, Review, ReviewKind
from cse_assess.review.desk.overview import Filters
from cse_assess.review.desk.values import LABELS, FindingValues
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    DropDownField,
    LongTextField,
    TickBoxesField,
    TickBoxField,
)
from cse_assess.web.forms import BaseForm, ReadingForm

KINDS = (
    (ReviewKind.FIRST.value, "A first assessment"),
    (ReviewKind.ANNUAL.value, "An annual review"),
    (ReviewKind.RENEWAL.value, "A renewal, when the certificate ends"),
)
KIND_TITLES = {
    ReviewKind.FIRST.value: "First assessment",
    ReviewKind.ANNUAL.value: "Annual review",
    ReviewKind.RENEWAL.value: "Renewal",
}


class SentField(HiddenField):
    """What the page carried and sent back; "" where nothing was sent, whatever stands by now."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent, and nothing else."""
        self.data = str(valuelist[0]) if valuelist else ""


class _SetUp(BaseForm):
    """What a review is for, and its day."""

    kind = ChoiceField("What is it for?", choices=KINDS, required="Choose what the review is for")
    due_on = DateField(
        "By when is the desktop review to be done?",
        required="Enter the day by which the desktop review is to be done",
        hint="For your own planning. You can change it later.",
    )


class BeginForm(_SetUp):
    """What is set when a review begins."""

    @classmethod
    def proposing(cls, standard: Standard, ends_on: date) -> "BeginForm":
        """Return the form as sent, or else with the standard's days, within the access."""
        due_on = today() + timedelta(days=standard.review.desktop_days)
        return cls(data={"due_on": min(due_on, ends_on)})


class SettingsForm(_SetUp, VersionedForm):
    """What can be changed of a review as a whole."""

    @classmethod
    def of(cls, review: Review) -> "SettingsForm":
        """Return the form as sent, or else as the review stands."""
        stands = {"kind": review.kind, "due_on": review.due_on, "version_id": review.version_id}
        return cls(data=stands)


class TakeUpForm(VersionedForm):
    """Which later submission is taken up."""

    number = SentField()


class TakeOverForm(VersionedForm):
    """Why a review changes hands."""

    reason = LongTextField(
        "Why do you take it over?",
        required="Say why you take it over",
        max_length=LONGEST_NOTE,
        hint="It goes on record. For instance: the certification body gave the assessment to me.",
    )


class FindingForm(VersionedForm):
    """What the assessor finds on one element."""

    seal = SentField()
    level = ChoiceField(LABELS["level"])
    comment = LongTextField(
        LABELS["comment"],
        max_length=LONGEST_TEXT,
        hint="What you found and where. It goes into the report.",
    )
    strength = LongTextField(
        LABELS["strength"], max_length=LONGEST_TEXT, hint="What others could learn from"
    )
    improvement = LongTextField(
        LABELS["improvement"],
        max_length=LONGEST_TEXT,
        hint="What would make a good thing better; it does not lower the level",
    )
    partial = LongTextField(
        LABELS["partial"], max_length=LONGEST_TEXT, hint="What is missing for it to be met in full"
    )
    to_see = LongTextField(
        LABELS["to_see"],
        max_length=LONGEST_TEXT,
        hint="For the visit plan. The organisation does not see it.",
    )
    is_done = TickBoxField("I am done with this for now")

    @classmethod
    def of(cls, finding: Finding | None) -> "FindingForm":
        """Return the form as sent, or else as the finding stands."""
        return cls(data=_form_data(FindingValues.of(finding), finding))

    @classmethod
    def showing(
        cls, values: FindingValues, stands: FindingValues, version_id: int
    ) -> "FindingForm":
        """Return the form with these values, whatever was sent, over what `stands` by now."""
        data = _form_data(values, None)
        return cls(formdata=None, data={**data, "seal": stands.seal, "version_id": version_id})

    def offer(self, standard: Standard) -> None:
        """Fill the list of levels."""
        levels = [(level.id, level.title) for level in standard.levels]
        self.level.choices = [*levels, ("", "Not decided yet")]

    @property
    def values(self) -> FindingValues:
        """Return what was filled in."""
        return FindingValues(
            level=self.level.data or None,
            comment=self.comment.data or "",
            strength=self.strength.data or "",
            improvement=self.improvement.data or "",
            partial=self.partial.data or "",
            to_see=self.to_see.data or "",
            is_done=bool(self.is_done.data),
        )


def _form_data(values: FindingValues, finding: Finding | None) -> dict[str, object]:
    return {
        "version_id": finding.version_id if finding else 0,
        "seal": values.seal,
        "level": values.level or "",
        "comment": values.comment,
        "strength": values.strength,
        "improvement": values.improvement,
        "partial": values.partial,
        "to_see": values.to_see,
        "is_done": values.is_done,
    }


class NoteForm(VersionedForm):
    """What only assessors of the review read."""

    text = LongTextField(
        "Confidential note",
        max_length=LONGEST_TEXT,
        hint="Only assessors of this review ever read it. It goes into no report, and the "
        "organisation never sees it. Empty it to delete it.",
    )

    @classmethod
    def of(cls, note: ConfidentialNote | None) -> "NoteForm":
        """Return the form as sent, or else as the note stands."""
        if note is None:
            return cls(data={"version_id": 0})
        return cls(data={"version_id": note.version_id, "text": note.text})

    @classmethod
    def showing(cls, text: str, version_id: int) -> "NoteForm":
        """Return the form with this text, whatever was sent."""
        return cls(formdata=None, data={"text": text, "version_id": version_id})


class FilterForm(ReadingForm):
    """What narrows the list of elements; sent in the address."""

    criterion = DropDownField("Criterion")
    is_not_done = TickBoxField("Not done")
    is_differing = TickBoxField("Levels differ")
    is_unopened = TickBoxField("Evidence not opened")
    is_in_sample = TickBoxField("In the sample")
    is_flagged = TickBoxField("With my comments")

    def offer(self, standard: Standard) -> None:
        """Fill the list of criteria from the standard."""
        offer_criteria(self.criterion, standard)

    def read_filters(self, standard: Standard) -> Filters:
        """Return the filters; a criterion that the standard does not have filters nothing."""
        codes = {criterion.code for criterion in standard.criteria}
        return Filters(
            criterion=self.criterion.data if self.criterion.data in codes else "",
            is_not_done=bool(self.is_not_done.data),
            is_differing=bool(self.is_differing.data),
            is_unopened=bool(self.is_unopened.data),
            is_in_sample=bool(self.is_in_sample.data),
            is_flagged=bool(self.is_flagged.data),
        )


class EvidenceFilterForm(ReadingForm):
    """What narrows the list of evidence; sent in the address."""

    is_unopened = TickBoxField("Not opened yet")
    is_in_sample = TickBoxField("Of the sample")


class SampleForm(BaseForm):
    """Which elements are in the sample; `seen` are those that were in it on the screen."""

    codes = TickBoxesField("Elements in the sample", validate_choice=False)
    seen = SentField()

    @property
    def seen_codes(self) -> set[str]:
        """Return the codes that were in the sample on the screen."""
        return set((self.seen.data or "").split())

    def show(self, chosen: Iterable[str], proposed: Iterable[str]) -> None:
        """Fill the form from what is in the sample; where nothing is, with what is proposed."""
        in_it = sorted(chosen)
        self.seen.data = " ".join(in_it)
        self.codes.data = in_it or list(proposed)
