"""A piece of evidence that lies open beside its element."""

from dataclasses import replace

import pytest
from factories.accounts import make_assessor, make_service, make_user
from factories.assessments import make_assessment
from factories.evidence import make_item
from factories.evidence_pages import text_of

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import EvidenceLink
from cse_assess.config import ScannerAddress
from cse_assess.db import session
from cse_assess.evidence.scanning.queries import FOUND, SCAN
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import save_document, save_step
from cse_assess.reading.document import Document, Page

PAGES = (Page(1, "We answer the telephone"), Page(2, "We answer letters"))


@pytest.fixture
def assessment(app):
    return make_assessment(make_service())


@pytest.fixture
def lead(app, client, sign_in, assessment):
    return sign_in(client, make_user(Role.LEAD, assessment.organisation))


@pytest.fixture
def attach(app, assessment):
    """Attach a PDF of two pages to an element, with pictures of the first; return the link."""

    def attach_file(**values):
        item = make_item(assessment.organisation, **{"title": "Charter", **values})
        sha256 = item.revisions[0].sha256
        if sha256:
            save_document(sha256=sha256, document=Document("pdf", PAGES))
            place = app.extensions["settings"].preview_folder / sha256
            place.mkdir(parents=True)
            for name in ("1", "thumbnail"):
                (place / f"{name}.webp").write_bytes(b"RIFF a picture")
            save_step(sha256=sha256, step="previews", version=1, state=StepState.DONE)
        link = EvidenceLink(response_id=assessment.responses[0].id, item_id=item.id)
        session.add(link)
        session.commit()
        return link

    return attach_file


def element_url(assessment, link=None, **parts):
    code = assessment.responses[0].element_code
    query = "&".join(f"{name}={value}" for name, value in parts.items())
    address = f"/assessments/{assessment.id}/elements/{code}"
    return f"{address}?preview={link.id}&{query}" if link else address


def picture_url(assessment, link, name):
    sha256 = link.item.revisions[0].sha256
    return f"/assessments/{assessment.id}/evidence/{link.item_id}/pictures/{sha256}/{name}.webp"


def test_the_element_offers_a_preview_and_shows_a_thumbnail(lead, assessment, attach):
    link = attach()
    page = lead.get(element_url(assessment)).text
    assert f"preview={link.id}#preview" in page
    assert picture_url(assessment, link, "thumbnail") in page
    assert picture_url(assessment, link, "1") not in page


def test_the_preview_shows_the_first_page_with_the_way_to_the_next(lead, assessment, attach):
    link = attach()
    response = lead.get(element_url(assessment, link))
    assert picture_url(assessment, link, "1") in response.text
    assert "Page 1 of 2." in text_of(response)
    assert f"preview={link.id}&amp;page=2#preview" in response.text


def test_a_page_without_a_picture_says_how_to_get_one(lead, assessment, attach):
    text = text_of(lead.get(element_url(assessment, attach(), page=2)))
    assert "There is no picture of this page yet. Open the page larger to get one." in text


def test_a_page_beyond_the_last_opens_the_first(lead, assessment, attach):
    assert "Page 1 of 2." in text_of(lead.get(element_url(assessment, attach(), page=99)))


def test_a_text_is_shown_by_its_words(lead, assessment, attach):
    link = attach()
    link.item.revisions[0].file_name = "charter.docx"
    session.commit()
    response = lead.get(element_url(assessment, link))
    assert "We answer the telephone" in text_of(response)
    assert picture_url(assessment, link, "1") not in response.text


def test_an_assessor_has_no_preview_of_the_living_element(client, sign_in, assessment, attach):
    link = attach()
    assessor = sign_in(client, make_assessor(assessment))
    assert assessor.get(element_url(assessment, link)).status_code == 404
    assert assessor.get(picture_url(assessment, link, "1")).status_code == 404


def test_confidential_evidence_does_not_open_for_a_reader(client, sign_in, assessment, attach):
    link = attach(is_confidential=True)
    reader = sign_in(client, make_user(Role.READER, assessment.organisation))
    page = reader.get(element_url(assessment, link)).text
    assert "preview-heading" not in page
    assert link.item.revisions[0].sha256 not in page


@pytest.mark.parametrize("number", ["0", "999999", "x", ""])
def test_another_number_opens_nothing(lead, assessment, attach, number):
    attach()
    response = lead.get(f"{element_url(assessment)}?preview={number}")
    assert response.status_code == 200
    assert "preview-heading" not in response.text


def test_a_web_address_has_no_preview(lead, assessment, attach):
    link = attach(url="https://council.example/charter")
    page = lead.get(element_url(assessment, link)).text
    assert "preview-heading" not in page
    assert f"preview={link.id}#preview" not in page


def test_a_file_that_is_being_checked_is_marked_and_does_not_open(app, lead, assessment, attach):
    link = attach()
    app.extensions["settings"] = replace(
        app.extensions["settings"], scanner=ScannerAddress(path="/run/clamd.sock")
    )
    response = lead.get(element_url(assessment, link))
    assert "Being checked" in text_of(response)
    assert "This file is being checked for viruses." in text_of(response)
    assert "/pictures/" not in response.text
    assert f"preview={link.id}#preview" not in response.text


@pytest.mark.parametrize(
    ("message", "tag"),
    [(f"{FOUND} Eicar in this file.", "Virus found"), ("It is too large.", "Cannot be checked")],
)
def test_a_file_that_was_not_found_clean_is_marked_wherever_it_is_listed(
    lead, assessment, attach, message, tag
):
    link = attach()
    sha256 = link.item.revisions[0].sha256
    save_step(sha256=sha256, step=SCAN, version=1, state=StepState.REFUSED, message=message)
    session.commit()
    library = lead.get("/evidence")
    item = lead.get(f"/evidence/{link.item_id}")
    for response in (lead.get(element_url(assessment)), library, item):
        assert tag in text_of(response)
        assert "/pictures/" not in response.text
    assert message in text_of(item)


def test_the_library_shows_a_thumbnail_and_the_item_the_way_to_its_pages(lead, attach):
    link = attach()
    thumbnail = f"/evidence/{link.item_id}/pictures/{link.item.revisions[0].sha256}/thumbnail.webp"
    assert thumbnail in lead.get("/evidence").text
    item = lead.get(f"/evidence/{link.item_id}").text
    assert thumbnail in item
    assert f'href="/evidence/{link.item_id}/pages/1"' in item


def test_confidential_evidence_has_no_thumbnail_in_a_list_of_those_who_may_not_open_it(
    client, sign_in, assessment, attach
):
    attach(is_confidential=True)
    reader = sign_in(client, make_user(Role.READER, assessment.organisation))
    assert "/pictures/" not in reader.get("/evidence").text
