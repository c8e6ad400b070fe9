"""The services of an organisation, and its name, through their pages."""

from factories.accounts import (
    make_organisation,
    make_service,
    make_user,
)
from sqlalchemy import select

from cse_assess.accounts.models import Role, Service
from cse_assess.db import session


def test_a_lead_adds_and_renames_a_service(client, sign_in):
    lead = make_user(Role.LEAD)
    sign_in(client, lead)
    client.post("/services/new", data={"name": "Libraries", "description": "Books\n\nand rooms"})
    service = session.scalar(select(Service))
    assert (service.name, service.organisation_id) == ("Libraries", lead.organisation_id)
    data = {"name": "Libraries and museums", "version": service.version_id}
    client.post(f"/services/{service.id}", data=data)
    assert "Libraries and museums" in client.get("/services").text


def test_a_service_needs_nothing_but_a_name(client, sign_in):
    sign_in(client, make_user(Role.LEAD))
    assert client.post("/services/new", data={"name": "Libraries"}).status_code == 302


def test_two_services_of_an_organisation_have_two_names(client, sign_in):
    lead = make_user(Role.LEAD)
    make_service(lead.organisation, name="Libraries")
    make_service(name="Museums")
    sign_in(client, lead)
    assert "already a service" in client.post("/services/new", data={"name": "Libraries"}).text
    assert client.post("/services/new", data={"name": "Museums"}).status_code == 302


def test_a_stale_service_form_is_refused(client, sign_in):
    lead = make_user(Role.LEAD)
    service = make_service(lead.organisation)
    sign_in(client, lead)
    data = {"name": "First", "version": service.version_id}
    assert client.post(f"/services/{service.id}", data=data).status_code == 302
    text = client.post(f"/services/{service.id}", data={**data, "name": "Second"}).text
    assert "Somebody else changed this" in text


def test_the_organisation_is_renamed_but_not_to_anothers_name(page, administrator):
    make_organisation(name="Taken Council")
    version = administrator.organisation.version_id
    data = {"name": "Taken Council", "version": version}
    assert "already an organisation" in page.post("/organisation", data=data).text
    page.post("/organisation", data={"name": "Harbour Council", "version": version})
    assert "Harbour Council" in page.get("/organisation").text
