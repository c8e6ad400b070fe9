"""The page of one element."""

import pytest
from factories.accounts import make_user
from factories.assessments import attach, lock, write_response
from factories.evidence import make_item

from cse_assess.assessments.models import ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import verify_chain
from cse_assess.db import session

CODE = "1.1.1"


def page_of(assessment, code=CODE):
    return f"/assessments/{assessment.id}/elements/{code}"


def save(client, assessment, code=CODE, **values):
    data = {"version_id": 1, "level": "", "justification": "", "tell": "", **values}
    return client.post(page_of(assessment, code), data=data)


def stored(assessment, code=CODE):
    session.expire_all()
    return get_response(assessment.id, code)


@pytest.mark.parametrize("kind", ["lead", "contributor"])
def test_those_who_work_on_the_service_fill_it_in(enter, assessment, kind):
    client = enter(kind)
    assert save(client, assessment, level="plus", justification="We do.").status_code == 302
    assert stored(assessment).level == "plus"


@pytest.mark.parametrize("kind", ["administrator", "reader"])
def test_those_who_may_only_read_get_no_form_and_cannot_save(enter, assessment, kind):
    client = enter(kind)
    page = client.get(page_of(assessment)).text
    assert "Nothing written yet" in page
    assert 'name="justification"' not in page
    assert save(client, assessment, level="plus").status_code == 403
    assert stored(assessment).level is None


def test_a_locked_self_assessment_is_shown_and_not_changed(enter, assessment):
    client = enter("lead")
    lock(assessment)
    page = client.get(page_of(assessment)).text
    assert "is locked since" in page
    assert save(client, assessment, level="plus").status_code == 403
    assert stored(assessment).level is None


def test_a_text_written_while_it_was_being_locked_is_shown_again(enter, assessment):
    client = enter("contributor")
    lock(assessment)
    answer = save(client, assessment, justification="An hour's work")
    assert answer.status_code == 403
    assert "An hour&#39;s work" in answer.text
    assert "is locked" in answer.text


def test_a_level_that_needs_a_reason_is_not_saved_without_one_and_no_text_is_lost(
    enter, assessment
):
    client = enter("lead")
    answer = save(client, assessment, level="not_applicable", justification="Much work")
    assert "Say why the level is “Not applicable”" in answer.text
    assert "Much work" in answer.text
    assert stored(assessment).level is None
    assert (
        save(client, assessment, level="not_applicable", level_reason="No premises").status_code
        == 302
    )
    assert stored(assessment).level_reason == "No premises"


def test_a_text_that_is_too_long_is_refused_and_shown_again(enter, assessment):
    text = "x" * 20_001
    answer = save(enter("lead"), assessment, justification=text)
    assert "20,000 characters or fewer" in answer.text
    assert text in answer.text
    assert stored(assessment).justification == ""


@pytest.mark.parametrize(
    "wrong", [{"level": "excellent"}, {"owner_id": "999999"}, {"owner_id": "x"}]
)
def test_what_is_not_on_offer_is_refused(enter, assessment, wrong):
    answer = save(enter("lead"), assessment, **wrong)
    assert "There is a problem" in answer.text
    assert stored(assessment).updated_at is None


def test_a_person_of_another_organisation_cannot_be_made_owner(enter, assessment):
    stranger = make_user("lead")
    answer = save(enter("lead"), assessment, owner_id=stranger.id)
    assert "There is a problem" in answer.text
    assert stored(assessment).owner_id is None


def test_every_change_is_in_the_history_with_who_and_from_what_to_what(enter, assessment):
    client = enter("lead", name="Priya Nandakumar")
    save(client, assessment, level="partial", justification="Some.")
    save(client, assessment, version_id=2, level="plus", justification="All of it.")
    page = client.get(f"{page_of(assessment)}/history").text
    assert "Priya Nandakumar" in page
    assert "Partially compliant" in page
    assert "All of it." in page
    changes = session.query(ResponseChange).order_by(ResponseChange.id).all()
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("level", "", "partial"),
        ("justification", "", "Some."),
        ("level", "partial", "plus"),
        ("justification", "Some.", "All of it."),
    ]
    assert session.query(AuditEvent).filter_by(action="response.changed").count() == 2
    assert verify_chain() == []


def test_saving_without_a_change_leaves_no_trace(enter, assessment):
    save(enter("lead"), assessment)
    assert session.query(ResponseChange).count() == 0
    assert stored(assessment).version_id == 1


@pytest.mark.parametrize(
    ("code", "then", "leads_to"),
    [
        ("1.1.1", "stay", "/elements/1.1.1"),
        ("1.1.1", "next", "/elements/1.1.2"),
        ("5.3.3", "next", "/assessments/{id}"),
        ("1.1.1", "evidence", "/elements/1.1.1/evidence"),
        ("1.1.1", "https://evil.example", "/elements/1.1.1"),
    ],
)
def test_the_button_says_where_to_go_after_saving(enter, assessment, code, then, leads_to):
    answer = save(enter("lead"), assessment, code=code, level="plus", then=then)
    assert answer.location.endswith(leads_to.format(id=assessment.id))


def test_the_page_says_what_is_missing_in_words(enter, assessment):
    write_response(assessment, CODE, level="plus", justification="We do.")
    page = enter("lead").get(page_of(assessment)).text
    assert "“Compliance Plus” is claimed without any evidence." in page


@pytest.mark.parametrize("code", ["9.9.9", "1.1", "x", "1.1.1%00", "..%2f..", "1" * 300])
def test_a_code_that_the_standard_does_not_have_is_not_found(enter, assessment, code):
    client = enter("lead")
    assert client.get(page_of(assessment, code)).status_code == 404
    assert save(client, assessment, code=code).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "2147483648", "99999999999999999999999"])
def test_a_number_that_no_self_assessment_has_is_not_found(enter, assessment, number):
    client = enter("lead")
    for rest in ("", f"/elements/{CODE}", "/readiness", "/settings", "/import", "/export.csv"):
        assert client.get(f"/assessments/{number}{rest}").status_code == 404, rest


def test_another_organisations_self_assessment_does_not_exist(enter, assessment):
    client = enter("stranger")
    for rest in ("", f"/elements/{CODE}", "/readiness", "/settings", "/import", "/export.csv"):
        assert client.get(f"/assessments/{assessment.id}{rest}").status_code == 404, rest
    assert save(client, assessment, level="plus").status_code == 404


def test_a_contributor_of_another_service_is_told_that_it_is_not_theirs(
    app, sign_in, assessment, organisation
):
    from factories.accounts import make_service

    other = make_user(contributes_to=(make_service(organisation),))
    assert sign_in(app.test_client(), other).get(page_of(assessment)).status_code == 403


def test_an_assessor_neither_reads_nor_changes_the_living_element(enter, assessment):
    client = enter("assessor")
    assert client.get(page_of(assessment)).status_code == 404
    assert save(client, assessment, level="plus").status_code == 404
    assert stored(assessment).level is None


@pytest.mark.parametrize("pieces", [10, 200])
def test_the_page_takes_at_most_fifteen_queries(
    enter, assessment, organisation, count_queries, pieces
):
    for _ in range(pieces):
        attach(assessment, CODE, make_item(organisation), "Page 4")
    client = enter("lead")
    with count_queries() as count:
        page = client.get(page_of(assessment))
    assert f"Evidence ({pieces})" in page.text
    assert len(count) <= 15, count.statements
