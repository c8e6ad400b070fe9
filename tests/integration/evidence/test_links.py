"""Web addresses as evidence: when they were looked at, what to look at, and who can see them."""

import html5lib
import pytest
from factories.accounts import actor_of, make_assessor, make_service
from factories.assessments import attach, make_assessment
from factories.evidence import make_item
from factories.evidence_pages import only_item, send, text_of
from factories.submissions import make_submission

from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.evidence import services

PAGE = "https://intranet.thistlemere.example/charter"
SAID = {
    "url": PAGE,
    "title": "Charter",
    "kind": "web_page",
    "look_at": "The table\nat the foot",
    "needs_access": "y",
    "evidence_on-day": "3",
    "evidence_on-month": "3",
    "evidence_on-year": "2026",
}


@pytest.fixture
def item(library, lead):
    library.post("/evidence/add/link", data=SAID)
    return only_item(lead.organisation_id)


def test_the_form_proposes_today_as_the_day_on_which_it_was_looked_at(library):
    page = library.get("/evidence/add/link")
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    parts = [
        tree.find(f".//input[@name='evidence_on-{part}']") for part in ("day", "month", "year")
    ]
    now = today()
    assert [part.get("value") for part in parts] == [str(now.day), str(now.month), str(now.year)]


def test_the_items_page_says_when_it_was_seen_and_what_to_look_at(library, item):
    said = text_of(library.get(f"/evidence/{item.id}"))
    assert "Looked at on 3 March 2026" in said
    assert "The table at the foot" in said
    assert "An assessor needs access to see it" in said


def test_what_is_said_of_a_link_can_be_changed_and_the_history_tells(library, item):
    values = {**SAID, "look_at": "The first line", "version": item.version_id}
    del values["needs_access"]
    said = text_of(send(library, f"/evidence/{item.id}/edit", values))
    session.refresh(item)
    assert (item.look_at, item.needs_access) == ("The first line", False)
    assert "What to look at" in said
    assert "Needs access" in said


def test_a_file_is_not_asked_for_what_only_links_have(library, lead):
    item = make_item(lead.organisation, created_by=lead)
    assert "needs access" not in text_of(library.get(f"/evidence/{item.id}/edit"))


def test_too_long_a_note_is_refused(library, lead):
    page = library.post("/evidence/add/link", data={**SAID, "look_at": "x" * 1001})
    assert "must be 1,000 characters or fewer" in text_of(page)


def test_an_assessor_sees_on_the_element_that_access_is_needed(client, sign_in, app):
    assessment = make_assessment(make_service())
    item = make_item(
        assessment.organisation, url=PAGE, look_at="The table at the foot", needs_access=True
    )
    attach(assessment, "1.1.1", item)
    submission = make_submission(assessment)
    client = sign_in(client, make_assessor(assessment))
    said = text_of(client.get(f"/submitted/{submission.id}/elements/1.1.1"))
    assert "Needs access" in said
    assert "Look at: The table at the foot" in said


def test_a_link_that_is_attached_at_once_keeps_what_is_said_of_it(library, lead):
    assessment = make_assessment(make_service(lead.organisation))
    library.post(f"/assessments/{assessment.id}/elements/1.1.1/evidence/link", data=SAID)
    [linked] = list_evidence(get_response(assessment.id, "1.1.1"))
    assert (linked.item.needs_access, linked.item.look_at) == (True, "The table\nat the foot")


def test_the_service_cleans_what_to_look_at(app, lead):
    item = services.add_link_evidence(
        actor=actor_of(lead),
        organisation_id=lead.organisation_id,
        url=PAGE,
        title="Charter",
        look_at=" a\x00b \r\n c ",
    )
    assert item.look_at == "ab\n c"
