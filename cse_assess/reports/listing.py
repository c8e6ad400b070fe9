"""A report as pages name it."""

from dataclasses import dataclass

from cse_assess.reports.document import NAMES
from cse_assess.reports.models import Report
from cse_assess.reports.options import ReportOptions

FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON", "csv": "CSV"}


@dataclass(frozen=True)
class ListedReport:
    """A report with what its options say of it."""

    report: Report

    @property
    def options(self) -> ReportOptions:
        """Return what goes into it."""
        return ReportOptions.from_json(self.report.options)

    @property
    def name(self) -> str:
        """Return what this kind of document is called."""
        return NAMES[self.options.audience]

    @property
    def format_name(self) -> str:
        """Return what people call its kind of file."""
        return FORMAT_NAMES[self.report.format]
