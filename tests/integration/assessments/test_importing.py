"""Importing a spreadsheet through the pages: previewed, all or nothing."""

import re

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.assessments import attach, cse, lock, make_assessment, write_response
from factories.evidence import make_item, upload

from cse_assess.assessments.models import ImportDraft, ResponseChange
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.db import session


@pytest.fixture
def assessment(app):
    return make_assessment(make_service(make_organisation()))


@pytest.fixture
def lead(client, sign_in, assessment):
    return sign_in(client, make_user("lead", assessment.organisation, name="Jo Marsh"))


def send(client, assessment, content: bytes, name="old.csv"):
    return client.post(
        f"/assessments/{assessment.id}/import",
        data={"file": upload(content, name)},
        content_type="multipart/form-data",
    )


def preview(client, assessment, content: bytes) -> str:
    answer = send(client, assessment, content)
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def confirm(client, assessment, page: str):
    draft = session.query(ImportDraft).one()
    fingerprint = re.search(r'name="fingerprint"[^>]* value="([0-9a-f]{64})"', page)[1]
    return client.post(
        f"/assessments/{assessment.id}/import/{draft.id}", data={"fingerprint": fingerprint}
    )


def level_of(assessment, code):
    session.expire_all()
    return get_response(assessment.id, code).level


def test_a_sheet_with_our_headings_is_shown_first_and_imported_when_confirmed(lead, assessment):
    item = make_item(assessment.organisation, title="Customer survey")
    content = (
        "code,level,justification,tell,owner,evidence\n"
        "1.1.1,Compliance Plus,We know them.,Ask the desk,Jo Marsh,customer SURVEY\n"
        "1.1.2,partial,,,,\n"
    )
    page = preview(lead, assessment, content.encode())
    assert "2 elements change" in page
    assert level_of(assessment, "1.1.1") is None
    assert confirm(lead, assessment, page).status_code == 302
    session.expire_all()
    response = get_response(assessment.id, "1.1.1")
    assert (response.level, response.justification, response.tell, response.owner.name) == (
        "plus",
        "We know them.",
        "Ask the desk",
        "Jo Marsh",
    )
    assert [linked.item.id for linked in list_evidence(response)] == [item.id]
    assert level_of(assessment, "1.1.2") == "partial"
    assert session.query(ImportDraft).count() == 0
    assert (
        session.query(ResponseChange).filter_by(actor_name="Jo Marsh", field="level").count() == 2
    )


def test_a_sheet_with_other_headings_is_mapped_on_screen(lead, assessment):
    answer = send(lead, assessment, b"Ref;How are we doing;Colour\n1.1.1;Compliant;red\n")
    assert answer.location.endswith("/columns")
    assert "How are we doing" in lead.get(answer.location).text
    refused = lead.post(answer.location, data={"code": "0"})
    assert "at least one other" in refused.text
    answer = lead.post(answer.location, data={"code": "0", "level": "1"})
    page = lead.get(answer.location).text
    confirm(lead, assessment, page)
    assert level_of(assessment, "1.1.1") == "compliant"


FAULTY = (
    "code,level,justification,tell,owner,evidence\n"
    "1.1.1,plus,,,,\n"
    "4.5.4,plus,,,,\n"
    "1.1.1,plus,,,,\n"
    "1.1.2,excellent,,,,\n"
    "1.1.3,,,,nobody@example.org,\n"
    "1.2.1,,,,,A title that nobody gave\n"
    "1.2.2,not_applicable,,,,\n"
    "1.2.3,,=1+1,,,\n"
    f"1.3.1,,{'x' * 20_001},,,\n"
    ",plus,,,,\n"
    "1.3.2,plus,,,,,one too many\n"
)


def test_every_bad_row_is_named_and_nothing_is_changed(lead, assessment):
    page = preview(lead, assessment, FAULTY.encode())
    assert "10 things are wrong" in page
    for told in (
        "no element “4.5.4”",
        "stands in row 2 already",
        "no level “excellent”",
        "Nobody in your organisation",
        "no evidence “A title that nobody gave”",
        "Say why the level is",
        "as a formula",
        "20,000 characters or fewer",
        "The code of the element is missing",
        "more cells than there are headings",
    ):
        assert told in page, told
    assert level_of(assessment, "1.1.1") is None


def test_a_sheet_with_faults_cannot_be_confirmed_by_hand(lead, assessment):
    preview(lead, assessment, FAULTY.encode())
    draft = session.query(ImportDraft).one()
    answer = lead.post(f"/assessments/{assessment.id}/import/{draft.id}", data={"fingerprint": ""})
    assert answer.status_code == 409
    assert "Nothing was imported" in answer.text
    assert session.query(ResponseChange).count() == 0


def test_what_others_changed_after_the_preview_is_not_overwritten(lead, assessment):
    page = preview(lead, assessment, b"code,level\n1.1.1,plus\n1.1.2,plus\n")
    write_response(assessment, "1.1.2", level="partial")
    answer = confirm(lead, assessment, page)
    assert answer.status_code == 409
    assert "was changed since you saw" in answer.text
    assert level_of(assessment, "1.1.1") is None
    assert level_of(assessment, "1.1.2") == "partial"
    assert confirm(lead, assessment, answer.text).status_code == 302
    assert level_of(assessment, "1.1.2") == "plus"


def test_a_sheet_that_says_what_stands_already_changes_nothing(lead, assessment):
    write_response(assessment, "1.1.1", level="plus")
    assert "Nothing changes" in preview(lead, assessment, b"code,level\n1.1.1,plus\n")


def test_an_empty_cell_of_evidence_attaches_nothing(lead, assessment):
    make_item(assessment.organisation, url="https://www.example.org/charter")
    page = preview(lead, assessment, b"code,level,evidence\n1.1.1,plus,\n")
    assert "Evidence attached" not in page


def test_an_empty_cell_empties_and_a_missing_column_is_left_alone(lead, assessment):
    write_response(assessment, "1.1.1", level="plus", justification="Words", tell="Look")
    page = preview(lead, assessment, b"code,level,justification\n1.1.1,plus,\n")
    assert "1 field is emptied" in page
    confirm(lead, assessment, page)
    session.expire_all()
    response = get_response(assessment.id, "1.1.1")
    assert (response.justification, response.tell) == ("", "Look")


def test_the_reason_of_a_level_that_needs_one_comes_from_the_justification(lead, assessment):
    page = preview(lead, assessment, b"code,level,justification\n1.1.1,N/A,No customer visits us\n")
    confirm(lead, assessment, page)
    session.expire_all()
    response = get_response(assessment.id, "1.1.1")
    assert response.level_reason == "No customer visits us"


@pytest.mark.parametrize("content", [b"", b"code,level\n", b"\x89PNG\0\0", b"PK\x03\x04junk"])
def test_a_file_that_is_no_sheet_is_refused_and_leaves_nothing(lead, assessment, content):
    answer = send(lead, assessment, content, "photo.csv")
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert session.query(ImportDraft).count() == 0


def test_nobody_else_sees_what_is_about_to_be_imported(lead, assessment, app, sign_in):
    send(lead, assessment, b"code,level\n1.1.1,plus\n")
    draft = session.query(ImportDraft).one()
    colleague = sign_in(app.test_client(), make_user("lead", assessment.organisation))
    url = f"/assessments/{assessment.id}/import/{draft.id}"
    assert colleague.get(url).status_code == 404
    assert colleague.post(url, data={"fingerprint": "x"}).status_code == 404


def test_nothing_is_imported_into_a_locked_self_assessment(lead, assessment):
    page = preview(lead, assessment, b"code,level\n1.1.1,plus\n")
    lock(assessment)
    assert confirm(lead, assessment, page).status_code == 403
    assert send(lead, assessment, b"code,level\n1.1.1,plus\n").status_code == 403
    assert level_of(assessment, "1.1.1") is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_imported_again_changes_nothing(lead, assessment, kind):
    first = make_item(assessment.organisation, title="=Survey; of all")
    second = make_item(assessment.organisation, title="Twice")
    make_item(assessment.organisation, title="twice")
    attach(assessment, "1.1.1", first)
    attach(assessment, "1.1.1", second)
    write_response(
        assessment, "1.1.1", level="not_applicable", level_reason="-no", justification="@so\n\n=x"
    )
    exported = lead.get(f"/assessments/{assessment.id}/export.{kind}")
    assert exported.status_code == 200
    assert f".{kind}" in exported.headers["Content-Disposition"]
    assert "Nothing changes" in preview(lead, assessment, exported.data)


def test_an_export_has_a_row_for_every_element_and_no_formula(lead, assessment):
    write_response(assessment, "1.1.1", level="plus", justification="=HYPERLINK(1)")
    lines = (
        lead.get(f"/assessments/{assessment.id}/export.csv").data.decode("utf-8-sig").split("\r\n")
    )
    assert lines[0] == "code,level,justification,tell,owner,evidence"
    assert lines[1] == "1.1.1,plus,'=HYPERLINK(1),,,"
    assert len(lines) == len(cse().elements) + 2


def test_an_export_of_an_unknown_kind_is_not_found(lead, assessment):
    assert lead.get(f"/assessments/{assessment.id}/export.pdf").status_code == 404
