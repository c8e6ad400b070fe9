"""Who sees what of the library, and who may change it."""

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.evidence import make_item
from factories.evidence_pages import text_of

from cse_assess.accounts.models import Role


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
