"""The pages of certificates, as the organisation's people find them."""

from datetime import date, timedelta

import pytest
from factories.accounts import make_service
from factories.assessments import lock, make_assessment
from factories.certificates import end_certificate, enter_certificate, make_reviewed

from cse_assess.analysis.freshness import add_months
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.certificates import queries
from cse_assess.review.certificates.models import Certificate
from cse_assess.standards.structure import LifeRules
from cse_assess.web.templating import format_day

AWARDED = date(2024, 2, 29)


def test_without_a_certificate_the_page_says_so_and_a_manager_can_enter_one(enter, list_url):
    page = enter("lead").get(list_url).text
    assert "No certificate was entered" in page
    assert f'href="{list_url}/new"' in page
    assert f"{list_url}/new" not in enter("reader").get(list_url).text


def test_a_manager_enters_a_certificate_and_the_reviews_are_planned(
    enter, assessment, list_url, boxes
):
    lead = enter("lead")
    answer = lead.post(
        f"{list_url}/new",
        data={**boxes("awarded_on", AWARDED), "reference": "<b>41</b>", "review_id": ""},
    )
    page = lead.get(answer.location).text
    assert "The certificate is entered" in page
    assert "&lt;b&gt;41&lt;/b&gt;" in page
    for day in ("29 February 2024", "28 February 2025", "28 February 2026", "28 February 2027"):
        assert day in page


def test_a_locked_self_assessment_can_be_given_its_certificate(enter, ready, list_url, boxes):
    lock(ready)
    data = {**boxes("awarded_on", AWARDED), "review_id": ""}
    assert enter("administrator").post(f"{list_url}/new", data=data).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter the day on which it was awarded"),
        ({"awarded_on-day": "31", "awarded_on-month": "2", "awarded_on-year": "2026"}, "real date"),
        ({"awarded_on-day": "x" * 900}, "Awarded on must include"),
        (
            {"awarded_on-day": "1", "awarded_on-month": "1", "awarded_on-year": "2199"},
            "today or in the past",
        ),
        ({"reference": "x" * 101}, "Reference must be 100 characters or fewer"),
        ({"review_id": "99999999999999"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_lost(enter, list_url, sent, said):
    answer = enter("lead").post(f"{list_url}/new", data={"reference": "CSE 41", **sent})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert said in answer.text
    assert f'value="{sent.get("reference", "CSE 41")}"' in answer.text
    assert session.query(Certificate).count() == 0


def test_an_end_before_the_award_is_refused_at_its_field(enter, list_url, boxes):
    data = {**boxes("awarded_on", AWARDED), **boxes("ends_on", AWARDED), "review_id": ""}
    page = enter("lead").post(f"{list_url}/new", data=data).text
    assert "The end must be after the day of the award" in page
    assert 'href="#ends_on-day"' in page


def test_a_second_certificate_is_refused_while_the_first_was_not_ended(
    enter, certificate, list_url, boxes
):
    data = {**boxes("awarded_on", AWARDED), "review_id": ""}
    assert "has a certificate already" in enter("lead").post(f"{list_url}/new", data=data).text
    end_certificate(certificate)
    assert enter("lead").post(f"{list_url}/new", data=data).status_code == 302


def test_the_signed_review_that_recommends_it_is_chosen_already(enter, ready, list_url):
    review = make_reviewed(ready)
    page = enter("lead").get(f"{list_url}/new").text
    assert f'<option value="{review.id}" selected>Review 1, signed on' in page


def test_a_review_that_recommends_no_award_is_not_offered(enter, ready, list_url):
    review = make_reviewed(ready, recommendation="not_yet")
    assert f'<option value="{review.id}"' not in enter("lead").get(f"{list_url}/new").text


def test_the_page_says_in_words_what_comes_next_and_how_far_away_it_is(
    enter, certificate, due, one_url
):
    page = enter("reader").get(one_url).text
    assert f"Review 1 is due on {format_day(due.due_on)}, in " in page
    assert "Due later" in page
    assert "Lasts" in page
    assert "Change" not in page


def test_the_first_page_shows_the_newest_certificate(enter, certificate, list_url):
    assert "CSE 41" in enter("reader").get(list_url).text


@pytest.mark.parametrize(
    ("days_ago", "sign"), [(300, "Due soon"), (366 + 10, "Overdue"), (3 * 366, "Has run out")]
)
def test_what_is_due_soon_overdue_or_over_stands_out_in_words(
    enter, ready, list_url, days_ago, sign
):
    enter_certificate(ready, awarded_on=today() - timedelta(days=days_ago))
    assert sign in enter("reader").get(list_url).text


def test_a_later_certificate_of_the_service_follows_an_earlier_one(
    enter, certificate, organisation, one_url
):
    later = make_assessment(certificate.assessment.service, cycle="2029")
    enter_certificate(later, awarded_on=today())
    page = enter("lead").get(one_url).text
    assert "Followed by another" in page
    assert f"/assessments/{later.id}/certificate/" in page


def test_a_certificate_is_changed_and_its_reviews_are_planned_anew(
    enter, certificate, one_url, boxes
):
    lead, day = enter("lead"), today() - timedelta(days=10)
    page = lead.get(f"{one_url}/edit").text
    assert 'value="CSE 41"' in page
    data = {
        "version_id": certificate.version_id,
        **boxes("awarded_on", day),
        "reference": "CSE 42",
        "review_id": "",
        "plans_anew": "y",
    }
    answer = lead.post(f"{one_url}/edit", data=data)
    assert "The certificate is changed" in lead.get(answer.location).text
    session.expire_all()
    changed = queries.get_certificate(certificate.assessment_id, certificate.id)
    assert (changed.reference, changed.awarded_on) == ("CSE 42", day)
    assert [each.due_on.year - day.year for each in changed.due_reviews] == [1, 2]


def test_a_change_that_would_leave_a_review_outside_is_refused(
    enter, certificate, due, one_url, boxes
):
    data = {
        "version_id": certificate.version_id,
        **boxes("awarded_on", certificate.awarded_on),
        **boxes("ends_on", due.due_on),
        "review_id": "",
    }
    page = enter("lead").post(f"{one_url}/edit", data=data).text
    assert "which would be outside of these dates" in page
    session.expire_all()
    assert queries.get_certificate(certificate.assessment_id, certificate.id).ends_on > due.due_on


def test_two_people_who_change_it_at_once_lose_nothing(enter, certificate, one_url, boxes):
    lead, seen = enter("lead"), certificate.version_id
    mine = {"version_id": seen, **boxes("awarded_on", certificate.awarded_on), "review_id": ""}
    enter("administrator").post(f"{one_url}/edit", data={**mine, "reference": "Theirs"})
    page = lead.post(f"{one_url}/edit", data={**mine, "reference": "Mine"}).text
    assert "Somebody else changed this" in page
    assert 'value="Mine"' in page
    assert "reference Theirs" in page
    assert f'name="version_id" type="hidden" value="{seen + 1}"' in page


def test_a_certificate_is_ended_early_with_a_reason_that_stays(enter, certificate, one_url, boxes):
    lead = enter("lead")
    sent = {"version_id": certificate.version_id, **boxes("ended_on", today())}
    assert "Say why it ended" in lead.post(f"{one_url}/end", data=sent).text
    answer = lead.post(f"{one_url}/end", data={**sent, "reason": "The service closed."})
    page = lead.get(answer.location).text
    assert "It stays on record" in page
    assert "The service closed." in page
    assert "Ended early" in page
    assert "Fell away" in page


@pytest.mark.parametrize("days", [-400, 1])
def test_an_end_outside_of_its_time_or_in_the_future_is_refused(
    enter, certificate, one_url, boxes, days
):
    day = today() + timedelta(days=days)
    sent = {"version_id": certificate.version_id, **boxes("ended_on", day), "reason": "Over."}
    assert "The day must be from" in enter("lead").post(f"{one_url}/end", data=sent).text


@pytest.mark.parametrize("what", ["edit", "end", "reviews/new", "renewal/begin"])
def test_nothing_of_an_ended_certificate_can_be_changed(enter, certificate, one_url, what):
    end_certificate(certificate)
    answer = enter("lead").get(f"{one_url}/{what}")
    assert answer.status_code == 403
    assert "was ended early" in answer.text


def test_what_there_is_not_is_not_found(enter, certificate, one_url, list_url):
    lead = enter("lead")
    for wrong in (f"{list_url}/99999999999", f"{list_url}/0", f"{one_url}/reviews/99999999999"):
        assert lead.get(wrong).status_code == 404


def test_a_certificate_is_only_found_under_its_own_self_assessment(
    enter, certificate, organisation
):
    other = make_assessment(certificate.assessment.service)
    url = f"/assessments/{other.id}/certificate/{certificate.id}"
    assert enter("lead").get(url).status_code == 404


def test_all_certificates_of_the_organisation_are_on_one_page(enter, certificate, due):
    enter_certificate(make_assessment(), reference="Elsewhere")
    page = enter("reader").get("/certificates").text
    assert "CSE 41" in page
    assert f"Review 1 on {format_day(due.due_on)}" in page
    assert "Elsewhere" not in page


def test_a_contributor_finds_only_certificates_of_their_services(enter, certificate, organisation):
    other = make_assessment(make_service(organisation, name="Parks"), cycle="Other")
    enter_certificate(other, reference="Not for them")
    page = enter("contributor").get("/certificates").text
    assert "CSE 41" in page
    assert "Not for them" not in page


def test_pages_ask_a_fixed_number_of_queries(enter, certificate, one_url, list_url, count_queries):
    reader = enter("reader")

    def count() -> list[int]:
        counts = []
        for address in (one_url, "/certificates"):
            with count_queries() as made:
                assert reader.get(address).status_code == 200
            counts.append(len(made))
        return counts

    before = count()
    for cycle in ("2027", "2028", "2030"):
        later = make_assessment(certificate.assessment.service, cycle=cycle)
        enter_certificate(later, awarded_on=today())
    assert count() == before
    assert max(before) <= 12


def test_what_was_done_is_on_record_in_words(enter, certificate, one_url):
    end_certificate(certificate, reason="The service closed.")
    page = enter("lead").get(f"/assessments/{certificate.assessment_id}/settings").text
    assert "Certificate entered" in page
    assert "Certificate ended early" in page


def test_another_standard_plans_by_its_own_months(ready):
    life = LifeRules(review_months=(6, 18, 60), award_months=24)
    certificate = enter_certificate(ready, awarded_on=date(2025, 8, 31), life=life)
    assert certificate.ends_on == date(2027, 8, 31)
    assert [each.due_on for each in certificate.due_reviews] == [
        date(2026, 2, 28),
        date(2027, 2, 28),
    ]


def test_planning_anew_leaves_what_was_held_and_keeps_notes(enter, certificate, one_url, boxes):
    first, second = certificate.due_reviews
    first.held_on, second.note = today(), "They come on site."
    first_day = first.due_on
    session.commit()
    day = certificate.awarded_on + timedelta(days=30)
    data = {
        "version_id": certificate.version_id,
        **boxes("awarded_on", day),
        "review_id": "",
        "plans_anew": "y",
    }
    assert enter("lead").post(f"{one_url}/edit", data=data).status_code == 302
    session.expire_all()
    held, planned = queries.get_certificate(certificate.assessment_id, certificate.id).due_reviews
    assert (held.due_on, held.held_on) == (first_day, today())
    assert (planned.due_on, planned.note) == (add_months(day, 24), "They come on site.")


def test_carrying_forward_from_the_history_points_to_the_certificate(enter, ready, list_url):
    page = enter("lead").get(f"/assessments/{ready.id}/carry-forward").text
    assert f'href="{list_url}"' in page
