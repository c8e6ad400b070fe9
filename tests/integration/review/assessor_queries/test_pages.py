"""The pages of queries, as the assessor and the organisation's people find them."""

import hashlib
import re

import pytest
from factories.assessments import attach, write_response
from factories.evidence import make_item, upload
from factories.queries import CODE, answer, ask, decide, gather
from factories.submissions import make_stored_item, submit, withdraw
from flask import render_template_string

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.assessor_queries import queries, services
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.trail.models import Opening

SECRET = "Exit interviews of staff"
SENT = {"about": CODE, "question": "The <b>minutes</b>, please"}


def day_fields(day):
    return {
        "answer_by-day": str(day.day),
        "answer_by-month": str(day.month),
        "answer_by-year": str(day.year),
    }


def hidden_fields(page: str) -> dict[str, str]:
    """Return the hidden fields that a browser would send back."""
    found = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
    pairs = [
        (re.search('name="([^"]*)"', each), re.search('value="([^"]*)"', each)) for each in found
    ]
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


@pytest.fixture
def confidential(ready):
    return make_stored_item(ready, b"%PDF-1.7 secret", title=SECRET, is_confidential=True)


def test_the_lists_say_that_nothing_was_asked_yet(enter, asked_url, received_url):
    assert "Nothing was asked yet" in enter("reviewer").get(asked_url).text
    assert "Nothing was asked yet" in enter("reader").get(received_url).text


def test_the_assessor_asks_and_both_sides_see_it_with_the_clock(enter, asked_url, received_url):
    assessor = enter("reviewer")
    form = assessor.get(f"{asked_url}/new?element={CODE}").text
    assert re.search(rf'value="{CODE}" selected', form)
    place = assessor.post(f"{asked_url}/new", data={**SENT, **day_fields(today())}).location
    page = assessor.get(place).text
    assert "Query 1 is asked" in page
    assert "The &lt;b&gt;minutes&lt;/b&gt;, please" in page
    assert "To be answered today" in assessor.get(asked_url).text
    listed = enter("reader").get(received_url).text
    assert "Waits for an answer (1)" in listed
    assert "To be answered today" in listed


def test_the_day_is_suggested_from_the_standards_file(enter, asked_url):
    page = enter("reviewer").get(f"{asked_url}/new").text
    year = re.search(r'name="answer_by-year"[^>]*value="(\d+)"', page)
    assert year
    assert int(year[1]) >= today().year


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose what the query is about"),
        ({"about": "4.5.4"}, "Choose one of the answers"),
        ({"about": CODE, "question": ""}, "Say what you need"),
        ({"about": CODE, "question": "x" * 4001}, "4,000 characters or fewer"),
        (
            {**SENT, "answer_by-day": "31", "answer_by-month": "2", "answer_by-year": "x"},
            "Answer by",
        ),
        ({**SENT, **day_fields(today().replace(year=2001))}, "The day must be today or later"),
    ],
)
def test_what_cannot_be_asked_is_kept_on_the_page(enter, asked_url, data, error):
    page = enter("reviewer").post(f"{asked_url}/new", data=data)
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert error in page.text
    assert data.get("question", "").replace("<b>", "&lt;b&gt;")[:4] in page.text


@pytest.mark.parametrize("follows", ["9", "x", "9" * 30])
def test_a_query_that_was_never_asked_is_not_asked_again(enter, asked_url, follows):
    assert enter("reviewer").get(f"{asked_url}/new?follows={follows}").status_code == 404


def test_what_is_typed_when_the_review_is_signed_meanwhile_is_not_lost(enter, review, asked_url):
    review.state = ReviewState.SIGNED
    assessor = enter("reviewer")
    assert assessor.get(f"{asked_url}/new").status_code == 403
    page = assessor.post(f"{asked_url}/new", data={**SENT, **day_fields(today())}).text
    assert "You cannot ask anything in this review now" in page
    assert "The &lt;b&gt;minutes" in page


def test_a_contributor_gathers_and_answers_and_the_assessor_reads_it(
    enter, review, asked_url, received_url, piece
):
    query = ask(review)
    url = f"{received_url}/{query.id}"
    contributor = enter("contributor")
    page = contributor.get(url).text
    assert "Nothing is added yet" in page
    contributor.post(f"{url}/library", data={"items": [str(piece.id)]})
    assert "Minutes of the panel" in contributor.get(url).text
    form = contributor.get(f"{url}/answer").text
    assert "Minutes of the panel" in form
    sent = {**hidden_fields(form), "answer": "On <i>page</i> 2."}
    page = contributor.get(contributor.post(f"{url}/answer", data=sent).location).text
    assert "as addendum 1 to submission 1" in page
    assert "On &lt;i&gt;page&lt;/i&gt; 2." in page
    assessor = enter("reviewer")
    read = assessor.get(f"{asked_url}/1").text
    assert "On &lt;i&gt;page&lt;/i&gt; 2." in read
    assert f'href="/submitted/{review.submission_id}/evidence/{piece.id}/1"' in read
    assert assessor.get(f"/submitted/{review.submission_id}/evidence/{piece.id}/1/file").data == (
        b"%PDF-1.7 minutes of the panel"
    )


def test_files_are_uploaded_for_an_answer_and_refused_ones_are_named(enter, review, received_url):
    query = ask(review)
    url = f"{received_url}/{query.id}"
    lead = enter("lead")
    files = [upload(b"Minutes of the panel", "minutes.txt"), upload(b"MZ", "virus.exe")]
    page = lead.post(f"{url}/files", data={"files": files}, content_type="multipart/form-data").text
    assert "virus.exe" in page
    assert [each.title for each in queries.list_gathered_items(query.id)] == ["minutes"]


def test_a_web_address_is_added_and_a_wrong_one_refused(enter, review, received_url):
    query = ask(review)
    url = f"{received_url}/{query.id}/link"
    lead = enter("lead")
    data = {"title": "Panel page", "kind": "web_page", "url": "javascript:alert(1)"}
    assert "There is a problem" in lead.post(url, data=data).text
    lead.post(url, data={**data, "url": "https://www.example.org/panel"})
    assert [each.title for each in queries.list_gathered_items(query.id)] == ["Panel page"]


def test_nobody_outside_sees_what_is_only_gathered(enter, review, asked_url, piece):
    query = ask(review)
    gather(query, piece)
    assessor = enter("reviewer")
    assert "Minutes of the panel" not in assessor.get(f"{asked_url}/1").text
    assert (
        assessor.get(f"/submitted/{review.submission_id}/evidence/{piece.id}/1").status_code == 404
    )


def test_an_answer_on_an_old_page_comes_back_with_its_words_and_goes_at_the_second_try(
    enter, review, received_url, piece
):
    query = ask(review)
    url, lead = f"{received_url}/{query.id}/answer", enter("lead")
    sent = {**hidden_fields(lead.get(url).text), "answer": "My long answer"}
    gather(query, piece)
    refused = lead.post(url, data=sent)
    assert refused.status_code == 409
    assert "The evidence of this answer changed" in refused.text
    assert "My long answer</textarea>" in refused.text
    assert "Minutes of the panel" in refused.text
    again = {**hidden_fields(refused.text), "answer": "My long answer"}
    assert lead.post(url, data=again).status_code == 302


def test_who_answers_second_keeps_their_words_beside_the_answer_that_was_sent(
    enter, review, received_url
):
    query = ask(review)
    url, lead = f"{received_url}/{query.id}/answer", enter("lead")
    sent = {**hidden_fields(lead.get(url).text), "answer": "Mine, typed for an hour"}
    answer(query, "Theirs, sent first")
    refused = lead.post(url, data=sent)
    assert refused.status_code == 409
    assert "was answered on" in refused.text
    for words in ("Mine, typed for an hour", "Theirs, sent first"):
        assert words in refused.text
    assert lead.get(url).status_code == 403


@pytest.mark.parametrize("data", [{}, {"answer": "x"}, {"answer": "x", "version_id": "x"}])
def test_an_answer_without_all_that_it_needs_sends_nothing(enter, review, received_url, data):
    query = ask(review)
    page = enter("lead").post(f"{received_url}/{query.id}/answer", data=data)
    assert "There is a problem" in page.text
    session.expire_all()
    assert query.answered_at is None


def test_an_answer_that_is_too_long_is_kept_on_the_page(enter, review, received_url):
    query = ask(review)
    page = enter("lead").post(f"{received_url}/{query.id}/answer", data={"answer": "x" * 25_000})
    assert page.status_code == 200
    assert "20,000 characters or fewer" in page.text
    assert "xxx</textarea>" in page.text


def test_the_assessor_accepts_with_a_reason_that_the_organisation_reads(
    enter, review, asked_url, received_url
):
    query = ask(review)
    answer(query)
    assessor = enter("reviewer")
    form = assessor.get(f"{asked_url}/1/accept").text
    assert "There is a problem" in assessor.post(f"{asked_url}/1/accept", data={}).text
    sent = {**hidden_fields(form), "reason": "Page 2 shows it."}
    page = assessor.get(assessor.post(f"{asked_url}/1/accept", data=sent).location).text
    assert "The answer is accepted" in page
    assert "Page 2 shows it." in enter("reader").get(f"{received_url}/{query.id}").text
    assert assessor.get(f"{asked_url}/1/refuse").status_code == 403


def test_what_was_not_accepted_is_asked_again_and_each_leads_to_the_other(enter, review, asked_url):
    query = ask(review, "First question")
    answer(query)
    decide(query, services.refuse_answer, "The dates are missing.")
    assessor = enter("reviewer")
    assert "follows=1" in assessor.get(f"{asked_url}/1").text
    form = assessor.get(f"{asked_url}/new?follows=1").text
    assert "First question" in form
    assert re.search(rf'value="{CODE}" selected', form)
    data = {"about": CODE, "question": "Second question", **day_fields(today())}
    place = assessor.post(f"{asked_url}/new?follows=1", data=data).location
    assert f'href="{asked_url}/1"' in assessor.get(place).text
    assert f'href="{asked_url}/2"' in assessor.get(f"{asked_url}/1").text


def test_a_decision_that_somebody_else_took_first_keeps_the_words(enter, review, asked_url):
    query = ask(review)
    answer(query)
    assessor = enter("reviewer")
    sent = {**hidden_fields(assessor.get(f"{asked_url}/1/refuse").text), "reason": "My reason"}
    decide(query, services.accept_answer)
    page = assessor.post(f"{asked_url}/1/refuse", data=sent).text
    assert "was moved on while you had it open" in page
    assert "My reason</textarea>" in page


def test_the_assessor_takes_manifest_and_words_away_and_both_can_be_checked(
    enter, review, asked_url, piece
):
    addendum = answer(ask(review), "Here.", piece)
    assessor = enter("reviewer")
    manifest = assessor.get(f"{asked_url}/1/manifest").get_data()
    content = assessor.get(f"{asked_url}/1/content").get_data()
    assert hashlib.sha256(manifest).hexdigest() == addendum.sha256
    assert manifest.startswith(hashlib.sha256(content).hexdigest().encode())


def test_what_the_assessor_opens_of_an_answer_is_noted(enter, review, asked_url, piece):
    answer(ask(review), "Here.", piece)
    assessor = enter("reviewer")
    assessor.get(f"{asked_url}/1")
    assessor.get(f"{asked_url}/1/manifest")
    noted = [each.title for each in session.query(Opening).order_by(Opening.id)]
    assert len(noted) == 2
    assert noted[0].startswith("Answer to query 1")


def test_confidential_titles_reach_the_assessor_and_not_the_readers(
    enter, review, asked_url, received_url, confidential
):
    query = ask(review)
    gather(query, confidential)
    reader = enter("reader")
    assert SECRET not in reader.get(f"{received_url}/{query.id}").text
    answer(query, "Here.")
    assert SECRET not in reader.get(f"{received_url}/{query.id}").text
    assert SECRET not in reader.get(f"{received_url}/{query.id}/manifest").text
    assert reader.get(f"{received_url}/{query.id}/content").status_code == 403
    assert SECRET in enter("lead").get(f"{received_url}/{query.id}").text
    assessor = enter("reviewer")
    assert SECRET in assessor.get(f"{asked_url}/1").text
    file = f"/submitted/{review.submission_id}/evidence/{confidential.id}/1/file"
    assert assessor.get(file).data == b"%PDF-1.7 secret"


def test_an_answer_to_a_submission_that_was_taken_back_is_closed_to_the_assessor(
    enter, review, asked_url, piece
):
    answer(ask(review), "Words of the answer", piece)
    withdraw(review.submission)
    assessor = enter("reviewer")
    page = assessor.get(f"{asked_url}/1").text
    assert "Words of the answer" not in page
    assert "Minutes of the panel" not in page
    assert assessor.get(f"{asked_url}/1/content").status_code == 404


def test_another_assessor_of_the_same_reads_no_queries_before_scoring(enter, review, asked_url):
    ask(review)
    other = enter("assessor")
    assert other.get(asked_url).status_code == 403
    assert other.get(f"{asked_url}/1").status_code == 403


def test_strangers_and_the_organisation_find_no_review(enter, review, asked_url, received_url):
    query = ask(review)
    for kind in ("lead", "stranger"):
        assert enter(kind).get(asked_url).status_code == 404
    assert enter("stranger").get(f"{received_url}/{query.id}").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "9" * 25])
def test_what_was_never_asked_is_not_found(enter, review, asked_url, received_url, number):
    ask(review)
    assert enter("reviewer").get(f"{asked_url}/{number}").status_code == 404
    assert enter("lead").get(f"{received_url}/{number}").status_code == 404


def test_a_query_about_another_self_assessment_is_not_found(enter, review, received_url):
    query = ask(review)
    other = received_url.replace(str(review.assessment_id), str(review.assessment_id + 1))
    assert enter("lead").get(f"{other}/{query.id}").status_code == 404


def test_an_element_that_the_standard_no_longer_has_is_named_by_its_code(
    enter, review, asked_url, received_url
):
    query = ask(review)
    query.element_code = "9.9.9"
    session.commit()
    assert "9.9.9" in enter("reviewer").get(f"{asked_url}/1").text
    assert "9.9.9" in enter("lead").get(received_url).text


def test_pages_take_the_same_few_queries_however_much_was_asked_and_sent(
    enter, review, asked_url, received_url, count_queries
):
    organisation, assessor, lead = review.assessment.organisation, enter("reviewer"), enter("lead")
    first = ask(review)
    answer(first, "Here.", make_item(organisation))
    with count_queries() as few:
        assessor.get(asked_url)
        assessor.get(f"{asked_url}/1")
        lead.get(received_url)
        lead.get(f"{received_url}/{first.id}")
    for _ in range(5):
        answer(ask(review), "Here.")
    many = ask(review)
    items = [make_item(organisation) for _ in range(20)]
    for item in items[:5]:
        attach(review.assessment, "1.1.2", item)
    answer(many, "Here.", *items)
    with count_queries() as later:
        assessor.get(asked_url)
        assessor.get(f"{asked_url}/{many.number}")
        lead.get(received_url)
        lead.get(f"{received_url}/{many.id}")
    assert len(later) <= len(few) + 1
    assert len(few) <= 4 * 14


def test_an_answer_stays_open_when_the_review_takes_up_a_later_submission(
    enter, review, asked_url, piece
):
    answer(ask(review), "Here.", piece)
    write_response(review.assessment, CODE, tell="Ask at the desk.")
    review.submission_id = submit(review.assessment).id
    session.commit()
    assessor = enter("reviewer")
    page = assessor.get(f"{asked_url}/1").text
    link = f"/submitted/{review.submission_id}/evidence/{piece.id}/1"
    assert f'href="{link}"' in page
    assert assessor.get(f"{link}/file").data == b"%PDF-1.7 minutes of the panel"


def test_an_answer_to_a_submission_taken_back_stays_closed_with_the_one_that_follows(
    enter, review, asked_url, piece
):
    answer(ask(review), "Words of the answer", piece)
    withdraw(review.submission)
    review.submission_id = submit(review.assessment).id
    session.commit()
    assessor = enter("reviewer")
    assert "Words of the answer" not in assessor.get(f"{asked_url}/1").text
    place = f"/submitted/{review.submission_id}/evidence/{piece.id}/1"
    assert assessor.get(place).status_code == 404


def test_an_element_shows_its_queries_with_the_way_to_their_answers(app, review, piece):
    answer(ask(review, "The <minutes>"), "On page 2.", piece)
    ask(review, code="1.1.2")
    lines = queries.list_queries_of_element(review.id, CODE)
    source = (
        '{% from "assessor_queries/_parts.html" import element_queries %}'
        "{{ element_queries(lines, review) }}"
    )
    with app.test_request_context():
        drawn = render_template_string(source, lines=lines, review=review)
    assert drawn.count("app-card__title") == 1
    assert "The &lt;minutes&gt;" in drawn
    assert "On page 2." in drawn
    assert f'href="/submitted/{review.submission_id}/evidence/{piece.id}/1"' in drawn
