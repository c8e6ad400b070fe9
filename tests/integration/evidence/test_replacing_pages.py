"""Replacing and withdrawing show what they touch before anything is saved."""

import os
from datetime import timedelta

import html5lib
import pytest
from factories.accounts import make_service, make_user
from factories.assessments import attach, lock, make_assessment, write_response
from factories.evidence import make_item, upload
from factories.evidence_pages import TEXT, only_item, send, text_of

from cse_assess.accounts.models import Role
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.custody.models import HeldFile
from cse_assess.evidence.custody.rounds import let_go_of_uploads
from cse_assess.evidence.study.models import FilePage, StoredFile
from cse_assess.jobs.handlers import JobContext

NEWER = TEXT + b", corrected"


def ticket_of(response):
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return tree.find(".//input[@name='ticket']").get("value")


def begin_replacing(library, item, content=NEWER, name="notes.txt"):
    response = library.post(f"/evidence/{item.id}/replace", data={"file": upload(content, name)})
    assert response.status_code == 200
    return response


def confirm(library, item, ticket, reason="Corrected"):
    data = {"ticket": ticket, "reason": reason}
    return library.post(f"/evidence/{item.id}/replace/confirm", data=data)


@pytest.fixture
def item(library, lead):
    library.post("/evidence/add", data={"files": upload(TEXT, "notes.txt"), "kind": "minutes"})
    return only_item(lead.organisation_id)


def test_replacing_adds_a_revision_and_keeps_the_first(library, item):
    page = begin_replacing(library, item)
    assert "Nothing is saved yet" in text_of(page)
    assert len(queries.list_revisions(item)) == 1
    saved = library.get(confirm(library, item, ticket_of(page)).location)
    assert "Revision 2 is now current" in text_of(saved)
    assert library.get(f"/evidence/{item.id}/revisions/1/file").get_data() == TEXT
    assert library.get(f"/evidence/{item.id}/revisions/2/file").get_data() == NEWER


def test_a_web_address_is_replaced_in_the_same_two_steps(library, lead):
    item = make_item(lead.organisation, url="https://example.org/now", created_by=lead)
    page = library.post(f"/evidence/{item.id}/replace", data={"url": "https://example.org/new"})
    assert "would become revision 2" in text_of(page)
    send(
        library,
        f"/evidence/{item.id}/replace/confirm",
        {"ticket": ticket_of(page), "reason": "Moved"},
    )
    assert queries.get_current_revision(item).url == "https://example.org/new"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose a file, or enter a web address"),
        ({"url": "ftp://example.org"}, "must start with https://"),
        ({"url": "https://example.org/now"}, "exactly the content"),
    ],
)
def test_new_content_that_cannot_be_is_refused_at_once(library, lead, data, message):
    item = make_item(lead.organisation, url="https://example.org/now", created_by=lead)
    response = library.post(f"/evidence/{item.id}/replace", data=data)
    assert message in text_of(response)
    assert len(queries.list_revisions(item)) == 1


def test_a_refused_file_changes_nothing(library, lead):
    item = make_item(lead.organisation, created_by=lead)
    response = library.post(f"/evidence/{item.id}/replace", data={"file": upload(b"MZ", "x.exe")})
    assert "Files of the type .exe are not accepted" in text_of(response)
    assert len(queries.list_revisions(item)) == 1


def test_the_same_bytes_as_now_are_refused(library, item):
    response = library.post(f"/evidence/{item.id}/replace", data={"file": upload(TEXT, "n.txt")})
    assert "exactly the content" in text_of(response)


def test_each_element_is_named_with_its_level_its_lock_and_what_was_said(library, lead, item):
    assessment = make_assessment(make_service(lead.organisation, name="Parks"), cycle="2026")
    write_response(assessment, "1.1.1", level="compliant", justification="We do.")
    link = attach(assessment, "1.1.1", item, "The panel met in March")
    link.guidance_points = [1, 2]
    session.commit()
    lock(assessment)
    said = text_of(begin_replacing(library, item))
    for words in (
        "(Parks, 2026)",
        "Compliant",
        "Locked",
        "Check that it still holds: “The panel met in March”",
        "answers guidance points 1 and 2",
    ):
        assert words in said


def test_an_element_of_a_service_that_is_not_theirs_is_not_told(client, sign_in, app):
    own = make_service()
    other = make_service(own.organisation, name="Secret service")
    person = make_user(contributes_to=(own,))
    item = make_item(own.organisation, owner=person, url="https://example.org/now")
    attach(make_assessment(other), "1.1.1", item, "Unseen note")
    client = sign_in(client, person)
    page = client.post(f"/evidence/{item.id}/replace", data={"url": "https://example.org/b"})
    assert "Nothing uses this evidence yet" in text_of(page)
    assert "Unseen note" not in text_of(page)


def test_without_a_reason_the_page_is_shown_again_and_nothing_is_saved(library, item):
    page = confirm(library, item, ticket_of(begin_replacing(library, item)), reason=" ")
    assert "Enter the reason" in text_of(page)
    assert len(queries.list_revisions(item)) == 1
    assert confirm(library, item, ticket_of(page)).status_code == 302


def test_a_confirmation_sent_twice_replaces_once(library, item):
    ticket = ticket_of(begin_replacing(library, item))
    assert confirm(library, item, ticket).status_code == 302
    assert "Somebody else replaced the content" in text_of(confirm(library, item, ticket))
    assert len(queries.list_revisions(item)) == 2


def test_who_is_overtaken_sees_so_and_may_replace_all_the_same(library, item):
    mine = ticket_of(begin_replacing(library, item))
    theirs = ticket_of(begin_replacing(library, item, TEXT + b" again"))
    confirm(library, item, theirs)
    page = confirm(library, item, mine)
    assert "Somebody else replaced the content" in text_of(page)
    assert "would become revision 3" in text_of(page)
    assert confirm(library, item, ticket_of(page)).status_code == 302
    assert queries.get_current_revision(item).number == 3


def test_a_ticket_holds_for_its_item_and_its_person_only(library, lead, item, app, sign_in):
    ticket = ticket_of(begin_replacing(library, item))
    other = make_item(lead.organisation, created_by=lead)
    assert confirm(library, other, ticket).status_code == 400
    colleague = sign_in(app.test_client(), make_user(Role.LEAD, lead.organisation))
    assert confirm(colleague, item, ticket).status_code == 400
    assert confirm(library, item, ticket + "x").status_code == 400
    assert len(queries.list_revisions(item)) == 1


def test_the_words_of_the_new_file_are_known_before_it_is_saved(library, item):
    begin_replacing(library, item)
    [page] = session.query(FilePage).all()
    assert page.text.strip() == NEWER.decode()


def test_what_is_not_confirmed_is_let_go_of_in_the_end(app, settings, library, item):
    begin_replacing(library, item)
    [held] = session.query(HeldFile).all()
    blobs, sha256 = app.extensions["blobs"], held.sha256
    context = JobContext(settings=settings, blobs=blobs, report_progress=lambda *_: None)
    session.commit()
    assert let_go_of_uploads(context, {}) == {"discarded": 0}, "its day is not over"
    session.get(HeldFile, sha256).until_at = now() - timedelta(minutes=1)
    session.commit()
    os.utime(settings.blob_folder / sha256[:2] / sha256[2:4] / sha256, (0, 0))
    assert let_go_of_uploads(context, {}) == {"discarded": 1}
    assert not blobs.has(sha256)
    assert (session.get(HeldFile, sha256), session.get(StoredFile, sha256)) == (None, None)
    assert blobs.has(queries.get_current_revision(item).sha256)


def test_what_was_confirmed_is_never_let_go_of(app, settings, library, item):
    ticket = ticket_of(begin_replacing(library, item))
    confirm(library, item, ticket)
    [held] = session.query(HeldFile).all()
    held.until_at = now() - timedelta(minutes=1)
    session.commit()
    sha256 = queries.get_current_revision(item).sha256
    session.commit()
    blobs = app.extensions["blobs"]
    os.utime(settings.blob_folder / sha256[:2] / sha256[2:4] / sha256, (0, 0))
    context = JobContext(settings=settings, blobs=blobs, report_progress=lambda *_: None)
    assert let_go_of_uploads(context, {}) == {"discarded": 0}
    assert blobs.has(sha256)


def test_withdrawing_names_the_elements_that_would_be_left_without_evidence(library, lead, item):
    assessment = make_assessment(make_service(lead.organisation))
    attach(assessment, "1.1.1", item)
    attach(assessment, "1.1.2", item)
    attach(assessment, "1.1.2", make_item(lead.organisation))
    said = text_of(library.get(f"/evidence/{item.id}/withdraw"))
    assert "Look at this Nothing else in use is attached: no evidence would be left." in said
    assert "One other piece of evidence stays." in said
