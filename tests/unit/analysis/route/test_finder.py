"""The cheapest way to the award, against every subset of the actions."""

from decimal import Decimal
from itertools import combinations

import pytest
from factories.assessments import cse, service_points
from factories.route import make_action, make_standard
from hypothesis import example, given
from hypothesis import strategies as st

from cse_assess.analysis.actions import apply_actions
from cse_assess.analysis.readiness import assess_readiness
from cse_assess.analysis.route.finder import find_route
from cse_assess.analysis.route.search import SearchTooLongError

CODES = ("1.1", "1.2", "1.3", "2.1", "2.2")
LEVELS = ("best", "met", "part", "no", "na")
EFFORTS = ("0", "0.5", "1", "1", "1.25", "3")

shapes = st.builds(
    make_standard,
    group=st.sampled_from(["criterion", "standard"]),
    threshold=st.sampled_from([0, 50, 67, 80, 100]),
    allowance=st.sampled_from(["remainder", "unlimited", 0, 1]),
    is_blocking=st.booleans(),
)
levels_of = st.fixed_dictionaries({code: st.sampled_from([None, *LEVELS]) for code in CODES})
effects_of = st.dictionaries(st.sampled_from(CODES), st.sampled_from(LEVELS), max_size=4)
plans = st.lists(st.tuples(st.sampled_from(EFFORTS), effects_of), max_size=7).map(
    lambda drafts: [
        make_action(f"a{place}", effort, effects) for place, (effort, effects) in enumerate(drafts)
    ]
)


plain_shapes = st.builds(
    make_standard,
    group=st.sampled_from(["criterion", "standard"]),
    threshold=st.sampled_from([50, 67, 80, 100]),
    allowance=st.just("remainder"),
    is_blocking=st.booleans(),
)
low_levels = st.fixed_dictionaries({code: st.sampled_from([None, "part", "no"]) for code in CODES})
overlapping = st.dictionaries(st.sampled_from(CODES), st.sampled_from(["best", "met"]), min_size=1)


@st.composite
def make_lookalikes(draw):
    """Actions of few efforts that overlap much, some of them twice."""
    effort_of = st.sampled_from(draw(st.sampled_from([["1"], ["0"], ["0", "1"], ["1", "2"]])))
    drafts = draw(st.lists(st.tuples(effort_of, overlapping), min_size=1, max_size=6))
    doubled = [*drafts, *drafts[: draw(st.integers(0, 2))]]
    order = draw(st.permutations(doubled))
    return [make_action(f"a{place}", *draft) for place, draft in enumerate(order)]


def passes(standard, levels, actions, margin):
    readiness = assess_readiness(standard, apply_actions(standard, levels, actions))
    return readiness.passes and all(
        group.tally.met >= group.required + margin
        for group in readiness.groups
        if group.tally.applicable
    )


def try_every_subset(standard, levels, actions, margin, required=()):
    """The keys of the best subset: least effort, then fewest, then the order of the actions."""
    for_sure = {action.key for action in actions if action.key in required}
    answers = [
        (sum(action.effort_days for action in chosen), len(chosen), places)
        for number in range(len(actions) + 1)
        for places in combinations(range(len(actions)), number)
        if for_sure <= {actions[place].key for place in places}
        and passes(standard, levels, chosen := [actions[place] for place in places], margin)
    ]
    return [actions[place].key for place in min(answers)[2]] if answers else None


@given(shapes, levels_of, plans, st.integers(0, 2))
def test_no_subset_of_the_actions_is_better(standard, levels, actions, margin):
    route = find_route(standard, levels, actions, margin=margin)

    best = try_every_subset(standard, levels, actions, margin)
    assert route.is_possible == (best is not None)
    assert [action.key for action in route.actions] == (best or [])


@example(
    make_standard("criterion", 0, "remainder", is_blocking=False),
    {"1.1": None, "1.2": "na", "1.3": None, "2.1": None, "2.2": "na"},
    [
        make_action("a0", "0", {"1.1": "na", "1.3": "na", "2.1": "na"}),
        make_action("a1", "0", {"1.1": "best"}),
    ],
    {"a0"},
)
@given(shapes, levels_of, plans, st.sets(st.sampled_from(["a0", "a2", "a3"]), min_size=1))
def test_what_has_to_be_in_is_in_and_the_rest_is_least(standard, levels, actions, required):
    route = find_route(standard, levels, actions, required=required)

    best = try_every_subset(standard, levels, actions, 0, required)
    assert route.is_possible == (best is not None)
    assert [action.key for action in route.actions] == (best or [])


@given(
    plain_shapes,
    low_levels,
    make_lookalikes(),
    st.integers(0, 2),
    st.sets(st.sampled_from(["a0", "a3"])),
)
def test_among_actions_that_are_nearly_the_same_the_best_subset_is_found(
    standard, levels, actions, margin, required
):
    route = find_route(standard, levels, actions, margin=margin, required=required)

    best = try_every_subset(standard, levels, actions, margin, required)
    assert route.is_possible == (best is not None)
    assert [action.key for action in route.actions] == (best or [])


@given(shapes, levels_of, plans, st.integers(0, 2))
def test_reasons_are_sentences_and_the_effort_is_that_of_the_actions(
    standard, levels, actions, margin
):
    route = find_route(standard, levels, actions, margin=margin)

    assert route.reasons
    assert all(reason.endswith(".") for reason in route.reasons)
    total = sum((action.effort_days for action in route.actions), Decimal(0))
    assert route.effort_days == (total if route.is_possible else None)


def short_of(number, code="1"):
    """Everything compliant but the first few elements of a criterion, which are partial."""
    levels = {element.code: "compliant" for element in cse().elements}
    partial = [element.code for element in cse().criterion_of(code).elements[:number]]
    return {**levels, **dict.fromkeys(partial, "partial")}


def test_what_passes_already_needs_no_action():
    route = find_route(cse(), short_of(2), [make_action("a", "1", {"1.1.1": "plus"})])

    assert (route.is_possible, route.effort_days, route.actions) == (True, 0, ())
    assert route.reasons == ("Every threshold is met without any action.",)


def test_of_equal_actions_the_first_is_taken():
    actions = [make_action(name, "1", {"1.1.1": "compliant"}) for name in "cab"]

    route = find_route(cse(), short_of(3), actions)

    assert [action.key for action in route.actions] == ["c"]


def test_criteria_that_share_no_action_are_solved_each_for_itself():
    actions = [
        make_action(f"{first} {width}", "1", dict.fromkeys(window, "compliant"))
        for criterion in cse().criteria
        for first, *others in rotate([element.code for element in criterion.elements])
        for width in (1, 2, 3, 4)
        if (window := [first, *others[width - 1 :: width][:3]])
    ]

    whole = find_route(cse(), short_of_everywhere("12345"), actions, most_steps=4000)

    alone = [find_route(cse(), short_of_everywhere(code), actions) for code in "12345"]
    assert whole.effort_days == sum(route.effort_days for route in alone) > 0


def rotate(codes):
    """The codes beginning with each of them in turn."""
    return [[*codes[place:], *codes[:place]] for place in range(len(codes))]


def short_of_everywhere(criteria):
    """Everything compliant but whole criteria, which are partial."""
    return {
        element.code: "partial" if criterion.code in criteria else "compliant"
        for criterion in cse().criteria
        for element in criterion.elements
    }


def test_a_tenth_and_two_tenths_are_no_dearer_than_three_tenths():
    actions = [
        make_action("both", "0.3", {"1.1.1": "compliant", "1.1.2": "compliant"}),
        make_action("one", "0.1", {"1.1.1": "compliant"}),
        make_action("other", "0.2", {"1.1.2": "compliant"}),
    ]

    route = find_route(cse(), short_of(4), actions)

    assert (route.effort_days, [action.key for action in route.actions]) == (
        Decimal("0.3"),
        ["both"],
    )


def test_a_margin_takes_more_than_the_award_alone():
    actions = [make_action(code, "2", {code: "compliant"}) for code in ("1.1.1", "1.1.2")]

    route = find_route(cse(), short_of(2), actions, margin=1)

    assert route.reasons == (
        (
            "1 action is enough to meet every threshold with 1 to spare in each criterion: 2 days "
            "of work."
        ),
        (
            "“1.1.1” (2 days) raises 1.1.1 to Compliant. Criterion 1 needs 1 more element at "
            "Compliant or better to have 1 to spare."
        ),
    )


def test_each_chosen_action_is_explained():
    actions = [
        make_action("Survey", "2.5", {"1.1.2": "plus", "1.1.3": "compliant", "2.1.1": "plus"})
    ]

    route = find_route(cse(), short_of(4), actions)

    assert route.reasons == (
        "1 action is enough to meet every threshold: 2.5 days of work.",
        (
            "“Survey” (2.5 days) raises 1.1.2 and 2.1.1 to Compliance Plus and 1.1.3 to Compliant. "
            "Criterion 1 needs 2 more elements at Compliant or better."
        ),
    )


def test_what_an_action_lifts_out_of_a_blocking_level_or_none_is_told():
    levels = {**short_of(0), "2.1.1": "not_compliant", "3.1.1": None}
    actions = [make_action("a", "1", {"2.1.1": "partial", "3.1.1": "partial"})]

    route = find_route(cse(), levels, actions)

    assert route.reasons[1] == (
        "“a” (1 day) raises 2.1.1 and 3.1.1 to Partially compliant. 2.1.1 is Not compliant, which "
        "blocks the award. 3.1.1 has no level yet, and cannot stay without one."
    )


def test_where_no_way_exists_what_is_missing_is_told_by_group():
    levels = {**short_of(4), "3.1.1": "not_compliant", "4.1.1": None}

    route = find_route(cse(), levels, [make_action("a", "1", {"1.1.1": "compliant"})])

    assert (route.is_possible, route.effort_days, route.actions) == (False, None, ())
    assert route.reasons == (
        (
            "With every action done, Criterion 1 would have 8 of 11 met and needs 9, so it cannot "
            "pass. Plan actions that raise 1 of these to Compliant or better: 1.1.2, 1.1.3 and "
            "1.2.1."
        ),
        (
            "No action raises 3.1.1 above Not compliant, which blocks the award, so Criterion 3 "
            "cannot pass."
        ),
        "No action gives 4.1.1 a level, so Criterion 4 cannot pass.",
    )


def test_a_margin_that_the_actions_do_not_reach_is_told_apart_from_failing():
    route = find_route(cse(), short_of(2), [], margin=1)

    assert route.reasons[0] == (
        "With every action done, Criterion 1 would have 9 of 11 met, which passes, but not with 1 "
        "to spare. Plan actions that raise 1 of these to Compliant or better: 1.1.1 and 1.1.2."
    )


def test_where_every_unmet_element_is_needed_each_is_asked_for():
    route = find_route(cse(), short_of(2), [], margin=2)

    assert route.reasons[0].endswith(
        "Plan actions that raise 1.1.1 and 1.1.2 to Compliant or better."
    )


def test_what_would_still_block_is_told_together():
    levels = {**short_of(0), "3.1.1": "not_compliant", "3.1.2": "not_compliant"}

    assert find_route(cse(), levels, []).reasons[0] == (
        "No action raises 3.1.1 and 3.1.2 above Not compliant, which blocks the award, so "
        "Criterion 3 cannot pass."
    )


def test_too_many_partly_met_are_told_with_their_limit():
    standard = make_standard("criterion", 0, 0, is_blocking=False)

    route = find_route(standard, dict.fromkeys(CODES, "part"), [])

    assert route.reasons[0].endswith(
        "would have 3 elements partly met and may have 0, so it cannot pass."
    )


def test_an_action_that_must_be_in_and_changes_nothing_says_so():
    route = find_route(cse(), short_of(0), [make_action("a", "1", {})], required={"a"})

    assert route.reasons[1] == "“a” (1 day) raises nothing."


def test_a_margin_beyond_all_elements_is_called_out_of_reach():
    route = find_route(cse(), short_of(0), [], margin=3)

    assert not route.is_possible
    assert (
        "Criterion 1 has 11 elements that apply and needs 9, so it cannot have 3 to spare."
        in route.reasons
    )


def test_a_standard_whose_partials_block_is_served_too():
    levels = {element.code: "amber" for element in service_points().elements}
    actions = [
        make_action(f"{code} {level}", "1", {code: level})
        for code in levels
        for level in ("amber", "green")
    ]

    route = find_route(service_points(), levels, actions)

    assert [action.key for action in route.actions] == [f"{code} green" for code in levels]


def test_a_search_that_takes_too_long_is_given_up():
    actions = [make_action(code, "2", {code: "compliant"}) for code in short_of(11)]

    with pytest.raises(SearchTooLongError):
        find_route(cse(), short_of(11), actions, most_steps=0)
