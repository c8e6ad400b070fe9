"""The form by which official wording is taken in."""

from cse_assess.web.fields import OneFileField
from cse_assess.web.forms import BaseForm


class WordingForm(BaseForm):
    """The organisation's own copy of the published booklet."""

    file = OneFileField(
        "Your copy of the published booklet",
        required="Choose a file",
        hint="A PDF with text in it, or a text file in UTF-8, of up to 20 MB",
    )
