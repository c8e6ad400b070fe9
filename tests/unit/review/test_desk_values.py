"""What an assessor fills in, and how much time they have left."""

from datetime import date, timedelta

import pytest
from factories.assessments import cse

from cse_assess.errors import DomainError
from cse_assess.review.desk.deadlines import say_time_left
from cse_assess.review.desk.values import (
    FIELDS,
    FindingValues,
    check_values,
    find_changed,
    keep_theirs,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "due today"),
        (1, "1 day left"),
        (12, "12 days left"),
        (-1, "1 day overdue"),
        (-40, "40 days overdue"),
    ],
)
def test_the_time_left_is_said_in_words(days, words):
    assert say_time_left(TODAY + timedelta(days=days), TODAY) == words


def test_without_a_day_there_is_nothing_to_say():
    assert say_time_left(None, TODAY) == ""


def test_a_seal_tells_which_fields_were_changed_since():
    before = FindingValues(level="plus", comment="Seen")
    after = FindingValues(level="plus", comment="Heard", is_done=True)
    assert find_changed(after, before.seal) == {"comment", "is_done"}
    assert find_changed(before, before.seal) == set()


@pytest.mark.parametrize("seal", ["", "x", "a.b.c", "." * 40])
def test_a_broken_seal_says_that_everything_may_have_changed(seal):
    assert find_changed(FindingValues(), seal) == set(FIELDS)


def test_a_field_cannot_be_taken_for_another_of_the_same_text():
    assert FindingValues(comment="a").seal != FindingValues(strength="a").seal


def test_mine_is_kept_but_for_the_fields_that_are_theirs():
    theirs, mine = FindingValues(level="plus", comment="T"), FindingValues(comment="M")
    assert keep_theirs(theirs, mine, {"level"}) == FindingValues(level="plus", comment="M")


@pytest.mark.parametrize(
    ("claimed", "level", "comment", "is_kept"),
    [
        ("compliant", "partial", "", True),
        ("compliant", "not_applicable", "", False),
        ("compliant", "not_applicable", "No customers come here.", True),
        ("not_applicable", "not_applicable", "", True),
        ("not_applicable", "partial", "", False),
        ("not_applicable", "partial", "They do come.", True),
        ("not_applicable", None, "", True),
        (None, "compliant", "", True),
    ],
)
def test_who_does_not_agree_on_whether_it_applies_says_why(claimed, level, comment, is_kept):
    values = FindingValues(level=level, comment=comment)
    if is_kept:
        assert check_values(cse(), claimed, values) == values
    else:
        with pytest.raises(DomainError, match="whether this applies") as refused:
            check_values(cse(), claimed, values)
        assert refused.value.field == "comment"


def test_texts_are_kept_without_white_space_around_them():
    values = FindingValues(comment="  Seen \r\n ", to_see="\tThe desk")
    checked = check_values(cse(), None, values)
    assert (checked.comment, checked.to_see) == ("Seen", "The desk")


@pytest.mark.parametrize("level", ["excellent", "", "PLUS"])
def test_a_level_that_the_standard_lacks_is_refused(level):
    with pytest.raises(DomainError, match="Choose one of the levels"):
        check_values(cse(), None, FindingValues(level=level))
