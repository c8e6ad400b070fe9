"""How many queries a report takes: few, and as many for much evidence as for little."""

from uuid import uuid4

import pytest
from factories.accounts import make_user
from factories.actions import make_action
from factories.assessments import make_assessment, system_actor
from factories.evidence import make_item
from factories.past import take_snapshot
from sqlalchemy import insert

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.queries import load_tree
from cse_assess.db import session
from cse_assess.jobs.handlers import JobContext
from cse_assess.reports.jobs import make_gap_report
from cse_assess.reports.options import Format, ReportOptions, Section
from cse_assess.reports.services import request_gap_report

PAGE_BUDGET, PDF_BUDGET = 15, 20
FEW, MANY = 10, 200

pytestmark = pytest.mark.usefixtures("app")


def make_full(pieces):
    """Make a self-assessment whose every element has so many pieces of evidence."""
    assessment = make_assessment()
    items = [make_item(assessment.organisation) for _ in range(pieces)]
    responses = load_tree(assessment.id).responses
    links = [
        {"response_id": response.id, "item_id": item.id} for response in responses for item in items
    ]
    session.execute(insert(EvidenceLink), links)
    session.commit()
    return assessment


def visit(pages, sign_in, app, count_queries):
    """Return how many queries a lead's visit to each page takes, for few and for many pieces."""
    counts = []
    for pieces in (FEW, MANY):
        assessment = make_full(pieces)
        client = app.test_client()
        sign_in(client, make_user(Role.LEAD, organisation=assessment.organisation))
        with count_queries() as count:
            response = client.get(pages.format(assessment.id))
            response.get_data()
        assert response.status_code == 200
        counts.append(len(count))
    return counts


@pytest.mark.parametrize(
    "pages",
    [
        "/assessments/{}/reports",
        "/assessments/{}/reports/new",
        "/assessments/{}/gap.json",
        "/assessments/{}/gap.csv",
    ],
)
def test_a_page_takes_few_queries_however_much_evidence_there_is(
    app, sign_in, count_queries, pages
):
    few, many = visit(pages, sign_in, app, count_queries)
    assert few == many <= PAGE_BUDGET


def ask_for(assessment, options, file_format=Format.PDF):
    report = request_gap_report(
        actor=system_actor(assessment.service),
        assessment=assessment,
        options=options,
        fingerprint=uuid4().hex,
        file_format=file_format,
    )
    session.commit()
    return report.id


def ask_for_summary(assessment):
    return ask_for(assessment, ReportOptions(frozenset({Section.SUMMARY})))


def test_the_list_of_reports_takes_no_query_per_report(app, sign_in, count_queries):
    assessment = make_assessment()
    client = app.test_client()
    sign_in(client, make_user(Role.LEAD, organisation=assessment.organisation))
    counts = []
    for more in (1, 20):
        for _ in range(more):
            ask_for_summary(assessment)
        with count_queries() as count:
            client.get(f"/assessments/{assessment.id}/reports")
        counts.append(len(count))
    assert counts[0] == counts[1] <= PAGE_BUDGET


@pytest.fixture
def context(app):
    return JobContext(
        app.extensions["settings"], app.extensions["blobs"], lambda _percent, _text: None
    )


def test_a_pdf_takes_few_queries_however_much_evidence_there_is(context, count_queries):
    counts = []
    for pieces in (FEW, MANY):
        assessment = make_full(pieces)
        report_id = ask_for_summary(assessment)
        with count_queries() as count:
            make_gap_report(context, {"report_id": report_id})
        counts.append(len(count))
    assert counts[0] == counts[1] <= PDF_BUDGET


def test_all_that_a_team_is_told_takes_few_queries_however_much_there_is(context, count_queries):
    counts = []
    for size in (2, 20):
        assessment = make_full(size)
        for number in range(size):
            make_action(assessment, ("1.1.1", "plus"), due_in=number, title=f"Action {number}")
            take_snapshot(assessment, f"Snapshot {number}")
        report_id = ask_for(assessment, ReportOptions(frozenset(Section)), Format.JSON)
        with count_queries() as count:
            make_gap_report(context, {"report_id": report_id})
        counts.append(len(count))
    assert counts[0] == counts[1] <= PDF_BUDGET
