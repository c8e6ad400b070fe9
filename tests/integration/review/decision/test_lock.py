"""Nothing of a signed review, or of one whose draft is out, is written by any page of the app."""

from datetime import date, time, timedelta
from itertools import product

import pytest
from factories.accounts import make_assessor, make_grant
from factories.assessments import make_person
from factories.decision import make_signable, raise_point, send_draft, sign
from flask import url_for
from sqlalchemy import select

from cse_assess.clock import today
from cse_assess.db import Base, session
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.desk.models import ConfidentialNote
from cse_assess.review.visit.models import SessionKind, VisitNote, VisitSession

WRITTEN = (
    "review",
    "finding",
    "confidential_note",
    "visit_session",
    "visit_note",
    "assessor_query",
    "addendum",
    "report_section",
    "accuracy_round",
    "accuracy_point",
    "sign_off",
)
OPENING = {"assessor_report.reopen"}
OF_THE_ROUND = {"assessor_report.answer", "assessor_report.close"}
RAISED = {f"received_report.{name}" for name in ("raise_point", "withdraw_point", "say_nothing")}
WRITES_WHEN_OPEN = {
    "reviews.save_element",
    "reviews.note",
    "assessor_queries.ask",
    "visit.add",
    "visit.add_note",
    "assessor_report.edit_section",
    "assessor_report.recommend",
}
SOON = today() + timedelta(days=20)
DAYS, PARTS = ("until", "answer_by", "due_on"), ("day", "month", "year")
FILLED = {
    "text": "Written after.",
    "comment": "Written after.",
    "strength": "Written after.",
    "note": "Written after.",
    "reason": "Written after.",
    "question": "Written after?",
    "questions": "Written after?",
    "answer": "Written after.",
    "title": "Written after",
    "about": "1.1.1",
    "level": "partial",
    "kind": "meeting",
    "minutes": "30",
    "where": "1.1.1",
    "choice": "not_yet",
    "accepted": "yes",
    "signed_name": "Somebody",
    "confirmed": "y",
    "without_round": "Because.",
    "seen_sha256": "0" * 64,
    "codes": "1.1.1",
    "elements": "1.1.1",
    "element_codes": "1.1.1",
    **{f"{name}-{part}": str(getattr(SOON, part)) for name in DAYS for part in PARTS},
}


@pytest.fixture
def filled(review, lead):
    """Give a review something of every kind that can be written in it."""
    make_signable(review)
    known = {"review_id": review.id}
    person = {"written_by_id": review.assessor_id}
    meeting = VisitSession(
        **known, kind=SessionKind.MEETING, title="Talk", on_day=date(2026, 12, 1), starts_at=time(9)
    )
    session.add(meeting)
    session.add(ConfidentialNote(**known, **person, text="A note.", element_code="1.1.1"))
    session.add(VisitNote(**known, **person, text="A note."))
    session.add(
        AssessorQuery(
            **known,
            number=1,
            question="What?",
            answer_by=date(2026, 12, 1),
            asked_by_id=review.assessor_id,
            state=QueryState.ANSWERED,
        )
    )
    session.commit()
    return review


def dump():
    """Return every row of what belongs to reviews."""
    session.rollback()
    tables = [Base.metadata.tables[name] for name in WRITTEN]
    return {each.name: sorted(map(str, session.execute(select(each)))) for each in tables}


def list_posts(app, review, *, but):
    """Return the addresses of a review to which something can be sent, by endpoint."""
    known = {
        "review_id": review.id,
        "assessment_id": review.assessment_id,
        "code": "1.1.1",
        "key": "introduction",
        "number": 1,
        "point": 1,
        "note_id": 1,
        "session_id": 1,
        "query_id": 1,
        "item_id": 1,
    }
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint not in but and is_of_a_review(rule)
    ]
    with app.test_request_context():
        return {
            rule.endpoint: url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in rules
        }


def is_of_a_review(rule):
    blueprint = rule.endpoint.partition(".")[0]
    return "review_id" in rule.arguments or (
        blueprint in {"received_report", "received_queries"} and "assessment_id" in rule.arguments
    )


def send_everything(browsers, addresses, review):
    """Send a plausible form to each address, with each version that might be the one it wants."""
    versions = {0, 1, review.version_id}
    for endpoint, url in addresses.items():
        for browser, version in product(browsers, versions):
            answer = browser.post(url, data={**FILLED, "version_id": str(version)})
            assert answer.status_code < 500, endpoint


@pytest.fixture
def browsers(app, sign_in, filled, lead):
    """Give everybody who might write: the assessor, a second one, a lead and a contributor."""
    second = make_assessor()
    make_grant(second, filled.assessment)
    people = (filled.assessor, second, lead, make_person("contributor", filled.assessment))
    return [sign_in(app.test_client(), person) for person in people]


def test_no_page_writes_in_a_signed_review(app, filled, browsers):
    sign(filled)
    before = dump()
    send_everything(browsers, list_posts(app, filled, but=OPENING), filled)
    assert dump() == before


def test_no_page_but_those_of_the_round_writes_while_the_draft_is_out(app, filled, lead, browsers):
    send_draft(filled)
    raise_point(filled, lead)
    before = dump()
    addresses = list_posts(app, filled, but=OPENING | OF_THE_ROUND | RAISED)
    send_everything(browsers, addresses, filled)
    assert dump() == before


def test_the_same_forms_do_write_in_an_open_review(app, filled, browsers):
    addresses = list_posts(app, filled, but=OPENING)
    for endpoint in WRITES_WHEN_OPEN:
        before = dump()
        send_everything(browsers[:1], {endpoint: addresses[endpoint]}, filled)
        assert dump() != before, endpoint
