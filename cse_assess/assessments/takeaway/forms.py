"""The forms of take-away sheets."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField

from cse_assess.assessments.history import LABELS
from cse_assess.assessments.overview import Overview
from cse_assess.assessments.takeaway.merging import Choice, Decision, PartMerge, SheetMerge
from cse_assess.assessments.takeaway.services import LONGEST_NAME
from cse_assess.assessments.texts import LONGEST_TEXT
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    OneFileField,
    TextField,
    TickBoxesField,
)
from cse_assess.web.forms import BaseForm

Key = tuple[str, str]
CHOICES = (
    (Choice.THEIRS, "Take what the sheet says"),
    (Choice.OURS, "Keep what stands here"),
)
CHOICES_OF_TEXTS = (*CHOICES, (Choice.NEW, "Write it anew"))


class NewTakeAwayForm(BaseForm):
    """For whom a sheet is, until when, and which elements it is about."""

    made_for = TextField(
        "Who is it for?",
        required="Enter whom the sheet is for",
        max_length=LONGEST_NAME,
        hint="A person or a team, for example “Branch managers”. The name stands in the history of "
        "what you take over.",
    )
    due_on = DateField("Wanted back by", hint="Optional, for example 27 3 2027")
    elements = TickBoxesField(
        "Elements", required="Choose at least one from the list", validate_choice=False
    )

    def offer(self, overview: Overview) -> None:
        """Offer the elements that are shown, all of them ticked until somebody unticks one."""
        shown = [
            (line.element.code, f"{line.element.code} {line.element.title}")
            for chapter in overview.chapters
            for section in chapter.sections
            for line in section.lines
        ]
        self.elements.choices = shown
        if not self.is_submitted():
            self.elements.data = [code for code, _ in shown]

    @property
    def codes(self) -> Collection[str]:
        """Return the codes that are ticked."""
        return list(dict.fromkeys(self.elements.data or ()))


class ReturnedFileForm(BaseForm):
    """A sheet that came back."""

    file = OneFileField(
        "A sheet that came back",
        required="Choose the file that came back",
        hint="The .xlsx file, as it was sent to you",
    )


class PartForm(Form):
    """What becomes of one part of an element; `digest` tells what both sides said of it."""

    code = HiddenField()
    part = HiddenField()
    digest = HiddenField()
    choice = ChoiceField("Keep", choices=CHOICES)
    text = LongTextField("The text to keep", max_length=LONGEST_TEXT)

    @property
    def key(self) -> Key:
        """Return which part it is about."""
        return self.code.data or "", self.part.data or ""

    @property
    def decision(self) -> Decision | None:
        """Return what was chosen, or None as long as nothing was."""
        if self.choice.data not in set(Choice):
            return None
        return Decision(Choice(self.choice.data), self.text.data or "")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Demand a decision, and a text where one is to be written."""
        is_valid = super().validate(*args, **kwargs)
        if self.decision is None:
            self.choice.errors = [f"Choose {_begin_small(self.choice.label.text)}"]
        elif self.decision.choice is Choice.NEW and not self.decision.text:
            self.text.errors = [f"Write the {_begin_small(self.text.label.text)}"]
        else:
            return is_valid
        return False


def _begin_small(text: str) -> str:
    return text[0].lower() + text[1:]


class MergeForm(BaseForm):
    """What is decided about each part of which a sheet says something new."""

    fingerprint = HiddenField()
    parts = FieldList(FormField(PartForm))

    @classmethod
    def of(cls, merge: SheetMerge) -> "MergeForm":
        """Return the form as sent, or else with all taken over that changed in the sheet only."""
        form = cls(data=_data(merge, {}))
        form.name_parts()
        return form

    @classmethod
    def again(cls, merge: SheetMerge, sent: "MergeForm") -> "MergeForm":
        """Return the form for another comparison, with those decisions that are still about it."""
        kept = {(entry.form.key, entry.form.digest.data): entry.form for entry in sent.parts}
        form = cls(formdata=None, data=_data(merge, kept))
        form.name_parts()
        return form

    def is_about(self, merge: SheetMerge) -> bool:
        """Tell whether it was sent from the page of this very comparison."""
        wanted = {(part.code, part.part) for part in merge.open_parts}
        return self.fingerprint.raw_data == [merge.fingerprint] and set(self.rows) == wanted

    def name_parts(self) -> None:
        """Say in each label what it is about, and offer to write anew what is text."""
        for entry in self.parts:
            code, part = entry.form.key
            name = f"{code}, {LABELS.get(part, part).lower()}"
            entry.form.choice.label.text = f"What to keep of {name}"
            entry.form.text.label.text = f"Text to keep of {name}"
            entry.form.choice.choices = CHOICES if part == "level" else CHOICES_OF_TEXTS

    @property
    def rows(self) -> dict[Key, PartForm]:
        """Return the fields of each part."""
        return {entry.form.key: entry.form for entry in self.parts}

    @property
    def decisions(self) -> dict[Key, Decision]:
        """Return what was decided."""
        decided = ((row.key, row.decision) for row in self.rows.values())
        return {key: decision for key, decision in decided if decision}


def _data(merge: SheetMerge, kept: Mapping[tuple[Key, str | None], PartForm]) -> dict[str, object]:
    return {
        "fingerprint": merge.fingerprint,
        "parts": [
            _part_data(part, kept.get(((part.code, part.part), part.digest)))
            for part in merge.open_parts
        ],
    }


def _part_data(part: PartMerge, kept: PartForm | None) -> dict[str, object]:
    told = {"code": part.code, "part": part.part, "digest": part.digest}
    if kept is not None:
        return {**told, "choice": kept.choice.data, "text": kept.text.data}
    choice = None if part.is_conflict else Choice.THEIRS
    return {**told, "choice": choice, "text": _begin_text(part)}


def _begin_text(part: PartMerge) -> str:
    """Return what a new text starts from: both, one after the other, where that is not too long."""
    texts = [text for text in (*part.ours, *part.theirs) if text]
    both = "\n\n".join(texts)
    return both if len(both) <= LONGEST_TEXT else texts[0]
