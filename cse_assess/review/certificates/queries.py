"""Reads of certificates and of verdicts over the years; each takes a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.verdicts_over_time import PartialTrace, trace_partials
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.queries.responses import visible_to
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.decision.models import Recommendation, SignOff
from cse_assess.review.desk.models import Finding, Review, ReviewState
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Rules

AWARDING = (Recommendation.AWARD, Recommendation.AWARD_WITH_CONDITIONS)

LevelsByCode = dict[str, str | None]


def list_certificates_of_service(assessment: Assessment) -> Sequence[Certificate]:
    """Return the certificates of a service against this standard, the latest award first."""
    wanted = _whole().where(_is_of_same_service(assessment))
    return session.scalars(_newest_first(wanted)).all()


def list_visible_certificates(actor: Actor) -> Sequence[Certificate]:
    """Return the certificates of the organisation that the person may see, latest award first."""
    wanted = _whole().where(visible_to(actor), Assessment.organisation_id == actor.organisation_id)
    return session.scalars(_newest_first(wanted)).all()


def list_lasting(on: date) -> Sequence[Certificate]:
    """Return the certificates that last on a day and that no later one of the service follows."""
    return session.scalars(_lasting(on)).all()


def list_lasting_of(actor: Actor, on: date) -> Sequence[Certificate]:
    """Return of those what the person's organisation has and they may see."""
    own = Assessment.organisation_id == actor.organisation_id
    return session.scalars(_lasting(on).where(visible_to(actor), own)).all()


def _lasting(on: date) -> Select[Certificate]:
    lasts = (Certificate.ended_on.is_(None), Certificate.ends_on >= on, ~_is_followed())
    return _whole().where(*lasts).order_by(Certificate.id)


def _is_followed() -> ColumnElement[bool]:
    """Say that a later certificate of the same service and standard is there."""
    later, its = aliased(Certificate), aliased(Assessment)
    return exists().where(
        later.assessment_id == its.id,
        its.service_id == Assessment.service_id,
        its.standard_id == Assessment.standard_id,
        later.awarded_on > Certificate.awarded_on,
        later.ended_on.is_(None),
    )


def find_lasting_of_assessment(assessment_id: int) -> Certificate | None:
    """Return the self-assessment's certificate that was not ended early, or None."""
    wanted = _whole().where(
        Certificate.assessment_id == assessment_id, Certificate.ended_on.is_(None)
    )
    return session.scalar(wanted.order_by(Certificate.id.desc()).limit(1))


def get_certificate(assessment_id: int, certificate_id: int) -> Certificate:
    """Return a certificate of this self-assessment with its due reviews; raise `NotFound`."""
    found = None
    if is_possible_id(certificate_id):
        found = session.scalar(
            _whole().where(
                Certificate.id == certificate_id, Certificate.assessment_id == assessment_id
            )
        )
    if found is None:
        raise NotFound("There is no such certificate.")
    return found


def get_due_review(certificate: Certificate, due_id: int) -> DueReview:
    """Return a due review of this certificate; raise `NotFound`."""
    found = next((each for each in certificate.due_reviews if each.id == due_id), None)
    if found is None:
        raise NotFound("There is no such due review.")
    return found


def _newest_first(wanted: Select[Certificate]) -> Select[Certificate]:
    return wanted.order_by(Certificate.awarded_on.desc(), Certificate.id.desc())


def _whole() -> Select[Certificate]:
    dues = selectinload(Certificate.due_reviews)
    return (
        select(Certificate)
        .join(Assessment, Assessment.id == Certificate.assessment_id)
        .options(
            joinedload(Certificate.assessment).joinedload(Assessment.service),
            joinedload(Certificate.assessment).joinedload(Assessment.organisation),
            joinedload(Certificate.review),
            joinedload(Certificate.entered_by),
            dues.joinedload(DueReview.review).joinedload(Review.assessment),
            dues.joinedload(DueReview.assessment),
        )
    )


def _is_of_same_service(assessment: Assessment) -> ColumnElement[bool]:
    return (Assessment.service_id == assessment.service_id) & (
        Assessment.standard_id == assessment.standard_id
    )


def list_awarding_reviews(assessment_id: int) -> Sequence[Review]:
    """Return the signed reviews that recommend an award and have no certificate, newest first."""
    wanted = (
        select(Review)
        .join(SignOff, (SignOff.review_id == Review.id) & SignOff.reopened_at.is_(None))
        .where(
            Review.assessment_id == assessment_id,
            Review.state == ReviewState.SIGNED,
            SignOff.recommendation.in_(AWARDING),
            ~exists().where(Certificate.review_id == Review.id),
        )
        .order_by(Review.number.desc())
    )
    return session.scalars(wanted).unique().all()


def list_signed_reviews(assessment: Assessment) -> Sequence[Review]:
    """Return every signed review of the service against this standard, oldest signature first."""
    wanted = (
        select(Review)
        .join(Assessment, Assessment.id == Review.assessment_id)
        .where(_is_of_same_service(assessment), Review.state == ReviewState.SIGNED)
        .options(joinedload(Review.assessment), joinedload(Review.submission))
        .order_by(Review.signed_at, Review.id)
    )
    return session.scalars(wanted).all()


def list_reviews_to_tie(due: DueReview) -> Sequence[Review]:
    """Return the signed reviews that may be the one that fell due, newest first.

    Those of the service that no certificate follows from and no other due review has.
    """
    assessment = due.certificate.assessment
    taken = exists().where(DueReview.review_id == Review.id, DueReview.id != due.id)
    wanted = (
        select(Review)
        .join(Assessment, Assessment.id == Review.assessment_id)
        .where(
            _is_of_same_service(assessment),
            Review.state == ReviewState.SIGNED,
            ~taken,
            ~exists().where(Certificate.review_id == Review.id),
        )
        .options(joinedload(Review.assessment))
        .order_by(Review.signed_at.desc(), Review.id.desc())
    )
    return session.scalars(wanted).all()


def list_cycles_to_use(due: DueReview) -> Sequence[Assessment]:
    """Return the service's other self-assessments that no due review has yet, newest first."""
    assessment = due.certificate.assessment
    wanted = (
        select(Assessment)
        .where(
            _is_of_same_service(assessment),
            Assessment.id > assessment.id,
            ~exists().where(DueReview.assessment_id == Assessment.id),
        )
        .options(joinedload(Assessment.service))
        .order_by(Assessment.id.desc())
    )
    return session.scalars(wanted).all()


def load_levels(review_ids: Collection[int]) -> dict[int, LevelsByCode]:
    """Return the levels that were given in these reviews, by review and element code."""
    wanted = select(Finding.review_id, Finding.element_code, Finding.level)
    levels: dict[int, LevelsByCode] = defaultdict(dict)
    for review_id, code, level in session.execute(wanted.where(Finding.review_id.in_(review_ids))):
        levels[review_id][code] = level
    return levels


def find_returned_partials(review: Review, rules: Rules) -> dict[str, PartialTrace]:
    """Return each element that this review finds partly met, beside the reviews signed before it.

    By element code, in two queries. Of other reviews only signed ones count, of all cycles of the
    service against the same standard. `rules` are those of that standard.
    """
    earlier = list_signed_before(review.assessment, review.signed_at, but=review.id)
    return trace_reviews([*earlier, review], rules)


def list_signed_before(
    assessment: Assessment, moment: datetime | None, *, but: int | None = None
) -> list[Review]:
    """Return the reviews of a service that were signed before a moment, or ever where None."""
    return [
        review
        for review in list_signed_reviews(assessment)
        if review.id != but and _is_before(review.signed_at, moment)
    ]


def _is_before(signed_at: datetime | None, moment: datetime | None) -> bool:
    return moment is None or (signed_at is not None and signed_at < moment)


def trace_reviews(reviews: Sequence[Review], rules: Rules) -> dict[str, PartialTrace]:
    """Return the partials of the last of some reviews, oldest first, in one query."""
    levels = load_levels([each.id for each in reviews])
    return trace_partials(rules, [levels[each.id] for each in reviews])


def load_submitted(submission_id: int) -> Submission:
    """Return a submission with its content, in one query."""
    content = joinedload(Submission.snapshot).options(undefer(Snapshot.content))
    wanted = select(Submission).where(Submission.id == submission_id).options(content)
    return session.scalars(wanted).one()


def find_standing_submission(assessment_id: int) -> Submission | None:
    """Return the newest submission that was not withdrawn, with its content, or None."""
    content = joinedload(Submission.snapshot).options(undefer(Snapshot.content))
    wanted = select(Submission).where(
        Submission.assessment_id == assessment_id, Submission.withdrawn_at.is_(None)
    )
    return session.scalar(wanted.options(content).order_by(Submission.number.desc()).limit(1))
