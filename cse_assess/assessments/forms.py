"""The forms of the self-assessment's own pages."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from cse_assess.accounts.models import Service, User
from cse_assess.analysis.coverage import CoverageState
from cse_assess.assessments.coverage import CoverageFilters
from cse_assess.assessments.models import (
    Assessment,
    ElementResponse,
    EvidenceLink,
    ImportDraft,
)
from cse_assess.assessments.overview import NOBODY, NOT_SCORED, Filters
from cse_assess.assessments.proof import ProofFields, StatedProof
from cse_assess.assessments.proof_fields import ProofMixin
from cse_assess.assessments.services.life import LONGEST_CYCLE, LONGEST_UNLOCK_REASON
from cse_assess.assessments.texts import LONGEST_REASON, LONGEST_TEXT
from cse_assess.assessments.transfer.columns import (
    CODE,
    COLUMNS,
    EVIDENCE,
    JUSTIFICATION,
    LEVEL,
    OWNER,
    TELL,
    TITLES,
    suggest_columns,
)
from cse_assess.assessments.values import ResponseValues
from cse_assess.evidence.addresses import ADDRESS_LENGTH
from cse_assess.evidence.forms import AddFilesForm, SeenOnMixin
from cse_assess.evidence.queries import ItemFilters, Order
from cse_assess.ids import read_possible_id
from cse_assess.standards.structure import Standard
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    DropDownField,
    EmailField,
    LongTextField,
    OneFileField,
    TextField,
    TickBoxesField,
    TickBoxField,
    VersionField,
)
from cse_assess.web.forms import BaseForm, ReadingForm

WORDING_CHOICES = (
    ("plain", "Plain English, written for CSE Assess"),
    ("official", "The official wording, from your own copy of the standard"),
)


class VersionedForm(BaseForm):
    """A form that carries the version of what it shows, so that no one's change is overwritten."""

    version_id = VersionField()

    @property
    def seen_version(self) -> int:
        """Return the version that was on the screen; 0, which no row has, where none is told."""
        return int(self.version_id.data or 0)


class NewAssessmentForm(BaseForm):
    """What a new self-assessment is of: a service, a standard, a cycle and a day."""

    service_id = DropDownField("Service", required="Choose the service that is assessed")
    standard_id = DropDownField("Standard", required="Choose the standard")
    cycle = TextField(
        "Cycle",
        required="Enter the cycle, such as 2026",
        max_length=LONGEST_CYCLE,
        hint="A name for this round, such as 2026 or First annual review",
    )
    visit_on = DateField(
        "Target visit date",
        hint="Optional. Evidence is judged by whether it is still current on this day.",
    )

    def offer(self, services: Sequence[Service], standards: Sequence[Standard]) -> None:
        """Fill the lists; where there is only one of a kind, it is chosen already."""
        _offer(self.service_id, [(str(service.id), service.name) for service in services])
        _offer(self.standard_id, [(standard.id, standard.title) for standard in standards])


def _offer(field: DropDownField, choices: list[tuple[str, str]]) -> None:
    field.choices = [("", "Choose one"), *choices]
    if field.raw_data is None and len(choices) == 1:
        field.data = choices[0][0]


class SettingsForm(VersionedForm):
    """What can be changed of a self-assessment as a whole."""

    cycle = TextField("Cycle", required="Enter the cycle, such as 2026", max_length=LONGEST_CYCLE)
    visit_on = DateField(
        "Target visit date",
        hint="Optional. Evidence is judged by whether it is still current on this day.",
    )
    wording = ChoiceField("Wording to show", choices=WORDING_CHOICES, required="Choose the wording")


class UnlockForm(BaseForm):
    """Why a locked self-assessment is opened again."""

    reason = LongTextField(
        "Why does it have to be unlocked?",
        required="Say why it has to be unlocked",
        max_length=LONGEST_UNLOCK_REASON,
        hint="The reason goes on record.",
    )


class ResponseForm(VersionedForm):
    """What is said of one element."""

    level = ChoiceField("Level")
    level_reason = LongTextField("Reason", max_length=LONGEST_REASON)
    justification = LongTextField(
        "Justification",
        max_length=LONGEST_TEXT,
        hint="How the service meets this, and what the evidence shows. Name what is still missing.",
    )
    tell = LongTextField(
        "To tell or see on site",
        max_length=LONGEST_TEXT,
        hint="What staff, customers or partners can say, and what can be seen during the visit.",
    )
    owner_id = DropDownField("Owner", hint="Who sees to this until the visit")

    @classmethod
    def of(cls, response: ElementResponse) -> "ResponseForm":
        """Return the form as sent, or else as the response stands."""
        return cls(data=_form_data(ResponseValues.of(response), response.version_id))

    @classmethod
    def showing(cls, values: ResponseValues, version_id: int) -> "ResponseForm":
        """Return the form with these values, whatever was sent."""
        return cls(formdata=None, data=_form_data(values, version_id))

    def offer(self, standard: Standard, response: ElementResponse, people: Sequence[User]) -> None:
        """Fill the lists: the standard's levels, and who may own an element."""
        levels = [(level.id, level.title) for level in standard.levels]
        needing = [title for value, title in levels if value in standard.rules.reason_required]
        self.level_reason.description = f"Needed for {' and '.join(needing)}"
        self.level.choices = [*levels, ("", "Not scored yet")]
        owners = {str(person.id): person.name for person in people}
        if response.owner is not None:
            owners.setdefault(str(response.owner.id), f"{response.owner.name} (has left)")
        self.owners = [("", "Nobody yet"), *owners.items()]
        self.owner_id.choices = self.owners

    @property
    def values(self) -> ResponseValues:
        """Return what was filled in."""
        return ResponseValues(
            level=self.level.data or None,
            level_reason=self.level_reason.data or "",
            justification=self.justification.data or "",
            tell=self.tell.data or "",
            owner_id=int(self.owner_id.data) if self.owner_id.data else None,
        )


def _form_data(values: ResponseValues, version_id: int) -> dict[str, Any]:
    return {
        "version_id": str(version_id),
        "level": values.level or "",
        "level_reason": values.level_reason,
        "justification": values.justification,
        "tell": values.tell,
        "owner_id": str(values.owner_id or ""),
    }


class FilterForm(ReadingForm):
    """What narrows the overview; sent in the address, so that it can be kept as a bookmark."""

    search = TextField("Search")
    criterion = DropDownField("Criterion")
    level = DropDownField("Level")
    owner = DropDownField("Owner")
    without_evidence = TickBoxField("Without evidence")
    mine = TickBoxField("Mine")
    to_confirm = TickBoxField("To confirm")

    def offer(self, standard: Standard, owners: Sequence[User]) -> None:
        """Fill the lists from the standard and from those who own something."""
        offer_criteria(self.criterion, standard)
        self.level.choices = [
            ("", "All"),
            *((level.id, level.title) for level in standard.levels),
            (NOT_SCORED, "Not scored"),
        ]
        people = [(str(owner.id), owner.name) for owner in owners]
        self.owner.choices = [("", "Everybody"), *people, (NOBODY, "Nobody yet")]

    def read_filters(self, standard: Standard) -> Filters:
        """Return the filters; a criterion that the standard does not have filters nothing."""
        codes = {criterion.code for criterion in standard.criteria}
        return Filters(
            search=(self.search.data or "")[:200],
            criterion=self.criterion.data if self.criterion.data in codes else "",
            level=self.level.data or "",
            owner=self.owner.data or "",
            is_without_evidence=bool(self.without_evidence.data),
            is_mine=bool(self.mine.data),
            is_to_confirm=bool(self.to_confirm.data),
        )


class CoverageFilterForm(ReadingForm):
    """What narrows the coverage; sent in the address."""

    criterion = DropDownField("Criterion")
    state = DropDownField(
        "Coverage",
        choices=[("", "All"), *((state.value, state.sign.title) for state in CoverageState)],
    )

    def offer(self, standard: Standard) -> None:
        """Fill the list of criteria from the standard."""
        offer_criteria(self.criterion, standard)

    def read_filters(self, standard: Standard) -> CoverageFilters:
        """Return the filters; what there is not filters nothing."""
        codes = {criterion.code for criterion in standard.criteria}
        return CoverageFilters(
            criterion=self.criterion.data if self.criterion.data in codes else "",
            state=self.state.data if self.state.data in set(CoverageState) else "",
        )


def offer_criteria(field: DropDownField, standard: Standard) -> None:
    """Fill a list of criteria from the standard, under the name that it gives them."""
    field.label.text = standard.terms.criterion.one.capitalize()
    criteria = [(each.code, f"{each.code} {each.title}") for each in standard.criteria]
    field.choices = [("", "All"), *criteria]


class ProofForm(ProofMixin, VersionedForm):
    """What a link that stands is said to prove."""

    @classmethod
    def of(cls, link: EvidenceLink) -> "ProofForm":
        """Return the form as sent, or else as the link stands."""
        stated = StatedProof.of(link)
        return cls(data=_proof_data(stated, link.version_id))

    @classmethod
    def showing(cls, proof: ProofFields, version_id: int) -> "ProofForm":
        """Return the form with these values, whatever was sent."""
        return cls(formdata=None, data=_proof_data(StatedProof.checked(**proof), version_id))


def _proof_data(stated: StatedProof, version_id: int) -> dict[str, Any]:
    return {
        "version_id": str(version_id),
        "note": stated.note,
        "points": [str(number) for number in stated.points],
        "kinds": list(stated.kinds),
    }


class AttachFilesForm(ProofMixin, AddFilesForm):
    """One or many files to attach to an element."""


class AttachAddressForm(ProofMixin, SeenOnMixin, BaseForm):
    """A web address to attach to an element."""

    url = TextField(
        "Web address",
        required="Enter the web address",
        max_length=ADDRESS_LENGTH,
        hint="For example, https://www.example.gov.uk/customer-charter",
    )


class ChooseItemsForm(BaseForm):
    """Items of the library to do something with."""

    items = TickBoxesField(
        "Evidence", required="Choose at least one piece of evidence", validate_choice=False
    )

    @property
    def item_ids(self) -> list[int]:
        """Return the ids that were chosen; what cannot be one is left out."""
        return [number for text in self.items.data or [] if (number := read_possible_id(text))]


class AttachItemsForm(ProofMixin, ChooseItemsForm):
    """Items of the library to attach to an element."""


class SearchForm(ReadingForm):
    """Words to look for in the library."""

    search = TextField(
        "Search the library",
        max_length=LONGEST_TEXT,
        hint="Words of the title, description, file name or text",
    )

    @property
    def filters(self) -> ItemFilters:
        """Return what was asked for, the best first; without words the library by its titles."""
        words = self.search.data or ""
        return ItemFilters(search=words, order=Order.BEST if words else Order.TITLE)


class UploadForm(BaseForm):
    """A spreadsheet to import."""

    file = OneFileField("Spreadsheet", required="Choose the file to import", hint=".csv or .xlsx")


class ColumnsForm(BaseForm):
    """Which column of a file is which of ours."""

    code = DropDownField(TITLES[CODE], hint="Such as 1.1.1")
    level = DropDownField(TITLES[LEVEL], hint="The name of a level; empty means not scored")
    justification = DropDownField(TITLES[JUSTIFICATION])
    tell = DropDownField(TITLES[TELL])
    owner = DropDownField(TITLES[OWNER], hint="An email address or a name")
    evidence = DropDownField(
        TITLES[EVIDENCE], hint="Titles or file names from the library, one on a line or parted by ;"
    )

    @classmethod
    def of(cls, draft: ImportDraft) -> "ColumnsForm":
        """Return the form as sent, or else with what the headings suggest."""
        suggested = draft.columns or suggest_columns(draft.headings)
        form = cls(data={name: str(place) for name, place in suggested.items()})
        offered = [
            (str(place), heading or f"Column {place + 1}, without a heading")
            for place, heading in enumerate(draft.headings)
        ]
        for name in COLUMNS:
            form[name].choices = [("", "Not in the file"), *offered]
        return form

    @property
    def columns(self) -> dict[str, int]:
        """Return which of our columns is where in the file."""
        return {name: int(self[name].data) for name in COLUMNS if self[name].data}


class ConfirmForm(BaseForm):
    """That what was shown may be imported."""

    fingerprint = HiddenField()


class AssessorForm(BaseForm):
    """Whom to let in as an assessor, and until when."""

    name = TextField("Full name", required="Enter the name of the assessor")
    email = EmailField("Email address", required="Enter the email address of the assessor")
    ends_on = DateField("Last day of access", required="Enter the last day of access")


class GrantForm(BaseForm):
    """Until when an assessor is let in."""

    ends_on = DateField("Last day of access", required="Enter the last day of access")


def settings_data(assessment: Assessment) -> dict[str, Any]:
    """Return what the settings form shows of a self-assessment."""
    return {
        "version_id": str(assessment.version_id),
        "cycle": assessment.cycle,
        "visit_on": assessment.visit_on,
        "wording": assessment.wording,
    }
