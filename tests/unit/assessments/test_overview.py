"""What the overview shows: filters, search and progress."""

import pytest
from factories.assessments import cse, service_points

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.overview import Filters, make_overview
from cse_assess.assessments.queries import ResponseRow

JO, SAM = User(id=5, name="Jo Marsh"), User(id=6, name="sam Ellery")


def rows(standard, **changed):
    made = []
    for place, element in enumerate(standard.elements):
        level, owner, count, words = changed.get(element.code, (None, None, 0, ""))
        response = ElementResponse(
            id=place,
            element_code=element.code,
            position=place,
            level=level,
            level_reason="",
            justification=words,
            tell="",
            owner_id=owner.id if owner else None,
        )
        response.owner = owner
        made.append(ResponseRow(response, count))
    return made


def shown(standard, given, user_id=5, **filters):
    overview = make_overview(standard, given, Filters(**filters), user_id)
    return [
        line.element.code
        for chapter in overview.chapters
        for section in chapter.sections
        for line in section.lines
    ]


CSE_ROWS = rows(
    cse(),
    **{
        "1.1.1": ("plus", JO, 2, "We map every ward"),
        "2.1.2": ("partial", SAM, 0, ""),
        "3.1.1": ("partial", JO, 1, "Opening hours"),
    },
)


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"level": "partial"}, ["2.1.2", "3.1.1"]),
        ({"level": "partial", "criterion": "2"}, ["2.1.2"]),
        ({"is_mine": True}, ["1.1.1", "3.1.1"]),
        ({"owner": "6"}, ["2.1.2"]),
        ({"search": "WARD map"}, ["1.1.1"]),
        ({"search": "3.1.1"}, ["3.1.1"]),
        ({"search": "ward hours"}, []),
        ({"level": "no_such_level"}, []),
        ({"owner": "x"}, []),
    ],
)
def test_the_filters_let_through_exactly_what_they_say(filters, codes):
    assert shown(cse(), CSE_ROWS, **filters) == codes


def test_without_filters_every_element_is_shown_in_the_standards_order():
    assert shown(cse(), CSE_ROWS) == [element.code for element in cse().elements]


def test_what_is_not_scored_owned_or_shown_by_evidence_can_be_asked_for():
    assert len(shown(cse(), CSE_ROWS, level="not_scored")) == 54
    assert len(shown(cse(), CSE_ROWS, owner="nobody")) == 54
    assert "1.1.1" not in shown(cse(), CSE_ROWS, is_without_evidence=True)


def test_nothing_is_mine_for_a_person_without_an_account():
    assert shown(cse(), CSE_ROWS, user_id=None, is_mine=True) == []


def test_the_search_finds_keywords_that_the_page_does_not_show():
    element = cse().elements[0]
    assert element.code in shown(cse(), CSE_ROWS, search=element.keywords[0])


def test_progress_counts_everything_whatever_is_hidden():
    overview = make_overview(cse(), CSE_ROWS, Filters(criterion="2"), None)
    assert (overview.progress.total, overview.progress.scored, overview.progress.met) == (57, 3, 1)
    assert overview.chapters[0].progress.scored == 1
    assert overview.shown == 11


def test_owners_are_offered_once_each_by_name():
    assert [owner.name for owner in make_overview(cse(), CSE_ROWS, Filters(), None).owners] == [
        "Jo Marsh",
        "sam Ellery",
    ]


def test_a_standard_without_the_middle_tier_is_shown_as_well():
    standard = service_points()
    assert shown(standard, rows(standard)) == [element.code for element in standard.elements]
