"""What an assessor is proposed to look at closely, and why."""

import pytest
from factories.assessments import cse, service_points
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.sampling import Claimed, SampleReason, propose_sample

CODES = [element.code for element in cse().elements]
TWO = frozenset({(1, 1), (2, 1)})
levels = st.sampled_from([None, *(level.id for level in cse().levels)])
pieces = st.frozensets(st.tuples(st.integers(1, 9), st.integers(1, 2)), max_size=4)
claims = st.lists(st.tuples(st.sampled_from(CODES), levels, pieces), unique_by=lambda each: each[0])


def propose(*claimed, seed="a fingerprint", standard=None):
    return propose_sample(standard or cse(), [Claimed(*each) for each in claimed], seed=seed)


def reasons_of(plan):
    return {each.code: each.reasons for each in plan.elements}


def test_what_is_claimed_beyond_the_standard_is_proposed():
    assert reasons_of(propose(("1.1.1", "plus", TWO))) == {"1.1.1": (SampleReason.EXEMPLARY,)}


@pytest.mark.parametrize(
    ("level", "reason"),
    [("partial", SampleReason.PARTIAL), ("not_applicable", SampleReason.NOT_APPLICABLE)],
)
def test_what_is_not_claimed_as_met_in_full_is_proposed(level, reason):
    assert reasons_of(propose(("1.1.1", level, frozenset()))) == {"1.1.1": (reason,)}


def test_a_claim_on_one_piece_of_evidence_is_proposed_and_all_its_reasons_are_told():
    plan = propose(("1.1.1", "plus", frozenset({(1, 1)})))
    assert plan.elements[0].words == (
        "Claimed to go beyond the standard; Rests on one piece of evidence"
    )


def test_a_share_of_the_other_claims_of_each_criterion_is_drawn_rounded_up():
    every = [(code, "compliant", TWO) for code in CODES]
    drawn = reasons_of(propose(*every))
    per_criterion = [
        sum(code.startswith(f"{criterion.code}.") for code in drawn) for criterion in cse().criteria
    ]
    assert per_criterion == [3, 3, 3, 3, 2]
    assert set(drawn.values()) == {(SampleReason.DRAWN,)}


def test_another_submission_draws_other_elements_and_the_same_one_the_same():
    every = [(code, "compliant", TWO) for code in CODES]
    assert propose(*every, seed="one") == propose(*every, seed="one")
    assert propose(*every, seed="one") != propose(*every, seed="two")


def test_nothing_is_drawn_where_the_standard_says_so():
    review = cse().review.model_copy(update={"sample_percent": 0})
    standard = cse().replace(review=review)
    assert propose(("1.1.1", "compliant", TWO), standard=standard).elements == ()


def test_a_piece_on_which_many_elements_hang_is_named_the_weightiest_first():
    shared, more = (7, 1), (8, 2)
    every = [(code, "compliant", frozenset({shared, more})) for code in CODES[:5]]
    every.append((CODES[5], "compliant", frozenset({more})))
    plan = propose(*every, ("5.3.3", "compliant", frozenset({(9, 1)})))
    assert [(piece.place, piece.codes) for piece in plan.pieces] == [
        (more, tuple(CODES[:6])),
        (shared, tuple(CODES[:5])),
    ]


def test_another_revision_of_a_piece_is_another_piece():
    every = [(code, "compliant", frozenset({(7, number)})) for number, code in enumerate(CODES)]
    assert propose(*every).pieces == ()


def test_elements_of_another_edition_are_left_out():
    assert propose(("9.9.9", "plus", TWO)).elements == ()


def test_a_standard_of_another_shape_is_sampled_by_its_own_levels():
    standard = service_points()
    code, met = standard.elements[0].code, standard.rules.met[0]
    plan = propose((code, met, frozenset({(1, 1)})), standard=standard)
    assert [each.code for each in plan.elements] == [code]


@given(claims, st.text())
def test_every_element_is_proposed_once_in_order_and_with_a_reason(claimed, seed):
    plan = propose(*claimed, seed=seed)
    codes = [each.code for each in plan.elements]
    assert codes == [code for code in CODES if code in set(codes)]
    assert set(codes) <= {code for code, _, _ in claimed}
    assert all(each.reasons for each in plan.elements)


@given(claims, st.text())
def test_whatever_is_weighty_is_never_left_out(claimed, seed):
    proposed = {each.code for each in propose(*claimed, seed=seed).elements}
    rules = cse().rules
    weighty = {*rules.exemplary, *rules.partial, *rules.not_applicable}
    assert {code for code, level, _ in claimed if level in weighty} <= proposed
    lone = {code for code, level, own in claimed if level in rules.met and len(own) == 1}
    assert lone <= proposed


@given(claims, st.text(), st.randoms())
def test_the_order_in_which_claims_come_is_no_matter(claimed, seed, random):
    shuffled = list(claimed)
    random.shuffle(shuffled)
    assert propose(*claimed, seed=seed) == propose(*shuffled, seed=seed)
