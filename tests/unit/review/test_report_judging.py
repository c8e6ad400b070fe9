"""What keeps a report from being signed, and what is only pointed out."""

from dataclasses import replace

import pytest
from factories.decided import make_facts

from cse_assess.review.decision.facts import Work
from cse_assess.review.decision.judging import judge_report


def judge(facts=None, choice="award", *, waiting_points=0, stale_titles=()):
    return judge_report(
        facts or make_facts(),
        choice,
        waiting_points=waiting_points,
        stale_titles=stale_titles,
    )


def texts(remarks):
    return [each.text for each in remarks]


def test_a_complete_report_can_be_signed_and_nothing_is_said_of_it():
    judged = judge()
    assert judged.is_ready
    assert judged.remarks == ()


def test_elements_without_a_level_block_and_are_named():
    facts = make_facts(changes={"1.1.1": {"level": None}, "5.3.3": {"level": None}})
    (first, *_) = judge(facts, "not_yet").blocking
    assert first.text == "You gave no level yet to 2 elements"
    assert first.codes == ("1.1.1", "5.3.3")


@pytest.mark.parametrize("choice", ["award", "award_with_conditions"])
@pytest.mark.parametrize(
    "changes",
    [
        {"1.1.1": {"level": "not_compliant", "comment": "No."}},
        {code: {"level": "partial", "partial": "No."} for code in ("1.1.1", "1.1.2", "1.1.3")},
    ],
)
def test_an_award_against_the_pass_rule_blocks_with_its_reasons(choice, changes):
    (only,) = judge(make_facts(changes=changes), choice).blocking
    assert "the pass rule is not met" in only.text
    assert only.reasons


def test_two_partials_in_a_criterion_do_not_stand_in_the_way():
    changes = {code: {"level": "partial", "partial": "No."} for code in ("1.1.1", "1.1.2")}
    assert judge(make_facts(changes=changes)).is_ready


def test_what_does_not_apply_leaves_fewer_elements_to_count():
    changes = {"1.1.1": {"level": "not_applicable", "comment": "No premises."}}
    changes |= {code: {"level": "partial", "partial": "No."} for code in ("1.1.2", "1.1.3")}
    assert judge(make_facts(changes=changes)).is_ready
    changes |= {code: {"level": "not_applicable", "comment": "No."} for code in ("1.2.1", "1.2.2")}
    assert not judge(make_facts(changes=changes)).is_ready


def test_no_recommendation_blocks():
    assert texts(judge(choice="").blocking) == ["There is no recommendation yet"]


def test_points_without_an_answer_block():
    assert "A point of the organisation has no answer yet" in texts(
        judge(waiting_points=1).blocking
    )
    assert "2 points of the" in texts(judge(waiting_points=2).blocking)[0]


def test_no_award_although_the_rule_is_met_is_only_pointed_out():
    judged = judge(choice="not_yet")
    assert judged.is_ready
    assert "although by your levels the pass rule is met" in judged.remarks[0].text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"level": "partial"}, "no words say what is missing"),
        ({"level": "not_applicable"}, "You agree that these elements do not apply"),
        ({"is_done": False}, "not ticked as done"),
    ],
)
def test_what_an_element_lacks_is_pointed_out_with_its_code(change, said):
    (only,) = judge(make_facts(changes={"2.1.1": change})).remarks
    assert said in only.text
    assert only.codes == ("2.1.1",)


def test_queries_that_are_open_and_stale_sections_are_pointed_out():
    facts = replace(make_facts(), work=Work(queries=2, queries_open=1))
    judged = judge(facts, stale_titles=["Method"])
    assert texts(judged.remarks) == [
        "A query to the organisation is not settled",
        "The findings changed since “Method” was edited",
    ]
