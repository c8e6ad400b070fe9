"""Adding files and web addresses through the pages of the library."""

import html5lib
import pytest
from factories.accounts import make_user
from factories.evidence import make_item, upload
from factories.evidence_pages import TEXT, only_item, send, text_of

from cse_assess.accounts.models import Role
from cse_assess.evidence import queries


def test_one_file_is_added_and_its_page_opens(library, lead):
    response = send(
        library,
        "/evidence/add",
        {"files": upload(TEXT, "panel notes.txt"), "title": "Panel notes", "kind": "minutes"},
    )
    text = text_of(response)
    assert "“Panel notes” is now in the library" in text
    assert "panel notes.txt" in text
    assert only_item(lead.organisation_id).title == "Panel notes"


def test_a_single_file_without_a_title_is_called_after_its_name(library, lead):
    library.post(
        "/evidence/add", data={"files": upload(TEXT, "Panel_notes.txt"), "kind": "minutes"}
    )
    assert only_item(lead.organisation_id).title == "Panel notes"


def test_of_several_files_the_good_are_kept_and_the_others_explained(library, app, lead):
    files = [
        upload(TEXT, "good.txt"),
        upload(b"MZ\x90\x00 program", "report.pdf"),
        upload(TEXT, "same again.txt"),
        upload(b"", "empty.txt"),
    ]
    response = library.post("/evidence/add", data={"files": files, "kind": "other"})
    text = text_of(response)
    assert response.status_code == 200
    assert "1 file was added, of 4" in text
    assert "The content of the file is not what its name says" in text
    assert "The library holds exactly this file as good" in text
    assert "The file is empty" in text
    assert only_item(lead.organisation_id).title == "good"
    assert len(list(app.extensions["blobs"].iter_hashes())) == 1


def test_several_good_files_lead_to_the_library(library):
    files = [upload(TEXT, "one.txt"), upload(TEXT + b"!", "two.txt")]
    response = send(library, "/evidence/add", {"files": files, "kind": "other"})
    assert "2 files are now in the library" in text_of(response)


def test_a_refused_file_leaves_nothing_and_the_form_keeps_what_was_typed(library, app, lead):
    response = library.post(
        "/evidence/add",
        data={"files": upload(b"<svg/>", "logo.svg"), "title": "Our logo", "kind": "other"},
    )
    text = text_of(response)
    assert "Files of the type .svg are not accepted" in text
    assert "Our logo" in response.get_data(as_text=True)
    assert list(app.extensions["blobs"].iter_hashes()) == []
    assert queries.list_items(lead.organisation_id, queries.ItemFilters()).total == 0


def test_a_mistake_in_the_details_takes_no_file_in(library, app):
    response = library.post(
        "/evidence/add",
        data={
            "files": upload(TEXT, "notes.txt"),
            "kind": "other",
            "evidence_on-day": "1",
            "evidence_on-month": "1",
            "evidence_on-year": "2199",
        },
    )
    assert "must be today or in the past" in text_of(response)
    assert list(app.extensions["blobs"].iter_hashes()) == []


def test_too_many_files_at_once_are_refused(library, app):
    files = [upload(TEXT + bytes([65 + n]), f"{n}.txt") for n in range(51)]
    response = library.post("/evidence/add", data={"files": files, "kind": "other"})
    assert "Upload 50 or fewer at a time" in text_of(response)
    assert list(app.extensions["blobs"].iter_hashes()) == []


def test_a_file_that_is_there_already_can_be_added_again_on_purpose(library, lead):
    first = library.post("/evidence/add", data={"files": upload(TEXT, "a.txt"), "kind": "other"})
    assert first.status_code == 302
    again = library.post(
        "/evidence/add",
        data={
            "files": upload(TEXT, "b.txt"),
            "kind": "minutes",
            "evidence_on-day": "3",
            "evidence_on-month": "3",
            "evidence_on-year": "2026",
        },
    )
    tree = html5lib.parse(again.get_data(as_text=True), namespaceHTMLElements=False)
    [ticket] = tree.findall(".//input[@name='ticket']")
    library.post("/evidence/add/again", data={"ticket": ticket.get("value")})
    newest = queries.list_items(lead.organisation_id, queries.ItemFilters()).items[0].item
    assert (newest.title, newest.kind, newest.evidence_on.isoformat()) == (
        "b",
        "minutes",
        "2026-03-03",
    )


def test_a_ticket_of_somebody_else_adds_nothing(library, client, sign_in, lead):
    library.post("/evidence/add", data={"files": upload(TEXT, "a.txt"), "kind": "other"})
    again = library.post("/evidence/add", data={"files": upload(TEXT, "b.txt"), "kind": "other"})
    tree = html5lib.parse(again.get_data(as_text=True), namespaceHTMLElements=False)
    ticket = tree.find(".//input[@name='ticket']").get("value")
    stranger = make_user(Role.LEAD)
    response = sign_in(client, stranger).post("/evidence/add/again", data={"ticket": ticket})
    assert response.status_code == 400
    assert queries.list_items(stranger.organisation_id, queries.ItemFilters()).total == 0


def test_a_link_is_added_and_shown_without_telling_where_from(library):
    response = send(
        library,
        "/evidence/add/link",
        {"url": "https://example.org/charter", "title": "Charter", "kind": "web_page"},
    )
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    link = tree.find(".//a[@href='https://example.org/charter']")
    assert "noreferrer" in link.get("rel")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://u:p@example.org", "nonsense"])
def test_an_address_that_is_no_web_address_is_refused(library, lead, url):
    response = library.post(
        "/evidence/add/link", data={"url": url, "title": "Charter", "kind": "web_page"}
    )
    assert "There is a problem" in text_of(response)
    assert queries.list_items(lead.organisation_id, queries.ItemFilters()).total == 0


def test_an_address_that_is_there_already_is_offered_instead(library, lead):
    make_item(lead.organisation, url="https://example.org/charter", title="The charter")
    data = {"url": "https://example.org/charter", "title": "Again", "kind": "web_page"}
    text = text_of(library.post("/evidence/add/link", data=data))
    assert "already in the library as The charter" in text
    response = library.post("/evidence/add/link", data={**data, "is_duplicate_wanted": "y"})
    assert response.status_code == 302
