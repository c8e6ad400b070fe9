"""The pages of the assessor's report, as its assessor finds them."""

import html
import re

import pytest
from factories.accounts import make_assessor, make_grant
from factories.assessments import make_person
from factories.decision import find_all, make_signable, recommend, sign, write_section
from factories.reviews import make_finding

from cse_assess.db import session
from cse_assess.review.decision.queries import load_sections
from cse_assess.review.desk.queries import load_findings


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page).group()
    return html.unescape(re.search(r'value="([^"]*)"', field).group(1))


def test_the_report_is_drafted_from_the_findings(assessor, review, report_url):
    make_finding(review, "1.1.1", level="plus", strength="A <b>model</b> for others.")
    page = assessor.get(report_url).text
    assert "Summary of strengths" in page
    assert "A &lt;b&gt;model&lt;/b&gt; for others." in page
    assert "1 of 57 elements were given a level" in page
    assert "You gave no level yet to 56 elements" in page


def test_both_levels_of_every_element_stand_side_by_side(assessor, review, report_url):
    make_finding(review, "1.1.1", level="partial")
    page = assessor.get(report_url).text
    row = page.partition("1.1.1 Who our customers are</th>")[2].partition("</tr>")[0]
    assert "Compliant" in row
    assert "Partially compliant" in row


def test_a_section_is_edited_and_follows_the_findings_no_more(assessor, review, report_url):
    page = assessor.get(f"{report_url}/sections/introduction").text
    data = {
        "version_id": hidden(page, "version_id"),
        "draft_sha256": hidden(page, "draft_sha256"),
        "text": "Our own words.\n\n- one\n- two",
    }
    answer = assessor.post(f"{report_url}/sections/introduction", data=data)
    assert answer.location.endswith("#introduction")
    page = assessor.get(report_url).text
    assert "Our own words." in page
    assert "<li>two</li>" in page
    assert "“Introduction” is saved." in page


def test_a_section_that_was_edited_before_the_findings_changed_is_pointed_out(
    assessor, review, report_url
):
    page = assessor.get(f"{report_url}/sections/strengths").text
    data = {
        "version_id": "0",
        "draft_sha256": hidden(page, "draft_sha256"),
        "text": "Nothing stood out.",
    }
    assessor.post(f"{report_url}/sections/strengths", data=data)
    assert "Findings changed since" not in assessor.get(report_url).text
    make_finding(review, "1.1.1", strength="They ask every customer.")
    page = assessor.get(report_url).text
    assert "Findings changed since" in page
    assert "The findings changed since “Summary of strengths” was edited" in page
    edit = assessor.get(f"{report_url}/sections/strengths").text
    assert "They ask every customer." in edit


def test_findings_that_do_not_change_a_section_do_not_make_it_stale(assessor, review, report_url):
    write_section(review, "strengths", "Nothing stood out.")
    make_finding(review, "1.1.1", improvement="Ask more people.")
    assert "Findings changed since" not in assessor.get(report_url).text


def test_two_tabs_lose_nothing(assessor, review, report_url):
    url = f"{report_url}/sections/introduction"
    data = {"version_id": "0", "draft_sha256": "", "text": "From the first tab."}
    assert assessor.post(url, data=data).status_code == 302
    answer = assessor.post(url, data={**data, "text": "From the second tab."})
    assert answer.status_code == 409
    assert "From the first tab." in answer.text
    assert "From the second tab.</textarea>" in answer.text
    again = {**data, "version_id": hidden(answer.text, "version_id"), "text": "Of both."}
    assert assessor.post(url, data=again).status_code == 302
    assert load_sections(review.id)["introduction"].text == "Of both."


def test_a_section_goes_back_to_its_draft_only_when_that_is_confirmed(assessor, review, report_url):
    write_section(review, "introduction", "Our own words.")
    url = f"{report_url}/sections/introduction/draft"
    page = assessor.get(url).text
    assert "Our own words." in page
    assert load_sections(review.id)
    answer = assessor.post(url, data={"version_id": hidden(page, "version_id")})
    assert "says again what is drafted" in assessor.get(answer.location).text
    assert load_sections(review.id) == {}


def test_going_back_with_another_version_on_the_screen_changes_nothing(
    assessor, review, report_url
):
    write_section(review, "introduction", "Our own words.")
    answer = assessor.post(f"{report_url}/sections/introduction/draft", data={"version_id": "7"})
    assert answer.status_code == 409
    assert load_sections(review.id)["introduction"].text == "Our own words."


def test_the_recommendation_is_drafted_from_what_is_chosen(assessor, review, report_url):
    find_all(review, e1_1_1="partial")
    url = f"{report_url}/recommendation"
    answer = assessor.post(
        url, data={"version_id": "0", "choice": "award_with_conditions", "text": ""}
    )
    page = assessor.get(answer.location).text
    assert "Award, with conditions" in page
    assert "on these conditions:" in page
    assert "1.1.1 Who our customers are" in page


@pytest.mark.parametrize("choice", ["", "gold", "award' --"])
def test_a_recommendation_that_does_not_exist_is_refused(assessor, review, report_url, choice):
    data = {"version_id": "0", "choice": choice, "text": "Kept words."}
    answer = assessor.post(f"{report_url}/recommendation", data=data)
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert "Kept words.</textarea>" in answer.text
    assert load_sections(review.id) == {}


def test_an_award_that_contradicts_the_pass_rule_is_said_and_cannot_be_signed(
    assessor, review, report_url
):
    find_all(review, e1_1_1="not_compliant")
    recommend(review, "award")
    page = assessor.get(report_url).text
    assert "by your levels the pass rule is not met" in page
    assert "which blocks the award" in page
    assert "Read it once more and sign" not in page


def test_no_award_although_the_rule_is_met_is_said_and_can_be_signed(assessor, review, report_url):
    find_all(review)
    recommend(review, "not_yet", "There is doubt about the survey.")
    page = assessor.get(report_url).text
    assert "although by your levels the pass rule is met" in page
    assert "Read it once more and sign" in page


@pytest.mark.parametrize("key", ["compliance", "criterion-9", "recommendation", "x" * 60, "..%2F"])
def test_there_are_no_other_sections(assessor, review, report_url, key):
    assert assessor.get(f"{report_url}/sections/{key}").status_code == 404


@pytest.mark.parametrize("text", ["x" * 20_001, "x" * 60_000])
def test_a_section_that_is_too_long_is_kept_on_the_page(assessor, review, report_url, text):
    data = {"version_id": "0", "draft_sha256": "", "text": text}
    answer = assessor.post(f"{report_url}/sections/introduction", data=data)
    assert answer.status_code == 200
    assert "xxx</textarea>" in answer.text
    assert load_sections(review.id) == {}


def test_hidden_fields_with_nonsense_do_no_harm(assessor, review, report_url):
    data = {"version_id": "-1", "draft_sha256": "<script>", "text": "Words."}
    answer = assessor.post(f"{report_url}/sections/introduction", data=data)
    assert answer.status_code == 302
    assert len(load_sections(review.id)["introduction"].draft_sha256) == 64


def test_nobody_but_assessors_of_the_review_sees_the_draft(app, sign_in, review, report_url):
    find_all(review)
    for kind in ("lead", "administrator", "contributor", "reader", "stranger"):
        browser = sign_in(app.test_client(), make_person(kind, review.assessment))
        assert browser.get(report_url).status_code == 404
        assert browser.get(f"{report_url}/sections/method").status_code == 404
    second = make_assessor()
    make_grant(second, review.assessment)
    assert sign_in(app.test_client(), second).get(report_url).status_code == 403


def test_the_page_takes_the_same_queries_however_much_was_found(
    assessor, review, report_url, count_queries
):
    assessor.get(report_url)
    with count_queries() as few:
        assessor.get(report_url)
    make_signable(review)
    for finding in load_findings(review.id).values():
        finding.comment = "Words. " * 50
    session.commit()
    with count_queries() as many:
        assessor.get(report_url)
    assert len(many) == len(few)
    assert len(few) <= 20


def test_a_report_is_signed_on_its_page_and_then_locked(assessor, review, report_url):
    make_signable(review)
    page = assessor.get(f"{report_url}/sign").text
    assert "This is what you sign" in page
    data = {
        "seen_sha256": hidden(page, "seen_sha256"),
        "without_round": "The organisation asked for it.",
        "signed_name": "Ada Marsh",
        "confirmed": "y",
    }
    answer = assessor.post(f"{report_url}/sign", data=data)
    page = assessor.get(answer.location).text
    assert "The report is signed" in page
    assert "Ada Marsh" in page
    assert "Yes: text, fingerprint and audit trail match" in page
    assert "The organisation asked for it." in page
    assert assessor.get(f"{report_url}/sections/introduction").status_code == 403
    assert assessor.get(f"{report_url}/sign").status_code == 403
    assert assessor.get(f"{report_url}/send").status_code == 403


@pytest.mark.parametrize("missing", ["signed_name", "confirmed", "without_round"])
def test_a_signature_needs_a_name_a_reason_and_a_tick(assessor, review, report_url, missing):
    make_signable(review)
    page = assessor.get(f"{report_url}/sign").text
    data = {
        "seen_sha256": hidden(page, "seen_sha256"),
        "without_round": "Because.",
        "signed_name": "Ada Marsh",
        "confirmed": "y",
    }
    answer = assessor.post(f"{report_url}/sign", data={**data, missing: ""})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    session.expire_all()
    assert review.is_open


def test_a_signed_review_is_reopened_with_a_reason_and_signed_again(assessor, review, report_url):
    make_signable(review)
    sign(review)
    page = assessor.get(f"{report_url}/reopen").text
    data = {"version_id": hidden(page, "version_id"), "reason": ""}
    assert "Say why you reopen it" in assessor.post(f"{report_url}/reopen", data=data).text
    answer = assessor.post(f"{report_url}/reopen", data={**data, "reason": "A level was wrong."})
    page = assessor.get(answer.location).text
    assert "The review is open again" in page
    assert "was reopened: A level was wrong." in page
    session.expire_all()
    signed = sign(review)
    assert signed.number == 2
    assert "signature 2" in assessor.get(report_url).text
