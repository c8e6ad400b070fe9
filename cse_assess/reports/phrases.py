"""What a gap analysis says about its figures, in whole sentences of plain English."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cse_assess.analysis.coverage import CoverageState, ElementCoverage
from cse_assess.analysis.gaps import Gap
from cse_assess.analysis.readiness import GroupReadiness, Verdict
from cse_assess.reports.chart import GroupChart
from cse_assess.reports.document import GapReport
from cse_assess.reports.options import OFFERED, Audience, Format, Section
from cse_assess.standards.structure import Level, Standard

MOST_REASONS = 8
FIRST_GAPS = 5

VERDICTS = {
    Verdict.PASSES: "On these levels, the service meets the pass rule",
    Verdict.NOT_YET: "Not yet: some of it still has to be scored",
    Verdict.FAILS: "The service does not meet the pass rule yet",
}
RESULTS = {Verdict.PASSES: "Passes", Verdict.NOT_YET: "Not yet", Verdict.FAILS: "Does not pass"}
KINDS = {
    "met": "Met",
    "partial": "Partly met",
    "not_met": "Not met",
    "not_applicable": "Left out of the sum",
}
SECTIONS = {
    Section.SUMMARY: "Summary on one page",
    Section.GROUPS: "Charts and figures",
    Section.GAPS: "Gaps in order",
    Section.ACTIONS: "Improvement actions",
    Section.ROUTE: "The least work that leads to the award",
    Section.FORECAST: "The forecast: when it would first fail, and why",
    Section.FRAGILITY: "What hangs on which evidence, and how to make it safe",
    Section.CHECKS: "What does not fit together",
    Section.ELEMENTS: "Levels, texts and evidence in full",
    Section.GUIDANCE: "Guidance points, beside each statement",
    Section.COVERAGE: "What the evidence covers, point by point",
    Section.EVIDENCE: "Index of evidence",
    Section.HISTORY: "How it came about: readiness month by month, and snapshots",
    Section.RULES: "What the levels and the rule mean",
}
BOARD_SECTIONS = {
    Section.SUMMARY: "The verdict and the figures",
    Section.GROUPS: "A chart for each part that has to pass",
    Section.GAPS: "The five most pressing gaps",
    Section.FORECAST: "The first day on which it would fail, and why",
    Section.FRAGILITY: "The evidence on which most hangs",
}
AUDIENCES = {
    Audience.BOARD: "A board",
    Audience.TEAM: "The team",
    Audience.ASSESSOR: "The assessor",
}
AUDIENCE_HINTS = {
    Audience.BOARD: "One or two pages: the verdict, and what stands in the way.",
    Audience.TEAM: "A working paper with everything that is known.",
    Audience.ASSESSOR: "What is claimed and the evidence for it, and nothing of your plans.",
}
FORMATS = {
    Format.PDF: "PDF, to read and to print",
    Format.DOCX: "Word, to go on writing in",
    Format.XLSX: "Excel, one sheet for each view",
    Format.JSON: "JSON, for other programs",
    Format.CSV: "CSV, one table: the gaps, or else the first part that you choose",
}


def list_section_choices(audience: Audience) -> list[tuple[str, str]]:
    """Return the sections that an audience may be given, with their names, in order."""
    names = {**SECTIONS, **(BOARD_SECTIONS if audience is Audience.BOARD else {})}
    offered = OFFERED[audience]
    return [(section.value, name) for section, name in names.items() if section in offered]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary with what it counts."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many elements of a group are on one level."""

    label: str
    number: int


class Phrases:
    """The sentences of one report; the templates ask for them as they come to each place."""

    def __init__(self, report: GapReport) -> None:
        self._report = report
        self._standard = report.standard
        self._readiness = report.analysis.readiness

    @property
    def verdict(self) -> str:
        """Return the verdict in a few words."""
        return VERDICTS[self._readiness.verdict]

    @property
    def verdict_detail(self) -> str:
        """Return how many groups pass, and how much is met, in one sentence."""
        groups, tally = self._readiness.groups, self._readiness.tally
        _, elements = self._element_words
        met = f"{tally.met} of the {tally.applicable} {elements} that apply are met"
        if len(groups) == 1:
            return f"{met}, and {groups[0].required} are needed."
        passing = sum(group.passes for group in groups) or "none"
        _, many = name_group_kind(self._standard)
        return f"{met}, and {passing} of the {len(groups)} {many} pass."

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the figures at a glance."""
        report, tally = self._report, self._readiness.tally
        stale, (_, many) = report.stale_evidence, self._element_words
        return (
            Figure("Met", f"{tally.percent_met}%", f"{tally.met} of {tally.applicable}"),
            Figure("Scored", f"{tally.percent_scored}%", f"{tally.not_scored} still to do"),
            Figure("Gaps", str(len(report.analysis.gaps)), f"{many} with a gap"),
            Figure("Evidence", str(len(report.evidence)), f"{stale} out of date"),
        )

    @property
    def group_word(self) -> str:
        """Return what a group is called in running text: “criterion”, or “standard”."""
        return name_group_kind(self._standard)[0]

    @property
    def groups_caption(self) -> str:
        """Return the caption of the table of groups."""
        is_whole = self._standard.rules.group == "standard"
        return "The whole standard" if is_whole else f"Each {self.group_word} on its own"

    @property
    def first_reasons(self) -> tuple[str, ...]:
        """Return why it does not pass, by group, as far as the summary has room."""
        return self._reasons[:MOST_REASONS]

    @property
    def further_reasons(self) -> int:
        """Return how many groups' reasons the summary leaves out."""
        return max(0, len(self._reasons) - MOST_REASONS)

    @property
    def _reasons(self) -> tuple[str, ...]:
        failing = (group for group in self._readiness.groups if not group.passes)
        by_group = tuple(" ".join(group.reasons) for group in failing)
        return by_group or self._readiness.reasons

    @property
    def first_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps to close first."""
        return self._report.analysis.gaps[:FIRST_GAPS]

    @property
    def charted_groups(self) -> tuple[tuple[GroupReadiness, GroupChart], ...]:
        """Return each group with its chart."""
        return tuple(zip(self._readiness.groups, self._report.charts, strict=True))

    @property
    def coverage_counts(self) -> tuple[tuple[CoverageState, int], ...]:
        """Return how many elements stand how, apart from what does not occur."""
        counts = self._report.coverage.count_elements()
        return tuple((state, count) for state, count in counts.items() if count)

    def coverage_of(self, element: ElementCoverage) -> str:
        """Return how the guidance points of an element stand, in one sentence; empty where N/A."""
        if element.state is CoverageState.NOT_APPLICABLE:
            return ""
        term = self._standard.terms.guidance
        counts = [
            f"{element.count(state)} {state.sign.title.lower()}"
            for state in reversed(CoverageState)
            if element.count(state)
        ]
        return f"{term.many[0].upper()}{term.many[1:]}: {', '.join(counts)}."

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the names of the sections that were left out."""
        options = self._report.options
        missing = OFFERED[options.audience] - options.sections
        return tuple(name for section, name in SECTIONS.items() if section in missing)

    @property
    def rule(self) -> tuple[str, ...]:
        """Return the pass rule, one sentence per point."""
        return tuple(describe_rule(self._standard))

    def result(self, group: GroupReadiness) -> str:
        """Return the verdict on a group in a word or two."""
        return RESULTS[group.verdict]

    def heading_of(self, group: GroupReadiness) -> str:
        """Return a group's heading: its name and title, said once where they are the same."""
        return group.title if group.name == group.title else f"{group.name}: {group.title}"

    def label_of(self, group: GroupReadiness) -> str:
        """Return what a table calls a group: its code and title, or the standard's title."""
        is_whole = self._standard.rules.group == "standard"
        return group.title if is_whole else f"{group.code} {group.title}"

    def counts_of(self, group: GroupReadiness) -> tuple[LevelCount, ...]:
        """Return how many elements of a group are on each level, and how many on none."""
        members = next(each for each in self._standard.groups() if each.code == group.code)
        entries = self._report.entries
        levels = Counter(
            None if (level := entries[element.code].level) is None else level.id
            for element in members.elements
        )
        counts = [LevelCount(level.short, levels[level.id]) for level in self._standard.levels]
        return (*counts, LevelCount("Not scored", levels[None]))

    def kind_of(self, level: Level) -> str:
        """Return what a level counts as, and whether it blocks."""
        rules = self._standard.rules
        kind = KINDS[rules.kind_of(level.id)]
        return f"{kind}, and blocks" if level.id in rules.blocking else kind

    @property
    def _element_words(self) -> tuple[str, str]:
        term = self._standard.terms.element
        return term.one, term.many


def name_group_kind(standard: Standard) -> tuple[str, str]:
    """Return what the groups of a standard are called, one and many."""
    if standard.rules.group == "standard":
        return "standard", "standards"
    term = getattr(standard.terms, standard.rules.group)
    return term.one, term.many


def describe_rule(standard: Standard) -> Iterator[str]:
    """Say the pass rule of a standard, one sentence per point."""
    rules, element = standard.rules, standard.terms.element
    group, _ = name_group_kind(standard)
    where = "the whole standard" if rules.group == "standard" else f"each {group}"
    yield (
        f"In {where}, at least {rules.threshold_percent}% of the {element.many} that apply have "
        f"to be {_list_levels(standard, rules.met)}, rounded up to a whole number."
    )
    for code, percent in sorted(rules.thresholds.items()):
        yield f"For {group} {code} it is {percent}%."
    if rules.blocking:
        yield (
            f"A single {element.one} that is {_list_levels(standard, rules.blocking)} blocks the "
            "award, however well the rest is scored."
        )
    if isinstance(rules.partial_allowance, int):
        yield f"At most {rules.partial_allowance} in {where} may be partly met."
    if rules.not_applicable:
        yield f"What does not apply is left out, so that fewer {element.many} share the percentage."
    yield (
        f"Evidence counts until the day that was stated for it, or else for "
        f"{standard.evidence.validity_months} months from its own date. That is common practice "
        "and a setting, not a rule of the standard."
    )


def _list_levels(standard: Standard, level_ids: tuple[str, ...]) -> str:
    return " or ".join(f"“{standard.get_level(level_id).title}”" for level_id in level_ids)
