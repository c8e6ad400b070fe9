"""The sample's take-away sheets fit the rest of the story."""

from cse_assess.demo.story import read_story
from cse_assess.standards.registry import get_standard

STORY = read_story()
STANDARD = get_standard("cse")
PEOPLE = {person.key for person in STORY.organisation.people}


def test_every_sheet_is_of_elements_and_by_somebody():
    for sheet in STORY.take_aways:
        assert sheet.by in PEOPLE
        assert all(STANDARD.find_element(code) for code in sheet.codes)
        assert {answer.code for answer in sheet.answers} <= set(sheet.codes)


def test_one_sheet_is_late_one_is_out_and_one_is_back():
    assert sorted(bool(sheet.answers) for sheet in STORY.take_aways) == [False, False, True]
    assert [sheet.due_in_days < 0 for sheet in STORY.take_aways if not sheet.answers] == [
        False,
        True,
    ]
