"""The pages of submissions, as the organisation's people and others find them."""

import hashlib

import pytest
from factories.assessments import attach, write_response
from factories.evidence import make_item
from factories.queries import answer, ask
from factories.reviews import make_review
from factories.submissions import make_stored_item, submit, tampering, withdraw

from cse_assess.db import session
from cse_assess.review.submissions import queries

CODE = "1.1.1"
SECRET = "Exit interviews of staff"


@pytest.fixture
def confidential(ready):
    item = make_stored_item(ready, b"%PDF-1.7 secret", title=SECRET, is_confidential=True)
    attach(ready, CODE, item)
    return item


def test_the_list_says_that_nothing_was_submitted_yet(enter, assessment, url):
    assert "Nothing was submitted yet" in enter("reader").get(url).text


def test_the_gate_names_each_rule_with_the_place_to_mend_it(enter, assessment, url):
    page = enter("lead").get(f"{url}/new").text
    assert "cannot be submitted yet" in page
    assert "No level is given: 57 elements" in page
    assert f'href="/assessments/{assessment.id}/elements/5.3.3"' in page
    assert "Submit</button>" not in page


def test_a_lead_submits_and_sees_what_was_frozen(enter, ready, url):
    lead = enter("lead")
    assert "Nothing stands in the way" in lead.get(f"{url}/new").text
    answer = lead.post(f"{url}/new", data={"note": "<b>New</b> survey"})
    page = lead.get(answer.location).text
    assert "Submission 1 is made" in page
    assert "&lt;b&gt;New&lt;/b&gt; survey" in page
    assert "Yes: rows, texts and fingerprints match" in page
    assert queries.get_submission(ready.id, 1).sha256 in page
    assert "Survey 2026" in page


def test_a_form_that_is_sent_although_the_gate_is_closed_submits_nothing(enter, assessment, url):
    answer = enter("lead").post(f"{url}/new", data={"note": ""})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert queries.list_submissions(assessment.id) == []


@pytest.mark.parametrize("note", ["x" * 2001, "x" * 30_000])
def test_a_note_that_is_too_long_is_kept_on_the_page(enter, ready, url, note):
    answer = enter("lead").post(f"{url}/new", data={"note": note})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert "xxx</textarea>" in answer.text


def test_what_was_never_submitted_is_not_found(enter, ready, url):
    submit(ready)
    for number in ("2", "0", "99999999999"):
        assert enter("lead").get(f"{url}/{number}").status_code == 404


def test_the_manifest_and_the_content_can_be_taken_away_and_checked(enter, ready, url):
    submission = submit(ready)
    lead = enter("lead")
    manifest = lead.get(f"{url}/1/manifest").get_data()
    content = lead.get(f"{url}/1/content").get_data()
    assert hashlib.sha256(manifest).hexdigest() == submission.sha256
    assert manifest.startswith(hashlib.sha256(content).hexdigest().encode())


def test_the_content_is_only_for_those_who_see_confidential_titles(enter, ready, url):
    submit(ready)
    assert enter("reader").get(f"{url}/1/content").status_code == 403
    assert enter("contributor").get(f"{url}/1/content").status_code == 403
    assert enter("reader").get(f"{url}/1/manifest").status_code == 200


def test_titles_of_confidential_evidence_are_hidden_from_readers(enter, ready, confidential, url):
    submit(ready)
    assert SECRET in enter("lead").get(f"{url}/1").text
    page = enter("reader").get(f"{url}/1").text
    assert SECRET not in page
    assert "Confidential evidence" in page
    assert SECRET not in enter("reader").get(f"{url}/1/manifest").text


def test_a_submission_names_what_was_added_in_answer_to_the_assessor(enter, ready, url):
    query = ask(make_review(submit(ready)))
    lead = enter("lead")
    assert "Added since" not in lead.get(f"{url}/1").text
    answer(query)
    page = lead.get(f"{url}/1").text
    assert f'href="/assessments/{ready.id}/queries/{query.id}">Addendum 1</a>' in page


def test_a_later_submission_leads_to_what_changed_since_the_one_before(enter, ready, url):
    submit(ready)
    write_response(ready, CODE, tell="Ask at the desk.")
    submit(ready)
    lead = enter("lead")
    page = lead.get(f"{url}/2").text
    assert "What changed since submission 1" in page
    link = page.split("What changed since submission 1")[0].rpartition('href="')[2].split('"')[0]
    compared = lead.get(link.replace("&amp;", "&")).text
    assert "To tell or see on site" in compared
    assert "Followed by another" in lead.get(url).text


def test_a_submission_is_withdrawn_with_a_reason_and_stays_on_record(enter, ready, url):
    submit(ready)
    lead = enter("lead")
    assert "Why do you withdraw it?" in lead.get(f"{url}/1/withdraw").text
    version = queries.get_submission(ready.id, 1).version_id
    data = {"version_id": version, "reason": "A wrong file."}
    page = lead.get(lead.post(f"{url}/1/withdraw", data=data).location).text
    assert "A wrong file." in page
    assert "Withdrawn" in lead.get(url).text
    assert "It is withdrawn already" in lead.get(f"{url}/1/withdraw").text


@pytest.mark.parametrize("data", [{}, {"version_id": "1"}, {"version_id": "x", "reason": "Mine"}])
def test_a_withdrawal_without_all_that_it_needs_changes_nothing(enter, ready, url, data):
    submit(ready)
    answer = enter("lead").post(f"{url}/1/withdraw", data=data)
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    session.expire_all()
    assert not queries.get_submission(ready.id, 1).is_withdrawn


def test_a_submission_that_was_tampered_with_says_so(enter, ready, url):
    submit(ready)
    with tampering() as connection:
        connection.exec_driver_sql("UPDATE submission SET manifest = manifest || ' '")
    page = enter("reader").get(f"{url}/1").text
    assert "The manifest does not match the fingerprint of the submission." in page
    assert "No: see above" in page


def test_a_stored_file_that_is_gone_is_told(app, enter, ready, url):
    attach(ready, CODE, make_item(ready.organisation, content=b"never stored"))
    submit(ready)
    page = enter("reader").get(f"{url}/1").text
    assert "1 stored file is gone" in page


def test_the_settings_tell_what_was_submitted_and_withdrawn(enter, ready, url):
    withdraw(submit(ready))
    page = enter("lead").get(f"/assessments/{ready.id}/settings").text
    assert "Submitted to the assessor" in page
    assert "Submission withdrawn" in page


def test_pages_take_the_same_few_queries_however_much_was_submitted(
    enter, ready, url, count_queries
):
    lead = enter("lead")
    submit(ready)
    with count_queries() as few:
        lead.get(f"{url}/1")
        lead.get(f"{url}/new")
        lead.get(url)
    for _ in range(30):
        attach(ready, "1.1.2", make_item(ready.organisation))
    submit(ready)
    with count_queries() as many:
        lead.get(f"{url}/2")
        lead.get(f"{url}/new")
        lead.get(url)
    assert len(many) <= len(few) + 1
    assert len(few) <= 3 * 12
