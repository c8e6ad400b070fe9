"""What is looked at again in a review that falls due, and the next cycle that begins with it."""

from datetime import timedelta

import pytest
from factories.accounts import make_service
from factories.assessments import (
    attach,
    cse,
    make_assessment,
    make_person,
    write_response,
)
from factories.certificates import enter_certificate, make_reviewed, make_signed_review, sign
from factories.evidence import make_item
from factories.past import carry
from factories.reviews import make_finding, make_review
from factories.submissions import make_ready, make_stored_item, make_submission, submit
from factories.together import post_together

from cse_assess.analysis.carry_list import LookAgain
from cse_assess.analysis.verdicts_over_time import PartialState
from cse_assess.assessments.past import queries as past_queries
from cse_assess.assessments.past.carrying import CarryReason
from cse_assess.assessments.queries import get_response, list_all_assessments
from cse_assess.audit.queries import verify_chain
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.review.certificates import queries
from cse_assess.review.certificates.ahead import make_carry_list
from cse_assess.review.certificates.models import DueReview
from cse_assess.review.desk.models import ConfidentialNote, Review, ReviewState

PARTIAL, MET, PLUS = "partial", "compliant", "plus"
SECRET = "Only assessors read this"


def reasons_of(carry_list) -> dict[str, list[LookAgain]]:
    return {each.element.code: list(each.reasons) for each in carry_list.again}


def find(carry_list, code):
    return next(
        each for each in (*carry_list.again, *carry_list.others) if each.element.code == code
    )


def make_list(certificate, due=None):
    session.expire_all()
    certificate = queries.get_certificate(certificate.assessment_id, certificate.id)
    return make_carry_list(certificate, due, cse())


@pytest.fixture
def reviewed(ready):
    """Give a signed review of what was submitted."""
    review = make_reviewed(ready, {"1.1.1": PLUS, "1.1.2": MET, "1.1.3": PARTIAL})
    make_finding(review, "1.2.1", level=MET, improvement="Ask more often.")
    return review


@pytest.fixture
def certificate(ready, reviewed):
    return enter_certificate(ready, awarded_on=today(), review_id=reviewed.id)


def test_the_assessors_levels_and_flags_say_what_is_looked_at_again(certificate, due):
    assert reasons_of(make_list(certificate, due)) == {
        "1.1.1": [LookAgain.EXEMPLARY],
        "1.1.3": [LookAgain.PARTIAL],
        "1.2.1": [LookAgain.FLAGGED],
    }


def test_without_a_signed_review_the_own_levels_say_it(ready):
    write_response(ready, "1.1.1", level=PLUS)
    make_review(submit(ready))
    carry_list = make_list(enter_certificate(ready, awarded_on=today()))
    assert carry_list.baseline.review is None
    assert reasons_of(carry_list)["1.1.1"] == [LookAgain.EXEMPLARY]


def test_without_any_submission_the_levels_of_now_say_it(assessment):
    write_response(assessment, "1.1.2", level=PARTIAL, justification="Some.")
    carry_list = make_list(enter_certificate(assessment, awarded_on=today()))
    assert reasons_of(carry_list) == {"1.1.2": [LookAgain.PARTIAL]}
    assert carry_list.others == ()


def test_a_review_that_was_reopened_tells_nothing_until_it_is_signed_again(certificate, reviewed):
    reviewed.state = ReviewState.OPEN
    session.commit()
    assert make_list(certificate).baseline.review is None


def test_what_changed_since_it_was_submitted_is_counted_by_kind(ready, certificate, due):
    [linked] = get_response(ready.id, "1.1.1").links
    linked.item.withdrawn_at = now()
    attach(ready, "1.1.1", make_item(ready.organisation, evidence_on=today()))
    write_response(ready, "1.1.1", level=PARTIAL)
    changed = find(make_list(certificate, due), "1.1.1")
    assert (changed.evidence.withdrawn, changed.evidence.added) == (1, 1)
    assert (changed.own_before.id, changed.own_now.id) == (MET, PARTIAL)
    assert changed.has_other_level


def test_evidence_that_is_out_of_date_on_the_day_of_the_review_is_counted(ready, certificate, due):
    attach(ready, "1.1.2", make_item(ready.organisation, valid_until=due.due_on))
    old = make_item(ready.organisation, valid_until=due.due_on - timedelta(days=1))
    attach(ready, "1.1.2", old)
    assert find(make_list(certificate, due), "1.1.2").evidence.out_of_date == 1


def test_an_element_that_only_changed_is_listed_apart(ready, certificate, due):
    write_response(ready, "1.3.1", justification="All of it by now.")
    carry_list = make_list(certificate, due)
    assert [each.element.code for each in carry_list.others] == ["1.3.1"]


def make_later_review(assessment, cycle, levels, days):
    """Have a later cycle of the same service reviewed."""
    later = make_assessment(assessment.service, cycle=cycle)
    make_ready(later)
    return make_reviewed(later, levels, signed_at=now() + timedelta(days=days))


def test_a_partial_that_was_met_in_between_is_shown_as_one_that_came_back(ready, certificate):
    make_later_review(ready, "2027", {"1.1.3": MET, "1.1.2": PARTIAL}, 1)
    make_later_review(ready, "2028", {"1.1.3": PARTIAL, "1.1.2": PARTIAL}, 2)
    found = reasons_of(make_list(certificate))
    assert found == {"1.1.2": [LookAgain.STILL], "1.1.3": [LookAgain.RETURNED]}


def test_the_page_says_of_a_returned_partial_that_it_came_back(enter, ready, certificate, due_url):
    make_later_review(ready, "2027", {"1.1.3": MET}, 1)
    make_later_review(ready, "2028", {"1.1.3": PARTIAL}, 2)
    page = enter("reader").get(due_url).text
    assert "Partly met again" in page
    assert "It came back" in page


def test_only_signed_reviews_of_the_same_service_tell_of_returned_partials(ready, reviewed):
    later = make_assessment(ready.service, cycle="2027")
    make_review(make_submission(later), state=ReviewState.ACCURACY)
    make_finding(session.query(Review).order_by(Review.id.desc()).first(), "1.1.3", level=MET)
    other = make_assessment(make_service(ready.organisation), cycle="2027")
    make_signed_review(make_submission(other), {"1.1.3": MET})
    newest = make_review(make_submission(make_assessment(ready.service, cycle="2028")))
    make_finding(newest, "1.1.3", level=PARTIAL)
    traces = queries.find_returned_partials(newest, cse().rules)
    assert {code: trace.state for code, trace in traces.items()} == {"1.1.3": PartialState.STILL}


def test_an_open_review_finds_its_own_partials_beside_the_signed_ones(ready, reviewed):
    make_later_review(ready, "2027", {"1.1.3": MET}, 0)
    newest = make_review(make_submission(make_assessment(ready.service, cycle="2028")))
    make_finding(newest, "1.1.3", level=PARTIAL)
    make_finding(newest, "1.1.2", level=MET)
    traces = queries.find_returned_partials(newest, cse().rules)
    assert {code: trace.state for code, trace in traces.items()} == {"1.1.3": PartialState.RETURNED}


def test_the_list_of_a_review_that_was_held_stays_that_of_the_time_before_it(
    ready, certificate, due, reviewed
):
    later = make_later_review(ready, "2027", {"1.1.1": PARTIAL}, 1)
    due.review_id = later.id
    session.commit()
    assert make_list(certificate, due).baseline.review.id == reviewed.id
    assert make_list(certificate, certificate.due_reviews[1]).baseline.review.id == later.id


def test_confidential_notes_are_on_no_page_of_certificates(
    enter, certificate, reviewed, due_url, one_url
):
    note = ConfidentialNote(
        review_id=reviewed.id, element_code="1.1.1", text=SECRET, written_by_id=reviewed.assessor_id
    )
    session.add(note)
    make_finding(reviewed, "1.2.2", level=MET, to_see="Ask the caretaker", improvement="More.")
    lead = enter("lead")
    for url in (due_url, one_url, f"{one_url}/renewal"):
        page = lead.get(url).text
        assert SECRET not in page
        assert "Ask the caretaker" not in page


def test_evidence_is_counted_and_never_named(enter, ready, certificate, due_url):
    secret = make_stored_item(ready, b"%PDF-1.7 x", title="Exit interviews", is_confidential=True)
    attach(ready, "1.1.1", secret)
    page = enter("reader").get(due_url).text
    assert "1 piece added" in page
    assert "Exit interviews" not in page


def test_the_list_asks_a_fixed_number_of_queries_with_much_evidence(
    enter, ready, certificate, due_url, count_queries
):
    reader = enter("reader")
    with count_queries() as before:
        reader.get(due_url)
    for number in range(20):
        item = make_item(ready.organisation, title=f"Survey {number}")
        for code in ("1.1.1", "1.1.2", "1.1.3"):
            attach(ready, code, item)
    make_later_review(ready, "2027", {"1.1.3": MET}, 1)
    with count_queries() as after:
        reader.get(due_url)
    assert len(after) == len(before) <= 25


def begin(client, due, due_url, cycle="2027", **values):
    sent = {"version_id": due.version_id, "cycle": cycle, **values}
    return client.post(f"{due_url}/begin", data=sent)


def points_of(assessment, code):
    return [point.reason for point in past_queries.list_open_points(assessment.id, code)]


def test_the_next_cycle_begins_with_what_the_assessor_found(enter, certificate, due, due_url):
    lead = enter("lead")
    answer = begin(lead, due, due_url)
    assert "The next cycle has begun" in lead.get(answer.location).text
    session.expire_all()
    target = session.get(DueReview, due.id).assessment
    assert target.cycle == "2027"
    assert points_of(target, "1.1.1") == [CarryReason.ASSESSOR_EXEMPLARY]
    assert points_of(target, "1.1.3") == [CarryReason.ASSESSOR_PARTIAL]
    assert points_of(target, "1.2.1") == [CarryReason.ASSESSOR_FLAGGED]
    assert get_response(target.id, "1.1.1").is_to_confirm


def test_where_the_assessor_says_nothing_the_own_level_stays_on_the_list(
    enter, ready, certificate, due, due_url
):
    begin(enter("lead"), due, due_url)
    session.expire_all()
    target = session.get(DueReview, due.id).assessment
    assert points_of(target, "5.3.3") == [CarryReason.PARTIAL]
    assert points_of(target, "1.1.2") == []


def test_a_partial_that_came_back_is_carried_as_such(enter, ready, certificate, due, due_url):
    make_later_review(ready, "2026 b", {"1.1.3": MET}, 0)
    make_later_review(ready, "2026 c", {"1.1.3": PARTIAL}, 1)
    begin(enter("lead"), due, due_url)
    session.expire_all()
    target = session.get(DueReview, due.id).assessment
    assert points_of(target, "1.1.3") == [CarryReason.ASSESSOR_RETURNED]


def test_a_partial_that_the_assessor_found_before_is_carried_as_such(
    enter, ready, certificate, due, due_url
):
    make_later_review(ready, "2026 again", {"1.1.3": PARTIAL}, 0)
    begin(enter("lead"), due, due_url)
    session.expire_all()
    target = session.get(DueReview, due.id).assessment
    assert points_of(target, "1.1.3") == [CarryReason.ASSESSOR_STILL]


def test_the_list_says_in_words_what_the_assessor_flagged(enter, certificate, due, due_url):
    lead = enter("lead")
    page = lead.get(begin(lead, due, due_url).location).text
    assert "Area that the assessor flagged" in page
    assert "Ask more often." in page


@pytest.mark.parametrize("cycle", ["", "x" * 5000, "2026"])
def test_a_cycle_that_cannot_be_begins_nothing(enter, certificate, due, due_url, cycle):
    answer = begin(enter("lead"), due, due_url, cycle)
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert len(list_all_assessments()) == 1
    session.expire_all()
    assert session.get(DueReview, due.id).assessment_id is None


def test_the_old_cycle_can_be_locked_in_the_same_step(enter, ready, due, due_url):
    begin(enter("lead"), due, due_url, locks_old="y")
    session.expire_all()
    assert session.get(DueReview, due.id).certificate.assessment.is_locked


def test_a_cycle_is_begun_once_for_a_review(enter, due, due_url):
    lead = enter("lead")
    begin(lead, due, due_url)
    answer = begin(lead, due, due_url, "2028")
    assert answer.status_code == 403
    assert "was begun for this review already" in answer.text


def test_two_who_begin_it_at_once_get_one_cycle(app, sign_in, ready, due, due_url):
    clients = [sign_in(app.test_client(), make_person("lead", ready)) for _ in range(2)]
    answers = post_together(
        [
            (client, f"{due_url}/begin", {"version_id": due.version_id, "cycle": cycle})
            for client, cycle in zip(clients, ("2027", "2027 b"), strict=True)
        ]
    )
    assert sorted(answers) in ([200, 302], [302, 403])
    assert len(list_all_assessments()) == 2


def test_the_second_review_goes_on_from_the_cycle_of_the_first(
    enter, certificate, due, due_url, one_url
):
    lead, second = enter("lead"), certificate.due_reviews[1]
    begin(lead, due, due_url)
    begin(lead, second, f"{one_url}/reviews/{second.id}", "2028")
    session.expire_all()
    first, later = (session.get(DueReview, each.id).assessment for each in (due, second))
    assert later.carried_from_id == first.id


def test_levels_that_are_to_be_confirmed_do_not_count_as_changed(enter, certificate, due, due_url):
    lead = enter("lead")
    begin(lead, due, due_url)
    carried = find(make_list(certificate, session.get(DueReview, due.id)), "1.1.1")
    assert carried.is_to_confirm
    assert not carried.has_changed
    assert "Level to confirm" in lead.get(due_url).text


def test_the_new_assessment_begins_from_the_last_cycle(enter, certificate, one_url):
    lead = enter("lead")
    assert "Begin the cycle for it" in lead.get(f"{one_url}/renewal").text
    answer = lead.post(f"{one_url}/renewal/begin", data={"cycle": "2029", "version_id": 1})
    assert "The next cycle has begun" in lead.get(answer.location).text
    assert {each.cycle for each in list_all_assessments()} == {"2026", "2029"}


def test_a_cycle_that_was_carried_forward_before_is_used_for_the_review(
    enter, ready, certificate, due, due_url
):
    lead, target = enter("lead"), carry(ready, "Begun before")
    assert "Use a self-assessment that is there" in lead.get(f"{due_url}/begin").text
    sent = {"version_id": due.version_id, "assessment_id": str(target.id)}
    page = lead.get(lead.post(f"{due_url}/use", data=sent).location).text
    assert "Begun before is now for this review" in page


@pytest.mark.parametrize("chosen", ["", "0", "99999999999", "own"])
def test_only_later_cycles_of_the_service_can_be_used(enter, ready, due, due_url, chosen):
    make_assessment(make_service(ready.organisation))
    sent = {"version_id": due.version_id, "assessment_id": chosen.replace("own", str(ready.id))}
    assert "There is a problem" in enter("lead").post(f"{due_url}/use", data=sent).text


def test_the_review_of_the_later_cycle_is_offered_once_it_is_signed_and_tied_to_the_day(
    enter, certificate, due, due_url, one_url
):
    lead = enter("lead")
    begin(lead, due, due_url)
    session.expire_all()
    target = session.get(DueReview, due.id).assessment
    review = sign(make_review(make_submission(target)))
    page = lead.get(one_url).text
    assert "Review 1 of 2027 was signed on" in page
    assert f'href="{due_url}/held"' in page
    page = lead.get(f"{due_url}/held").text
    assert "Review 1 of 2027, signed on" in page
    sent = {"version_id": session.get(DueReview, due.id).version_id, "how": str(review.id)}
    assert (
        "Held as review 1 of 2027"
        in lead.get(lead.post(f"{due_url}/held", data=sent).location).text
    )


def test_an_outsider_reads_nothing_of_it(enter, certificate, due_url):
    assert enter("assessor").get(due_url).status_code == 403
    assert enter("stranger").get(due_url).status_code == 404


def test_the_audit_trail_is_whole_after_a_cycle_is_begun(enter, due, due_url):
    begin(enter("lead"), due, due_url)
    assert verify_chain() == []
