"""What a review that falls due is held against: the last signed review, or else the own levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cse_assess.analysis.verdicts_over_time import PartialState, PartialTrace
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.carrying import NO_VERDICTS, Carried, CarryReason, Verdicts
from cse_assess.assessments.past.content import Content
from cse_assess.assessments.queries import list_response_rows
from cse_assess.review.certificates import queries
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Rules, Standard

NO_FINDINGS: Mapping[str, Finding] = {}
OF_PARTIAL = {
    PartialState.FIRST: CarryReason.ASSESSOR_PARTIAL,
    PartialState.STILL: CarryReason.ASSESSOR_STILL,
    PartialState.RETURNED: CarryReason.ASSESSOR_RETURNED,
}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The levels that stood last, and what was submitted then.

    `review` is the signed review that gave the levels, None where they are the organisation's own.
    Without `submission` there is nothing to compare with.
    """

    review: Review | None
    submission: Submission | None
    levels: Mapping[str, str | None]
    findings: Mapping[str, Finding]
    traces: Mapping[str, PartialTrace]

    @property
    def content(self) -> Content | None:
        """Return what was submitted, or None."""
        return self.submission.snapshot.content if self.submission else None


def find_baseline(certificate: Certificate, due: DueReview | None, rules: Rules) -> Baseline:
    """Return what is known from before `due`, or, where None, from before the next assessment.

    In four queries at most.
    """
    reviews = _list_earlier(certificate, due)
    if not reviews:
        return _of_own_levels(certificate.assessment)
    review = reviews[-1]
    findings = load_findings(review.id)
    return Baseline(
        review=review,
        submission=queries.load_submitted(review.submission_id),
        levels={code: finding.level for code, finding in findings.items()},
        findings=findings,
        traces=queries.trace_reviews(reviews, rules),
    )


def _list_earlier(certificate: Certificate, due: DueReview | None) -> list[Review]:
    own = due.review if due else None
    return queries.list_signed_before(
        certificate.assessment, _signed_at(own), but=own.id if own else None
    )


def _signed_at(review: Review | None) -> datetime | None:
    return review.signed_at if review else None


def _of_own_levels(assessment: Assessment) -> Baseline:
    submission = queries.find_standing_submission(assessment.id)
    levels = _read_levels(submission) if submission else _load_levels(assessment)
    return Baseline(None, submission, levels, NO_FINDINGS, {})


def _read_levels(submission: Submission) -> dict[str, str | None]:
    return {each["code"]: each["level"] for each in submission.snapshot.content["elements"]}


def _load_levels(assessment: Assessment) -> dict[str, str | None]:
    rows = list_response_rows(assessment.id)
    return {row.response.element_code: row.response.level for row in rows}


def find_working_cycle(certificate: Certificate, due: DueReview | None) -> Assessment:
    """Return the self-assessment that is worked on towards `due`: the last that was begun for it.

    That is its own, or one of an earlier due review, or else the one that got the certificate.
    Where `due` is None, the last of all.
    """
    begun = [
        each
        for each in certificate.due_reviews
        if each.assessment is not None and (due is None or each.due_on <= due.due_on)
    ]
    return (begun[-1].assessment if begun else None) or certificate.assessment


def list_verdicts(baseline: Baseline, standard: Standard) -> Verdicts:
    """Return what the assessor said as points of the next cycle's carry-forward list.

    Without a signed review there is nothing of theirs, and the own levels tell.
    """
    if baseline.review is None:
        return NO_VERDICTS
    judged = frozenset(code for code, level in baseline.levels.items() if level)
    points = (
        point
        for element in standard.elements
        for point in _points_of(baseline, standard, element.code)
    )
    return Verdicts(judged, tuple(points))


def _points_of(baseline: Baseline, standard: Standard, code: str) -> Iterator[Carried]:
    finding = baseline.findings.get(code)
    if finding is None:
        return
    reason = _reason_of(standard.rules, finding.level, baseline.traces.get(code))
    if reason:
        level = standard.find_level(finding.level or "")
        said = (level.title if level else "", finding.comment)
        yield Carried(code, reason, ": ".join(filter(None, said)))
    for words in list_flags(finding):
        yield Carried(code, CarryReason.ASSESSOR_FLAGGED, words)


def _reason_of(rules: Rules, level: str | None, trace: PartialTrace | None) -> CarryReason | None:
    if level in rules.partial:
        return OF_PARTIAL[trace.state] if trace else CarryReason.ASSESSOR_PARTIAL
    if level in rules.not_met:
        return CarryReason.ASSESSOR_NOT_MET
    return CarryReason.ASSESSOR_EXEMPLARY if level in rules.exemplary else None


def list_flags(finding: Finding) -> list[str]:
    """Return what the assessor flagged in words: to improve, and partial compliance."""
    return [words for words in (finding.partial, finding.improvement) if words]
