"""The pages of the standards, and official wording by way of its preview."""

import io
import re

import pytest
from factories.accounts import make_assessor, make_user
from factories.assessments import install_service_points
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.standards.models import OfficialWording
from cse_assess.standards.previews import LIFETIME_SECONDS
from cse_assess.standards.registry import get_standard

CSE = get_standard("cse")
FIRST = CSE.elements[0]
WORDING = "/standards/cse/wording"


def booklet(*elements, mark="official") -> bytes:
    """Return a booklet that has these elements, in words of its own."""
    lines = []
    for element in elements:
        points = "".join(f"<li>Point {n} {mark}.</li>" for n, _ in enumerate(element.guidance))
        lines.append(f"{element.code}\tStatement {element.code} {mark}.\t<ul>{points}</ul>\n")
    return "".join(lines).encode()


def upload(client, data: bytes, name="booklet.txt"):
    return client.post(
        WORDING, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )


def sealed_in(response) -> str:
    return re.search(r'name="report" value="([^"]+)"', response.text).group(1)


def stored() -> list[str]:
    session.rollback()
    return list(session.scalars(select(OfficialWording.element_code)))


@pytest.fixture
def administrator(client, sign_in):
    person = make_user(Role.ADMINISTRATOR)
    sign_in(client, person)
    return person


def test_every_standard_is_listed_with_its_size(client, sign_in):
    sign_in(client, make_user(Role.READER))
    text = client.get("/standards").text
    assert "Customer Service Excellence" in text
    assert "57 elements" in text


def test_the_contents_lead_to_every_element(client, sign_in):
    sign_in(client, make_assessor())
    text = client.get("/standards/cse").text
    for element in CSE.elements:
        assert f"#e{element.code}" in text


def test_a_criterion_shows_all_of_its_elements_and_points(client, sign_in):
    sign_in(client, make_user(Role.READER))
    text = client.get("/standards/cse/3").text
    assert text.count('<section id="e3.') == 12
    assert "Next" in text
    assert "Previous" in text


@pytest.mark.parametrize(
    "address", ["/standards/none", "/standards/cse/9", "/standards/..%2Fcse", "/standards/CSE"]
)
def test_what_is_not_there_is_not_found(client, sign_in, address):
    sign_in(client, make_user(Role.READER))
    assert client.get(address).status_code == 404


def test_a_preview_shows_each_element_and_saves_nothing(client, administrator):
    text = upload(client, booklet(FIRST)).text
    assert f"Statement {FIRST.code} official." in text
    assert text.count("Missed") >= 56
    assert stored() == []


def test_what_the_preview_showed_is_saved_word_for_word(client, administrator):
    preview = upload(client, booklet(*CSE.elements))
    response = client.post(f"{WORDING}/save", data={"report": sealed_in(preview)})
    assert response.location == WORDING
    assert len(stored()) == 57
    official = client.get("/standards/cse/1?wording=official").text
    assert "Statement 1.1.1 official." in official
    assert "Statement 1.1.1 official." not in client.get("/standards/cse/1").text


def test_what_was_missed_is_shown_in_plain_words_and_says_so(client, administrator):
    preview = upload(client, booklet(FIRST))
    client.post(f"{WORDING}/save", data={"report": sealed_in(preview)})
    text = client.get("/standards/cse/1?wording=official").text
    assert text.count("Not in the official wording") == 10


def test_another_organisation_sees_nothing_of_it(client, administrator, sign_in, app):
    preview = upload(client, booklet(*CSE.elements))
    client.post(f"{WORDING}/save", data={"report": sealed_in(preview)})
    stranger = app.test_client()
    sign_in(stranger, make_user(Role.ADMINISTRATOR))
    assert "official." not in stranger.get("/standards/cse/1?wording=official").text
    assert stranger.post(f"{WORDING}/remove").status_code == 400
    assert len(stored()) == 57


def test_it_can_be_removed_again(client, administrator):
    preview = upload(client, booklet(*CSE.elements))
    client.post(f"{WORDING}/save", data={"report": sealed_in(preview)})
    assert "57 of 57 elements" in client.get(WORDING).text
    client.post(f"{WORDING}/remove")
    assert stored() == []
    assert "none so far" in client.get(WORDING).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"  \n", "empty"),
        (b"\xff\xfeA\x00", "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a PDF nor a text file"),
        (b"%PDF-1.7 broken", "PDF"),
        ("é".encode("latin-1"), "Line 1 is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field(client, administrator, data, words):
    text = upload(client, data).text
    assert "There is a problem" in text
    assert words in text


def test_a_booklet_of_something_else_offers_nothing_to_save(client, administrator):
    text = upload(client, b"A recipe for soup\n").text
    assert "nothing to save" in text
    assert 'name="report"' not in text


def test_somebody_elses_preview_cannot_be_saved(client, administrator, sign_in, app):
    sealed = sealed_in(upload(client, booklet(FIRST)))
    other = app.test_client()
    sign_in(other, make_user(Role.ADMINISTRATOR))
    response = other.post(f"{WORDING}/save", data={"report": sealed})
    assert response.status_code == 400
    assert "expired" in response.text
    assert stored() == []


@pytest.mark.parametrize("change", ["", "x", "{}", "e30.x.y"])
def test_a_preview_that_was_tampered_with_is_refused(client, administrator, change):
    assert client.post(f"{WORDING}/save", data={"report": change}).status_code == 400
    assert stored() == []


def test_a_preview_does_not_last(client, administrator, monkeypatch):
    sealed = sealed_in(upload(client, booklet(FIRST)))
    monkeypatch.setattr("cse_assess.standards.previews.LIFETIME_SECONDS", -LIFETIME_SECONDS)
    assert client.post(f"{WORDING}/save", data={"report": sealed}).status_code == 400


def test_a_preview_is_saved_for_its_own_standard_only(client, administrator, app):
    points = install_service_points(app.extensions["settings"])
    sealed = sealed_in(upload(client, booklet(FIRST)))
    response = client.post(f"/standards/{points.id}/wording/save", data={"report": sealed})
    assert response.status_code == 400
    assert stored() == []
