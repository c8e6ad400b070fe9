"""The forms of submissions."""

from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.texts import LONGEST_NOTE
from cse_assess.web.fields import LongTextField
from cse_assess.web.forms import BaseForm


class SubmitForm(BaseForm):
    """What goes to the assessor with the self-assessment."""

    note = LongTextField(
        "What should the assessor know first?",
        max_length=LONGEST_NOTE,
        hint="Optional. For instance: what has changed since they last saw it.",
    )


class WithdrawForm(VersionedForm):
    """Why a submission is taken back."""

    reason = LongTextField(
        "Why do you withdraw it?",
        required="Say why you withdraw it",
        max_length=LONGEST_NOTE,
        hint="The reason goes on record, and the assessor can read it.",
    )
