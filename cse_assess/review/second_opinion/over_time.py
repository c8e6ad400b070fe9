"""How the organisation's levels compare with assessors' verdicts over its signed reviews."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.calibration import (
    Calibration,
    Judged,
    calibrate,
    calibrate_by_criterion,
    describe_mean,
    pair_with_verdicts,
)
from cse_assess.analysis.levels_over_time import keep_known
from cse_assess.analysis.readiness import Levels
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.content import Content
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion import policy, queries
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.standards.structure import Criterion, Standard

THE_CLAIM = "The self-assessments"


@dataclass(frozen=True, slots=True)
class OfReview:
    """A signed review, and how the levels that were submitted compare with its verdicts."""

    review: Review
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class OfScorer:
    """Somebody's levels of all reviewed submissions that they scored, against the verdicts."""

    name: str
    reviews: int
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class OverTime:
    """What signed reviews against one standard say of the organisation's own levels."""

    standard: Standard
    by_review: Sequence[OfReview]
    whole: Calibration
    by_criterion: Sequence[tuple[Criterion, Calibration]]
    by_scorer: Sequence[OfScorer]

    @property
    def words(self) -> str:
        """Return how far the submitted levels were off on average."""
        return describe_mean(self.whole)


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """A signed review with its verdicts, the levels submitted, and those of internal scorers."""

    review: Review
    standard: Standard
    judged: Sequence[Judged]
    scored: Sequence[tuple[Scoring, Sequence[Judged]]]


FindStandard = Callable[[Assessment], Standard | None]


def trace_levels(actor: Actor, organisation_id: int, find_standard: FindStandard) -> list[OverTime]:
    """Return the comparison for each standard that was reviewed, in five queries.

    Only signed reviews of services that the person sees count, and none of a self-assessment of
    which they have a scoring in hand. `find_standard` gives a self-assessment's standard, None
    where it is not installed any more.
    """
    in_hand = queries.list_assessments_in_hand(actor.user_id)
    reviews = [
        review
        for review in queries.list_signed_reviews(organisation_id)
        if policy.can_read_verdicts(
            actor,
            review.assessment,
            is_signed=review.is_signed,
            is_scoring=review.assessment_id in in_hand,
        )
    ]
    read = _read_reviews(actor, reviews, find_standard)
    standards = {each.standard.id: each.standard for each in read}
    return [
        _describe(standard, [each for each in read if each.standard.id == standard.id])
        for standard in standards.values()
    ]


def _read_reviews(
    actor: Actor, reviews: Sequence[Review], find_standard: FindStandard
) -> list[_Reviewed]:
    findings = queries.load_findings_of({review.id for review in reviews})
    scorings = _list_readable(actor, reviews)
    scores = queries.load_scores_of({scoring.id for scoring in scorings})
    read = []
    for review in reviews:
        standard = find_standard(review.assessment)
        if standard is None:
            continue
        verdicts = {code: finding.level for code, finding in findings[review.id].items()}
        scored = [
            (scoring, {code: score.level for code, score in scores[scoring.id].items()})
            for scoring in scorings
            if scoring.submission_id == review.submission_id
        ]
        read.append(_pair(review, standard, verdicts, scored))
    return read


def _list_readable(actor: Actor, reviews: Iterable[Review]) -> list[Scoring]:
    """Return the finished scorings of the organisation's own people that the person may read."""
    return [
        scoring
        for scoring in queries.list_scorings({review.submission_id for review in reviews})
        if scoring.is_internal
        and policy.can_read_result(actor, scoring, is_signed=True, is_scoring=False)
    ]


def _pair(
    review: Review,
    standard: Standard,
    verdicts: Levels,
    scored: Iterable[tuple[Scoring, Levels]],
) -> _Reviewed:
    known = keep_known(standard, dict(verdicts))

    def pair(levels: Levels) -> list[Judged]:
        return pair_with_verdicts(standard, keep_known(standard, dict(levels)), known)

    claimed = _read_levels(review.submission.snapshot.content)
    return _Reviewed(
        review, standard, pair(claimed), [(scoring, pair(levels)) for scoring, levels in scored]
    )


def _read_levels(content: Content) -> dict[str, str | None]:
    return {element["code"]: element["level"] for element in content["elements"]}


def _describe(standard: Standard, read: Sequence[_Reviewed]) -> OverTime:
    everything = [judged for each in read for judged in each.judged]
    return OverTime(
        standard=standard,
        by_review=[OfReview(each.review, calibrate(each.judged)) for each in read],
        whole=calibrate(everything),
        by_criterion=calibrate_by_criterion(standard, everything),
        by_scorer=[
            OfScorer(THE_CLAIM, len(read), calibrate(everything)),
            *_describe_scorers(read),
        ],
    )


def _describe_scorers(read: Iterable[_Reviewed]) -> list[OfScorer]:
    by_person: dict[int, list[tuple[Scoring, Sequence[Judged]]]] = {}
    for each in read:
        for scoring, judged in each.scored:
            by_person.setdefault(scoring.scorer_id, []).append((scoring, judged))
    found = [
        OfScorer(
            scored[0][0].scorer.name,
            len(scored),
            calibrate(judged for _, some in scored for judged in some),
        )
        for scored in by_person.values()
    ]
    return sorted(found, key=lambda each: each.name.casefold())
