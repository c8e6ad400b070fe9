"""Levels are tried without being saved, and saved only after a look at every change."""

import re

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import install_service_points, lock, make_assessment, write_response

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import ElementResponse, ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.db import session

CODE, OTHER = "1.1.1", "1.1.2"


@pytest.fixture
def assessment(service, lead):
    made = make_assessment(service)
    write_response(made, CODE, level="partial", actor=actor_of(lead), justification="Maps.")
    return made


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/what-if"


def level_of(assessment, code=CODE):
    session.expire_all()
    return get_response(assessment.id, code).level


def version_of(assessment, code=CODE):
    return get_response(assessment.id, code).version_id


def sending(assessment, **levels):
    """Return what the confirmation sends for levels by code, with dots as underscores."""
    codes = {name.replace("_", ".").strip("."): level for name, level in levels.items()}
    chosen = {f"level-{code}": level for code, level in codes.items()}
    seen = {f"version-{code}": version_of(assessment, code) for code in codes}
    return {**chosen, **seen}


def test_the_page_offers_every_other_level_of_each_element(as_lead, url):
    page = as_lead.get(url).text
    assert page.count('name="level-') == 57
    assert "As now: not scored" in page
    assert "What would come of it" not in page


@pytest.mark.parametrize("way", ["post", "get"])
def test_levels_are_tried_and_nothing_is_saved(as_lead, assessment, url, way):
    given = {f"level-{CODE}": "compliant"}
    answer = (
        as_lead.post(url, data=given) if way == "post" else as_lead.get(url, query_string=given)
    )
    assert "What would come of it" in answer.text
    assert "1 element stands otherwise" in answer.text
    assert '<option value="compliant" selected>' in answer.text
    assert level_of(assessment) == "partial"


def test_a_reader_plays_and_cannot_save(app, sign_in, assessment, url):
    client = sign_in(app.test_client(), make_user(Role.READER, assessment.organisation))
    page = client.post(url, data={f"level-{CODE}": "compliant"}).text
    assert "What would come of it" in page
    assert "Save these levels" not in page
    assert client.post(f"{url}/save", data={f"level-{CODE}": "compliant"}).status_code == 403


def test_a_day_that_is_none_is_told_and_the_levels_stay(as_lead, url):
    page = as_lead.post(
        url, data={f"level-{CODE}": "compliant", "on-day": "40", "on-month": "1", "on-year": "2027"}
    ).text
    assert "must be a real date" in page
    assert '<option value="compliant" selected>' in page


def test_on_a_day_the_page_says_what_has_no_evidence_in_date(as_lead, url):
    page = as_lead.post(
        url, data={f"level-{CODE}": "compliant", "on-day": 1, "on-month": 6, "on-year": 2199}
    ).text
    assert "none of its evidence is in date" in page


def test_what_the_standard_does_not_have_is_no_choice(as_lead, url):
    page = as_lead.post(url, data={f"level-{CODE}": "<b>", "level-9.9.9": "compliant"}).text
    assert "What would come of it" not in page
    assert "<b>" not in page


def test_saving_shows_every_change_and_who_changed_it_last(as_lead, assessment, lead, url):
    page = as_lead.post(f"{url}/confirm", data={f"level-{CODE}": "compliant"}).text
    assert "Save 1 level" in page
    assert f"by {lead.name}" in page
    assert level_of(assessment) == "partial"


def test_levels_are_saved_into_the_history_and_the_texts_stay(as_lead, assessment, url):
    data = sending(assessment, _1_1_1="compliant", _1_1_2="plus")
    answer = as_lead.post(f"{url}/save", data=data)
    assert answer.status_code == 302
    assert "2 levels are saved" in as_lead.get(answer.location).text
    assert (level_of(assessment), level_of(assessment, OTHER)) == ("compliant", "plus")
    assert get_response(assessment.id, CODE).justification == "Maps."
    last = session.query(ResponseChange).order_by(ResponseChange.id.desc()).first()
    assert (last.field, last.after) == ("level", "plus")


def test_sending_it_twice_saves_it_once(as_lead, assessment, url):
    data = sending(assessment, _1_1_1="compliant")
    as_lead.post(f"{url}/save", data=data)
    changes = session.query(ResponseChange).count()
    assert as_lead.post(f"{url}/save", data=data).status_code in {200, 302}
    assert session.query(ResponseChange).count() == changes


def test_what_somebody_changed_meanwhile_is_shown_and_not_overwritten(as_lead, assessment, url):
    data = sending(assessment, _1_1_1="compliant", _1_1_2="plus")
    write_response(assessment, CODE, level="not_compliant")
    answer = as_lead.post(f"{url}/save", data=data)
    assert answer.status_code == 409
    assert "Changed meanwhile" in answer.text
    assert (level_of(assessment), level_of(assessment, OTHER)) == ("not_compliant", None)
    versions = dict(re.findall(r'name="(version-[\d.]+)" value="(\d+)"', answer.text))
    as_lead.post(f"{url}/save", data={**data, **versions})
    assert level_of(assessment) == "compliant"


def test_without_a_version_nothing_is_overwritten(as_lead, assessment, url):
    assert as_lead.post(f"{url}/save", data={f"level-{CODE}": "compliant"}).status_code == 409
    hostile = {f"level-{CODE}": "compliant", f"version-{CODE}": "9" * 40}
    assert as_lead.post(f"{url}/save", data=hostile).status_code == 409


def test_a_level_that_needs_a_reason_is_not_saved_without_one(as_lead, assessment, url):
    data = sending(assessment, _1_1_1="not_applicable")
    field = f"reason-{CODE}"
    assert f'name="{field}"' in as_lead.post(f"{url}/confirm", data=data).text
    answer = as_lead.post(f"{url}/save", data={**data, field: " "})
    assert f"Say why {CODE} is" in answer.text
    assert level_of(assessment) == "partial"
    assert "4,000" in as_lead.post(f"{url}/save", data={**data, field: "x" * 4_001}).text
    as_lead.post(f"{url}/save", data={**data, field: "There are no customers of that kind."})
    assert level_of(assessment) == "not_applicable"


def test_saving_nothing_leads_back(as_lead, url):
    assert as_lead.post(f"{url}/confirm", data={}).status_code == 302
    assert as_lead.post(f"{url}/confirm", data={f"level-{CODE}": "partial"}).status_code == 302


def test_in_a_locked_self_assessment_one_may_play_and_not_save(as_lead, assessment, url):
    lock(assessment)
    page = as_lead.post(url, data={f"level-{CODE}": "compliant"}).text
    assert "What would come of it" in page
    assert "Save these levels" not in page
    assert as_lead.post(f"{url}/save", data={f"level-{CODE}": "compliant"}).status_code == 403


def test_a_standard_of_another_shape_is_tried_out_too(app, as_lead, lead):
    standard = install_service_points(app.extensions["settings"])
    made = make_assessment(make_service(lead.organisation), standard)
    code, level = standard.elements[0].code, standard.rules.met[0]
    page = as_lead.post(f"/assessments/{made.id}/what-if", data={f"level-{code}": level})
    assert "What would come of it" in page.text


def test_the_page_asks_a_constant_number_of_queries(as_lead, assessment, url, count_queries):
    with count_queries() as few:
        as_lead.post(url, data={f"level-{CODE}": "compliant"})
    codes = [each.element_code for each in session.query(ElementResponse).limit(40)]
    with count_queries() as many:
        as_lead.post(url, data={f"level-{code}": "compliant" for code in codes})
    assert len(many) == len(few)
