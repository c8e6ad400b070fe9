"""The pure parts of a visit: times in words, questions, cards, values and what changed."""

from datetime import date, time

import pytest
from factories.assessments import cse
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.errors import DomainError
from cse_assess.review.visit.cards import QuestionGroup, group_questions
from cse_assess.review.visit.models import People, VisitSession
from cse_assess.review.visit.questions import Topic, add_lines, propose_questions
from cse_assess.review.visit.sharing import Change, compare_plans, describe_session, read_shown
from cse_assess.review.visit.values import SessionValues, check_values
from cse_assess.review.visit.words import format_length, format_minute, format_time, read_time

TOPIC = Topic("1.1.1", "Our customers", ("A profile of your groups.", "How you chose them."), "")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("9:30am", time(9, 30)),
        ("9.30 AM", time(9, 30)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("14:00", time(14)),
        ("Midday", time(12)),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(said, meant):
    assert read_time(said) == meant


@pytest.mark.parametrize("said", ["10", "24:00", "9:60", "13pm", "0am", "9:5", "soon", "٩:٣٠"])
def test_what_is_no_time_is_refused(said):
    with pytest.raises(ValueError, match=r"."):
        read_time(said)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=None)))
def test_a_time_that_is_written_is_read_back(moment):
    assert read_time(format_time(moment)) == moment


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(5, "5 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"), (150, "2 hours 30 minutes")],
)
def test_lengths_are_said_as_people_say_them(minutes, words):
    assert format_length(minutes) == words


def test_a_session_that_ends_with_the_day_ends_at_midnight():
    assert format_minute(24 * 60) == "12:00am"


def test_every_role_is_asked_something_else():
    asked = {people: tuple(propose_questions("interview", people, [TOPIC])) for people in People}
    assert len(set(asked.values())) == len(People)


def test_customers_are_asked_of_their_experience_and_not_of_guidance():
    lines = propose_questions("interview", "customers", [TOPIC])
    assert any("your own experience" in line for line in lines)
    assert not any("profile of your groups" in line for line in lines)


def test_staff_are_asked_about_each_guidance_point_in_one_sentence():
    lines = propose_questions("interview", "staff", [TOPIC])
    assert lines[0] == "1.1.1 Our customers"
    assert any(line.endswith(": a profile of your groups.") for line in lines)
    assert any(line.endswith(": how you chose them.") for line in lines)


def test_what_the_assessor_wants_to_ask_comes_first():
    topic = Topic("1.1.1", "Our customers", (), "Ask about 2024.\n\nSee the map.")
    lines = propose_questions("interview", "managers", [topic])
    assert lines[1:3] == ["Ask about 2024.", "See the map."]


def test_what_is_watched_is_to_be_looked_for():
    lines = propose_questions("observation", "", [TOPIC])
    assert "Look for: a profile of your groups" in lines


def test_a_break_has_no_questions_and_a_meeting_only_what_was_noted():
    noted = Topic("1.1.2", "Needs", (), "Agree the day.")
    assert propose_questions("break", "", [noted]) == []
    assert propose_questions("meeting", "", [TOPIC, noted]) == ["1.1.2 Needs", "Agree the day."]


def test_proposed_lines_come_below_and_none_twice():
    assert add_lines("Mine?\nB?", ["A?", "B?"]) == "Mine?\nB?\nA?"
    assert add_lines("", ["A?"]) == "A?"


def test_questions_stand_under_the_element_that_heads_them():
    text = "First?\n1.1.1 Customers\nWho?\n\n1.1.2: Needs\nWhat?\n3 people?"
    assert group_questions(text, ["1.1.1", "1.1.2"]) == (
        QuestionGroup("", ("First?",)),
        QuestionGroup("1.1.1 Customers", ("Who?",)),
        QuestionGroup("1.1.2: Needs", ("What?", "3 people?")),
    )


def test_codes_are_kept_once_in_the_order_of_the_standard():
    values = SessionValues(people="staff", title="x", element_codes=("1.1.2", "1.1.1", "1.1.2"))
    assert check_values(cse(), values).element_codes == ("1.1.1", "1.1.2")


def test_a_code_that_the_standard_lost_may_stay_and_not_come():
    values = SessionValues(people="staff", title="x", element_codes=("9.9.9",))
    assert check_values(cse(), values, kept_codes=["9.9.9"]).element_codes == ("9.9.9",)
    with pytest.raises(DomainError, match="from the list"):
        check_values(cse(), values)


def make_planned(**values) -> VisitSession:
    known = {
        "id": 1,
        "kind": "interview",
        "people": "staff",
        "title": "Desk",
        "with_whom": "",
        "place": "",
        "minutes": 30,
        "element_codes": ["1.1.1"],
        "on_day": date(2026, 12, 1),
        "starts_at": time(9, 30),
        "questions": "Secret?",
    }
    return VisitSession(**{**known, **values})


def test_what_the_organisation_is_shown_holds_no_question():
    assert "Secret?" not in str(describe_session(make_planned()))


def test_a_session_is_read_back_as_it_was_shown():
    shown = describe_session(make_planned())
    assert describe_session(read_shown(shown)) == shown


def test_new_changed_and_removed_sessions_are_told_apart():
    before = [describe_session(make_planned(id=number)) for number in (1, 2, 3)]
    after = [
        before[0],
        describe_session(make_planned(id=2, place="Depot")),
        describe_session(make_planned(id=4)),
    ]
    difference = compare_plans(before, after)
    assert difference.changes == {1: Change.NONE, 2: Change.CHANGED, 4: Change.NEW}
    assert [each["id"] for each in difference.removed] == [3]
    assert difference.is_any


def test_a_plan_without_a_change_has_none():
    plan = [describe_session(make_planned())]
    assert not compare_plans(plan, plan).is_any
