"""What a standard is made of: the models behind its YAML file and its JSON Schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from cse_assess.standards.errors import UnknownCodeError, UnknownLevelError

NOT_BLANK = r"\S"
CODE = r"^[A-Za-z0-9]{1,4}(\.[A-Za-z0-9]{1,4}){0,3}$"
STANDARD_ID = r"^[a-z][a-z0-9-]{0,39}$"
LEVEL_ID = r"^[a-z][a-z0-9_]{0,39}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def _text(longest: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=longest, pattern=NOT_BLANK)


Code = Annotated[str, StringConstraints(pattern=CODE)]
StandardId = Annotated[str, StringConstraints(pattern=STANDARD_ID)]
LevelId = Annotated[str, StringConstraints(pattern=LEVEL_ID)]
Label = Annotated[str, _text(60)]
Title = Annotated[str, _text(160)]
Sentence = Annotated[str, _text(1000)]
Passage = Annotated[str, _text(4000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Months = Annotated[int, Field(ge=1, le=120)]
Count = Annotated[int, Field(ge=0)]
Days = Annotated[int, Field(ge=1, le=366)]
Enough = Annotated[int, Field(ge=1, le=6)]
Several = Annotated[int, Field(ge=2, le=100)]

LevelKind = Literal["met", "partial", "not_met", "not_applicable"]
GroupKind = Literal["criterion", "subcriterion", "standard"]
GapName = Literal[
    "blocking",
    "not_scored",
    "below_met",
    "evidence_missing",
    "evidence_stale",
    "evidence_undated",
    "passage_lost",
    "claim_unjustified",
]
KINDS: tuple[LevelKind, ...] = ("met", "partial", "not_met", "not_applicable")


def _check_allowance(value: Any) -> Any:
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if is_count or value in ("remainder", "unlimited"):
        return value
    raise PydanticCustomError(
        "allowance", "expected remainder, unlimited or a whole number of at least 0"
    )


Allowance = Annotated[Literal["remainder", "unlimited"] | Count, BeforeValidator(_check_allowance)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with other values, which remembers nothing computed from the old ones."""
        copy = self.model_copy(update=changes)
        for name in copy.__dict__.keys() - type(copy).model_fields.keys():
            del copy.__dict__[name]
        return copy


class Term(_Part):
    """What the standard calls one kind of part, in lower case."""

    one: Label
    many: Label


class Terms(_Part):
    """What the standard calls its parts."""

    criterion: Term
    subcriterion: Term = Term(one="sub-criterion", many="sub-criteria")
    element: Term
    guidance: Term


class Expects(_Part):
    """How many parts the standard has, so that a lost one is noticed."""

    criteria: Count
    subcriteria: Count = 0
    elements: Count
    guidance: Count


class Counts(_Part):
    """How many elements and guidance points one criterion has."""

    elements: Count
    guidance: Count


class Level(_Part):
    """A step of the scale on which each element is placed; levels are ordered, best first."""

    id: LevelId
    title: Label
    short: Annotated[str, _text(14)]
    mark: Annotated[str, _text(3)] = Field(
        description="The sign shown beside the colour, so that colour never stands alone."
    )
    tone: Literal["best", "good", "middling", "bad", "none"]
    description: Sentence


class Rules(_Part):
    """Which levels count as what, and when a group of elements passes.

    An exemplary level claims something that others can learn from. `unproven` is what a level that
    needs evidence counts as on a day on which none of its evidence is current; without it, a claim
    stands whatever becomes of its evidence.
    """

    group: GroupKind
    met: Annotated[tuple[LevelId, ...], Field(min_length=1)]
    partial: tuple[LevelId, ...] = ()
    not_met: tuple[LevelId, ...] = ()
    not_applicable: tuple[LevelId, ...] = ()
    blocking: tuple[LevelId, ...] = ()
    reason_required: tuple[LevelId, ...] = ()
    evidence_required: tuple[LevelId, ...] = ()
    exemplary: tuple[LevelId, ...] = ()
    unproven: LevelId | None = None
    threshold_percent: Percent
    thresholds: dict[Code, Percent] = Field(default_factory=dict)
    partial_allowance: Allowance = "remainder"
    source: Passage

    def kind_of(self, level_id: str) -> LevelKind:
        """Return what a level counts as; the loader made sure that it is exactly one kind."""
        return next(kind for kind in KINDS if level_id in getattr(self, kind))

    def threshold_of(self, group_code: str) -> int:
        """Return the share of applicable elements, in percent, that a group needs met."""
        return self.thresholds.get(group_code, self.threshold_percent)


class EvidenceRules(_Part):
    """How long evidence counts when nobody has said until when it is valid, and how much is enough.

    A guidance point is covered by at least so many current pieces, of at least so many kinds.
    """

    validity_months: Months = 12
    pieces_per_point: Enough = 2
    kinds_per_point: Enough = 2


class LifeRules(_Part):
    """What comes after an award: reviews so many months after it, its end, and when to be told.

    People are reminded so many days before a review is due, and before the end.
    """

    review_months: tuple[Months, ...] = (12, 24)
    award_months: Months = 36
    review_notice_days: tuple[Days, ...] = (90, 30, 7)
    end_notice_days: tuple[Days, ...] = (180, 90, 30)


class SubmissionRules(_Part):
    """Which gaps keep a self-assessment from being submitted to an assessor.

    Every other gap is shown before it is submitted, and does not stop it.
    """

    blocked_by: tuple[GapName, ...] = (
        "not_scored",
        "evidence_missing",
        "passage_lost",
        "claim_unjustified",
    )


class ReviewRules(_Part):
    """How an assessor's review goes about, until somebody says otherwise.

    `testers_required` is how many people have to have scored before it can be signed.
    `desktop_days` is how long the desktop review takes from its first day, and `sample_percent` the
    share of each criterion's claims that a sample draws beside those that it picks for a reason. A
    piece of evidence on which at least `many_elements` hang is looked at in any case.
    `answer_days` is how long the organisation has to answer a query, and `accuracy_days` how long
    to say which facts of a draft report are not right.
    """

    testers_required: Enough = 1
    desktop_days: Days = 28
    sample_percent: Percent = 20
    many_elements: Several = 5
    answer_days: Days = 10
    accuracy_days: Days = 10


class Element(_Part):
    """The smallest part of a standard: the one that gets a level and evidence."""

    code: Code
    title: Label
    statement: Passage
    guidance: tuple[Sentence, ...]
    keywords: tuple[Label, ...] = ()
    evidence_max_age_months: Months | None = None
    official_statement: Passage | None = None
    official_guidance: tuple[Passage, ...] | None = None


class Subcriterion(_Part):
    """Elements under one heading.

    `implied` marks the one that stands in for a criterion without this tier; no file says it.
    """

    code: Code
    title: Title
    elements: Annotated[tuple[Element, ...], Field(min_length=1)]

    @property
    def implied(self) -> bool:
        """Tell whether the criterion has no such tier, so that its heading is left out."""
        return False


class ImpliedSubcriterion(Subcriterion):
    """The one sub-criterion of a criterion whose file lists its elements directly."""

    @property
    def implied(self) -> bool:
        """Tell that this heading only repeats its criterion's."""
        return True


class Criterion(_Part):
    """A chapter of the standard: sub-criteria with elements, or elements directly."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["subcriteria"]}, {"required": ["elements"]}],
        }
    )

    code: Code
    title: Title
    description: Passage
    counts: Counts | None = None
    tier: tuple[Subcriterion, ...] = Field(default=(), alias="subcriteria")
    own_elements: tuple[Element, ...] = Field(default=(), alias="elements")

    @cached_property
    def subcriteria(self) -> tuple[Subcriterion, ...]:
        """Return the sub-criteria, or the implied one."""
        if not self.own_elements:
            return self.tier
        return (ImpliedSubcriterion(code=self.code, title=self.title, elements=self.own_elements),)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Return all elements, in order."""
        return tuple(element for sub in self.subcriteria for element in sub.elements)


@dataclass(frozen=True, slots=True)
class Group:
    """Elements to which one threshold applies."""

    code: str
    title: str
    elements: tuple[Element, ...]


class Standard(_Part):
    """A standard: its parts, its scale and its pass rule."""

    id: StandardId
    title: Title
    version: Label
    about: Passage
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    terms: Terms
    expects: Expects
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
    rules: Rules
    evidence: EvidenceRules = EvidenceRules()
    life: LifeRules = LifeRules()
    submission: SubmissionRules = SubmissionRules()
    review: ReviewRules = ReviewRules()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Return all elements, in order."""
        return tuple(element for criterion in self.criteria for element in criterion.elements)

    @cached_property
    def subcriteria(self) -> tuple[Subcriterion, ...]:
        """Return all sub-criteria, implied ones too, in order."""
        return tuple(sub for criterion in self.criteria for sub in criterion.subcriteria)

    @cached_property
    def guidance_count(self) -> int:
        """Return how many guidance points all elements have together."""
        return sum(len(element.guidance) for element in self.elements)

    def find_element(self, code: str) -> Element | None:
        """Return the element of this code, or None."""
        return self._elements_by_code.get(code)

    def get_element(self, code: str) -> Element:
        """Return the element of this code; raise `UnknownCodeError`."""
        element = self.find_element(code)
        if element is None:
            raise UnknownCodeError(self.id, code)
        return element

    def criterion_of(self, code: str) -> Criterion:
        """Return the criterion that an element, sub-criterion or criterion belongs to.

        Raises `UnknownCodeError`.
        """
        try:
            return self._criteria_by_code[code]
        except KeyError:
            raise UnknownCodeError(self.id, code) from None

    def find_level(self, level_id: str) -> Level | None:
        """Return the level of this id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def get_level(self, level_id: str) -> Level:
        """Return the level of this id; raise `UnknownLevelError`."""
        level = self.find_level(level_id)
        if level is None:
            raise UnknownLevelError(self.id, level_id)
        return level

    def groups(self) -> tuple[Group, ...]:
        """Return the groups to which the thresholds apply, in order."""
        if self.rules.group == "standard":
            return (Group(self.id, self.title, self.elements),)
        parts = self.criteria if self.rules.group == "criterion" else self.subcriteria
        return tuple(Group(part.code, part.title, part.elements) for part in parts)

    @cached_property
    def group_titles(self) -> dict[str, str]:
        """Return the titles of the groups by their code."""
        return {group.code: group.title for group in self.groups()}

    def name_group(self, group: Group) -> str:
        """Return what a sentence calls the group: “Criterion 3”, or the standard's title."""
        if self.rules.group == "standard":
            return group.title
        term: Term = getattr(self.terms, self.rules.group)
        return f"{term.one[0].upper()}{term.one[1:]} {group.code}"

    def neighbours(self, code: str) -> tuple[Element | None, Element | None]:
        """Return the elements before and after this one; raise `UnknownCodeError`."""
        place = self.elements.index(self.get_element(code))
        before = self.elements[place - 1] if place else None
        after = self.elements[place + 1] if place + 1 < len(self.elements) else None
        return before, after

    @cached_property
    def _elements_by_code(self) -> dict[str, Element]:
        return {element.code: element for element in self.elements}

    @cached_property
    def _criteria_by_code(self) -> dict[str, Criterion]:
        return dict(self._codes_with_criteria())

    def _codes_with_criteria(self) -> Iterator[tuple[str, Criterion]]:
        for criterion in self.criteria:
            yield criterion.code, criterion
            yield from ((sub.code, criterion) for sub in criterion.subcriteria)
            yield from ((element.code, criterion) for element in criterion.elements)


def is_code(text: str) -> bool:
    """Tell whether the text has the shape of a code."""
    return re.match(CODE, text) is not None
