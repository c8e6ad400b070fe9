"""The main job, from nothing to readiness, on both standards."""

import pytest
from factories.accounts import make_service, make_user
from factories.assessments import cse, install_service_points
from factories.evidence import upload

from cse_assess.assessments.models import Assessment
from cse_assess.db import session

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"


@pytest.fixture(params=["cse", "service-points"])
def standard(request, settings):
    return cse() if request.param == "cse" else install_service_points(settings)


@pytest.fixture
def service(app):
    return make_service()


@pytest.fixture
def lead(client, sign_in, service):
    return sign_in(client, make_user("lead", service.organisation))


def start(lead, service, standard) -> Assessment:
    answer = lead.post(
        "/assessments/new",
        data={
            "service_id": service.id,
            "standard_id": standard.id,
            "cycle": "2026",
            "visit_on-day": "1",
            "visit_on-month": "3",
            "visit_on-year": "2027",
        },
    )
    assert answer.status_code == 302, answer.text
    return session.query(Assessment).one()


def test_a_lead_scores_every_element_and_is_told_that_the_levels_pass(lead, service, standard):
    assessment = start(lead, service, standard)
    best = standard.rules.met[0]
    for element in standard.elements:
        page = f"/assessments/{assessment.id}/elements/{element.code}"
        answer = lead.post(
            page,
            data={"version_id": 1, "level": best, "justification": "We do.", "then": "next"},
        )
        assert answer.status_code == 302, answer.text
    readiness = lead.get(f"/assessments/{assessment.id}/readiness").text
    assert "Would pass" in readiness
    assert "without any evidence" in readiness


def test_the_pages_of_a_new_self_assessment_open(lead, service, standard):
    assessment = start(lead, service, standard)
    first = standard.elements[0].code
    for page in (
        "/",
        f"/assessments/{assessment.id}",
        f"/assessments/{assessment.id}/readiness",
        f"/assessments/{assessment.id}/settings",
        f"/assessments/{assessment.id}/assessors",
        f"/assessments/{assessment.id}/elements/{first}",
        f"/assessments/{assessment.id}/elements/{first}/history",
        f"/assessments/{assessment.id}/elements/{first}/evidence",
        f"/assessments/{assessment.id}/elements/{first}/evidence/link",
        f"/assessments/{assessment.id}/elements/{first}/evidence/library",
    ):
        assert lead.get(page).status_code == 200, page


def test_an_uploaded_file_is_attached_and_can_be_opened_through_its_link(lead, service, standard):
    assessment = start(lead, service, standard)
    page = f"/assessments/{assessment.id}/elements/{standard.elements[0].code}"
    text = b"What customers told us in spring."
    answer = lead.post(
        f"{page}/evidence",
        data={"files": upload(text, "survey.txt"), "note": "Page 1", "kind": "survey"},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302, answer.text
    shown = lead.get(page).text
    assert "survey" in shown
    assert "Page 1" in shown
    assert lead.get(f"/assessments/{assessment.id}/evidence/1/file").data == text
