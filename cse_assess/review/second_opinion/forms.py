"""The forms of scorings, and of what is compared."""

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import MultiDict

from cse_assess.accounts.models import User
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.texts import LONGEST_REASON
from cse_assess.evidence.forms import read_id, unless_wrong
from cse_assess.review.second_opinion.models import Score
from cse_assess.review.second_opinion.parties import Party
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import ChoiceField, DateField, DropDownField, LongTextField
from cse_assess.web.forms import BaseForm, ReadingForm


class AskScorerForm(BaseForm):
    """Who is asked to score, and until when."""

    scorer_id = DropDownField(
        "Who do you ask?",
        required="Choose whom to ask",
        hint="Best somebody who does not work on this service, and has not seen its levels",
        coerce=read_id,
    )
    until = DateField(
        "Last day to score",
        required="Enter the day until which they can score",
        hint="They can read the submission until then. For example, 27 3 2027",
    )

    def offer(self, people: Iterable[tuple[User, bool]]) -> None:
        """Offer people to be asked, each with whether they see the self-assessment."""
        named = [(person.id, _name(person, sees_it=sees_it)) for person, sees_it in people]
        self.scorer_id.choices = [("", "Choose one"), *named]


def _name(person: User, *, sees_it: bool) -> str:
    return f"{person.name} (can see the levels)" if sees_it else person.name


class MoreTimeForm(VersionedForm):
    """Until when a colleague can score."""

    until = DateField("New last day", required="Enter the new last day")


class ScoreForm(VersionedForm):
    """The scorer's own level of an element, and why."""

    level = ChoiceField("Your level", required="Choose a level")
    reason = LongTextField(
        "Your reason",
        max_length=LONGEST_REASON,
        hint="What decided it for you. Others read it beside theirs once you have finished.",
    )

    @classmethod
    def of(cls, score: Score | None) -> "ScoreForm":
        """Return the form as sent, or else as the element was scored so far."""
        if score is None:
            return cls(data={"version_id": 0})
        return cls(
            data={"version_id": score.version_id, "level": score.level, "reason": score.reason}
        )

    def offer(self, standard: Standard) -> None:
        """Offer the standard's levels; none is chosen beforehand."""
        self.level.choices = [(level.id, level.title) for level in standard.levels]


class CompareForm(ReadingForm):
    """Whose levels are laid side by side; sent in the address."""

    first = DropDownField("Compare")
    second = DropDownField("With")

    @classmethod
    def asked(cls, values: MultiDict[str, str], parties: Sequence[Party]) -> "CompareForm":
        """Return the form as the address fills it; what it says wrongly counts as not said.

        `parties` are those whose levels the person may see.
        """
        form = cls(values)
        choices = [(party.key, party.name) for party in parties]
        form.first.choices = form.second.choices = choices
        form.validate()
        for field in (form.first, form.second):
            field.data, field.errors = unless_wrong(field, ""), ()
        return form
