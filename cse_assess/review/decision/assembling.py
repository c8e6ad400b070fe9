"""Puts a report together from what the database holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cse_assess.analysis.verdicts_over_time import PartialTrace
from cse_assess.assessments.past.content import Content, hash_content, list_pieces, read_day
from cse_assess.clock import LONDON
from cse_assess.review.certificates.queries import find_returned_partials
from cse_assess.review.decision import queries
from cse_assess.review.decision.content import make_content
from cse_assess.review.decision.drafting import draft_section, hash_draft
from cse_assess.review.decision.facts import ElementFacts, ReviewFacts, Work
from cse_assess.review.decision.judging import Judgement, judge_report
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound, ReportSection, SignOff
from cse_assess.review.decision.sections import Section, SectionKey, list_sections
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.visit.models import SessionKind
from cse_assess.standards.structure import Element, Standard


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section as it stands: its draft, or what somebody wrote in place of it.

    `is_stale` tells that the draft is another one by now than the writer had before them.
    """

    section: Section
    text: str
    draft: str
    choice: str = ""
    version_id: int = 0
    edited_at: datetime | None = None
    edited_by: str = ""
    is_stale: bool = False

    @property
    def is_edited(self) -> bool:
        """Tell whether somebody wrote it."""
        return self.version_id > 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands now, with all that stands around it; `content` is what it says."""

    review: Review
    facts: ReviewFacts
    sections: Sequence[WrittenSection]
    rounds: Sequence[AccuracyRound]
    points: Sequence[AccuracyPoint]
    signatures: Sequence[SignOff]
    testers: Mapping[int, str]
    judgement: Judgement
    content: Content

    @property
    def sha256(self) -> str:
        """Return the hash of what it says."""
        return hash_content(self.content)

    @property
    def choice(self) -> str:
        """Return the recommendation, empty where there is none yet."""
        return self.section(SectionKey.RECOMMENDATION).choice

    @property
    def held(self) -> AccuracyRound | None:
        """Return the newest round on accuracy, over or not; or None."""
        return self.rounds[-1] if self.rounds else None

    @property
    def waiting(self) -> list[AccuracyPoint]:
        """Return the points that have no answer yet."""
        return [point for point in self.points if point.is_waiting]

    def section(self, key: str) -> WrittenSection:
        """Return the section of this key, which this standard's report has."""
        return next(each for each in self.sections if each.section.key == key)


def assemble_report(review: Review, standard: Standard) -> Report:
    """Return the report of a review, which comes with its content, as it stands now.

    It takes a fixed number of queries, however much was found.
    """
    testers = queries.list_testers(review)
    facts = gather_facts(review, standard, testers)
    sections = _write_sections(facts, queries.load_sections(review.id))
    rounds, points = queries.list_rounds(review.id), queries.list_points(review.id)
    signatures = queries.list_signatures(review.id)
    choice = sections[-1].choice
    return Report(
        review=review,
        facts=facts,
        sections=sections,
        rounds=rounds,
        points=points,
        signatures=signatures,
        testers=testers,
        judgement=judge_report(
            facts,
            choice,
            waiting_points=sum(point.is_waiting for point in points),
            stale_titles=[each.section.title for each in sections if each.is_stale],
        ),
        content=make_content(
            facts,
            sections=[_describe(each) for each in sections],
            choice=choice,
            rounds=rounds,
            points=points,
            signatures=signatures,
        ),
    )


def gather_facts(review: Review, standard: Standard, testers: Mapping[int, str]) -> ReviewFacts:
    """Return what the review says by now; `testers` are those who set levels, by id."""
    submission, content = review.submission, review.submission.snapshot.content
    return ReviewFacts(
        standard=standard,
        organisation=content["organisation"],
        service=content["service"],
        cycle=content["cycle"],
        kind=review.kind,
        number=review.number,
        submission=submission.number,
        fingerprint=submission.sha256,
        submitted_on=_day_of(submission.submitted_at),
        opened_on=_day_of(review.opened_at),
        visit_days=_find_visit_days(review, content),
        assessors=_name_assessors(review, testers),
        elements=_describe_elements(
            standard,
            content,
            load_findings(review.id),
            find_returned_partials(review, standard.rules),
        ),
        work=_count_work(review, content, testers),
    )


def _day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _find_visit_days(review: Review, content: Content) -> tuple[date, ...]:
    """Return the days that are planned, or else the day that the submission names."""
    planned = queries.list_visit_days(review.id)
    named = read_day(content["visit_on"])
    return tuple(planned) or ((named,) if named else ())


def _name_assessors(review: Review, testers: Mapping[int, str]) -> tuple[str, ...]:
    others = [name for user_id, name in testers.items() if user_id != review.assessor_id]
    return (review.assessor.name, *others)


def _describe_elements(
    standard: Standard,
    content: Content,
    findings: Mapping[str, Finding],
    traces: Mapping[str, PartialTrace],
) -> list[ElementFacts]:
    claimed = {each["code"]: each["level"] for each in content["elements"]}
    described = (
        _describe_element(standard, element, claimed.get(element.code), findings.get(element.code))
        for element in standard.elements
    )
    return [
        replace(each, recurrence=traces[each.code].state) if each.code in traces else each
        for each in described
    ]


def _describe_element(
    standard: Standard, element: Element, claimed: str | None, found: Finding | None
) -> ElementFacts:
    """Return what is known of an element; a level that this edition does not have is none."""
    own_level = _keep_known(standard, claimed)
    if found is None:
        return ElementFacts(element.code, element.title, own_level)
    return ElementFacts(
        element.code,
        element.title,
        own_level,
        _keep_known(standard, found.level),
        comment=found.comment,
        strength=found.strength,
        improvement=found.improvement,
        partial=found.partial,
        is_done=found.is_done,
    )


def _keep_known(standard: Standard, level_id: str | None) -> str | None:
    return level_id if standard.find_level(level_id or "") else None


def _count_work(review: Review, content: Content, testers: Mapping[int, str]) -> Work:
    pieces = {
        (each["item"], each["revision"]) for each in list_pieces(content) if not each["withdrawn"]
    }
    opened = queries.list_opened(review.submission_id, {review.assessor_id, *testers})
    sessions = queries.count_sessions(review.id)
    asked, unsettled = queries.count_queries(review.id)
    return Work(
        pieces=len(pieces),
        opened=len(pieces & opened),
        interviews=sessions[SessionKind.INTERVIEW],
        observations=sessions[SessionKind.OBSERVATION],
        queries=asked,
        queries_open=unsettled,
    )


def _write_sections(
    facts: ReviewFacts, written: Mapping[str, ReportSection]
) -> list[WrittenSection]:
    return [
        _write_section(facts, section, written.get(section.key))
        for section in list_sections(facts.standard)
    ]


def _write_section(
    facts: ReviewFacts, section: Section, row: ReportSection | None
) -> WrittenSection:
    draft = draft_section(facts, section.key, row.choice if row else "")
    if row is None:
        return WrittenSection(section, draft, draft)
    return WrittenSection(
        section,
        row.text,
        draft,
        choice=row.choice,
        version_id=row.version_id,
        edited_at=row.edited_at,
        edited_by=row.edited_by.name if row.edited_by else "",
        is_stale=row.draft_sha256 != hash_draft(draft),
    )


def _describe(written: WrittenSection) -> Content:
    return {
        "key": written.section.key,
        "title": written.section.title,
        "text": written.text,
    }
