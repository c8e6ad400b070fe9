"""The forms of certificates and of the reviews that fall due."""

from collections.abc import Iterable
from datetime import date

from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.forms import CarryForm
from cse_assess.assessments.texts import LONGEST_NOTE
from cse_assess.ids import read_possible_id
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.services import LONGEST_REFERENCE, CertificateValues
from cse_assess.review.desk.models import Review
from cse_assess.standards.structure import LifeRules
from cse_assess.web.fields import (
    ChoiceField,
    DateField,
    DropDownField,
    LongTextField,
    TextField,
    TickBoxField,
)
from cse_assess.web.forms import BaseForm
from cse_assess.web.templating import format_day

NOT_HELD, ELSEWHERE = "not_held", "elsewhere"


class CertificateForm(BaseForm):
    """What stands on a certificate."""

    awarded_on = DateField(
        "Awarded on",
        required="Enter the day on which it was awarded",
        hint="As it stands on the certificate, for example 27 3 2026",
    )
    ends_on = DateField("Ends on")
    reference = TextField(
        "Reference",
        max_length=LONGEST_REFERENCE,
        hint="Optional. The number that the certification body gave it.",
    )
    review_id = DropDownField("Review that recommended it")

    def offer(self, reviews: Iterable[Review], life: LifeRules) -> None:
        """Offer the reviews that recommend an award, the newest chosen, and say when it ends."""
        months = life.award_months
        self.ends_on.description = f"Optional. Without it, {months} months after the award."
        pairs = [(str(each.id), _name_review(each)) for each in reviews]
        self.review_id.choices = [("", "None that was signed here"), *pairs]
        if self.review_id.raw_data is None and not self.review_id.data and pairs:
            self.review_id.data = pairs[0][0]

    @property
    def values(self) -> CertificateValues:
        """Return what was filled in."""
        return CertificateValues(
            reference=self.reference.data or "",
            awarded_on=self.awarded_on.data,
            ends_on=self.ends_on.data,
            review_id=read_possible_id(self.review_id.data or "") or None,
        )


class EditCertificateForm(CertificateForm, VersionedForm):
    """What is changed of a certificate."""

    plans_anew = TickBoxField(
        "Plan the reviews anew from these dates, but for those that were held or begun"
    )

    @classmethod
    def of(cls, certificate: Certificate) -> "EditCertificateForm":
        """Return the form as sent, or else as the certificate stands."""
        return cls(
            data={
                "version_id": certificate.version_id,
                "reference": certificate.reference,
                "awarded_on": certificate.awarded_on,
                "ends_on": certificate.ends_on,
                "review_id": str(certificate.review_id or ""),
            }
        )

    def offer_again(
        self, certificate: Certificate, reviews: Iterable[Review], life: LifeRules
    ) -> None:
        """Offer as `offer` does, and the review that the certificate has; choose none anew."""
        chosen = self.review_id.data
        own = [certificate.review] if certificate.review else []
        self.offer([*own, *reviews], life)
        self.review_id.data = chosen


def _name_review(review: Review) -> str:
    return f"Review {review.number}, signed on {format_day(review.signed_at)}"


class EndForm(VersionedForm):
    """When and why a certificate ended before its time."""

    ended_on = DateField("Ended on", required="Enter the day on which it ended")
    reason = LongTextField(
        "Why did it end?",
        required="Say why it ended",
        max_length=LONGEST_NOTE,
        hint="The reason goes on record and cannot be changed.",
    )


class DueReviewForm(BaseForm):
    """A day on which a review falls due."""

    due_on = DateField("Due on", required="Enter the day on which the review is due")
    note = LongTextField(
        "Note",
        max_length=LONGEST_NOTE,
        hint="Optional. For instance: who comes, on site or from afar, what they want to look at.",
    )


class EditDueReviewForm(DueReviewForm, VersionedForm):
    """What is changed of a review that falls due."""


class RemoveForm(VersionedForm):
    """The button that takes a review off the plan."""


class HowHeldForm(VersionedForm):
    """How a review that fell due was held."""

    how = ChoiceField("How was it held?", required="Say how it was held")
    held_on = DateField("Held on", hint="Only if it was held without CSE Assess")

    @classmethod
    def of(cls, due: DueReview) -> "HowHeldForm":
        """Return the form as sent, or else as the due review stands."""
        return cls(
            data={"version_id": due.version_id, "held_on": due.held_on, "how": _read_how(due)}
        )

    def offer(self, due: DueReview, reviews: Iterable[Review]) -> None:
        """Offer the signed reviews, with the one that it is tied to."""
        tied = [due.review] if due.review else []
        known = {each.id: each for each in [*tied, *reviews]}
        self.how.choices = [
            *((str(each.id), _name_of_cycle(each)) for each in known.values()),
            (ELSEWHERE, "Without CSE Assess"),
            (NOT_HELD, "It was not held yet"),
        ]

    def check_day(self) -> bool:
        """Tell whether a review held elsewhere has its day; say what is missing otherwise."""
        if self.how.data == ELSEWHERE and self.held_on.data is None:
            self.add_error("Enter the day on which it was held", "held_on")
            return False
        return True

    @property
    def review_id(self) -> int | None:
        """Return the review that was chosen, or None."""
        return read_possible_id(self.how.data or "") or None

    @property
    def day(self) -> date | None:
        """Return the day of a review that was held elsewhere, None for any other."""
        return self.held_on.data if self.how.data == ELSEWHERE else None


def _read_how(due: DueReview) -> str | None:
    if due.review_id:
        return str(due.review_id)
    return ELSEWHERE if due.held_on else None


def _name_of_cycle(review: Review) -> str:
    return f"Review {review.number} of {review.assessment.cycle}, " + (
        f"signed on {format_day(review.signed_at)}" if review.is_signed else "reopened"
    )


class NextCycleForm(CarryForm, VersionedForm):
    """The cycle that begins for a review, or for the next certificate."""

    def name_old(self, working: Assessment) -> None:
        """Say which self-assessment can be locked in the same step."""
        self.locks_old.label.text = f"Lock {working.cycle}, so that it stays as it is"


class UseCycleForm(VersionedForm):
    """A self-assessment that is there already."""

    assessment_id = DropDownField(
        "Self-assessment", required="Choose the self-assessment that is for this review"
    )

    def offer(self, cycles: Iterable[Assessment]) -> None:
        """Offer the later cycles of the service."""
        pairs = [(str(each.id), f"{each.service.name}, {each.cycle}") for each in cycles]
        self.assessment_id.choices = [("", "Choose one"), *pairs]
