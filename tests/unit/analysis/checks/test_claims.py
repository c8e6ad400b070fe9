"""A claim holds where the evidence's figure or day bears it out, and false alarms stay few."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.checks.claims import list_claims
from cse_assess.analysis.checks.holdings import Holdings, JointHoldings
from cse_assess.analysis.checks.mentions import list_mentions
from cse_assess.analysis.checks.vague import find_vague_words, says_what_is_special

HERE = Path(__file__).parent

HELD = [
    ("87%", "87.3 per cent"),
    ("87%", "a share of 0.87"),
    ("£3.5m", "3,482,119"),
    ("over 500 came", "537 came"),
    ("nearly 40%", "38.7%"),
    ("about 50", "47"),
    ("within 10 days", "8 days"),
    ("nine out of ten", "90.2%"),
    ("43 out of 50", "43/50"),
    ("one in three, or 1 in 4", "25%"),
    ("since March 2025", "3 March 2025"),
    ("in 2025", "3 March 2025"),
    ("on 3 March", "3 March 2025"),
    ("in 2024/25", "from 1 April 2024 to 31 March 2025"),
    ("2000 visits", "2,000 visits"),
]
NOT_HELD = [
    ("87%", "88%"),
    ("87%", "86.4%"),
    ("100%", "1 of them"),
    ("£3.5m", "£3.4m"),
    ("over 500 came", "499 came"),
    ("nearly 40%", "41%"),
    ("nine out of ten", "74% of nine"),
    ("3 March 2025", "March 2025"),
    ("3 March 2025", "3 March 2024"),
    ("in May 2025", "5 June 2025"),
    ("in 2024/25", "in 2024"),
]
NO_CLAIMS = ["criterion 3", "see section 4.2", "level 2", "week 6", "version 2.1", "COVID-19"]


def hold(text):
    return Holdings.of(list_mentions(text))


@pytest.mark.parametrize(("claim", "evidence"), HELD)
def test_a_claim_is_borne_out(claim, evidence):
    held = hold(evidence)
    assert list_claims(claim)
    assert all(each.is_held_by(held) for each in list_claims(claim)[-1:])


@pytest.mark.parametrize(("claim", "evidence"), NOT_HELD)
def test_a_claim_is_not_borne_out(claim, evidence):
    [found] = list_claims(claim)
    assert not found.is_held_by(hold(evidence))


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_reference_is_no_claim(text):
    assert list_claims(text) == []


def test_a_code_of_the_standard_is_no_claim():
    assert [claim.words for claim in list_claims("As 2.1 asks, 2.5", codes={"2.1"})] == ["2.5"]


def test_a_bare_number_up_to_ten_is_small():
    claims = list_claims("Two teams, 11 people, 5%, £8 and 4 out of 5")
    assert [claim.is_small for claim in claims] == [True, False, False, False, False]


def test_holdings_survive_being_kept_as_json():
    held = hold("87.3% on 3 March 2025, £2m, in 2024/25, by 5 May")
    assert Holdings.from_json(held.to_json()) == held


def test_holdings_of_several_texts_hold_what_each_does():
    assert Holdings.merge([hold("5% in 2025"), hold("6% in 2024")]) == hold("6% 5% 2025 2024")


SAYINGS = st.sampled_from([saying for pair in HELD + NOT_HELD for saying in pair])


@given(claims=SAYINGS, texts=st.lists(SAYINGS, max_size=4))
def test_texts_hold_between_them_what_they_hold_when_merged(claims, texts):
    parts = tuple(hold(text) for text in texts)
    for claim in list_claims(claims):
        assert claim.is_held_by(JointHoldings(parts)) == claim.is_held_by(Holdings.merge(parts))


def read(name, is_held_out):
    cases = yaml.safe_load((HERE / name).read_text("utf-8"))
    return [case for case in cases if case.get("held_out", False) == is_held_out]


# Found, of how many; false alarms, of how many that are sound. docs/checks.md tells these figures.
CLAIMS_MEASURED = [(False, (17, 17, 0, 53)), (True, (5, 5, 5, 24))]
WORDS_MEASURED = [(False, (20, 20, 0, 20)), (True, (6, 9, 1, 7))]


@pytest.mark.parametrize(("is_held_out", "measured"), CLAIMS_MEASURED)
def test_unsupported_claims_are_found_and_few_others_accused(is_held_out, measured):
    found = true = alarms = sound = 0
    for case in read("labelled_claims.yaml", is_held_out):
        held = Holdings.merge(hold(text) for text in case["evidence"])
        claims = {claim.words: claim.is_held_by(held) for claim in list_claims(case["says"])}
        doubted = {words for words, is_held in claims.items() if not is_held}
        unsupported = set(case["unsupported"])
        found, true = found + len(doubted & unsupported), true + len(unsupported)
        alarms, sound = (
            alarms + len(doubted - unsupported),
            sound + len(claims.keys() - unsupported),
        )
    assert (found, true, alarms, sound) == measured


@pytest.mark.parametrize(("is_held_out", "measured"), WORDS_MEASURED)
def test_vague_sentences_are_found_and_few_others_accused(is_held_out, measured):
    cases = read("labelled_words.yaml", is_held_out)
    vague = [any(find_vague_words(case["says"])) for case in cases if case["is_vague"]]
    sound = [any(find_vague_words(case["says"])) for case in cases if not case["is_vague"]]
    assert (sum(vague), len(vague), sum(sound), len(sound)) == measured


def test_vague_words_are_gathered_by_kind_with_their_first_sentence():
    [use] = find_vague_words("We meet. We regularly ask, and often answer. We routinely check.")
    assert use.words == ("regularly", "often", "routinely")
    assert use.sentence == "We regularly ask, and often answer."
    assert "how often" in use.group.instead


@pytest.mark.parametrize("text", ["We won an award.", "It was copied by other councils"])
def test_words_of_what_is_special_are_known(text):
    assert says_what_is_special(text)


def test_ordinary_words_do_not_say_what_is_special():
    assert not says_what_is_special("We ask customers every quarter what they think.")
