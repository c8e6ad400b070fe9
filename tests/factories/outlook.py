"""A self-assessment that passes today, and of which it is known when it will fail."""

from datetime import UTC, date, datetime
from decimal import Decimal

from factories.assessments import cse
from factories.reports import VISIT_ON, link, make_item, make_report, make_response, make_tree

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.reports.document import GapReport
from cse_assess.reports.options import Audience, ReportOptions, choose_standard

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The moment to which the clock is moved for these tests."""

LAST_DAY = date(2027, 6, 30)
FIRST_FAILING = "1 July 2027"
SURVEY = "Survey of <2026>"
ALONE = ("1.1.1", "1.1.2", "1.1.3")
"""The elements that rest on the survey alone: one more than criterion 1 can spare."""


def make_outlook_tree(
    *, lasts=LAST_DAY, is_confidential=False, title=SURVEY, **changes
) -> AssessmentTree:
    """Make all of it compliant: the survey proves three elements, what has no end all others."""
    survey = make_item(
        1, title=title, evidence_on=None, valid_until=lasts, is_confidential=is_confidential
    )
    lasting = [make_item(number, evidence_on=None) for number in (2, 3)]
    responses, links = [], []
    for place, element in enumerate(cse().elements):
        response = make_response(place, element.code)
        responses.append(response)
        pieces = [survey] if element.code in ALONE else lasting
        links += [link(len(links) + n, response, *piece) for n, piece in enumerate(pieces, 1)]
    return make_tree(responses, links, **changes)


def plan(title="Ask customers anew", code="1.1.1", to="plus", due_on=None) -> PlannedAction:
    """Plan an action that lifts one element on a day, by default that of the visit."""
    return PlannedAction("1", title, Decimal(2), due_on or VISIT_ON, (Effect(code, to),))


def make_outlook_report(
    audience=Audience.TEAM, options: ReportOptions | None = None, planned=(), **changes
) -> GapReport:
    """Make the report for an audience, of what `changes` say."""
    tree = make_outlook_tree(**changes)
    return make_report(tree, cse(), options or choose_standard(audience), planned)
