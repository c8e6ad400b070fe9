"""A standard's parts, and the helpers that everything else uses."""

import pytest
from pydantic import ValidationError

from cse_assess.standards.errors import UnknownCodeError, UnknownLevelError

GUIDANCE_POINTS = {  # by hand from the published booklet
    "1": "3 2 2 2 5 3 4 5 2 2 3",
    "2": "2 2 2 2 2 3 2 3 2 3 2",
    "3": "1 2 2 2 2 4 4 2 1 3 5 1",
    "4": "2 2 3 1 2 3 2 4 1 4 2 2 2",
    "5": "1 1 1 2 3 2 2 2 3 1",
}


def test_the_bundled_standard_has_as_many_parts_as_the_published_one(cse):
    assert len(cse.criteria) == 5
    assert len(cse.subcriteria) == 15
    assert len(cse.elements) == 57
    assert cse.guidance_count == 135


@pytest.mark.parametrize("code", GUIDANCE_POINTS)
def test_each_element_has_as_many_guidance_points_as_the_published_one(cse, code):
    criterion = cse.criterion_of(code)

    counts = " ".join(str(len(element.guidance)) for element in criterion.elements)

    assert counts == GUIDANCE_POINTS[code]


def test_an_element_is_got_by_its_code(cse):
    assert cse.get_element("3.4.2").code == "3.4.2"
    assert cse.find_element("4.5.4") is None


def test_getting_an_unknown_element_names_it(cse):
    with pytest.raises(UnknownCodeError, match=r"“cse” has no “4\.5\.4”"):
        cse.get_element("4.5.4")


def test_a_level_is_got_by_its_id(cse):
    assert cse.get_level("plus").id == "plus"
    assert cse.find_level("gold") is None
    with pytest.raises(UnknownLevelError, match="no level “gold”"):
        cse.get_level("gold")


@pytest.mark.parametrize("code", ["4", "4.2", "4.2.1"])
def test_every_part_knows_its_criterion(cse, code):
    assert cse.criterion_of(code).code == "4"


def test_an_unknown_part_has_no_criterion(cse):
    with pytest.raises(UnknownCodeError):
        cse.criterion_of("6")


def test_neighbours_cross_the_borders_of_criteria(cse):
    before, after = cse.neighbours("2.1.1")

    assert (before.code, after.code) == ("1.3.5", "2.1.2")


def test_the_first_and_the_last_element_have_one_neighbour(cse):
    assert cse.neighbours("1.1.1")[0] is None
    assert cse.neighbours("5.3.3")[1] is None


def test_thresholds_apply_to_each_criterion_of_the_bundled_standard(cse):
    assert [(group.code, len(group.elements)) for group in cse.groups()] == [
        ("1", 11),
        ("2", 11),
        ("3", 12),
        ("4", 13),
        ("5", 10),
    ]
    assert cse.name_group(cse.groups()[2]) == "Criterion 3"


def test_a_criterion_without_sub_criteria_has_an_implied_one(service_points):
    part = service_points.criteria[0]

    (sub,) = part.subcriteria

    assert (sub.code, sub.title, sub.implied) == (part.code, part.title, True)
    assert [element.code for element in part.elements] == ["A.1", "A.2", "A.3", "A.4", "A.5"]


def test_a_sub_criterion_of_the_file_is_not_implied(cse):
    assert not any(sub.implied for sub in cse.subcriteria)


def test_one_group_may_hold_the_whole_standard(service_points):
    (group,) = service_points.groups()

    assert (group.code, len(group.elements)) == ("service-points", 14)
    assert service_points.name_group(group) == "Fourteen Service Points"


def test_groups_may_be_the_sub_criteria(cse):
    by_sub = cse.replace(rules=cse.rules.replace(group="subcriterion", thresholds={}))

    assert [group.code for group in by_sub.groups()][:4] == ["1.1", "1.2", "1.3", "2.1"]
    assert by_sub.name_group(by_sub.groups()[0]) == "Sub-criterion 1.1"


def test_a_loaded_standard_cannot_be_changed(cse):
    with pytest.raises(ValidationError):
        cse.title = "Another"


def test_a_replaced_copy_forgets_what_was_computed(cse):
    assert len(cse.elements) == 57

    copy = cse.replace(criteria=cse.criteria[:1])

    assert len(copy.elements) == 11
    assert copy.find_element("2.1.1") is None


def test_each_level_counts_as_exactly_one_kind(cse):
    assert [cse.rules.kind_of(level.id) for level in cse.levels] == [
        "met",
        "met",
        "partial",
        "not_met",
        "not_applicable",
    ]


def test_a_threshold_of_its_own_goes_before_the_common_one(cse):
    rules = cse.rules.replace(thresholds={"3": 90})

    assert rules.threshold_of("3") == 90
    assert rules.threshold_of("4") == 80
