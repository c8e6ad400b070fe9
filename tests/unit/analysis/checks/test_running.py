"""What does not fit together at an element is found, quoted, and known again until it changes."""

from dataclasses import replace
from datetime import date

import pytest

from cse_assess.analysis.checks.facts import CheckKind, ElementFacts, PieceFacts, Place, Sureness
from cse_assess.analysis.checks.holdings import Holdings
from cse_assess.analysis.checks.mentions import list_mentions
from cse_assess.analysis.checks.running import find_twins, run_checks
from cse_assess.analysis.coverage import Proof
from cse_assess.analysis.freshness import EvidenceState, FreshnessRule
from cse_assess.analysis.proof import ProofKind

TODAY = date(2026, 11, 22)
RULE = FreshnessRule(TODAY, date(2027, 3, 1), 12)
SOUND = (
    "Customers are asked at the desk each quarter, and the head of service answers what they say "
    "on a board beside the door."
)


def piece(text="", *, item_id=1, kinds=(ProofKind.DOES,), on=TODAY, title="Minutes", mark="a"):
    values = None if text is None else Holdings.of(list_mentions(text))
    state = EvidenceState(item_id, title, on, None)
    return PieceFacts(Proof(state, frozenset(), frozenset(kinds)), values, mark)


def facts(code="1.1.1", **changes):
    sound = ElementFacts(
        code, "compliant", SOUND, owner_id=1, owner_name="Ada Marsh", pieces=(piece(),)
    )
    return replace(sound, **changes)


def run(standard, *elements, twins=None):
    return run_checks(standard, elements, RULE, twins or {})


def kinds(findings):
    return [finding.kind for finding in findings]


def test_an_element_in_order_has_no_finding(cse):
    assert run(cse, facts()) == []


def test_a_met_level_without_evidence_is_found(cse):
    [finding] = run(cse, facts(pieces=()))
    assert finding.kind is CheckKind.NO_EVIDENCE
    assert finding.sureness is Sureness.CERTAIN
    assert finding.place is Place.EVIDENCE


@pytest.mark.parametrize("level", ["partial", None])
def test_a_level_that_needs_no_evidence_may_have_none(cse, level):
    assert CheckKind.NO_EVIDENCE not in kinds(run(cse, facts(level=level, pieces=())))


def test_what_is_not_applicable_is_not_checked(cse):
    assert run(cse, facts(level="not_applicable", pieces=(), owner_id=None)) == []


def test_an_exemplary_level_with_nothing_for_others_to_learn_is_found(cse):
    [finding] = [
        each
        for each in run(cse, facts(level="plus", pieces=(piece(kinds=[ProofKind.SAYS]),)))
        if each.kind is CheckKind.NOTHING_TO_LEARN
    ]
    assert finding.sureness is Sureness.LIKELY
    assert "nothing to tell" in finding.reason


def test_two_of_three_ways_to_learn_missing_are_worth_a_look(cse):
    [finding] = run(cse, facts(level="plus"))
    assert (finding.kind, finding.sureness) == (CheckKind.NOTHING_TO_LEARN, Sureness.PERHAPS)


def test_an_exemplary_level_from_which_others_can_learn_is_in_order(cse):
    assert run(cse, facts(level="plus", tell="Ask the panel.")) == []
    assert run(cse, facts(level="plus", justification=f"{SOUND} It was copied by others.")) == []


def test_only_policy_and_no_result_is_found(cse):
    [finding] = run(cse, facts(pieces=(piece(kinds=[ProofKind.SAYS]),)))
    assert (finding.kind, finding.sureness) == (CheckKind.ALL_POLICY, Sureness.LIKELY)


def test_a_figure_that_no_evidence_holds_is_quoted(cse):
    [finding] = run(
        cse, facts(justification=f"{SOUND} In 2025, 92% agreed.", pieces=(piece("2025: 87%"),))
    )
    assert finding.kind is CheckKind.UNSUPPORTED
    assert finding.words == "In 2025, 92% agreed."
    assert "“92%”" in finding.reason
    assert finding.place is Place.JUSTIFICATION


def test_a_claim_may_have_one_figure_from_a_text_and_the_other_from_a_title(cse):
    says = f"{SOUND} Of those asked, 43 out of 57 agree."
    there = facts(justification=says, pieces=(piece("43 agree"), piece(title="57 were asked")))
    assert run(cse, there) == []


def test_a_figure_in_the_title_or_the_date_of_evidence_is_held(cse):
    element = facts(
        justification=f"{SOUND} In June 2025, 92% agreed.",
        pieces=(piece(title="92% agree", on=date(2025, 6, 3)),),
    )
    assert CheckKind.UNSUPPORTED not in kinds(run(cse, element))


def test_what_cannot_be_read_is_not_accused(cse):
    element = facts(justification=f"{SOUND} 92% agreed.", pieces=(piece("87%"), piece(None)))
    [finding] = run(cse, element)
    assert (finding.kind, finding.sureness) == (CheckKind.NOT_LOOKED_UP, Sureness.PERHAPS)
    assert "1 of 2 pieces" in finding.reason


def test_the_same_figure_twice_is_one_finding(cse):
    assert len(run(cse, facts(justification=f"{SOUND} 92% agreed. Yes, 92%."))) == 1


def test_evidence_older_than_the_element_asks_for_is_found(cse):
    element = next(each for each in cse.elements if each.evidence_max_age_months)
    found = run(
        cse,
        facts(
            element.code,
            pieces=(piece(on=date(2025, 1, 1)), piece(item_id=2, on=None), piece(item_id=3)),
        ),
    )
    old = [each for each in found if each.kind is CheckKind.TOO_OLD]
    assert [(each.about, each.sureness) for each in old] == [
        ("1", Sureness.CERTAIN),
        ("2", Sureness.PERHAPS),
    ]


@pytest.mark.parametrize(
    ("text", "sureness"), [("", Sureness.CERTAIN), ("We ask people.", Sureness.LIKELY)]
)
def test_hardly_a_word_is_found(cse, text, sureness):
    [finding] = run(cse, facts(justification=text))
    assert (finding.kind, finding.sureness) == (CheckKind.SAYS_LITTLE, sureness)


def test_the_same_words_at_two_elements_are_found_at_both(cse):
    twins = find_twins({"1.1.1": SOUND, "1.1.2": f" {SOUND.upper()}", "1.1.3": "", "1.2.1": ""})
    found = run(cse, facts(), facts("1.1.2"), twins=twins)
    assert [(each.kind, each.code, each.about) for each in found] == [
        (CheckKind.SAME_WORDS, "1.1.1", "1.1.2"),
        (CheckKind.SAME_WORDS, "1.1.2", "1.1.1"),
    ]


def test_vague_words_come_with_what_to_write_instead(cse):
    [finding] = run(cse, facts(justification=f"{SOUND} We regularly meet."))
    assert finding.kind is CheckKind.VAGUE
    assert "“regularly”" in finding.reason
    assert finding.remedy.startswith("Say how often")
    assert finding.words == "We regularly meet."


def test_an_owner_who_left_is_named_and_a_missing_one_found(cse):
    found = run(cse, facts(has_owner_left=True), facts("1.1.2", owner_id=None))
    assert kinds(found) == [CheckKind.OWNER_LEFT, CheckKind.NO_OWNER]
    assert "Ada Marsh" in found[0].reason


def test_a_carried_level_is_to_be_confirmed(cse):
    [finding] = run(cse, facts(level=None, carried_level="plus"))
    assert finding.kind is CheckKind.TO_CONFIRM


def test_a_standard_of_another_shape_is_checked_by_its_own_rules(service_points):
    code = service_points.elements[0].code
    met = service_points.rules.evidence_required[0]
    found = run(service_points, facts(code, level=met, pieces=()))
    assert CheckKind.NO_EVIDENCE in kinds(found)


VAGUE = f"{SOUND} We regularly meet, and 92% agree."


def prints(standard, **changes):
    found = run(standard, facts(justification=VAGUE, **changes))
    return {finding.kind: finding.fingerprint for finding in found}


def test_a_finding_is_known_again_as_long_as_what_it_rests_on_stands(cse):
    before, after = prints(cse), prints(cse, owner_name="Ada Marsh-Reed", level="plus", tell="")
    assert before[CheckKind.VAGUE] == after[CheckKind.VAGUE]
    assert before[CheckKind.UNSUPPORTED] == after[CheckKind.UNSUPPORTED]


def test_new_evidence_makes_a_figure_another_finding_but_not_a_vague_word(cse):
    before, after = prints(cse), prints(cse, pieces=(piece(mark="b"),))
    assert before[CheckKind.VAGUE] == after[CheckKind.VAGUE]
    assert before[CheckKind.UNSUPPORTED] != after[CheckKind.UNSUPPORTED]


def test_new_words_make_all_findings_of_the_text_others(cse):
    before = prints(cse)
    after = {
        each.kind: each.fingerprint for each in run(cse, facts(justification=f"{VAGUE} Always."))
    }
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_a_small_number_that_cannot_be_looked_up_is_not_asked_about(cse):
    said = f"{SOUND} The two desks share 40 seats."
    [finding] = run(cse, facts(justification=said, pieces=(piece(None),)))
    assert finding.about == "40"
    assert len(run(cse, facts(justification=said, pieces=(piece("none"),)))) == 2
