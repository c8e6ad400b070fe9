"""What stands in the workbook of a report: a sheet per view, each one table."""

from collections.abc import Iterator

from cse_assess.analysis.coverage import ElementCoverage
from cse_assess.analysis.gaps import Gap
from cse_assess.analysis.readiness import GroupReadiness
from cse_assess.reports.document import ElementEntry, GapReport, IndexedEvidence, LinkedEvidence
from cse_assess.reports.options import Audience, Section
from cse_assess.reports.phrases import FIRST_GAPS, Phrases
from cse_assess.reports.plan_sheets import list_plan_sheets
from cse_assess.reports.sheet_parts import (
    DAY,
    LEVEL,
    LONG,
    SHORT,
    TITLE,
    Column,
    ReportSheet,
    Value,
)


def list_sheets(report: GapReport) -> list[ReportSheet]:
    """Return the sheets of what was chosen; the first says what the workbook is."""
    words = Phrases(report)
    return [_describe(report, words), *_list_chosen(report, words)]


def _list_chosen(report: GapReport, words: Phrases) -> Iterator[ReportSheet]:
    if report.includes(Section.SUMMARY) or report.includes(Section.GROUPS):
        yield _list_groups(report, words)
    if report.includes(Section.GAPS):
        yield _list_gaps(report)
    yield from list_plan_sheets(report)
    if report.includes(Section.ELEMENTS):
        yield _list_elements(report)
        yield _list_links(report)
    if report.includes(Section.COVERAGE):
        yield _list_points(report)
    if report.includes(Section.EVIDENCE):
        yield _list_evidence(report)
    if report.includes(Section.RULES):
        yield _list_levels(report, words)


def _describe(report: GapReport, words: Phrases) -> ReportSheet:
    subject = report.subject
    rows: tuple[tuple[Value, ...], ...] = (
        ("What this is", f"{report.title}. A self-assessment, not a certificate."),
        ("Organisation", subject.organisation),
        ("Service", subject.service),
        ("Standard", f"{report.standard.title}, version {report.standard.version}"),
        ("Wording", subject.wording),
        ("Cycle", subject.cycle),
        ("Visit", subject.visit_on or "No date set"),
        ("State", "Locked" if subject.is_locked else "Open"),
        ("Made", f"{subject.made_at:%d %b %Y, %H:%M}"),
        ("Made with", subject.program),
        ("Verdict", f"{words.verdict}. {words.verdict_detail}"),
        ("Left out by choice", ", ".join(words.left_out)),
    )
    return ReportSheet("About", (Column("About", LEVEL), Column("What", LONG)), rows)


def _list_groups(report: GapReport, words: Phrases) -> ReportSheet:
    titles = ("Apply", "Needed", "Met", "Partly met", "Not met", "Not scored", "N/A", "Short by")
    columns = (
        Column(words.group_word.capitalize(), TITLE),
        *(Column(title, SHORT) for title in titles),
        Column("Result", DAY),
        Column("Why", LONG),
    )
    rows = tuple(_group_row(group, words) for group in report.analysis.readiness.groups)
    return ReportSheet("Readiness", columns, rows)


def _group_row(group: GroupReadiness, words: Phrases) -> tuple[Value, ...]:
    tally = group.tally
    return (
        words.label_of(group),
        tally.applicable,
        group.required,
        tally.met,
        tally.partial,
        tally.not_met,
        tally.not_scored,
        tally.not_applicable,
        group.shortfall,
        words.result(group),
        " ".join(group.reasons),
    )


def _list_gaps(report: GapReport) -> ReportSheet:
    columns = (
        Column("No.", SHORT),
        Column("Code", SHORT),
        Column("Title", TITLE),
        Column("Group", SHORT),
        Column("Level", LEVEL),
        Column("Steps below met", SHORT),
        Column("What is missing", LONG),
        Column("What would mend it", LONG),
    )
    gaps = report.analysis.gaps
    if report.options.audience is Audience.BOARD:
        gaps = gaps[:FIRST_GAPS]
    rows = tuple(_gap_row(report, rank, gap) for rank, gap in enumerate(gaps, start=1))
    return ReportSheet("Gaps", columns, rows)


def _gap_row(report: GapReport, rank: int, gap: Gap) -> tuple[Value, ...]:
    level = _say_level(report.entries[gap.code])
    return (
        rank,
        gap.code,
        gap.title,
        gap.group_code,
        level,
        gap.distance,
        gap.reason,
        gap.remedy,
    )


def _list_elements(report: GapReport) -> ReportSheet:
    columns = (
        Column("Code", SHORT),
        Column("Title", TITLE),
        Column("Level", LEVEL),
        Column("Reason for this level", LONG),
        Column("Justification", LONG),
        Column("To tell or see on site", LONG),
        Column("Owner", LEVEL),
        Column("Pieces of evidence", SHORT),
        Column("Evidence covers", LEVEL),
    )
    rows = tuple(map(_element_row, report.entries.values()))
    return ReportSheet("Elements", columns, rows)


def _element_row(entry: ElementEntry) -> tuple[Value, ...]:
    return (
        entry.code,
        entry.title,
        _say_level(entry),
        entry.level_reason,
        entry.justification,
        entry.tell,
        entry.owner,
        len(entry.evidence),
        entry.coverage.state.sign.title,
    )


def _say_level(entry: ElementEntry) -> str:
    return entry.level.title if entry.level else "Not scored"


def _list_links(report: GapReport) -> ReportSheet:
    columns = (
        Column("Code", SHORT),
        Column("Evidence", TITLE),
        Column("Dated", DAY),
        Column("Valid until", DAY),
        Column("Stated", SHORT),
        Column("What it proves", LONG),
        Column("Answers", TITLE),
        Column("Pinned passages", LONG),
    )
    rows = tuple(
        _link_row(entry, link) for entry in report.entries.values() for link in entry.evidence
    )
    return ReportSheet("Evidence by element", columns, rows)


def _link_row(entry: ElementEntry, link: LinkedEvidence) -> tuple[Value, ...]:
    return (
        entry.code,
        link.record.title,
        link.record.evidence_on,
        link.last_valid_on,
        "No" if link.is_assumed else "Yes",
        link.note,
        link.answers,
        "\n".join(f"“{pin.quotation}” (page {pin.page_number})" for pin in link.pins),
    )


def _list_points(report: GapReport) -> ReportSheet:
    columns = (
        Column("Code", SHORT),
        Column("Point", SHORT),
        Column("What it asks", LONG),
        Column("Evidence covers", LEVEL),
        Column("Why", LONG),
        Column("Pieces", SHORT),
    )
    rows = tuple(row for element in report.coverage.elements for row in _point_rows(element))
    return ReportSheet("Coverage", columns, rows)


def _point_rows(element: ElementCoverage) -> Iterator[tuple[Value, ...]]:
    for point in element.points:
        state = point.state.sign.title
        yield (
            element.code,
            point.number or None,
            point.text,
            state,
            point.reason,
            len(point.answers),
        )


def _list_evidence(report: GapReport) -> ReportSheet:
    columns = (
        Column("Number", SHORT),
        Column("Title", TITLE),
        Column("Kind", LEVEL),
        Column("Dated", DAY),
        Column("Valid until", DAY),
        Column("Revision", SHORT),
        Column("Hash", LEVEL),
        Column("Address", TITLE),
        Column("Confidential", DAY),
        Column("Used in", TITLE),
    )
    return ReportSheet("Evidence", columns, tuple(map(_evidence_row, report.evidence)))


def _evidence_row(entry: IndexedEvidence) -> tuple[Value, ...]:
    record = entry.record
    return (
        record.item_id,
        record.title,
        record.kind,
        record.evidence_on,
        record.valid_until,
        record.revision,
        record.fingerprint,
        record.address,
        "Yes" if record.is_confidential else "No",
        ", ".join(entry.used_in),
    )


def _list_levels(report: GapReport, words: Phrases) -> ReportSheet:
    columns = (Column("Level", LEVEL), Column("Counts as", LEVEL), Column("What it means", LONG))
    rows = tuple(
        (level.title, words.kind_of(level), level.description) for level in report.standard.levels
    )
    return ReportSheet("Levels", columns, rows)
