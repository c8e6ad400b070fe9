"""What hangs on what shows which evidence might make an element safe, and lets it be attached."""

from datetime import timedelta

import pytest
from factories.assessments import attach, cse, lock
from factories.evidence import make_item
from factories.evidence_pages import text_of
from factories.route import set_levels

from cse_assess.clock import today

CODE = "4.3.4"
LOG = "Complaints log"


@pytest.fixture
def resting(organisation, assessment):
    """Let an element rest on one piece alone."""
    set_levels(assessment, {CODE: "compliant"})
    attach(assessment, CODE, make_item(organisation, title="Paper 1", valid_until=None))
    return assessment


@pytest.fixture
def log(organisation):
    return make_item(organisation, title=LOG, description="Trends and lessons learnt")


def page_of(client, assessment):
    return client.get(f"/assessments/{assessment.id}/fragility")


def test_what_may_fit_is_shown_with_the_words_that_say_so(enter, resting, log):
    said = text_of(page_of(enter("lead"), resting))
    assert "May fit: Complaints log" in said
    assert "“Complaints log”" in said
    assert "Look for others for 4.3.4 Learning from complaints and comments" in said


def test_it_is_attached_by_one_button_and_the_element_is_safe(enter, resting, log):
    client = enter("lead")
    answer = client.post(
        f"/assessments/{resting.id}/elements/{CODE}/suggestions/{log.id}/attach",
        data={"from": "fragility"},
    )
    assert answer.location == f"/assessments/{resting.id}/fragility"
    said = text_of(client.get(answer.location))
    assert "“Complaints log” is attached to 4.3.4" in said
    assert "Nothing rests on a single piece" in said


def test_what_is_out_of_date_on_the_day_makes_nothing_safe(enter, organisation, resting):
    make_item(organisation, title=LOG, evidence_on=today() - timedelta(days=800))
    make_item(organisation, title=LOG, valid_until=today() - timedelta(days=1))
    said = text_of(page_of(enter("lead"), resting))
    assert LOG not in said
    assert "Find a second piece for 4.3.4" in said


def test_what_was_refused_is_not_shown_again(enter, resting, log):
    client = enter("lead")
    client.post(f"/assessments/{resting.id}/elements/{CODE}/suggestions/{log.id}/refuse")
    assert "May fit" not in text_of(page_of(client, resting))


def test_confidential_evidence_is_shown_to_those_alone_who_may_open_it(
    enter, organisation, resting
):
    make_item(organisation, title=LOG, is_confidential=True)
    assert LOG in text_of(page_of(enter("lead"), resting))
    assert LOG not in text_of(page_of(enter("contributor"), resting))


def test_nothing_is_offered_to_a_reader(enter, resting, log):
    assert LOG not in text_of(page_of(enter("reader"), resting))


def test_nothing_is_offered_in_a_locked_self_assessment(enter, resting, log):
    lock(resting)
    assert LOG not in text_of(page_of(enter("lead"), resting))


def test_more_elements_that_rest_on_one_piece_take_no_more_queries(
    enter, organisation, resting, log, count_queries
):
    client = enter("lead")
    page_of(client, resting)
    with count_queries() as before:
        page_of(client, resting)
    codes = [element.code for element in cse().elements]
    set_levels(resting, dict.fromkeys(codes, "compliant"))
    for code in codes:
        attach(resting, code, make_item(organisation, title=f"Paper on {code}"))
    with count_queries() as after:
        said = text_of(page_of(client, resting))
    assert "May fit" in said
    assert len(after) == len(before), after.statements
