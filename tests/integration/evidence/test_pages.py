"""The library's list, and the pages of one item: read, edit, replace, withdraw."""

import html5lib
import pytest
from factories.accounts import actor_of
from factories.evidence import make_checked_file, make_item, upload
from factories.evidence_pages import TEXT, only_item, send, text_of

from cse_assess.db import session
from cse_assess.evidence import services


def test_an_empty_library_says_what_to_do(library):
    assert "The library is empty" in text_of(library.get("/evidence"))


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


def test_a_withdrawn_item_stays_on_record_and_comes_back(library, lead):
    item = make_item(lead.organisation, title="Old survey", created_by=lead)
    page = send(library, f"/evidence/{item.id}/withdraw", {"reason": "Out of date"})
    assert "Out of date" in text_of(page)
    assert "Old survey" not in text_of(library.get("/evidence"))
    assert "Old survey" in text_of(library.get("/evidence?is_withdrawn=y"))
    library.post(f"/evidence/{item.id}/restore")
    assert "Old survey" in text_of(library.get("/evidence"))


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
    assert "Item 00" in text_of(library.get("/evidence?page=3"))


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
