"""The pages of the evidence library, on both databases."""

import html5lib
import pytest
from factories.accounts import actor_of, make_organisation, make_service, make_user
from factories.evidence import make_checked_file, make_item, upload

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.evidence import queries, services
from cse_assess.evidence.models import EvidenceItem

TEXT = b"Notes of the customer panel, 3 March 2026"


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def library(client, sign_in, lead):
    return sign_in(client, lead)


def text_of(response) -> str:
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).split())


def send(client, address, data):
    """Send a form and follow the redirect that answers it."""
    response = client.post(address, data=data)
    assert response.status_code == 302, text_of(response)
    return client.get(response.location)


def only_item(organisation_id: int) -> EvidenceItem:
    [listed] = queries.list_items(organisation_id, queries.ItemFilters()).items
    return listed.item


def test_an_empty_library_says_what_to_do(library):
    assert "The library is empty" in text_of(library.get("/evidence"))


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


def test_a_file_is_downloaded_as_an_attachment_with_its_own_name(library, lead):
    library.post("/evidence/add", data={"files": upload(TEXT, "Añual “plan”.txt"), "kind": "plan"})
    item = only_item(lead.organisation_id)
    response = library.get(f"/evidence/{item.id}/revisions/1/file")
    assert response.get_data() == TEXT
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''A%C3%B1ual" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_lost_file_gets_a_clear_page_and_never_an_empty_success(library, lead):
    item = make_item(lead.organisation)
    response = library.get(f"/evidence/{item.id}/revisions/1/file")
    assert response.status_code == 500
    assert "This file cannot be opened" in text_of(response)


def test_a_damaged_file_is_not_given_out(library, lead, app, settings):
    file = make_checked_file(TEXT, "notes.txt", app.extensions["blobs"])
    item = services.add_file_evidence(
        actor=actor_of(lead), organisation_id=lead.organisation_id, blob=file, title="Notes"
    )
    session.commit()
    path = settings.blob_folder / file.sha256[:2] / file.sha256[2:4] / file.sha256
    path.chmod(0o600)
    path.write_bytes(TEXT.replace(b"3", b"4"))
    response = library.get(f"/evidence/{item.id}/revisions/1/file")
    assert response.status_code == 500
    assert TEXT.replace(b"3", b"4") not in response.get_data()


def test_a_revision_that_is_an_address_has_no_file(library, lead):
    item = make_item(lead.organisation, url="https://example.org")
    assert library.get(f"/evidence/{item.id}/revisions/1/file").status_code == 404
    assert library.get(f"/evidence/{item.id}/revisions/2/file").status_code == 404


def test_details_are_edited_and_the_history_tells(library, lead):
    item = make_item(lead.organisation, title="Old title", created_by=lead)
    response = send(
        library,
        f"/evidence/{item.id}/edit",
        {
            "version": item.version_id,
            "title": "New title",
            "kind": "plan",
            "owner_id": lead.id,
            "is_confidential": "y",
        },
    )
    text = text_of(response)
    assert "New title" in text
    assert "Details changed" in text
    assert "Removed: Old" in text
    assert lead.name in text


def test_the_second_of_two_editors_is_shown_both_versions_and_can_save(library, lead):
    item = make_item(lead.organisation, title="First", description="As it was", created_by=lead)
    shown = item.version_id
    services.edit_item(actor=actor_of(lead), item=item, version_id=shown, title="Theirs")
    data = {"version": shown, "title": "Mine", "kind": "policy", "description": "As it was"}
    response = library.post(f"/evidence/{item.id}/edit", data=data)
    text = text_of(response)
    assert "What they saved" in text
    assert "Theirs" in text
    assert "Mine" in response.get_data(as_text=True)
    assert only_item(lead.organisation_id).title == "Theirs"
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    version = tree.find(".//input[@name='version']").get("value")
    library.post(f"/evidence/{item.id}/edit", data={**data, "version": version})
    session.refresh(item)
    assert item.title == "Mine"


def test_replacing_adds_a_revision_and_keeps_the_first(library, lead):
    library.post("/evidence/add", data={"files": upload(TEXT, "notes.txt"), "kind": "minutes"})
    item = only_item(lead.organisation_id)
    response = send(
        library,
        f"/evidence/{item.id}/replace",
        {"file": upload(TEXT + b", corrected", "notes.txt"), "reason": "Corrected"},
    )
    assert "Revision 2 is now current" in text_of(response)
    assert library.get(f"/evidence/{item.id}/revisions/1/file").get_data() == TEXT
    newer = library.get(f"/evidence/{item.id}/revisions/2/file").get_data()
    assert newer == TEXT + b", corrected"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"reason": "x"}, "Choose a file, or enter a web address"),
        ({"url": "https://example.org/new"}, "Enter the reason"),
        ({"url": "ftp://example.org", "reason": "x"}, "must start with https://"),
        ({"url": "https://example.org/now", "reason": "x"}, "exactly the content"),
    ],
)
def test_a_replacement_that_is_not_whole_is_refused(library, lead, data, message):
    item = make_item(lead.organisation, url="https://example.org/now", created_by=lead)
    response = library.post(f"/evidence/{item.id}/replace", data=data)
    assert message in text_of(response)
    assert len(queries.list_revisions(item)) == 1


def test_a_refused_replacement_changes_nothing(library, lead):
    item = make_item(lead.organisation, created_by=lead)
    response = library.post(
        f"/evidence/{item.id}/replace", data={"file": upload(b"MZ", "x.exe"), "reason": "New"}
    )
    assert "Files of the type .exe are not accepted" in text_of(response)
    assert len(queries.list_revisions(item)) == 1


def test_a_withdrawn_item_stays_on_record_and_comes_back(library, lead):
    item = make_item(lead.organisation, title="Old survey", created_by=lead)
    page = send(library, f"/evidence/{item.id}/withdraw", {"reason": "Out of date"})
    assert "Out of date" in text_of(page)
    assert "Old survey" not in text_of(library.get("/evidence"))
    assert "Old survey" in text_of(library.get("/evidence?is_withdrawn=y"))
    library.post(f"/evidence/{item.id}/restore")
    assert "Old survey" in text_of(library.get("/evidence"))


@pytest.mark.parametrize("page", ["", "/edit", "/replace", "/withdraw", "/restore"])
def test_every_page_of_an_item_of_another_organisation_is_not_found(library, page):
    item = make_item(make_organisation())
    assert library.get(f"/evidence/{item.id}{page}").status_code == 404


def test_the_file_of_another_organisation_is_not_found(library):
    item = make_item(make_organisation())
    assert library.get(f"/evidence/{item.id}/revisions/1/file").status_code == 404


@pytest.mark.parametrize("page", ["/edit", "/replace", "/withdraw", "/restore"])
def test_a_reader_cannot_change_evidence(client, sign_in, lead, page):
    reader = make_user(Role.READER, lead.organisation)
    item = make_item(lead.organisation, title="Charter")
    reading = sign_in(client, reader)
    assert reading.get(f"/evidence/{item.id}{page}").status_code == 403
    assert reading.post(f"/evidence/{item.id}{page}", data={"reason": "x"}).status_code == 403
    shown = text_of(reading.get(f"/evidence/{item.id}"))
    assert "Charter" in shown
    assert "Edit details" not in shown


@pytest.mark.parametrize("page", ["/evidence/add", "/evidence/add/link"])
def test_a_reader_cannot_add_evidence(client, sign_in, lead, page):
    reading = sign_in(client, make_user(Role.READER, lead.organisation))
    assert reading.get(page).status_code == 403
    assert reading.post(page, data={"title": "x"}).status_code == 403


def test_a_contributor_changes_only_what_they_added_or_own(client, sign_in, app):
    service = make_service()
    person = make_user(contributes_to=(service,))
    mine = make_item(service.organisation, created_by=person)
    owned = make_item(service.organisation, owner=person)
    other = make_item(service.organisation)
    contributor = sign_in(client, person)
    assert contributor.get(f"/evidence/{mine.id}/edit").status_code == 200
    assert contributor.get(f"/evidence/{owned.id}/edit").status_code == 200
    assert contributor.get(f"/evidence/{other.id}/edit").status_code == 403


def test_confidential_evidence_shows_that_it_exists_and_no_more(client, sign_in, lead):
    reader = make_user(Role.READER, lead.organisation)
    item = make_item(
        lead.organisation,
        title="Grievance figures",
        description="Names within",
        owner=lead,
        is_confidential=True,
    )
    reading = sign_in(client, reader)
    for address in ("/evidence", f"/evidence/{item.id}"):
        page = text_of(reading.get(address))
        assert "Confidential evidence" in page
        assert "Grievance" not in page
        assert "Names within" not in page
    assert reading.get(f"/evidence/{item.id}/revisions/1/file").status_code == 403


@pytest.mark.parametrize(
    "query", ["search=grievance", "search=names", "kind=policy", "freshness=undated"]
)
def test_filters_tell_nothing_of_confidential_evidence(client, sign_in, lead, query):
    reader = make_user(Role.READER, lead.organisation)
    make_item(
        lead.organisation,
        title="Grievance",
        description="names",
        evidence_on=None,
        is_confidential=True,
    )
    page = text_of(sign_in(client, reader).get(f"/evidence?{query}"))
    assert "Nothing matches" in page


def test_the_owner_of_confidential_evidence_opens_it(client, sign_in, lead):
    owner = make_user(Role.READER, lead.organisation)
    item = make_item(lead.organisation, title="Figures", owner=owner, is_confidential=True)
    page = sign_in(client, owner).get(f"/evidence/{item.id}")
    assert "Figures" in text_of(page)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-5",
        "page=999999",
        "page=x",
        "page=99999999999999999999",
        "kind=none",
        "owner_id=zebra",
        "owner_id=9999999",
        "freshness=never",
        "order=random",
        "search=%00",
        "search=%25_%5C",
        "search=" + "x" * 5000,
    ],
)
def test_an_address_with_nonsense_in_it_still_shows_the_library(library, lead, query):
    make_item(lead.organisation, title="Charter")
    assert library.get(f"/evidence?{query}").status_code == 200


def test_a_long_library_is_cut_into_pages(library, lead):
    for number in range(51):
        make_item(lead.organisation, title=f"Item {number:02}")
    assert "Item 00" not in text_of(library.get("/evidence"))
    assert "Item 00" in text_of(library.get("/evidence?page=2"))


def test_pages_take_as_few_queries_for_many_items_as_for_few(library, lead, count_queries):
    def count(address):
        with count_queries() as counted:
            assert library.get(address).status_code == 200
        return len(counted)

    item = None
    counts = []
    for number in (10, 190):
        for _ in range(number):
            item = make_item(lead.organisation, owner=lead, created_by=lead)
        counts.append((count("/evidence?search=evidence"), count(f"/evidence/{item.id}")))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
