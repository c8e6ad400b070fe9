"""Whose levels of a submission can be laid side by side, before one person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.agreement import (
    Agreement,
    compare_by_criterion,
    compare_scores,
    describe_kappa,
    warn_of_few,
)
from cse_assess.analysis.disagreement import Difference, list_differences
from cse_assess.analysis.levels_over_time import keep_known
from cse_assess.analysis.readiness import Readiness, assess_readiness
from cse_assess.assessments.past.content import Content
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.second_opinion import policy, queries
from cse_assess.review.second_opinion.models import Score, Scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Criterion, Standard

OWN = "own"
REVIEW = "review"
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody's levels by element code, with their reasons; `remark` is what to know of them."""

    key: str
    name: str
    levels: Mapping[str, str | None]
    reasons: Mapping[str, str]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people's levels side by side: agreement, verdicts, and where they differ."""

    first: Party
    second: Party
    agreement: Agreement
    by_criterion: Sequence[tuple[Criterion, Agreement]]
    readiness: tuple[Readiness, Readiness]
    differences: Sequence[Difference]

    @property
    def words(self) -> str:
        """Return what the figures mean, and what to keep in mind where they are of few elements."""
        return f"{describe_kappa(self.agreement)} {warn_of_few(self.agreement)}".strip()


def compare_parties(standard: Standard, first: Party, second: Party) -> Comparison:
    """Compare two parties; what the standard does not have any more counts as not scored."""
    ours, theirs = (keep_known(standard, dict(party.levels)) for party in (first, second))
    return Comparison(
        first,
        second,
        compare_scores(standard, ours, theirs),
        compare_by_criterion(standard, ours, theirs),
        (assess_readiness(standard, ours), assess_readiness(standard, theirs)),
        list_differences(standard, ours, theirs),
    )


def choose_pair(
    parties: Sequence[Party], first: str, second: str, *, usual: str
) -> tuple[Party, Party] | None:
    """Return the two parties of these keys, or None where there are not two at all.

    In the place of a first one that there is not comes the `usual` one, of a second the last other.
    """
    if len(parties) < SEVERAL:
        return None
    by_key = {party.key: party for party in parties}
    ours = by_key.get(first, by_key[usual])
    others = [party for party in parties if party is not ours]
    theirs = by_key.get(second, others[-1])
    return ours, others[-1] if theirs is ours else theirs


def list_parties_of_review(actor: Actor, review: Review) -> list[Party]:
    """Return whose levels an assessor of the review may lay side by side, in four queries.

    The assessor of the review sees the level that a second assessor gave an element once they have
    given their own.
    """
    findings = load_findings(review.id)
    scorings = _list_finished(review.submission_id, is_internal=False)
    parties = [_read_claims(review.submission.snapshot.content), _read_findings(review, findings)]
    own = {code for code, finding in findings.items() if finding.level}
    seen = own if actor.user_id == review.assessor_id else None
    return [*parties, *_read_scorings(scorings, seen)]


def list_parties_inside(actor: Actor, submission: Submission) -> list[Party]:
    """Return whose levels a person of the organisation may lay side by side, in six queries.

    While they have a scoring in hand that is nobody's but the organisation's own claim.
    """
    is_scoring = queries.is_scoring(actor.user_id, submission.assessment_id)
    review = queries.find_review_of(submission.id)
    sees = {"is_signed": review is not None and review.is_signed, "is_scoring": is_scoring}
    parties = [_read_claims(submission.snapshot.content)]
    if review and policy.can_read_verdicts(actor, submission.assessment, **sees):
        parties.append(_read_findings(review, load_findings(review.id)))
    readable = [
        scoring
        for scoring in queries.list_scorings({submission.id})
        if policy.can_read_result(actor, scoring, **sees)
    ]
    return [*parties, *_read_scorings(readable)]


def _list_finished(submission_id: int, *, is_internal: bool) -> list[Scoring]:
    return [
        scoring
        for scoring in queries.list_scorings({submission_id})
        if scoring.is_finished and scoring.is_internal == is_internal
    ]


def _read_claims(content: Content) -> Party:
    elements = content["elements"]
    return Party(
        OWN,
        "The self-assessment",
        {element["code"]: element["level"] for element in elements},
        {
            element["code"]: _join(element["level_reason"], element["justification"])
            for element in elements
        },
    )


def _join(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _read_findings(review: Review, findings: Mapping[str, Finding]) -> Party:
    return Party(
        REVIEW,
        f"{review.assessor.name}, review {review.number}",
        {code: finding.level for code, finding in findings.items()},
        {code: finding.comment for code, finding in findings.items()},
    )


def _read_scorings(scorings: Sequence[Scoring], seen: Iterable[str] | None = None) -> list[Party]:
    """Return the scorings as parties; only of the elements of `seen` where that is told."""
    scores = queries.load_scores_of({scoring.id for scoring in scorings})
    opened = queries.list_seen_before({scoring.id for scoring in scorings})
    return [
        _read_scoring(scoring, _keep(scores[scoring.id], seen), had_seen=scoring.id in opened)
        for scoring in scorings
    ]


def _keep(scores: Mapping[str, Score], seen: Iterable[str] | None) -> Mapping[str, Score]:
    if seen is None:
        return scores
    return {code: scores[code] for code in seen if code in scores}


def _read_scoring(scoring: Scoring, scores: Mapping[str, Score], *, had_seen: bool) -> Party:
    kind = "scored within the organisation" if scoring.is_internal else "second assessor"
    name = scoring.scorer.name
    return Party(
        f"scoring-{scoring.id}",
        f"{name}, {kind}",
        {code: score.level for code, score in scores.items()},
        {code: score.reason for code, score in scores.items()},
        f"{name} had opened the submission with its claimed levels before." if had_seen else "",
    )
