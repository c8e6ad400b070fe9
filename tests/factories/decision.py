"""Reports of reviews: findings for every element, rounds, points and signatures, committed."""

from datetime import timedelta

from factories.accounts import actor_of
from factories.assessments import cse

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.decision.assembling import assemble_report
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound, SignOff
from cse_assess.review.decision.sections import SectionKey
from cse_assess.review.decision.services import accuracy, sections, signing
from cse_assess.review.desk.models import Finding, Review

RECOMMENDATION = SectionKey.RECOMMENDATION.value


def find_all(review: Review, level="compliant", *, standard=None, **others) -> None:
    """Give every element a done finding of one level; `others` are codes with another level.

    Codes come as `e1_1_1`.
    """
    levels = {code[1:].replace("_", "."): level_id for code, level_id in others.items()}
    for element in (standard or cse()).elements:
        session.add(
            Finding(
                review_id=review.id,
                element_code=element.code,
                level=levels.get(element.code, level),
                is_done=True,
                tested_by_id=review.assessor_id,
            )
        )
    session.commit()


def recommend(review: Review, choice="award", text="", *, standard=None, **values) -> None:
    """Choose a recommendation, as the assessor of the review."""
    write_section(review, RECOMMENDATION, text, choice=choice, standard=standard, **values)


def write_section(review: Review, key: str, text: str, *, standard=None, **values) -> None:
    """Write a section as it is on the screen, as the assessor of the review."""
    standard = standard or cse()
    report = assemble_report(review, standard)
    known = {"version_id": report.section(key).version_id, "draft_sha256": ""}
    sections.save_section(
        actor=actor_of(review.assessor),
        review=review,
        standard=standard,
        key=key,
        text=text,
        **{**known, **values},
    )
    session.commit()


def send_draft(review: Review, *, days=10, note="") -> AccuracyRound:
    """Give the organisation the draft for some days."""
    held = accuracy.send_draft(
        actor=actor_of(review.assessor),
        review=review,
        version_id=review.version_id,
        until=today() + timedelta(days=days),
        note=note,
    )
    session.commit()
    return held


def raise_point(review: Review, lead, where="1.1.1", text="It opens at 9.") -> AccuracyPoint:
    """Say for the organisation that a fact is not right."""
    point = accuracy.raise_point(
        actor=actor_of(lead), review=review, standard=cse(), where=where, text=text
    )
    session.commit()
    return point


def answer(point: AccuracyPoint, *, is_accepted=True, words="Changed.") -> None:
    """Answer a point, as the assessor of its review."""
    accuracy.answer_point(
        actor=actor_of(point.review.assessor),
        point=point,
        version_id=point.version_id,
        is_accepted=is_accepted,
        answer=words,
    )
    session.commit()


def close_round(review: Review) -> None:
    """Take the draft back."""
    accuracy.close_round(
        actor=actor_of(review.assessor), review=review, version_id=review.version_id
    )
    session.commit()


def sign(review: Review, *, actor=None, standard=None, **values) -> SignOff:
    """Sign a report that is ready, as the assessor of the review."""
    standard = standard or cse()
    known = {
        "seen_sha256": assemble_report(review, standard).sha256,
        "signed_name": "Ada Marsh",
        "without_round": "The time was too short.",
    }
    signed = signing.sign_report(
        actor=actor or actor_of(review.assessor),
        review=review,
        standard=standard,
        **{**known, **values},
    )
    session.commit()
    return signed


def make_signable(review: Review, choice="award", *, standard=None) -> None:
    """Give a review all that a signature needs."""
    find_all(review, standard=standard)
    recommend(review, choice, standard=standard)


def make_signed(review: Review) -> SignOff:
    """Sign a review of which every element is met."""
    make_signable(review)
    return sign(review)


def reopen(review: Review, reason="A wrong level.") -> None:
    """Open a signed review again, as its assessor."""
    signing.reopen_review(
        actor=actor_of(review.assessor),
        review=review,
        version_id=review.version_id,
        reason=reason,
    )
    session.commit()
