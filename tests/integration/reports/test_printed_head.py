"""The end of the audit trail is printed on every report, and proves later that nothing was cut."""

import json

import pytest
from factories.assessments import cse, make_assessment, write_response
from sqlalchemy import select

from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import get_head, verify_against
from cse_assess.clock import moved_to, now
from cse_assess.db import read_only, session
from cse_assess.paths import data_folder
from cse_assess.reports.files import write_figures
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.options import Audience, Format, choose_standard
from cse_assess.reports.printing import render_html
from cse_assess.reports.queries import collect_gap_report
from cse_assess.reports.sheets import list_sheets


@pytest.fixture
def assessment(app):
    return make_assessment(standard=cse())


def collect(assessment, audience=Audience.ASSESSOR):
    with read_only():
        return collect_gap_report(
            assessment.id, options=choose_standard(audience), folders=(data_folder("standard"),)
        )


@pytest.mark.parametrize("audience", list(Audience))
def test_the_paper_of_each_reader_bears_the_head(assessment, audience):
    report = collect(assessment, audience)
    assert report.subject.trail.hash in render_html(report)


def test_the_workbook_and_the_figures_bear_it_too(assessment):
    report = collect(assessment)
    head = report.subject.trail.hash
    cells = [str(cell) for sheet in list_sheets(report) for row in sheet.rows for cell in row]
    assert any(head in cell for cell in cells)
    assert json.loads(write_figures(report, Format.JSON))["audit_head"]["hash"] == head


def test_a_printed_head_is_held_after_more_was_done(assessment):
    head = collect(assessment).subject.trail
    write_response(assessment, "1.1.1", tell="Later.")
    with read_only():
        assert get_head() != head
        assert verify_against(head.hash) == []
        assert session.scalar(select(AuditEvent.hash).where(AuditEvent.id == head.event_id))


def test_what_else_was_done_meanwhile_makes_no_other_report(assessment):
    other = make_assessment()
    with moved_to(now()):
        before = compute_fingerprint(collect(assessment))
        write_response(other, "1.1.1", tell="Elsewhere.")
        assert compute_fingerprint(collect(assessment)) == before
