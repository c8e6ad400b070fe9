"""The text of a file, page by page, with what was looked for marked."""

import html5lib
import pytest
from factories.accounts import make_user
from factories.evidence import make_item, upload
from factories.evidence_pages import TEXT, only_item, text_of

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import JOB_KIND, save_document, save_step
from cse_assess.jobs.handlers import JobContext, get_handler
from cse_assess.reading.document import Document, Page

PAGES = (
    Page(1, "Customer charter"),
    Page(2, "We answer within nine days.\nNobody waits longer <b>than</b> that."),
    Page(3, "", "Figures"),
)


@pytest.fixture
def item(lead):
    item = make_item(lead.organisation, title="Charter", created_by=lead)
    read(item)
    return item


def read(item, pages=PAGES):
    sha256 = queries.get_current_revision(item).sha256
    save_document(sha256=sha256, document=Document("pdf", pages))
    session.commit()


def marks_of(response):
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return ["".join(mark.itertext()) for mark in tree.iter("mark")]


def test_a_page_shows_its_text_and_the_way_to_its_neighbours(library, item):
    response = library.get(f"/evidence/{item.id}/pages/2")
    assert "Nobody waits longer <b>than</b> that." in text_of(response)
    assert f"/evidence/{item.id}/pages/1" in response.get_data(as_text=True)
    assert f"/evidence/{item.id}/pages/3" in response.get_data(as_text=True)


def test_the_words_of_the_address_are_marked(library, item):
    response = library.get(f"/evidence/{item.id}/pages/2?find=waiting answered")
    assert marks_of(response) == ["answer", "waits"]
    assert "find=waiting+answered" in response.get_data(as_text=True)


def test_a_passage_is_marked_whole(library, item):
    response = library.get(f"/evidence/{item.id}/pages/2?passage=nine days. Nobody waits")
    assert marks_of(response) == ["nine days.\nNobody waits"]


def test_a_sheet_is_called_by_its_name_and_an_empty_one_says_so(library, item):
    text = text_of(library.get(f"/evidence/{item.id}/pages/3"))
    assert "Figures" in text
    assert "There is no text on this page." in text


def test_a_page_that_is_not_there_is_not_found(library, item):
    for number in (0, 4, 99_999_999_999):
        assert library.get(f"/evidence/{item.id}/pages/{number}").status_code == 404


def test_a_file_that_was_not_read_yet_says_so(library, lead):
    item = make_item(lead.organisation)
    assert "is being read" in text_of(library.get(f"/evidence/{item.id}/pages/1"))


def test_a_file_that_could_not_be_read_says_why(library, lead):
    item = make_item(lead.organisation)
    sha256 = queries.get_current_revision(item).sha256
    save_step(sha256=sha256, step="text", version=1, state=StepState.REFUSED, message="It is odd.")
    session.commit()
    assert "It is odd." in text_of(library.get(f"/evidence/{item.id}/pages/1"))


def test_an_earlier_revision_can_be_read(library, item):
    assert "Nobody" in text_of(library.get(f"/evidence/{item.id}/pages/2?revision=1"))
    assert library.get(f"/evidence/{item.id}/pages/2?revision=2").status_code == 404


def test_a_web_address_has_no_pages(library, lead):
    item = make_item(lead.organisation, url="https://example.org")
    assert library.get(f"/evidence/{item.id}/pages/1").status_code == 404


def test_confidential_pages_are_for_those_who_may_open_them(client, sign_in, lead):
    item = make_item(lead.organisation, is_confidential=True, created_by=lead)
    read(item)
    sign_in(client, make_user(Role.READER, lead.organisation))
    assert client.get(f"/evidence/{item.id}/pages/1").status_code == 403


def test_a_file_that_was_added_is_read_in_the_background(library, lead, app):
    library.post("/evidence/add", data={"files": upload(TEXT, "notes.txt"), "kind": "plan"})
    item = only_item(lead.organisation_id)
    work = get_handler(app, JOB_KIND)
    context = JobContext(app.extensions["settings"], app.extensions["blobs"], lambda *_: None)
    session.commit()
    work(context, {"sha256": queries.get_current_revision(item).sha256})
    assert TEXT.decode() in text_of(library.get(f"/evidence/{item.id}/pages/1"))
