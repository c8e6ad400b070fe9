"""The sample organisation is whole, and in the middle of its work."""

import re
from collections import Counter

import pytest

from cse_assess.accounts.models import Role
from cse_assess.analysis.proof import ProofKind
from cse_assess.analysis.readiness import Verdict, assess_readiness
from cse_assess.assessments.requests.states import RequestStep
from cse_assess.demo.story import Content, read_story
from cse_assess.evidence.models import EvidenceKind
from cse_assess.standards.registry import get_standard

STORY = read_story()
STANDARD = get_standard("cse")
LIBRARIES = {response.code: response for response in STORY.responses["libraries"]}
PEOPLE = {person.key: person for person in STORY.organisation.people}


def linked(service: str) -> Counter[str]:
    return Counter(code for item in STORY.evidence for code in item.proves.get(service, {}))


def test_every_element_of_the_libraries_is_in_the_story():
    assert set(LIBRARIES) == {element.code for element in STANDARD.elements}


def test_every_code_of_the_story_is_an_element():
    named = {response.code for responses in STORY.responses.values() for response in responses}
    for service in STORY.organisation.services:
        named |= set(linked(service.key))
    assert named <= {element.code for element in STANDARD.elements}


def test_no_element_is_answered_twice():
    for responses in STORY.responses.values():
        assert max(Counter(response.code for response in responses).values()) == 1


def test_every_scored_element_of_the_libraries_is_justified_in_sentences():
    for response in LIBRARIES.values():
        if response.level and response.level != "not_applicable":
            sentences = re.findall(r"[.?!](?=\s|$)", response.justification)
            assert 2 <= len(sentences) <= 5, response.code


def test_some_criteria_pass_and_others_do_not():
    levels = {code: response.level for code, response in LIBRARIES.items()}
    readiness = assess_readiness(STANDARD, levels)
    assert [group.passes for group in readiness.groups] == [True, True, False, False, False]
    assert readiness.verdict is not Verdict.PASSES


def test_every_level_is_in_use_and_some_elements_wait():
    assert {response.level for response in LIBRARIES.values()} == {
        None,
        *(level.id for level in STANDARD.levels),
    }


def test_one_claim_has_no_evidence_yet():
    claimed = {c for c, response in LIBRARIES.items() if response.level in STANDARD.rules.met}
    assert sorted(claimed - set(linked("libraries"))) == ["5.2.2"]


def test_every_role_has_somebody():
    assert {role for person in PEOPLE.values() for role in person.roles} == set(Role)
    assert any(person.assesses and person.grant_ends_in_days > 0 for person in PEOPLE.values())


def test_every_name_in_the_story_is_of_somebody_who_can_write_there():
    services = {service.key for service in STORY.organisation.services}
    assert set(STORY.responses) <= services
    for key, responses in STORY.responses.items():
        for response in responses:
            owner = PEOPLE[response.owner]
            assert Role.LEAD in owner.roles or key in owner.contributes_to, response.code
    for item in STORY.evidence:
        owner = PEOPLE[item.owner]
        assert set(item.proves) <= services
        assert Role.LEAD in owner.roles or set(item.proves) <= set(owner.contributes_to), item.key


def test_every_address_is_of_a_domain_that_cannot_exist():
    assert all(person.email.endswith(".example") for person in PEOPLE.values())
    assert all(".example/" in item.url for item in STORY.evidence if item.url)


def test_the_evidence_is_of_every_sort():
    suffixes = Counter(item.file.rpartition(".")[2] for item in STORY.evidence)
    assert len(STORY.evidence) >= 60
    assert set(suffixes) == {"pdf", "docx", "xlsx", "png", ""}
    assert suffixes["pdf"] >= 20
    assert {item.kind for item in STORY.evidence} >= set(EvidenceKind) - {EvidenceKind.OTHER}


def test_the_evidence_has_what_makes_work():
    assert max(linked("libraries").values()) >= 4
    assert max(len(item.proves.get("libraries", {})) for item in STORY.evidence) >= 6
    assert sum(bool(item.earlier) for item in STORY.evidence) >= 3
    assert sum(item.dated is None for item in STORY.evidence) >= 2
    assert sum(not item.proves for item in STORY.evidence) >= 3
    assert sum(item.confidential for item in STORY.evidence) == 4
    assert any(item.withdrawn_because for item in STORY.evidence)


def test_keys_are_not_used_twice():
    assert max(Counter(item.key for item in STORY.evidence).values()) == 1


def test_every_note_says_what_is_proved():
    for item in STORY.evidence:
        for notes in item.proves.values():
            assert all(len(proof.note) > 15 for proof in notes.values()), item.key


def test_every_point_that_evidence_names_is_one_of_its_element():
    for item in STORY.evidence:
        for proofs in item.proves.values():
            for code, proof in proofs.items():
                numbers = range(1, len(STANDARD.get_element(code).guidance) + 1)
                assert set(proof.points) <= set(numbers), (item.key, code)


def test_evidence_gives_every_kind_of_proof_and_some_says_none():
    proofs = [
        proof
        for item in STORY.evidence
        for proofs in item.proves.values()
        for proof in proofs.values()
    ]
    assert {kind for proof in proofs for kind in proof.kinds} == set(ProofKind)
    assert any(not proof.points and not proof.kinds for proof in proofs)


def test_requests_end_in_every_state():
    steps = [[each.step for each in request.steps] for request in STORY.requests]
    assert {taken[-1] if taken else RequestStep.ASK for taken in steps} == set(RequestStep)


def test_a_web_address_needs_access_and_says_what_to_look_at():
    assert [item.url for item in STORY.evidence if item.needs_access and item.look_at] == [
        "https://www.thistlemere.example/libraries/catalogue"
    ]


def test_a_content_with_two_sorts_is_refused():
    with pytest.raises(ValueError, match="give a file and its content"):
        Content(file="a.pdf", text="words", url="https://a.example/")


def test_the_cycle_before_is_of_elements_levels_and_people_that_there_are():
    past = STORY.past
    codes = {code for wave in past.waves for code in wave.levels} | set(past.texts)
    assert codes <= set(LIBRARIES)
    levels = {level for wave in past.waves for level in wave.levels.values()}
    assert levels == {level.id for level in STANDARD.levels}
    assert {wave.by for wave in past.waves} <= set(PEOPLE)
    assert set(past.evidence) <= {item.key for item in STORY.evidence}
    needs_reason = STANDARD.rules.reason_required
    scored = [each for wave in past.waves for each in wave.levels.items()]
    assert {code for code, level in scored if level in needs_reason} == set(past.reasons)


def test_the_past_goes_in_order_and_some_levels_wait_to_be_confirmed():
    past = STORY.past
    days = [past.began_days_ago, *(wave.days_ago for wave in past.waves)]
    days += [past.locked_days_ago, past.carried_days_ago]
    assert days == sorted(days, reverse=True)
    waiting = {code for code, response in LIBRARIES.items() if response.level is None}
    assert waiting & {code for wave in past.waves for code in wave.levels}
