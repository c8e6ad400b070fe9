"""What stands in the workbook of a report: a sheet per view, each one table."""

from collections.abc import Callable, Iterator

from cse_assess.analysis.coverage import ElementCoverage, PointCoverage
from cse_assess.analysis.gaps import Gap
from cse_assess.analysis.readiness import GroupReadiness
from cse_assess.audit.queries import End
from cse_assess.reports import plan_sheets
from cse_assess.reports.document import ElementEntry, GapReport, IndexedEvidence, LinkedEvidence
from cse_assess.reports.options import Audience, Section
from cse_assess.reports.outlook_phrases import OutlookPhrases
from cse_assess.reports.phrases import FIRST_GAPS, Phrases
from cse_assess.reports.sheet_parts import (
    DAY,
    LEVEL,
    LONG,
    SHORT,
    TITLE,
    Column,
    Columns,
    ReportSheet,
    Value,
    fill_sheet,
    say_yes,
)
from cse_assess.standards.structure import Level


def _say_level(entry: ElementEntry) -> str:
    return entry.level.title if entry.level else "Not scored"


def _quote(link: LinkedEvidence) -> str:
    return "\n".join(f"“{pin.quotation}” (page {pin.page_number})" for pin in link.pins)


ABOUT: Columns[tuple[str, Value]] = (
    Column("About", LEVEL, lambda fact: fact[0]),
    Column("What", LONG, lambda fact: fact[1]),
)
ELEMENTS: Columns[ElementEntry] = (
    Column("Code", SHORT, lambda each: each.code),
    Column("Title", TITLE, lambda each: each.title),
    Column("Level", LEVEL, _say_level),
    Column("Reason for this level", LONG, lambda each: each.level_reason),
    Column("Justification", LONG, lambda each: each.justification),
    Column("To tell or see on site", LONG, lambda each: each.tell),
    Column("Owner", LEVEL, lambda each: each.owner),
    Column("Pieces of evidence", SHORT, lambda each: len(each.evidence)),
    Column("Evidence covers", LEVEL, lambda each: each.coverage.state.sign.title),
)
LINKS: Columns[tuple[ElementEntry, LinkedEvidence]] = (
    Column("Code", SHORT, lambda pair: pair[0].code),
    Column("Evidence", TITLE, lambda pair: pair[1].record.title),
    Column("Dated", DAY, lambda pair: pair[1].record.evidence_on),
    Column("Valid until", DAY, lambda pair: pair[1].last_valid_on),
    Column("Stated", SHORT, lambda pair: say_yes(not pair[1].is_assumed)),
    Column("What it proves", LONG, lambda pair: pair[1].note),
    Column("Answers", TITLE, lambda pair: pair[1].answers),
    Column("Pinned passages", LONG, lambda pair: _quote(pair[1])),
)
POINTS: Columns[tuple[ElementCoverage, PointCoverage]] = (
    Column("Code", SHORT, lambda pair: pair[0].code),
    Column("Point", SHORT, lambda pair: pair[1].number or None),
    Column("What it asks", LONG, lambda pair: pair[1].text),
    Column("Evidence covers", LEVEL, lambda pair: pair[1].state.sign.title),
    Column("Why", LONG, lambda pair: pair[1].reason),
    Column("Pieces", SHORT, lambda pair: len(pair[1].answers)),
)
EVIDENCE: Columns[IndexedEvidence] = (
    Column("Number", SHORT, lambda each: each.record.item_id),
    Column("Title", TITLE, lambda each: each.record.title),
    Column("Kind", LEVEL, lambda each: each.record.kind),
    Column("Dated", DAY, lambda each: each.record.evidence_on),
    Column("Valid until", DAY, lambda each: each.record.valid_until),
    Column("Revision", SHORT, lambda each: each.record.revision),
    Column("Hash", LEVEL, lambda each: each.record.fingerprint),
    Column("Address", TITLE, lambda each: each.record.address),
    Column("Confidential", DAY, lambda each: say_yes(each.record.is_confidential)),
    Column("Used in", TITLE, lambda each: ", ".join(each.used_in)),
)


def list_sheets(report: GapReport) -> list[ReportSheet]:
    """Return the sheets of what was chosen; the first says what the workbook is."""
    words = Phrases(report)
    return [_describe(report, words), *_list_chosen(report, words)]


def _list_chosen(report: GapReport, words: Phrases) -> Iterator[ReportSheet]:
    """Yield each sheet once, in the order of the document."""
    chosen = (VIEWS[section] for section in Section if report.includes(section))
    for make in dict.fromkeys(make for views in chosen for make in views):
        yield make(report, words)


def _describe(report: GapReport, words: Phrases) -> ReportSheet:
    subject = report.subject
    facts: tuple[tuple[str, Value], ...] = (
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
        ("Audit trail", _describe_trail(subject.trail)),
        ("Verdict", f"{words.verdict}. {words.verdict_detail}"),
        *_summarise_outlook(report),
        ("Left out by choice", ", ".join(words.left_out)),
    )
    return fill_sheet("About", ABOUT, facts)


def _describe_trail(trail: End | None) -> str:
    return f"Ended with event {trail.event_id}, SHA-256 {trail.hash}" if trail else ""


def _summarise_outlook(report: GapReport) -> Iterator[tuple[str, Value]]:
    """Yield in a sentence or two what the sheets on the days to come have in rows."""
    outlook = OutlookPhrases(report)
    if report.includes(Section.FORECAST):
        yield "Forecast", f"{' '.join(outlook.turns)} {outlook.on_visit}"
    if report.includes(Section.FRAGILITY):
        yield "What hangs on what", f"{outlook.judged} {outlook.hanging}"


def _list_groups(report: GapReport, words: Phrases) -> ReportSheet:
    columns: Columns[GroupReadiness] = (
        Column(words.group_word.capitalize(), TITLE, words.label_of),
        Column("Apply", SHORT, lambda each: each.tally.applicable),
        Column("Needed", SHORT, lambda each: each.required),
        Column("Met", SHORT, lambda each: each.tally.met),
        Column("Partly met", SHORT, lambda each: each.tally.partial),
        Column("Not met", SHORT, lambda each: each.tally.not_met),
        Column("Not scored", SHORT, lambda each: each.tally.not_scored),
        Column("N/A", SHORT, lambda each: each.tally.not_applicable),
        Column("Short by", SHORT, lambda each: each.shortfall),
        Column("Result", DAY, words.result),
        Column("Why", LONG, lambda each: " ".join(each.reasons)),
    )
    return fill_sheet("Readiness", columns, report.analysis.readiness.groups)


def _list_gaps(report: GapReport, _words: Phrases) -> ReportSheet:
    columns: Columns[tuple[int, Gap]] = (
        Column("No.", SHORT, lambda ranked: ranked[0]),
        Column("Code", SHORT, lambda ranked: ranked[1].code),
        Column("Title", TITLE, lambda ranked: ranked[1].title),
        Column("Group", SHORT, lambda ranked: ranked[1].group_code),
        Column("Level", LEVEL, lambda ranked: _say_level(report.entries[ranked[1].code])),
        Column("Steps below met", SHORT, lambda ranked: ranked[1].distance),
        Column("What is missing", LONG, lambda ranked: ranked[1].reason),
        Column("What would mend it", LONG, lambda ranked: ranked[1].remedy),
    )
    gaps = report.analysis.gaps
    if report.options.audience is Audience.BOARD:
        gaps = gaps[:FIRST_GAPS]
    return fill_sheet("Gaps", columns, enumerate(gaps, start=1))


def _list_elements(report: GapReport, _words: Phrases) -> ReportSheet:
    return fill_sheet("Elements", ELEMENTS, report.entries.values())


def _list_links(report: GapReport, _words: Phrases) -> ReportSheet:
    pairs = ((entry, link) for entry in report.entries.values() for link in entry.evidence)
    return fill_sheet("Evidence by element", LINKS, pairs)


def _list_points(report: GapReport, _words: Phrases) -> ReportSheet:
    elements = report.coverage.elements
    pairs = ((element, point) for element in elements for point in element.points)
    return fill_sheet("Coverage", POINTS, pairs)


def _list_evidence(report: GapReport, _words: Phrases) -> ReportSheet:
    return fill_sheet("Evidence", EVIDENCE, report.evidence)


def _list_levels(report: GapReport, words: Phrases) -> ReportSheet:
    columns: Columns[Level] = (
        Column("Level", LEVEL, lambda level: level.title),
        Column("Counts as", LEVEL, words.kind_of),
        Column("What it means", LONG, lambda level: level.description),
    )
    return fill_sheet("Levels", columns, report.standard.levels)


VIEWS: dict[Section, tuple[Callable[[GapReport, Phrases], ReportSheet], ...]] = {
    Section.SUMMARY: (_list_groups,),
    Section.GROUPS: (_list_groups,),
    Section.GAPS: (_list_gaps,),
    Section.ACTIONS: (plan_sheets.list_actions,),
    Section.ROUTE: (plan_sheets.list_way,),
    Section.FORECAST: (plan_sheets.list_days,),
    Section.FRAGILITY: (plan_sheets.list_hanging,),
    Section.CHECKS: (plan_sheets.list_checks,),
    Section.ELEMENTS: (_list_elements, _list_links),
    Section.GUIDANCE: (),
    Section.COVERAGE: (_list_points,),
    Section.EVIDENCE: (_list_evidence,),
    Section.HISTORY: (plan_sheets.list_past, plan_sheets.list_snapshots),
    Section.RULES: (_list_levels,),
}
"""The sheets of each section; what two sections share is made once."""
