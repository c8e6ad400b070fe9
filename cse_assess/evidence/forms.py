"""The forms of the evidence library."""

from collections.abc import Iterable
from typing import Any, TypeVar

from cse_assess.accounts.models import User
from cse_assess.clock import today
from cse_assess.evidence.addresses import ADDRESS_LENGTH
from cse_assess.evidence.details import (
    DESCRIPTION_LENGTH,
    LOOK_AT_LENGTH,
    TITLE_LENGTH,
    DetailFields,
    ItemDetails,
)
from cse_assess.evidence.inspection.file_types import list_suffixes
from cse_assess.evidence.models import EvidenceItem, EvidenceKind
from cse_assess.evidence.queries import ItemFilters, Order
from cse_assess.evidence.services import REASON_LENGTH
from cse_assess.evidence.words import FRESHNESS_TITLES, KIND_TITLES, ORDER_TITLES
from cse_assess.web.fields import (
    DateField,
    DropDownField,
    FilesField,
    LongTextField,
    OneFileField,
    TextField,
    TickBoxField,
    VersionField,
)
from cse_assess.web.forms import LONGEST_TEXT, BaseForm, ReadingForm

Value = TypeVar("Value")

FILES_HINT = f"Accepted: {', '.join(list_suffixes())}"
KIND_CHOICES = [(kind.value, title) for kind, title in KIND_TITLES.items()]


def read_id(value: Any) -> int | None:
    """Return the id that a choice stands for; None for the choice without one."""
    return int(value) if value else None


class DetailsMixin:
    """What is said of a piece of evidence, for any form that adds or edits one."""

    title = TextField(
        "Title",
        required="Enter a title for this evidence",
        max_length=TITLE_LENGTH,
        hint="What an assessor would call it, for example “Customer survey 2026, full results”",
    )
    kind = DropDownField("Kind of evidence", choices=KIND_CHOICES, default=EvidenceKind.OTHER)
    evidence_on = DateField(
        "Date of the evidence (optional)",
        hint="When it was made or published, not when you upload it. For example, 27 3 2026",
    )
    valid_until = DateField(
        "Valid until (optional)", hint="The last day on which it still shows what you do"
    )
    owner_id = DropDownField(
        "Owner", hint="Who keeps it up to date", coerce=read_id, choices=[("", "Nobody yet")]
    )
    description = LongTextField(
        "Description (optional)",
        max_length=DESCRIPTION_LENGTH,
        hint="What it contains and where to look in it",
        count=True,
    )
    is_confidential = TickBoxField(
        "This is confidential",
        hint="Only its owner, whoever added it, improvement leads and administrators can open it, "
        "and assessors to whom it is submitted",
    )

    def offer_owners(self, people: Iterable[User], former: User | None = None) -> None:
        """Offer `people` as owners, and `former` too, who owned the item until now."""
        offered = {person.id: person.name for person in people}
        if former is not None:
            offered.setdefault(former.id, f"{former.name} (no longer active)")
        self.owner_id.choices = [("", "Nobody yet"), *offered.items()]

    @property
    def details(self) -> DetailFields:
        """Return what was filled in, as the services take it."""
        return {
            "title": self.title.data or "",
            "description": self.description.data or "",
            "kind": self.kind.data or EvidenceKind.OTHER,
            "evidence_on": self.evidence_on.data,
            "valid_until": self.valid_until.data,
            "owner_id": self.owner_id.data,
            "is_confidential": bool(self.is_confidential.data),
        }


class AddFilesForm(DetailsMixin, BaseForm):
    """One or many files; what is said of them holds for each."""

    files = FilesField("Files", required="Choose at least one file", hint=FILES_HINT)
    title = TextField(
        "Title (optional)",
        max_length=TITLE_LENGTH,
        hint="For a single file. Without a title, and for several files, each is called after its "
        "own file name; you can change that later",
    )


class LinkDetailsMixin(DetailsMixin):
    """What is said of a web address beside that, which can change and may not be open to all."""

    look_at = LongTextField(
        "What to look at (optional)",
        max_length=LOOK_AT_LENGTH,
        hint="Where on the page an assessor finds what proves the point",
    )
    needs_access = TickBoxField(
        "An assessor needs access to see it",
        hint="For example, a page of your intranet or one behind a sign-in",
    )

    @property
    def details(self) -> DetailFields:
        """Return what was filled in, as the services take it."""
        return {
            **super().details,
            "look_at": self.look_at.data or "",
            "needs_access": bool(self.needs_access.data),
        }


class SeenOnMixin(LinkDetailsMixin):
    """A new web address: its date is the day on which somebody saw what it shows."""

    evidence_on = DateField(
        "Looked at on",
        default=today,
        hint="The day on which the page showed what you mean. For example, 27 3 2026",
    )


class AddLinkForm(SeenOnMixin, BaseForm):
    """A web address."""

    url = TextField(
        "Web address",
        required="Enter the web address",
        max_length=ADDRESS_LENGTH,
        hint="For example, https://www.example.gov.uk/customer-charter",
    )
    is_duplicate_wanted = TickBoxField("Add it although the library has this web address already")


class EditForm(LinkDetailsMixin, BaseForm):
    """What is said of an item; `version` is the state that the form was filled from."""

    version = VersionField()

    @staticmethod
    def values_of(item: EvidenceItem) -> dict[str, Any]:
        """Return what the form shows of `item`."""
        values = {field: getattr(item, field) for field in ItemDetails.__slots__}
        return values | {"version": item.version_id}


class ReasonForm(BaseForm):
    """Why something is done."""

    reason = TextField("Reason", required="Enter the reason", max_length=REASON_LENGTH)


class ReplaceForm(BaseForm):
    """New content for an item: a file, or a web address."""

    file = OneFileField("New file", hint=FILES_HINT)
    url = TextField("Or a new web address", max_length=ADDRESS_LENGTH)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Require exactly one of the two."""
        is_valid = super().validate(*args, **kwargs)
        if bool(self.file.data) == bool(self.url.data):
            self.add_error("Choose a file, or enter a web address, but not both", "file")
            return False
        return is_valid


class FilterForm(ReadingForm):
    """What narrows the library; filled from the address, so values of any kind may come."""

    search = TextField(
        "Search the library",
        max_length=LONGEST_TEXT,
        hint="Words of the title, description, file name or text. “In quotes” for words one "
        "after another, -word to leave a word out",
    )
    place = DropDownField("Used for", choices=[("", "Anything or nothing")])
    kind = DropDownField("Kind", choices=[("", "Every kind"), *KIND_CHOICES])
    owner_id = DropDownField("Owner", coerce=read_id, choices=[("", "Everybody")])
    freshness = DropDownField(
        "Dates",
        choices=[("", "Any"), *((each.value, text) for each, text in FRESHNESS_TITLES.items())],
    )
    dated_from = DateField("Dated from")
    dated_to = DateField("Dated to")
    order = DropDownField(
        "Sort by",
        choices=[(each.value, text) for each, text in ORDER_TITLES.items()],
        default=Order.BEST,
    )
    is_unused = TickBoxField("Unused")
    is_confidential = TickBoxField("Confidential")
    is_withdrawn = TickBoxField("Withdrawn")
    needs_attention = TickBoxField("File could not be read")

    def offer_places(self, places: Iterable[tuple[str, str]]) -> None:
        """Offer what evidence can be used for: a key for each, and what it is called."""
        self.place.choices = [("", "Anything or nothing"), *places]

    def offer_owners(self, people: Iterable[User]) -> None:
        """Offer `people` as owners to look for."""
        self.owner_id.choices = [
            ("", "Everybody"),
            *((person.id, person.name) for person in people),
        ]

    def read_filters(self) -> ItemFilters:
        """Return the filters; what the address says wrongly counts as not said."""
        self.validate()
        return ItemFilters(
            search=self.search.data or "",
            place=unless_wrong(self.place, ""),
            dated_from=unless_wrong(self.dated_from, None),
            dated_to=unless_wrong(self.dated_to, None),
            needs_attention=bool(self.needs_attention.data),
            kind=unless_wrong(self.kind, ""),
            owner_id=unless_wrong(self.owner_id, None),
            freshness=unless_wrong(self.freshness, ""),
            is_confidential=bool(self.is_confidential.data),
            is_unused=bool(self.is_unused.data),
            is_withdrawn=bool(self.is_withdrawn.data),
            order=Order(unless_wrong(self.order, Order.BEST)),
        )


def unless_wrong(field: DropDownField | DateField, otherwise: Value) -> Value:
    """Return what was chosen, or `otherwise` where the choice does not exist."""
    chosen: Any = field.data
    return otherwise if field.errors or chosen is None else chosen
