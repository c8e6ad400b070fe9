"""Two people at the same element: neither loses anything."""

import re

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.assessments import make_assessment, write_response

from cse_assess.assessments.models import ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.db import session

CODE = "1.1.1"


@pytest.fixture
def assessment(app):
    return make_assessment(make_service(make_organisation()))


@pytest.fixture
def lead(client, sign_in, assessment):
    return sign_in(client, make_user("lead", assessment.organisation, name="Ann Lead"))


@pytest.fixture
def colleague(app, sign_in, assessment):
    person = make_user(contributes_to=(assessment.service,), name="Bob Marsh")
    return sign_in(app.test_client(), person)


def save(client, assessment, version, **values):
    data = {"version_id": version, "level": "", "justification": "", "tell": "", **values}
    return client.post(f"/assessments/{assessment.id}/elements/{CODE}", data=data)


def stored(assessment):
    session.expire_all()
    return get_response(assessment.id, CODE)


def test_the_second_is_shown_both_texts_and_nothing_is_overwritten(lead, colleague, assessment):
    assert save(colleague, assessment, 1, justification="Bob's text").status_code == 302
    answer = save(lead, assessment, 1, justification="Ann's text")
    assert answer.status_code == 409
    assert "Bob&#39;s text" in answer.text
    assert "Ann&#39;s text" in answer.text
    assert "Bob Marsh saved 1.1.1" in answer.text
    assert stored(assessment).justification == "Bob's text"


def test_what_the_second_decides_is_then_saved(lead, colleague, assessment):
    save(colleague, assessment, 1, justification="Bob's text")
    answer = save(lead, assessment, 1, justification="Ann's text")
    version = re.search(r'name="version_id"[^>]* value="(\d+)"', answer.text)[1]
    merged = save(lead, assessment, version, justification="Both texts")
    assert merged.status_code == 302
    assert stored(assessment).justification == "Both texts"
    texts = [change.after for change in session.query(ResponseChange).order_by("id")]
    assert texts == ["Bob's text", "Both texts"]


def test_a_field_that_the_second_did_not_touch_is_filled_in_as_the_first_saved_it(
    lead, colleague, assessment
):
    write_response(assessment, CODE, justification="As it was", tell="Seen before")
    save(colleague, assessment, 2, justification="Bob's text", tell="Seen before")
    answer = save(lead, assessment, 2, justification="As it was", tell="Ann's new words")
    form = re.search(r'<textarea[^>]*name="justification"[^>]*>([^<]*)</textarea>', answer.text)
    assert form[1].strip() == "Bob&#39;s text"
    tell = re.search(r'<textarea[^>]*name="tell"[^>]*>([^<]*)</textarea>', answer.text)
    assert tell[1].strip() == "Ann&#39;s new words"


def test_saving_the_same_twice_is_no_conflict(lead, colleague, assessment):
    save(colleague, assessment, 1, justification="The same")
    assert save(lead, assessment, 1, justification="The same").status_code == 302


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99", "9" * 40, "١"])
def test_a_form_without_a_true_version_overwrites_nothing(lead, assessment, version):
    write_response(assessment, CODE, justification="Kept")
    assert save(lead, assessment, version, justification="Other").status_code == 409
    assert stored(assessment).justification == "Kept"
