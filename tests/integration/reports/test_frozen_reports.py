"""A report of what was kept says what the report of the living self-assessment said then."""

from factories.accounts import make_service, make_user
from factories.assessments import attach, cse, make_assessment, write_response
from factories.evidence import make_item
from factories.past import pin, take_snapshot

from cse_assess.assessments.past.frozen import read_tree
from cse_assess.assessments.queries import load_tree
from cse_assess.clock import moved_to, now, today
from cse_assess.db import session
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.options import Audience, choose_standard
from cse_assess.reports.printing import render_html

CODE = "1.1.1"


def print_tree(tree) -> str:
    options = choose_standard(Audience.ASSESSOR)
    return render_html(build_gap_report(tree, standard=cse(), options=options))


def make_full(app):
    service = make_service(name="Libraries")
    assessment = make_assessment(service, visit_on=today())
    owner = make_user(contributes_to=(service,), name="Ada Marsh")
    write_response(
        assessment, CODE, level="plus", justification="All.", tell="Ask.", owner_id=owner.id
    )
    write_response(assessment, "1.1.2", level="not_applicable", level_reason="No visitors.")
    survey = make_item(assessment.organisation, title="Survey", look_at="Page 2")
    pin(attach(assessment, CODE, survey, "Best of all", points=[1, 2], kinds=["achieves"]))
    attach(assessment, "1.1.3", survey)
    secret = make_item(assessment.organisation, title="Secret", is_confidential=True)
    attach(assessment, CODE, secret)
    attach(assessment, CODE, make_item(assessment.organisation, url="https://wexmoor.example/a"))
    return assessment


def test_the_assessors_paper_of_a_snapshot_is_that_of_its_day(app):
    assessment = make_full(app)
    with moved_to(now()):
        living = print_tree(load_tree(assessment.id))
        snapshot = take_snapshot(assessment)
        write_response(assessment, CODE, level="partial", justification="Other.")
        session.expire_all()
        frozen = print_tree(read_tree(snapshot.content, assessment.id))
    assert frozen == living


def test_reading_a_kept_tree_writes_nothing(app):
    assessment = make_full(app)
    snapshot = take_snapshot(assessment)
    read_tree(snapshot.content, assessment.id)
    assert not session.new
    assert not session.dirty
